/// Signs, escapes and stray punctuation.
extension NameNoise {
  mutating func appendWord(_ name: Span<UInt8>, _ word: Range<Int>, into out: inout [UInt8]) {
    let start = out.count
    var index = word.lowerBound
    while index < word.upperBound {
      let next = scalar(in: name, at: index)
      let end = index + next.count
      if next.value == 0x5C {
        index = appendEscape(name, end, word, into: &out)
        continue
      }
      if next.value == DecodedScalar.invalid {
        // No UTF-8: what it was cannot be told.
        found.insert(.decoration)
        out.append(scalar: 0xFFFD)
        index = end
        continue
      }
      switch NameNoise.kind(next.value) {
      case .keeps: for position in index..<end { out.append(name[position]) }
      case .parts:
        found.insert(.decoration)
        if out.count > start && out.last != 0x20 { out.append(0x20) }
      case .goes: found.insert(.decoration)
      // A sign that joins people or names stays where it stands between them.
      case .joins:
        if word.count == next.count || index > word.lowerBound && end < word.upperBound {
          for position in index..<end { out.append(name[position]) }
        } else {
          found.insert(.decoration)
        }
      }
      index = end
    }
    while out.count > start, out.last == 0x20 { out.removeLast() }
  }

  /// What a program wrote with a backslash: `\'` is an apostrophe, `\n` a blank. Tells where to go on.
  private mutating func appendEscape(
    _ name: Span<UInt8>, _ index: Int, _ word: Range<Int>, into out: inout [UInt8]
  ) -> Int {
    found.insert(.decoration)
    guard index < word.upperBound else { return index }
    // \N is nothing (MySQL, PostgreSQL).
    if word.count == 2 && name[index] == 0x4E { return index + 1 }
    let isBlank = name[index] == 0x6E || name[index] == 0x72 || name[index] == 0x74
    let goesOnSmall = index + 1 < word.upperBound && name[index + 1] &- 0x61 < 26
    if isBlank && !goesOnSmall {
      if let last = out.last, last != 0x20 { out.append(0x20) }
      return index + 1
    }
    // Before a letter it parted two words.
    if name[index] != 0x27 && name[index] != 0x22 && name[index] != 0x5C, let last = out.last, last != 0x20 {
      out.append(0x20)
    }
    return index
  }

  private enum Kind { case keeps, goes, parts, joins }

  private static func kind(_ c: UInt32) -> Kind {
    switch c {
    case 0x21, 0x23, 0x24, 0x25, 0x2A, 0x3C...0x3F, 0x5E, 0x7E, 0xA1, 0xBF: return .goes
    case 0x5F, 0x7C: return .parts
    case 0x26, 0x2B, 0x40, 0xB7, 0x2022, 0x30FB: return .joins
    case 0..<0xA1: return .keeps
    case 0xAA, 0xB5, 0xBA, 0xB4, 0xB8, 0xC0...0x2FF, 0x370...0x1FFF, 0xFFFD: return .keeps
    // Variation selectors and the enclosing key cap go with what they stand on.
    case 0xFE00...0xFE0F, 0x20D0...0x20F0, 0xE000...0xF8FF, 0xE0100...0xE01EF: return .goes
    default: break
    }
    switch Unicode.Scalar(c)?.properties.generalCategory {
    case .otherSymbol, .mathSymbol, .modifierSymbol, .currencySymbol, .privateUse, .unassigned, .enclosingMark:
      return .goes
    default: return .keeps
    }
  }

  // MARK: Ends

  /// Takes stray punctuation off both ends.
  mutating func trim(_ out: inout [UInt8], from start: Int) {
    while out.count > start, let length = strayEnd(out.span.extracting(start..<out.count)) {
      if out.last != 0x20 { found.insert(.decoration) }
      out.removeLast(length)
    }
    var front = start
    while front < out.count, let length = strayFront(out.span.extracting(front..<out.count)) { front += length }
    if front > start {
      found.insert(.decoration)
      out.removeSubrange(start..<front)
    }
  }

  private func strayEnd(_ text: Span<UInt8>) -> Int? {
    switch text[text.count - 1] {
    case 0x20, 0x2C, 0x2D, 0x2F, 0x3A, 0x3B, 0x26, 0x2B, 0x40: return 1
    case 0x2E: return text.count > 1 && text[text.count - 2] == 0x2E ? 1 : nil
    case 0x28, 0x5B, 0x7B: return 1
    case 0x29: return text.count < 1_000 && text.firstIndex(of: 0x28, in: 0..<text.count) == nil ? 1 : nil
    case 0x93, 0x94, 0xA2:
      // – — •
      guard text.count > 2, text[text.count - 2] == 0x80, text[text.count - 3] == 0xE2 else { return nil }
      return 3
    default: return nil
    }
  }

  private func strayFront(_ text: Span<UInt8>) -> Int? {
    switch text[0] {
    case 0x20, 0x2C, 0x2D, 0x2E, 0x2F, 0x3A, 0x3B, 0x26, 0x2B, 0x40: return 1
    case 0x29, 0x5D, 0x7D: return 1
    case 0x28: return text.count < 1_000 && text.firstIndex(of: 0x29, in: 0..<text.count) == nil ? 1 : nil
    case 0xE2:
      guard text.count > 2, text[1] == 0x80, text[2] == 0x93 || text[2] == 0x94 || text[2] == 0xA2 else { return nil }
      return 3
    default: return nil
    }
  }
}
