internal import Extractors
internal import Foundation
package import PipelineModel
internal import Transport

/// What a CSV file was found to be, as `sluice sniff` shows it.
package struct Sniff: Sendable {
  /// How messages name the file.
  package let file: String
  private let found: FileSniffing

  /// Which other format its first byte speaks for.
  private let otherFormat: String?
  /// How it is packed; nil: it is not.
  private let packing: String?

  /// Looks at the first bytes of a file, unpacked; `-` is standard input, and the files of an archive are looked at one by
  /// one. Throws what a run would throw at it; `emit` is told what is left out.
  package static func all(path: String, emit: (Diagnostic) -> Void) throws -> [Sniff] {
    let samples = try InputSample.all(path: path, limit: FileSniffer.sampleSize)
    if samples.isEmpty { emit(.emptyArchive(path)) }
    var sniffs: [Sniff] = []
    for sample in samples {
      if samples.count > 1, !sample.form.fits("csv") {
        emit(.leftOut(sample.name, format: "csv"))
      } else {
        sniffs.append(try Sniff(sample))
      }
    }
    return sniffs
  }

  init(_ sample: InputSample) throws {
    file = sample.name
    packing = sample.packing
    if let document = sample.document { throw Diagnostic.otherDocument(sample.name, format: document) }
    otherFormat = sample.form == .json ? "json" : sample.form == .xml ? "xml" : nil
    do throws(ScanError) {
      found = try FileSniffer.sniff(sample.bytes.span, isWhole: sample.isWhole)
    } catch {
      throw Diagnostic(
        code: error.code.rawValue, at: Diagnostic.Location(file: file), error.detail, hint: error.hint)
    }
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
    if let packing { lines.insert(("packed", packing), at: 0) }
    if let comment = dialect.comment { lines.insert(("comment", Self.shown([comment])), at: packing == nil ? 4 : 5) }
    if dialect.ragged != .reject { lines.append(("ragged", dialect.ragged.rawValue)) }
    if found.csv.isFallback { lines.append(("note", "not clear, so RFC 4180: say what is so in `dialect:`")) }
    if let otherFormat {
      lines.append(("note", "it begins as \(otherFormat) does: `sluice init` says how to read that"))
    }
    return ([file.harmless] + lines.map { "  " + $0.0.padding(toLength: 12, withPad: " ", startingAt: 0) + $0.1 })
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
      object["packed"] = sniff.packing
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
