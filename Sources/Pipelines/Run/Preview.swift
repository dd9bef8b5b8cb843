internal import Foundation
package import PipelineModel

/// The first rows of a pipeline before and after its transforms; nothing is written and nobody is asked.
package struct Preview: Sendable {
  /// A row: where it stands and what became of its lead fields.
  package struct Row: Sendable, Equatable {
    package var file: String
    package var line: Int
    /// Lead fields that have a value before or after, in their documented order.
    package var fields: [Field]
    /// Whether its names are to be translated.
    package var translate: Bool
  }

  /// A lead field before and after.
  package struct Field: Sendable, Equatable {
    package var name: String
    package var before: String
    package var after: String
  }

  /// The rows, in input order.
  package var rows: [Row] = []

  /// Reads at most `limit` rows.
  package init(
    _ definition: PipelineDefinition, limit: Int, at unixTime: Int64, emit: @escaping @Sendable (RunEvent) -> Void
  ) throws {
    let built = try BuiltPipeline(definition, at: unixTime)
    // A few rows of each source say more than many of the first.
    let share = max(1, limit / max(1, built.files.count))
    for file in built.files where rows.count < limit {
      var reader = SourceReader(files: [file], emit: emit)
      var left = min(share, limit - rows.count)
      while left > 0, let batch = try reader.nextBatch() {
        let before = LeadBatch(records: batch.records, mapping: batch.mapping)
        var after = before
        for transform in built.transforms { transform.transform(&after) }
        for record in 0..<min(left, before.count) {
          rows.append(Self.row(record, file: batch.file, before: before, after: after))
        }
        left -= min(left, before.count)
      }
    }
  }

  private static func row(_ record: Int, file: String, before: LeadBatch, after: LeadBatch) -> Row {
    let fields = LeadField.allCases.compactMap { field -> Field? in
      let old = text(before.value(field, record: record))
      let new = text(after.value(field, record: record))
      return old.isEmpty && new.isEmpty ? nil : Field(name: field.name, before: old, after: new)
    }
    return Row(
      file: file, line: Int(before.records.positions[record].line), fields: fields,
      translate: after.flags[record].contains(.translate))
  }

  private static func text(_ value: Span<UInt8>) -> String {
    value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  /// For a terminal: before and after side by side, what changed marked.
  package var table: String {
    let width = rows.flatMap(\.fields).map { $0.before.count }.max().map { min($0, 40) } ?? 0
    return rows.map { row in
      let head = "\(row.file):\(row.line)\(row.translate ? "  (names to be translated)" : "")"
      let lines = row.fields.map { field in
        let name = field.name.padding(toLength: 15, withPad: " ", startingAt: 0)
        let before = field.before.excerpt
        if field.before == field.after { return "  \(name) \(before)" }
        let pad = String(repeating: " ", count: max(0, width - before.count))
        return "  \(name) \(before)\(pad)  ->  \(field.after.excerpt)"
      }
      return ([head] + lines).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// An array of rows, each with its fields before and after.
  package var json: String {
    let objects: [[String: Any]] = rows.map { row in
      [
        "file": row.file, "line": row.line, "translate": row.translate,
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
