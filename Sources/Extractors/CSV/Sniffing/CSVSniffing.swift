internal import PipelineModel

/// What a CSV file was found to be.
package struct CSVSniffing: Sendable, Equatable {
  /// How lines end.
  package enum Newline: String, Sendable { case lf, crlf, cr, mixed, none }

  /// The dialect to read it in.
  package var dialect = CSVDialect()
  /// How sure that is, from 0 to 1.
  package var confidence = 1.0
  /// Whether the sample said too little or too much: what was not given is RFC 4180.
  package var isFallback = false
  /// How lines end in the sample.
  package var newline = Newline.none
  /// The names of the columns in the sample.
  package var columns: [String] = []

  /// Below this the dialect falls back to RFC 4180.
  package static let leastConfidence = 0.5

  package init() {}

  /// What is not RFC 4180, as keys of `dialect:` and their values; empty where all is.
  package var options: [(key: String, value: String)] {
    var options: [(String, String)] = []
    let standard = CSVDialect()
    if dialect.delimiter != standard.delimiter {
      options.append(("delimiter", Self.shown(dialect.delimiter)))
    }
    if dialect.quote != standard.quote { options.append(("quote", dialect.quote.map { Self.shown([$0]) } ?? "none")) }
    if let escape = dialect.escape { options.append(("escape", Self.shown([escape]))) }
    if let comment = dialect.comment { options.append(("comment", Self.shown([comment]))) }
    if dialect.skip > 0 { options.append(("skip", String(dialect.skip))) }
    switch dialect.header {
    case .none: options.append(("header", "false"))
    case .lines(let count): if count != 1 { options.append(("header", String(count))) }
    case .names(let names): options.append(("header", "[\(names.map(Self.shown).joined(separator: ", "))]"))
    }
    if dialect.ragged != standard.ragged { options.append(("ragged", dialect.ragged.rawValue)) }
    if dialect.skipsSpaces { options.append(("spaces", "skip")) }
    return options
  }

  /// A text in YAML's double quotes.
  private static func shown(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
  }

  /// Bytes as YAML takes them.
  private static func shown(_ bytes: [UInt8]) -> String {
    if bytes == [Byte.tab] { return "tab" }
    return "\""
      + bytes.map { byte in
        switch byte {
        case Byte.quote: "\\\""
        case UInt8(ascii: "\\"): "\\\\"
        case 0x20..<0x7F: String(UnicodeScalar(byte))
        default: "\\x" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
      }.joined() + "\""
  }
}
