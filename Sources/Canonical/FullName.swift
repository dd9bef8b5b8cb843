/// Where the parts of a full name stand in it; a part it does not have is empty.
package struct FullName {
  package private(set) var honorific = 0..<0
  package private(set) var given = 0..<0
  package private(set) var middle = 0..<0
  package private(set) var family = 0..<0
  package private(set) var suffix = 0..<0

  /// Takes apart `First Last`, `First Middle Last`, `Last, First Middle`, `First van der Last`, and names in Chinese,
  /// Japanese or Korean letters, where the family stands first. One Latin word is a first name; one word of those
  /// three is left whole. `name` must be clean text.
  package init(_ name: Span<UInt8>) {
    let (end, suffixStart) = NameParts.nameEnd(in: name)
    suffix = suffixStart..<name.count
    let start = NameParts.nameStart(in: name.extracting(0..<end))
    honorific = 0..<max(0, start - 1)
    if let comma = name.firstIndex(of: 0x2C, in: start..<end) {
      takeInverted(name, start..<comma, FullName.trimmed(name, comma + 1..<end))
    } else {
      takeWords(name, start..<end)
    }
  }

  private mutating func takeInverted(_ name: Span<UInt8>, _ before: Range<Int>, _ after: Range<Int>) {
    var before = before
    // Smith Jr., John
    let inner = NameParts.nameEnd(in: name.extracting(before))
    if suffix.isEmpty && inner.end < before.count {
      suffix = before.lowerBound + inner.suffix..<before.upperBound
      before = before.lowerBound..<before.lowerBound + inner.end
    }
    // Smith, Dr. John
    let givenStart = after.lowerBound + NameParts.nameStart(in: name.extracting(after))
    if honorific.isEmpty && givenStart > after.lowerBound { honorific = after.lowerBound..<givenStart - 1 }
    family = FullName.trimmed(name, before)
    let space = name.firstIndex(of: 0x20, in: givenStart..<after.upperBound) ?? after.upperBound
    given = givenStart..<space
    middle = min(space + 1, after.upperBound)..<after.upperBound
  }

  private mutating func takeWords(_ name: Span<UInt8>, _ range: Range<Int>) {
    guard let firstSpace = name.firstIndex(of: 0x20, in: range), !range.isEmpty else {
      if !FullName.isFamilyFirst(name, range) { given = range }
      return
    }
    let rest = firstSpace + 1..<range.upperBound
    if FullName.isFamilyFirst(name, range) {
      family = range.lowerBound..<firstSpace
      given = rest
      return
    }
    given = range.lowerBound..<firstSpace
    let familyStart = FullName.familyStart(name, rest)
    family = familyStart..<range.upperBound
    middle = rest.lowerBound..<max(rest.lowerBound, familyStart - 1)
  }

  /// The first particle after the first name, the word before a Spanish y, or else the last word.
  private static func familyStart(_ name: Span<UInt8>, _ range: Range<Int>) -> Int {
    var previous = range.lowerBound
    var start = range.lowerBound
    while let space = name.firstIndex(of: 0x20, in: start..<range.upperBound) {
      let word = start..<space
      let packed = PackedWord(name, word)
      if NameWords.particles.contains(packed) || NameWords.familyOpeners.contains(packed) { return start }
      if word.count == 2, name[start] == 0x27, asciiLower(name[start + 1]) == 0x74 { return start }
      if word.count == 1, start > range.lowerBound, asciiLower(name[start]) == 0x79 { return previous }
      previous = start
      start = space + 1
    }
    return start
  }

  /// Whether all letters are Chinese, Japanese or Korean.
  private static func isFamilyFirst(_ name: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound {
      let next = scalar(in: name, at: index)
      index += next.count
      switch next.value {
      case 0x20, 0x3005...0x3007, 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0x20000...0x3FFFF:
        continue
      default: return false
      }
    }
    return !range.isEmpty
  }

  private static func trimmed(_ name: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, name[start] == 0x20 || name[start] == 0x2C { start += 1 }
    while end > start, name[end - 1] == 0x20 || name[end - 1] == 0x2C { end -= 1 }
    return start..<end
  }
}
