internal import PipelineModel

/// The dialects that are tried on a sample: a closed list, without those that it speaks against at once.
struct CSVCandidates {
  /// In the order of how common they are, the given one first.
  private(set) var delimiters: [[UInt8]]
  private let given: CSVDialect
  private var quotes: [UInt8?]
  private var escapes: [UInt8] = []
  private let triesSpaces: Bool

  private static let delimiters: [[UInt8]] = [
    [Byte.comma], [UInt8(ascii: ";")], [Byte.tab], [UInt8(ascii: "|")], [UInt8(ascii: "^")], [UInt8(ascii: "~")],
    [0x01], [0x1F], [UInt8(ascii: ":")], [Byte.space], Array(", ".utf8), Array("||".utf8), Array(";;".utf8),
    Array("::".utf8),
    Array("\t\t".utf8),
  ]
  private static let escapes: [UInt8] = [UInt8(ascii: "\\"), 0]

  init(_ bytes: UnsafeBufferPointer<UInt8>, given: CSVDialect, keys: Set<String>) {
    let apostrophe = UInt8(ascii: "'")
    var isThere = [Bool](repeating: false, count: 256)
    var isBeforeQuote = [Bool](repeating: false, count: 256)
    for (index, byte) in bytes.enumerated() {
      isThere[Int(byte)] = true
      if index > 0, byte == Byte.quote || byte == apostrophe { isBeforeQuote[Int(bytes[index - 1])] = true }
    }
    self.given = given
    triesSpaces = !keys.contains("spaces")
    delimiters = [given.delimiter]
    if !keys.contains("delimiter") {
      delimiters += Self.delimiters.filter { $0 != given.delimiter && $0.allSatisfy { isThere[Int($0)] } }
    }
    quotes = [given.quote]
    if !keys.contains("quote"), isThere[Int(apostrophe)] { quotes.append(apostrophe) }
    if !keys.contains("escape") { escapes = Self.escapes.filter { isBeforeQuote[Int($0)] && $0 != given.quote } }
  }

  /// Tries a delimiter with every quote and escape that may be. Where the quotes that are given make sense
  /// and are needed, no others are tried.
  func ratings(of delimiter: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> [CSVRating] {
    var ratings: [CSVRating] = []
    func rate(_ dialect: CSVDialect) -> CSVRating {
      let rating = CSVRating(CSVTrial(bytes, isWhole: isWhole, dialect), dialect, bytes)
      ratings.append(rating)
      return rating
    }
    for quote in quotes where quote.map({ !delimiter.contains($0) }) ?? true {
      var dialect = given
      dialect.delimiter = delimiter
      dialect.quote = quote
      let plain = rate(dialect)
      if plain.trial.bad + plain.trial.loose > 0 {
        for escape in escapes where !delimiter.contains(escape) {
          dialect.escape = escape
          _ = rate(dialect)
        }
        dialect.escape = given.escape
      }
      if triesSpaces, delimiter.count == 1, delimiter[0] != Byte.space, plain.hasSpaces {
        dialect.skipsSpaces = true
        _ = rate(dialect)
      }
      if plain.trial.needful > 0 && plain.trial.bad == 0 { break }
    }
    return ratings
  }
}
