internal import Foundation
internal import PipelineModel

/// How a refused record is read again on its own: its format, and for CSV its columns and dialect. It stands in the
/// rejects file, as JSON.
enum RawSource: Equatable {
  case jsonLines
  case csv(columns: [String], dialect: [String: String])

  /// The keys of a dialect that matter to a record that stands alone.
  init(_ dialect: CSVDialect, columns: [String]) {
    func text(_ byte: UInt8?) -> String { byte.map { String(UnicodeScalar($0)) } ?? "none" }
    var keys = [
      "delimiter": String(decoding: dialect.delimiter, as: UTF8.self), "quote": text(dialect.quote),
      "ragged": dialect.ragged.rawValue,
    ]
    if let escape = dialect.escape { keys["escape"] = text(escape) }
    if dialect.skipsSpaces { keys["spaces"] = "skip" }
    if dialect.isLenient { keys["lenient"] = "true" }
    self = .csv(columns: columns, dialect: keys)
  }

  /// Nil for what this build does not write.
  init?(json: String) {
    guard let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] else { return nil }
    if let columns = object["columns"] as? [String], let dialect = object["csv"] as? [String: String] {
      self = .csv(columns: columns, dialect: dialect)
    } else if object["jsonl"] != nil {
      self = .jsonLines
    } else {
      return nil
    }
  }

  var json: String {
    let object: [String: Any] =
      switch self {
      case .jsonLines: ["jsonl": [String: String]()]
      case .csv(let columns, let dialect): ["csv": dialect, "columns": columns]
      }
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
    let data = try? JSONSerialization.data(withJSONObject: object, options: options)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// What reads such a record.
  func extractor() throws(OptionProblem) -> any StreamExtractor {
    switch self {
    case .jsonLines: return try JSONLinesExtractor(options: ComponentOptions())
    case .csv(let columns, let dialect):
      var entries = dialect.sorted { $0.key < $1.key }.map { key, value in
        OptionValue.Entry(key: key, value: key == "lenient" ? .boolean(true) : .text(value))
      }
      entries.append(OptionValue.Entry(key: "header", value: .list(columns.map { .text($0) })))
      entries.append(OptionValue.Entry(key: "base", value: .text("rfc4180")))
      return try CSVExtractor(options: ComponentOptions(["dialect": .map(entries), "encoding": .text("utf-8")]))
    }
  }
}

extension CSVExtractor: RawRereading {
  package func rawSource(columns: [String]) -> String? { RawSource(dialect, columns: columns).json }
}

extension JSONLinesExtractor: RawRereading {
  package func rawSource(columns: [String]) -> String? { RawSource.jsonLines.json }
}

extension JSONExtractor: RawRereading {
  package func rawSource(columns: [String]) -> String? { RawSource.jsonLines.json }
}
