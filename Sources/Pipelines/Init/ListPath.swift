internal import Foundation
internal import PipelineModel

/// The path to one value of a column that holds several: lists as JSON has them, repeated elements as XML has them.
enum ListPath {
  /// Keys of the value that an entry of a list is about.
  private static let values = ["value", "address", "email", "number", "phone", "url", "name"]
  /// Fields of which nobody has two in one value.
  private static let single: Set<LeadField> = [.email, .phone, .website, .linkedinURL]

  /// How the column is to be named and why, where its first values are several; nil: by its own name.
  static func first(
    in batch: RecordBatch, column: Int, as field: LeadField, format: String
  ) -> (path: String, remark: String)? {
    format == "xml" ? element(batch, column, field) : entry(batch, column).map { ($0, "the first of them") }
  }

  /// `emails[0]` or `emails[0].value`.
  private static func entry(_ batch: RecordBatch, _ column: Int) -> String? {
    let name = batch.columns[column]
    for record in 0..<min(batch.count, 200) where batch.slice(record: record, column: column).kind == .nested {
      let value = batch.value(record: record, column: column)
      let data = value.withUnsafeBufferPointer { Data($0) }
      guard let list = try? JSONSerialization.jsonObject(with: data) as? [Any], let item = list.first else { continue }
      guard let object = item as? [String: Any] else { return "\(name)[0]" }
      let texts = object.filter { $0.value is String }.keys
      guard let key = values.first(where: texts.contains) ?? texts.sorted().first else { continue }
      return "\(name)[0].\(key)"
    }
    return nil
  }

  /// `phones/phone[@type='work']`, or `phones/phone[1]` where nothing says which is for work.
  private static func element(
    _ batch: RecordBatch, _ column: Int, _ field: LeadField
  ) -> (path: String, remark: String)? {
    let name = batch.columns[column]
    guard single.contains(field), !name.contains("@"), !name.contains("#") else { return nil }
    guard texts(batch, column).contains(where: { $0.contains("; ") }) else { return nil }
    let path = name.replacing(".", with: "/")
    if let types = batch.columns.firstIndex(of: name + ".@type"),
      texts(batch, types).contains(where: { $0.components(separatedBy: "; ").contains("work") })
    {
      return (path + "[@type='work']", "the one for work")
    }
    return (path + "[1]", "the first of them")
  }

  private static func texts(_ batch: RecordBatch, _ column: Int) -> [String] {
    (0..<min(batch.count, 200)).map { record in
      batch.value(record: record, column: column).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
  }
}
