internal import Foundation
internal import PipelineModel

/// The path to the first value of a column that holds lists, as JSON has them.
enum ListPath {
  /// Keys of the value that an entry of a list is about.
  private static let values = ["value", "address", "email", "number", "phone", "url", "name"]

  /// `emails[0]` or `emails[0].value`; the column's own name where it holds no lists.
  static func first(in batch: RecordBatch, column: Int) -> String {
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
    return name
  }
}
