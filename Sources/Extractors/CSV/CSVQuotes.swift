internal import PipelineModel

/// Quotes that are not where RFC 4180 has them. Pointers are the hot loop's own, and every read is below `count`.
extension CSVScanner {
  /// What a quote in a quoted field is that is neither doubled nor before a delimiter or line end.
  enum Closing {
    /// It closes the field all the same.
    case closed
    /// It is a character.
    case literal
    /// The quote before it was never meant to be open: the field runs over line ends to what opens another.
    case neverOpened
    /// The rest of the line decides.
    case undecided
  }

  /// Decides by the rest of the line. A quote is a character where the field is closed properly further on in the line,
  /// and no other field opens before.
  func closing(_ pass: inout Pass, at quoteAt: Int) -> Closing {
    if quoteAt < pass.literalEnd { return .literal }
    let p = pass.p
    let quote = p[quoteAt]
    // No further than records reach: what lies behind does not matter.
    let end = min(pass.count, pass.record + recordLimit + 1)
    // It opens another field: this one was to end before.
    if quoteAt - 1 > pass.openQuote, isBehindDelimiter(pass, quoteAt) { return atLineEnd(pass) }
    var at = quoteAt + 1
    while at < end, p[at] == Byte.space || p[at] == Byte.tab { at += 1 }
    if at < end, dialect.endsLine(p[at]) || p[at] == dialect.delimiter[0] { return .closed }
    if at == end && end == pass.count && pass.isLast { return .closed }
    at = quoteAt + 1
    while at < end, !dialect.endsLine(p[at]) {
      guard p[at] == quote else {
        at += 1
        continue
      }
      if isBehindDelimiter(pass, at) { return atLineEnd(pass) }
      guard at + 1 < end else {
        guard end == pass.count && pass.isLast else { return .undecided }
        return literal(&pass, until: at)
      }
      if p[at + 1] == quote {
        at += 2
        continue
      }
      if dialect.endsLine(p[at + 1]) || p[at + 1] == dialect.delimiter[0] { return literal(&pass, until: at) }
      at += 1
    }
    if at >= end && !(end == pass.count && pass.isLast) { return .undecided }
    return atLineEnd(pass)
  }

  private func isBehindDelimiter(_ pass: Pass, _ at: Int) -> Bool {
    pass.p[at - 1] == dialect.delimiter[dialect.delimiter.count - 1]
  }

  private func literal(_ pass: inout Pass, until end: Int) -> Closing {
    pass.literalEnd = end
    pass.isLiteral = true
    return .literal
  }

  private func atLineEnd(_ pass: Pass) -> Closing {
    pass.holdsLineEnd && pass.spanningQuote == pass.openQuote ? .neverOpened : .closed
  }

  /// A quote that is never closed costs the line it opened on; what follows is read on its own. In a header it is a
  /// character, where the dialect is lenient.
  mutating func giveUpQuote(_ pass: inout Pass, into batch: inout RecordBatch) throws(ScanError) {
    let quoteAt = pass.openQuote
    if number == 0 && dialect.isLenient {
      drop(&pass)
      pass.begin(at: pass.record)
      pass.ignoresQuotes = true
      return
    }
    let next = Self.afterLineEnd(pass.p, in: quoteAt..<pass.count, count: pass.count, dialect.terminator) ?? pass.count
    try refuse(.unclosedQuote, &pass, next: next, at: quoteAt, into: &batch)
    pass.begin(at: next)
  }

  /// Where the line of a quote ends that has swallowed rows: a record of a wrong length that holds whole lines, at least
  /// half of them with the fields of a row.
  func strayQuote(_ pass: Pass, next: Int) -> Int? {
    let lines = pass.spanningQuote..<next
    guard let first = Self.afterLineEnd(pass.p, in: lines, count: pass.count, dialect.terminator) else { return nil }
    // The last line holds the quote that closed, and says nothing.
    var last = next - 1
    while last > first, !dialect.endsLine(pass.p[last - 1]) { last -= 1 }
    return last > first && looksLikeRows(pass, first..<last) ? first : nil
  }

  /// Whether the record is a comment.
  @inline(__always)
  func isComment(_ pass: Pass) -> Bool { dialect.comment.map { pass.p[pass.record] == $0 } ?? false }

  /// Whether the whole delimiter stands where its first byte does; nil where the rest has not come yet.
  func delimiterStands(_ pass: Pass, at start: Int) -> Bool? {
    for index in 1..<dialect.delimiter.count {
      if start + index == pass.count { return pass.isLast ? false : nil }
      if pass.p[start + index] != dialect.delimiter[index] { return false }
    }
    return true
  }

  /// Moves the begin of a field over spaces, where they are no part of it.
  @inline(__always)
  func skipSpaces(_ pass: inout Pass) {
    guard dialect.skipsSpaces else { return }
    while pass.field < pass.count, pass.p[pass.field] == Byte.space { pass.field += 1 }
  }
}
