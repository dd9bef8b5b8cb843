/// Words in quotes and brackets.
extension NameTokens {
  /// What closes an aside that a character opens; nil where it opens none.
  private func closer(of c: UInt32) -> UInt32? {
    switch c {
    case 0x28: 0x29
    case 0x5B: 0x5D
    case 0x7B: 0x7D
    case 0x22, 0x27, 0x60: c
    case 0x201C, 0x201E, 0x201F: 0x201D
    case 0x2018, 0x201A: 0x2019
    case 0xAB: 0xBB
    case 0xFF08: 0xFF09
    default: nil
    }
  }

  /// Takes an aside that begins here and tells where it ends.
  mutating func aside(_ name: Span<UInt8>, _ start: Int, _ opening: DecodedScalar) -> Int? {
    guard let closer = closer(of: opening.value) else { return nil }
    var inner = start + opening.count
    // '' and `` are typed for one quote.
    while inner < name.count, name[inner] == name[start], opening.value == 0x27 || opening.value == 0x60 { inner += 1 }
    var index = inner
    while index < name.count {
      let next = scalar(in: name, at: index)
      let after = index + next.count
      let closes = next.value == closer || opening.value == 0x201E && next.value == 0x201C
      if closes, index > inner, isEnd(name, after, of: next.value) {
        let end = skip(name, after, next.value)
        take(name, inner..<index)
        return end
      }
      index = after
    }
    return nil
  }

  /// Whether a quote at whose end this stands can close: a letter after it makes it an apostrophe.
  private func isEnd(_ name: Span<UInt8>, _ index: Int, of quote: UInt32) -> Bool {
    guard index < name.count else { return true }
    let isMark = quote == 0x27 || quote == 0x2019 || quote == 0x60 || quote == 0x22
    let next = scalar(in: name, at: index).value
    return !isMark || next == 0x20 || next == 0x2C || next == quote || next == 0x29
  }

  private func skip(_ name: Span<UInt8>, _ index: Int, _ quote: UInt32) -> Int {
    var index = index
    while index < name.count, quote < 0x80, UInt32(name[index]) == quote, quote == 0x27 || quote == 0x60 { index += 1 }
    return index
  }

  /// Words in an aside; quotes inside brackets are dropped.
  private mutating func take(_ name: Span<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let next = scalar(in: name, at: index)
      if isSeparator(next.value) {
        index += next.count
        continue
      }
      var end = index
      while end < range.upperBound {
        let inner = scalar(in: name, at: end)
        if inner.value != 0x27 && isSeparator(inner.value) { break }
        end += inner.count
      }
      add(name, index..<end, isAside: true)
      index = end
    }
  }

  private func isSeparator(_ c: UInt32) -> Bool {
    c == 0x20 || c == 0x2C || c == 0x201D || c == 0xBB || c == 0x29 || c == 0x5D || closer(of: c) != nil
  }
}
