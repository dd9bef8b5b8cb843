internal import CICU

/// One character that was read as the bytes of its UTF-8, each by itself.
struct BrokenCharacter {
  /// How sure it is that a character is broken.
  enum Evidence {
    /// What it would be is nothing that people write.
    case none
    /// It may be.
    case weak
    /// It is.
    case strong
    /// It would be a letter of a script other than Latin: several of them are certain.
    case foreign
    /// It would be a character of which a part is lost.
    case lost
  }

  /// Where it stands, in scalars.
  let start: Int
  /// One past its last scalar.
  let end: Int
  /// What it was; U+FFFD where a part of it is lost.
  let scalar: UInt32
  /// Whether its last part is a blank that stands for itself as well.
  let keepsBlank: Bool
  /// Whether its last part is a blank.
  private let endsInBlank: Bool
  /// Where it stands in what was read.
  var place = 0

  /// How many scalars it was read as.
  var count: Int { end - start }

  /// The character that begins at an index; nil where there is none. `mayBeBlank`: the byte 0xA0 may have become a
  /// plain blank.
  init?(_ text: [UInt32], at index: Int, _ page: Codepage, mayBeBlank: Bool) {
    guard let lead = page.byte(text[index]) else { return nil }
    let count: Int
    var value: UInt32
    switch lead {
    case 0xC2...0xDF: (count, value) = (2, UInt32(lead & 0x1F))
    case 0xE0...0xEF: (count, value) = (3, UInt32(lead & 0x0F))
    case 0xF0...0xF4: (count, value) = (4, UInt32(lead & 0x07))
    default: return nil
    }
    guard index + count <= text.count else { return nil }
    start = index
    var next = index + 1
    var isLost = false
    var isBlank = false
    while next < index + count {
      if text[next] == 0xFFFD {
        isLost = true
      } else if text[next] == 0x20, mayBeBlank, count == 2, BrokenCharacter.losesBlank(lead) {
        isBlank = true
        value = value << 6 | 0x20
      } else if let byte = page.byte(text[next]), byte & 0xC0 == 0x80 {
        value = value << 6 | UInt32(byte & 0x3F)
      } else {
        return nil
      }
      next += 1
    }
    if isLost {
      (scalar, end, keepsBlank, endsInBlank) = (0xFFFD, next, false, false)
      return
    }
    if count == 3, (0xD800...0xDBFF).contains(value),
      let low = BrokenCharacter.lowSurrogate(text, at: next, page)
    {
      // Each half of a UTF-16 pair was written by itself (CESU-8).
      (scalar, end) = (0x10000 + (value - 0xD800) << 10 + (low - 0xDC00), next + 3)
      (keepsBlank, endsInBlank) = (false, false)
      return
    }
    let isShortest = count == 2 || (count == 3 ? value >= 0x800 : value >= 0x10000)
    guard isShortest, value <= 0x10FFFF, !(0xD800...0xDFFF).contains(value) else { return nil }
    scalar = value
    end = next
    endsInBlank = isBlank
    // `Ã la` is `à la`, but `Ã s` is `às`.
    keepsBlank = isBlank && value == 0xE0 && !BrokenCharacter.joins(text, next)
    if isBlank && next < text.count && !LetterCase.isLetter(text[next]) && text[next] != 0x20 { return nil }
  }

  /// Leads whose character with the byte 0xA0 is common: à, Š, Р, Π.
  private static func losesBlank(_ lead: UInt8) -> Bool { [0xC3, 0xC5, 0xCE, 0xD0].contains(lead) }

  private static func joins(_ text: [UInt32], _ next: Int) -> Bool {
    guard next < text.count else { return true }
    if text[next] == 0x20 { return true }
    return text[next] == 0x73 && (next + 1 == text.count || text[next + 1] == 0x20)
  }

  private static func lowSurrogate(_ text: [UInt32], at index: Int, _ page: Codepage) -> UInt32? {
    guard index + 3 <= text.count, page.byte(text[index]) == 0xED, let second = page.byte(text[index + 1]),
      let third = page.byte(text[index + 2]), 0xB0...0xBF ~= second, 0x80...0xBF ~= third
    else { return nil }
    return 0xD000 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
  }

  /// Whether its parts are no word: a symbol among them, a capital behind a small letter, letters of two scripts.
  func isOdd(_ text: [UInt32]) -> Bool {
    if holdsSymbol(text) { return true }
    for index in start + 1..<end {
      if LetterCase.kind(text[index]) == .upper && LetterCase.kind(text[index - 1]) == .lower { return true }
      if NameScript.kind(of: text[index]) != NameScript.kind(of: text[index - 1]) { return true }
    }
    return false
  }

  /// Whether one of its parts is no letter.
  func holdsSymbol(_ text: [UInt32]) -> Bool { text[start..<end].contains { !LetterCase.isLetter($0) } }

  // MARK: Evidence

