internal import Extractors
internal import Foundation
internal import PipelineModel
internal import Transport

/// What a CSV file was found to be, as `sluice sniff` shows it.
package struct Sniff: Sendable {
  /// How messages name the file.
  package let file: String
  private let found: FileSniffing

  /// Looks at the first bytes of a file; `-` is standard input. Throws what a run would throw at it.
  package init(path: String) throws {
    var input = try InputFile(path: path)
    var sample: [UInt8] = []
    // One byte more tells whether there is more.
    _ = try input.read(into: &sample, atMost: FileSniffer.sampleSize + 1)
    file = path == "-" ? "stdin" : path
    let isWhole = sample.count <= FileSniffer.sampleSize
    do throws(ScanError) {
      found = try FileSniffer.sniff(
        sample.span.extracting(first: min(sample.count, FileSniffer.sampleSize)), isWhole: isWhole)
    } catch {
      throw Diagnostic(
        code: error.code.rawValue, at: Diagnostic.Location(file: file), error.detail, hint: error.hint)
    }
  }

  /// The dialect as `dialect:` takes it, and `encoding:` where it is not UTF-8; empty for RFC 4180 in UTF-8.
  package var options: String {
    var lines: [String] = []
    let keys = found.csv.options.map { "\($0.key): \($0.value)" }
    if !keys.isEmpty { lines.append("dialect: {\(keys.joined(separator: ", "))}") }
    if found.encoding != .utf8 { lines.append("encoding: \(found.encoding.name)") }
    return lines.joined(separator: "\n")
  }

  private var dialect: CSVDialect { found.csv.dialect }

  private var hasHeader: Bool { if case .lines = dialect.header { true } else { false } }

  /// For a terminal: a line for each thing that was found.
  package var text: String {
    var lines = [
      (
        "encoding",
        found.encoding.name + (found.hasMark ? ", with a byte order mark" : percent(found.encodingConfidence))
      ),
      ("delimiter", Self.shown(dialect.delimiter)),
      ("quote", dialect.quote.map { Self.shown([$0]) } ?? "none"),
      ("escape", dialect.escape.map { Self.shown([$0]) } ?? "none: a quote is doubled"),
      ("preamble", dialect.skip == 0 ? "none" : dialect.skip == 1 ? "1 line" : "\(dialect.skip) lines"),
      ("header", hasHeader ? found.csv.columns.map(\.excerpt).joined(separator: ", ") : "none"),
      ("newline", found.csv.newline.rawValue),
      ("confidence", "\(Int((found.csv.confidence * 100).rounded())) %"),
    ]
    if let comment = dialect.comment { lines.insert(("comment", Self.shown([comment])), at: 4) }
    if dialect.ragged != .reject { lines.append(("ragged", dialect.ragged.rawValue)) }
    if found.csv.isFallback { lines.append(("note", "not clear, so RFC 4180: say what is so in `dialect:`")) }
    return ([file] + lines.map { "  " + $0.0.padding(toLength: 12, withPad: " ", startingAt: 0) + $0.1 })
      .joined(separator: "\n")
  }

  private func percent(_ share: Double) -> String { share < 1 ? " (\(Int((share * 100).rounded())) % sure)" : "" }

  /// Bytes as a person reads them.
  private static func shown(_ bytes: [UInt8]) -> String {
    switch bytes {
    case [Byte.tab]: "tab"
    case [Byte.space]: "space"
    default:
      bytes.map { (0x21..<0x7F).contains($0) ? String(UnicodeScalar($0)) : "\\x" + hex($0) }.joined()
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
  }

  /// An array with an object for each file.
  package static func json(_ sniffs: [Sniff]) -> String {
    let objects: [[String: Any]] = sniffs.map { sniff in
      let csv = sniff.found.csv
      var object: [String: Any] = [
        "file": sniff.file, "encoding": sniff.found.encoding.name, "byte_order_mark": sniff.found.hasMark,
        "encoding_confidence": rounded(sniff.found.encodingConfidence),
        "delimiter": String(decoding: csv.dialect.delimiter, as: UTF8.self), "skip": csv.dialect.skip,
        "header": sniff.hasHeader, "newline": csv.newline.rawValue, "confidence": rounded(csv.confidence),
        "ragged": csv.dialect.ragged.rawValue, "is_fallback": csv.isFallback,
      ]
      object["columns"] = sniff.hasHeader ? csv.columns : nil
      object["quote"] = csv.dialect.quote.map(text) ?? NSNull()
      object["escape"] = csv.dialect.escape.map(text) ?? NSNull()
      object["comment"] = csv.dialect.comment.map(text) ?? NSNull()
      return object
    }
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    let data = try? JSONSerialization.data(withJSONObject: objects, options: options)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }

  private static func text(_ byte: UInt8) -> Any { String(UnicodeScalar(byte)) }

  private static func rounded(_ share: Double) -> Double { (share * 100).rounded() / 100 }
}
