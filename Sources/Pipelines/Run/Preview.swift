internal import Foundation
package import PipelineModel

/// The first rows of a pipeline before and after its transforms; nothing is written and nobody is asked.
package struct Preview: Sendable {
  /// A row: where it stands and what became of its values.
  package struct Row: Sendable, Equatable {
    package var file: String
    package var line: Int
    /// Lead fields that have a value before or after, in their documented order, then source columns that transforms
    /// changed, as `source.NAME`.
    package var fields: [Field]
    /// Whether its names are to be translated.
    package var translate: Bool
    /// Whether a filter leaves it out.
    package var filtered = false
  }

  /// A value before and after.
  package struct Field: Sendable, Equatable {
    package var name: String
    package var before: String
    package var after: String
  }

  /// The rows, in input order.
  package var rows: [Row] = []

  /// No rows.
  static let empty = Preview()

  private init() {}

  /// Reads at most `limit` rows; tells of the records before them that are rejected.
  package init(
    _ definition: PipelineDefinition, limit: Int, at unixTime: Int64, emit: @escaping @Sendable (RunEvent) -> Void
  ) throws {
    let built = try BuiltPipeline(definition, at: unixTime)
    var union = ColumnUnion()
    var mapped: Set<LeadField> = []
    // A few rows of each source say more than many of the first.
    let share = max(1, limit / max(1, built.files.count))
    for file in built.files where rows.count < limit {
      var reader = SourceReader(files: [file], emit: emit)
      var left = min(share, limit - rows.count)
      var rejected = 0
      while left > 0, let batch = try reader.nextBatch() {
        let before = LeadBatch(records: batch.records, mapping: batch.mapping)
        var after = before
        for transform in built.transforms { transform.transform(&after) }
        let shown = min(left, before.count)
        for record in 0..<shown { rows.append(Self.row(record, file: batch.file, before: before, after: after)) }
        left -= shown
        let end = left > 0 ? .max : before.records.positions[shown - 1].number
        for refused in batch.records.refused where refused.position.number <= end && rejected < limit {
          rejected += 1
          emit(.diagnostic(.rejected(refused, file: batch.file)))
        }
      }
      _ = union.places(of: reader.sourceNames)
      mapped.formUnion(reader.sourceFields)
    }
    for warning in built.missingColumns(names: union.names, mapped: mapped) { emit(.diagnostic(warning)) }
  }

  private static func row(_ record: Int, file: String, before: LeadBatch, after: LeadBatch) -> Row {
    var fields = LeadField.allCases.compactMap { field -> Field? in
      if field.isShownOnRequest { return nil }
      let old = text(before.value(field, record: record))
      let new = text(after.value(field, record: record))
      return old.isEmpty && new.isEmpty ? nil : Field(name: field.name, before: old, after: new)
    }
    // Columns are the source's own unless one was made, renamed or dropped.
    let (had, has) = (before.records.columns, after.records.columns)
    for name in had + has.filter({ !had.contains($0) }) {
      let old = text(before.records, record, had.firstIndex(of: name))
      let new = text(after.records, record, has.firstIndex(of: name))
      if old != new { fields.append(Field(name: "source." + name, before: old, after: new)) }
    }
    let flags = after.flags[record]
    return Row(
      file: file, line: Int(before.records.positions[record].line), fields: fields,
      translate: flags.contains(.translate), filtered: flags.contains(.filtered))
  }

  private static func text(_ records: RecordBatch, _ record: Int, _ column: Int?) -> String {
    column.map { text(records.value(record: record, column: $0)) } ?? ""
  }

  private static func text(_ value: Span<UInt8>) -> String {
    value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  /// An array of rows, each with its fields before and after.
  package var json: String {
    let objects: [[String: Any]] = rows.map { row in
      [
        "file": row.file, "line": row.line, "translate": row.translate, "filtered": row.filtered,
        "before": Dictionary(
          uniqueKeysWithValues: row.fields.filter { !$0.before.isEmpty }.map { ($0.name, $0.before) }),
        "after": Dictionary(uniqueKeysWithValues: row.fields.filter { !$0.after.isEmpty }.map { ($0.name, $0.after) }),
      ]
    }
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    let data = try? JSONSerialization.data(withJSONObject: objects, options: options)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }
}

extension Diagnostic {
  fileprivate static func rejected(_ refused: RefusedRecord, file: String) -> Diagnostic {
    Diagnostic(
      .warning, code: refused.code.rawValue,
      at: Location(
        file: file, line: Int(refused.position.line), column: refused.column.map { Int($0) },
        record: Int(refused.position.number)),
      "rejected: \(refused.code.reason(found: refused.found, expected: refused.expected))", hint: refused.code.hint)
  }
}