  /// How sure it is that it is broken, between what is before and after it in the text as read.
  func evidence(_ text: [UInt32], _ page: Codepage.Name, before: UInt32, after: UInt32) -> Evidence {
    // One blank alone is one.
    if endsInBlank, end == text.count || text[end] != 0x20 { return .weak }
    switch scalar {
    case 0xFFFD: return .lost
    case 0xFEFF: return start == 0 ? .strong : .weak
    case 0x80...0x9F: return .none
    case 0xA0...0xBF, 0xD7, 0xF7: return symbolEvidence(text, page, before: before)
    case 0x2B0...0x2BA, 0x2C0...0x2FF: return .weak
    case 0x305, 0x309, 0x30D...0x322, 0x324...0x326, 0x329...0x36F: return .none
    case 0x300...0x36F, 0x2BB...0x2BF: return LetterCase.kind(before) == .lower ? .strong : .weak
    case 0x2010...0x2027, 0x2030...0x203A, 0x20AC, 0x2122: return count > 2 ? .strong : .weak
    case 0x200B...0x200F, 0x202F: return .weak
    case 0x2190...0x2BFF, 0xFE0F, 0x1F000...0x1FAFF: return count > 2 ? .strong : .weak
    default: break
    }
    if UsualLetter.isLatin(scalar) { return isStrong(text, page, before, after) ? .strong : .weak }
    if NameScript.kind(of: scalar) == .latin || scalar < 0x370 { return .none }
    let kind = sluice_kind(scalar)
    if (1...3).contains(kind) || kind == 4 && scalar >= 0x483 { return .foreign }
    return kind == 0 ? .none : .weak
  }

  /// `Â©`, `Â£`: the sign alone was meant, unless somebody writes in capitals.
  private func symbolEvidence(_ text: [UInt32], _ page: Codepage.Name, before: UInt32) -> Evidence {
    let isUsual = [.windows1252, .windows1250, .cp437].contains(page) && !BrokenCharacter.closes(text[end - 1])
    return isUsual && LetterCase.kind(before) != .upper && holdsSymbol(text) ? .strong : .weak
  }

  private func isStrong(_ text: [UInt32], _ page: Codepage.Name, _ before: UInt32, _ after: UInt32) -> Bool {
    let lead = text[start]
    let trail = text[start + 1]
    let beforeKind = LetterCase.kind(before)
    let afterKind = LetterCase.kind(after)
    let isWithin = LetterCase.isLetter(after) && after != 0xFFFD
    let isBehind = LetterCase.isLetter(before)
    if LetterCase.kind(scalar) == .lower, beforeKind == .upper, afterKind == .upper { return false }
    if LetterCase.kind(scalar) == .upper, beforeKind == .lower, afterKind == .lower { return false }
    if text[start..<end].contains(where: { 0x80...0x9F ~= $0 }) { return true }
    switch page {
    case .cp437: return true
    case .macRoman:
      // Letters, quotes and dashes stand before letters in good text as well.
      let isSign = [0x221A, 0x2248, 0x2206, 0x192].contains(lead)
      return isSign ? isWithin || isBehind : isWithin && isBehind
    // A letter of another script in a Latin word.
    case .windows1251, .windows1253:
      if !isWithin && BrokenCharacter.closes(trail) { return false }
      return isLatinLetter(before) || isLatinLetter(after) && !isBehind && trail != 0x2019
    case .windows1252, .windows1250, .latin2, .windows1254, .windows1257: break
    }
    if count > 2 {
      return isWithin || isBehind && !BrokenCharacter.closes(text[end - 1])
    }
    // A capital behind a small letter.
    if beforeKind == .lower { return true }
    if trail == 0xA0 { return lead == 0xC3 && afterKind == .lower }
    if trail == 0x2019, after | 0x20 == 0x73 { return false }
    if UsualLetter.isAlien(lead) {
      // No language writes these before anything but a letter inside a word, nor an opening quote behind a word.
      if isWithin { return true }
      if after == 0x20, !isBehind { return [0x2018, 0x201A, 0x201C, 0x201E].contains(trail) }
      return trail == 0x2122 && [0x49, 0x4F].contains(before)
    }
    if LetterCase.kind(trail) == .upper, afterKind == .lower { return [0xC4, 0xC5].contains(lead) && !isBehind }
    if LetterCase.isLetter(trail) { return beforeKind == .upper && afterKind == .upper }
    return isWithin
  }

  /// Signs that stand behind a word.
  private static func closes(_ c: UInt32) -> Bool {
    [0x2019, 0x201D, 0x2026, 0x2014, 0xBB, 0x203A, 0x2122, 0xAE].contains(c)
  }

  private func isLatinLetter(_ c: UInt32) -> Bool { LetterCase.isLetter(c) && NameScript.kind(of: c) == .latin }
}

/// Letters that names are written with.
enum UsualLetter {
  /// Whether a letter is seldom written, but often what the first half of a broken one is read as: Ã, Ă, Ĺ.
  static func isAlien(_ c: UInt32) -> Bool { c == 0xC3 || c == 0x102 || c == 0x139 }

  /// Whether a letter beyond ASCII is one of a Latin alphabet in use.
  static func isLatin(_ c: UInt32) -> Bool {
    switch c {
    case 0xD7, 0xF7, 0x132, 0x133, 0x138, 0x13F, 0x140, 0x149, 0x17F: false
    case 0xC0...0x17E, 0x18F, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x1CD...0x1DC, 0x1E6...0x1EB, 0x218...0x21B, 0x259,
      0x1E02...0x1E99, 0x1EA0...0x1EF9, 0xFB00...0xFB06:
      true
    default: false
    }
  }
}
