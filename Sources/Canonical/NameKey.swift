/// What a word is looked up by: a hash of its small letters without dots, the same on every machine.
///
/// 64 bits for some 25,000 words: that a word of no table has the hash of one of them happens once in 10^14 words.
struct NameKey: Equatable, Sendable {
  let bits: UInt64

  /// The word in a range of bytes, of any script; nil where it is empty, not UTF-8, or longer than any word of a table.
  @inline(__always)
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard range.count <= 64 else { return nil }
    var hash = TextHash()
    var count = 0
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte >= 0x80 {
        let next = scalar(in: bytes, at: index)
        if next.value == DecodedScalar.invalid { return nil }
        hash.add(scalar: LetterCase.lower(next.value))
        index &+= next.count
        count &+= 1
        continue
      }
      index &+= 1
      if byte == 0x2E { continue }
      hash.add(asciiLower(byte))
      count &+= 1
    }
    if count == 0 { return nil }
    bits = hash.value
  }

  /// Two words in one, as tables of pairs have them.
  init?(_ bytes: Span<UInt8>, _ first: Range<Int>, _ second: Range<Int>) {
    guard first.count + second.count < 64 else { return nil }
    var hash = TextHash()
    guard NameKey.add(bytes, first, to: &hash) else { return nil }
    hash.add(0x20)
    guard NameKey.add(bytes, second, to: &hash) else { return nil }
    bits = hash.value
  }

  private static func add(_ bytes: Span<UInt8>, _ range: Range<Int>, to hash: inout TextHash) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound {
      let next = scalar(in: bytes, at: index)
      if next.value == DecodedScalar.invalid { return false }
      hash.add(scalar: LetterCase.lower(next.value))
      index += next.count
    }
    return true
  }

  /// A whole value as placeholders are compared: its words with a space between, without any punctuation.
  init?(phrase bytes: Span<UInt8>) {
    guard bytes.count <= 64 else { return nil }
    var hash = TextHash()
    var isEmpty = true
    var owesSpace = false
    var index = 0
    while index < bytes.count {
      let next = scalar(in: bytes, at: index)
      index += next.count
      if next.value == DecodedScalar.invalid { return nil }
      if next.value == 0x20 || next.value == 0x5F {
        owesSpace = !isEmpty
      } else if next.value >= 0x80 || isASCIILetter(UInt8(next.value)) || isASCIIDigit(UInt8(next.value)) {
        if owesSpace { hash.add(0x20) }
        owesSpace = false
        isEmpty = false
        hash.add(scalar: LetterCase.lower(next.value))
      }
    }
    if isEmpty { return nil }
    bits = hash.value
  }
}

extension TextHash {
  @inline(__always)
  fileprivate mutating func add(scalar value: UInt32) {
    if value < 0x80 { return add(UInt8(value)) }
    add(UInt8(truncatingIfNeeded: value))
    add(UInt8(truncatingIfNeeded: value >> 8))
    add(UInt8(truncatingIfNeeded: value >> 16) | 0x80)
  }
}
