internal import PipelineModel

extension CSVScanner {
  /// Where scanning stands with the quotes of a field.
  enum Quoting { case none, open, closed }

  /// One call's view of its bytes; offsets are into `p`.
  struct Pass {
    let p: UnsafePointer<UInt8>
    let count: Int
    let isLast: Bool
    /// Whether all bytes are known to be UTF-8, so that records need no look of their own.
    let isValid: Bool
    /// What brings an offset in `p` to its place in the batch's bytes.
    let shift: Int
    /// One past the last record that is kept: what follows need not be copied.
    var keptEnd = 0
    /// The batch's fields, held here while the loop runs.
    var fields: [FieldSlice] = []
    /// Fields whose bytes are not those of the input.
    var rewrites: [Rewrite] = []

    /// Where the record began, and its first field.
    var record = 0
    var recordField = 0
    /// Where the field began.
    var field = 0
    var quoting = Quoting.none
    /// Where the quote opened and closed.
    var openQuote = 0
    var closeQuote = 0
    /// What the field needs taken out of it.
    var isDoubled = false
    var isEscaped = false
    var isLiteral = false
    /// Quotes before it in the field are characters (`CSVDialect.isLenient`).
    var literalEnd = 0
    /// Whether a line end stood between quotes of the record, and the quote it stood behind.
    var holdsLineEnd = false
    var spanningQuote = 0
    /// Whether quotes of the record are characters, because one of them was never closed.
    var ignoresQuotes = false

    mutating func begin(at position: Int) {
      record = position
      field = position
      recordField = fields.count
      quoting = .none
      isDoubled = false
      isEscaped = false
      isLiteral = false
      literalEnd = 0
      holdsLineEnd = false
      ignoresQuotes = false
    }

    /// Whether a line end is a CR at the end of what has come: perhaps half of a CRLF.
    func isHalfLineEnd(before next: Int) -> Bool { next == count && !isLast && p[next - 1] == Byte.cr }
  }

  /// A field (its index) whose bytes are not those of the input.
  struct Rewrite {
    var field: Int
    var kind: Kind

    enum Kind {
      /// Quotes are doubled inside, or something follows the closing one.
      case quotes
      /// The quotes around it go, and doubled ones become one; the others inside stay.
      case literalQuotes
      /// Escaped bytes lose their escape, and quotes as above.
      case escapes(isQuoted: Bool)
      /// Bytes that are no UTF-8 become what the policy says.
      case invalid
    }
  }
}
