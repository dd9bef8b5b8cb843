internal import PipelineModel

extension CleanText {
  /// Whether a value is ASCII that is tidy as it stands, as nearly all values are: no controls, and spaces only one at a
  /// time between other characters. Looks at eight bytes at a time; an empty value is none.
  @inline(__always)
  static func isTidyASCII(_ value: Span<UInt8>) -> Bool {
    let count = value.count
    if count < 8 { return count > 0 && isTidyShort(value) }
    var spaceBefore: UInt64 = 0x80
    var index = 0
    while index &+ 8 <= count {
      let word = value.word(at: index)
      let spaces = spaces(word)
      if untidy(word) | spaces & (spaces << 8 | spaceBefore) != 0 { return false }
      spaceBefore = spaces >> 56
      index &+= 8
    }
    // The last eight: what they share with those before was seen, and so was the pair that they begin with.
    let word = value.word(at: count &- 8)
    let spaces = spaces(word)
    if index == count { return spaceBefore == 0 }
    return untidy(word) | spaces & (spaces << 8) == 0 && spaces >> 63 == 0
  }

  @inline(__always)
  private static func isTidyShort(_ value: Span<UInt8>) -> Bool {
    // Letters stand for the bytes that there are not.
    let word = value.shortWord | 0x6161_6161_6161_6161 << UInt64(8 * value.count)
    let spaces = spaces(word)
    let ends = UInt64(0x80) | UInt64(0x80) << UInt64(8 * (value.count - 1))
    return untidy(word) | spaces & (spaces << 8) | spaces & ends == 0
  }

  /// The top bit of bytes that are controls or beyond ASCII; exact as far as there being one.
  @inline(__always)
  private static func untidy(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = ones &* 0x80
    let deletes = ~(((word ^ ones &* 0x7F) & ~high) &+ ~high | word)
    return ((word &- ones &* 0x20) & ~word | deletes | word) & high
  }

  /// The top bit of bytes that are spaces.
  @inline(__always)
  private static func spaces(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = ones &* 0x80
    return ~(((word ^ ones &* 0x20) & ~high) &+ ~high | word) & high
  }
}
