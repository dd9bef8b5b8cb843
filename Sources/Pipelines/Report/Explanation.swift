internal import Foundation
package import PipelineModel

/// What the transforms of a pipeline do to one row: each lead field before and after, and the rules that took part.
/// Nothing is written and nobody is asked.
package struct Explanation: Sendable, Equatable {
  /// A lead field before and after.
  package struct Field: Sendable, Equatable {
    package var name: String
    package var before: String
    package var after: String
    /// In the order that they took part.
    package var rules: [LeadRule]
  }

  package var file: String
  package var line: Int
  /// Lead fields that have a value before or after or that a rule spoke of, in their documented order.
  package var fields: [Field]
  /// Whether its names are to be translated.
  package var translate: Bool

  /// Reads up to a row, counted from 1 over all sources in their order without those that are refused; nil where there
  /// are not so many.
  package init?(
    _ definition: PipelineDefinition, row: Int, at unixTime: Int64, emit: @escaping @Sendable (RunEvent) -> Void
  ) throws {
    let built = try BuiltPipeline(definition, at: unixTime)
    var reader = SourceReader(files: built.files, emit: emit)
    var left = row - 1
    while let batch = try reader.nextBatch() {
      let before = LeadBatch(records: batch.records, mapping: batch.mapping)
      if left >= before.count {
        left -= before.count
        continue
      }
      var after = before
      for transform in built.transforms { transform.transform(&after) }
      self.init(record: left, file: batch.file, before: before, after: after)
      return
    }
    return nil
  }

  private init(record: Int, file: String, before: LeadBatch, after: LeadBatch) {
    let notes = after.notes.filter { $0.record == UInt32(record) }
    fields = LeadField.allCases.compactMap { field in
      if field.isShownOnRequest { return nil }
      let rules = notes.filter { $0.field == field }.map(\.rule)
      let old = Self.text(before.value(field, record: record))
      let new = Self.text(after.value(field, record: record))
      if old.isEmpty && new.isEmpty && rules.isEmpty { return nil }
      return Field(name: field.name, before: old, after: new, rules: rules)
    }
    self.file = file
    line = Int(before.records.positions[record].line)
    translate = after.flags[record].contains(.translate)
  }

  private static func text(_ value: Span<UInt8>) -> String {
    value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  /// For a terminal: a block for each field that changed or that a rule spoke of, then the fields that stayed.
  package var table: String {
    var lines = ["\(file):\(line)\(translate ? "  (names to be translated)" : "")"]
    for field in fields where field.before != field.after || !field.rules.isEmpty {
      lines.append("")
      lines.append(field.name)
      lines.append("  before  \(shown(field.before))")
      for rule in field.rules { lines.append("  rule    \(rule.name): \(rule.explanation)") }
      lines.append("  after   \(shown(field.after))")
    }
    let same = fields.filter { $0.before == $0.after && $0.rules.isEmpty }.map(\.name)
    if !same.isEmpty { lines += ["", "unchanged: \(same.joined(separator: ", "))"] }
    return lines.joined(separator: "\n")
  }

  private func shown(_ value: String) -> String { value.isEmpty ? "(nothing)" : value.harmless }

  /// One object.
  package var json: String {
    let object: [String: Any] = [
      "file": file, "line": line, "translate": translate,
      "fields": fields.map { field in
        [
          "name": field.name, "before": field.before, "after": field.after,
          "rules": field.rules.map { ["name": $0.name, "explanation": $0.explanation] },
        ] as [String: Any]
      },
    ]
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    let data = try? JSONSerialization.data(withJSONObject: object, options: options)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
