internal import PipelineModel

/// What becomes of a record that is longer than the limit. It is decided by the bytes up to the limit alone, never by
/// how many more have come so far, so memory and time stay bounded and the pieces do not matter.
///
/// - No quote is open at the limit, or it opened on a line that does not end before it: the record is too large, and
///   dropped to the end of its line.
/// - A quote is open and the lines behind it look like rows of the file (at least half of the first hundred have as many
///   fields as the header): it was never meant to be open. Its line is refused, and those rows are read on their own.
/// - A quote is open and they do not: it is one large field. The record is too large, and dropped up to its real end,
///   behind the closing quote.
extension CSVScanner {
  /// Lines that are looked at for what stands behind an open quote.
  private static let linesOfEvidence = 100

  /// Refuses the record and returns where the next one begins, or where skipping goes on; nil where the next byte
  /// decides.
  mutating func giveUp(_ pass: inout Pass, into batch: inout RecordBatch) throws(ScanError) -> Int? {
    var cut = pass.record + recordLimit + 1
    // Neither a line end nor a doubled quote is cut in two.
    let quote = openQuote(pass, at: &cut)
    if pass.p[cut - 1] == Byte.cr { cut -= 1 }
    guard let quote else { return try drop(&pass, from: cut, as: .line, into: &batch) }
    let next = Self.afterLineEnd(pass.p, in: quote..<cut, count: pass.count, dialect.terminator)
    if number > 0 {
      guard let next else { return try drop(&pass, from: cut, as: .line, into: &batch) }
      if !looksLikeRows(pass, next..<max(next, cut)) { return try drop(&pass, from: cut, as: .quoted, into: &batch) }
    }
    if let next, pass.isHalfLineEnd(before: next) { return nil }
    try refuse(.unclosedQuote, &pass, next: next ?? cut, at: quote, into: &batch)
    return next ?? skip(pass, from: cut, as: .line)
  }

  private mutating func drop(
    _ pass: inout Pass, from cut: Int, as state: CSVSkip.State, into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    try refuse(.recordTooLarge, &pass, next: cut, expected: recordLimit, into: &batch)
    return skip(pass, from: cut, as: state)
  }

  /// Drops the rest of a record that was refused, as far as it has come; returns where the next one begins.
  mutating func skip(_ pass: Pass, from start: Int, as state: CSVSkip.State? = nil) -> Int {
    var skip = state.map { CSVSkip(state: $0) } ?? skipping ?? CSVSkip(state: .line)
    let (next, isDone) = skip.advance(pass.p, start..<pass.count, isLast: pass.isLast, dialect, lines: &line)
    skipping = isDone ? nil : skip
    return next
  }

  /// The quote that is open in the record at `cut`, if one is; `cut` moves before a quote that may be doubled.
  private func openQuote(_ pass: Pass, at cut: inout Int) -> Int? {
    var open: Int?
    var isFieldStart = true
    var at = pass.record
    while at < cut {
      let byte = pass.p[at]
      if open != nil {
        if byte == dialect.quote {
          if at + 1 == cut {
            cut = at
            return open
          }
          if pass.p[at + 1] == dialect.quote { at += 1 } else { open = nil }
        }
      } else if byte == dialect.quote && isFieldStart {
        open = at
      }
      isFieldStart = open == nil && byte == dialect.delimiter[0]
      at += 1
    }
    return open
  }

  /// Whether whole lines have as many fields as the file's records, half of them or more; no quote is closed in them.
  func looksLikeRows(_ pass: Pass, _ range: Range<Int>) -> Bool {
    var seen = 0
    var alike = 0
    var at = range.lowerBound
    while seen < Self.linesOfEvidence,
      let next = Self.afterLineEnd(pass.p, in: at..<range.upperBound, count: pass.count, dialect.terminator)
    {
      let line = UnsafeBufferPointer(start: pass.p + at, count: next - at)
      at = min(next, range.upperBound)
      if line.allSatisfy(dialect.endsLine) { continue }
      seen += 1
      if line.count(where: { $0 == dialect.delimiter[0] }) + 1 == width { alike += 1 }
    }
    return alike * 2 >= seen
  }
}

/// Finds the end of a record whose bytes nobody wants.
struct CSVSkip: Sendable, Equatable {
  enum State: Sendable, Equatable {
    /// The record ends with the line.
    case line
    /// Inside quotes.
    case quoted
    /// Behind the closing quote, or in a later field.
    case unquoted(isFieldStart: Bool)
  }

  var state: State

  /// Goes on in `range`; returns where it got, which is the next record's begin when it is done.
  ///
  /// Pointers are the hot loop's own, and every read is in the range.
  mutating func advance(
    _ p: UnsafePointer<UInt8>, _ range: Range<Int>, isLast: Bool, _ dialect: CSVDialect, lines: inout UInt64
  ) -> (next: Int, isDone: Bool) {
    var at = range.lowerBound
    let end = range.upperBound
    while at < end {
      let byte = p[at]
      let isUndecided = at + 1 == end && !isLast
      if dialect.endsLine(byte) {
        if byte == Byte.cr && dialect.terminator == nil && isUndecided { return (at, false) }  // perhaps half of a CRLF
        at += byte == Byte.cr && dialect.terminator == nil && at + 1 < end && p[at + 1] == Byte.lf ? 2 : 1
        lines += 1
        if state != .quoted { return (at, true) }
        continue
      }
      if state == .quoted && byte == dialect.quote {
        if isUndecided { return (at, false) }  // perhaps half of a doubled quote
        if at + 1 < end && p[at + 1] == dialect.quote { at += 1 } else { state = .unquoted(isFieldStart: false) }
      } else if case .unquoted(let isFieldStart) = state {
        state = isFieldStart && byte == dialect.quote ? .quoted : .unquoted(isFieldStart: byte == dialect.delimiter[0])
      }
      at += 1
    }
    return (at, false)
  }
}
