internal import CICU
internal import PipelineModel

/// Text as it was before programs broke it: read in the wrong encoding, escaped for HTML, typed in wide or styled forms.
package enum TextRepair {
  /// What kind of text a value is.
  package enum Kind: Sendable {
    case text
    /// Quotes and apostrophes of a person's name are of one kind.
    case name
    /// Wide letters in an e-mail address are its own, unless its @ is wide as well.
    case address
  }

  /// Whether one of many values may need repair, given a stretch of bytes that holds them all.
  package static func mayNeed(_ bytes: Span<UInt8>) -> Bool { mayNeed(bytes, .name) }

  /// Appends the value repaired and tidied; `same` where there was nothing to repair, however untidy it is. `none`:
  /// nothing visible is left. A value that is not UTF-8 stays as it is.
  package static func append(_ value: Span<UInt8>, as kind: Kind = .text, into out: inout [UInt8]) -> Form {
    guard mayNeed(value, kind), isSuspicious(value, kind) else { return .same }
    var bytes: [UInt8] = []
    bytes.append(copying: value)
    var isRepaired = false
    for _ in 0..<mostRounds {
      // What is hidden by a blank or an invisible character shows once they are gone.
      guard let isChanged = repair(&bytes, kind) else { return .same }
      isRepaired = isRepaired || isChanged
      var tidy: [UInt8] = []
      switch CleanText.append(bytes.span, into: &tidy) {
      case .none: return isRepaired ? .none : .same
      case .changed: bytes = tidy
      case .same: if !isChanged { return finish(bytes, isRepaired, value, into: &out) }
      }
    }
    return finish(bytes, isRepaired, value, into: &out)
  }

  private static func finish(
    _ bytes: [UInt8], _ isRepaired: Bool, _ value: Span<UInt8>, into out: inout [UInt8]
  ) -> Form {
    if !isRepaired || bytes.span.equals(value) { return .same }
    out += bytes
    return .changed
  }

  /// Each round shortens the text; nobody has broken one so often.
  private static let mostRounds = 8
  /// A longer text is looked at for mojibake by nobody.
  private static let longestMojibake = 1 << 17

  // MARK: Suspicion

  /// Whether a value holds a character beyond ASCII, or one that begins a character reference or may stand for an
  /// apostrophe: eight bytes at a time.
  @inline(__always)
  private static func mayNeed(_ value: Span<UInt8>, _ kind: Kind) -> Bool {
    let count = value.count
    if count < 8 { return count > 0 && marks(value.shortWord, kind) != 0 }
    var seen = marks(value.word(at: count &- 8), kind)
    var index = 0
    while index &+ 8 <= count {
      seen |= marks(value.word(at: index), kind)
      index &+= 8
    }
    return seen != 0
  }

  /// Nonzero where one of eight bytes is beyond ASCII, an ampersand or, in a name, a grave accent.
  @inline(__always)
  private static func marks(_ word: UInt64, _ kind: Kind) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let ampersand = word ^ ones &* 0x26
    var marks = word | (ampersand &- ones) & ~ampersand
    if kind == .name {
      let grave = word ^ ones &* 0x60
      marks |= (grave &- ones) & ~grave
    }
    return marks & (ones &* 0x80)
  }

  /// One pass that tells nearly all values that are fine.
  private static func isSuspicious(_ value: Span<UInt8>, _ kind: Kind) -> Bool {
    let pages = Codepages.shared
    var previous: UInt32 = 0
    var opensReference = false
    var index = 0
    while index < value.count {
      let next = scalar(in: value, at: index)
      let c = next.value
      if c == DecodedScalar.invalid { return false }
      if c < 0x80 {
        if c == 0x26 { opensReference = true }
        if c == 0x3B && opensReference { return true }
        if c == 0x60 && kind == .name { return true }
        if c == 0x20 && previous == 0xC3 { return true }
      } else if pages.leading(previous) & pages.trailing(c) != 0 || Looks.isOther(c) || 0x80...0x9F ~= c
        || Blank.isInvisible(c)
        || 0x300...0x36F ~= c || kind == .name && isQuote(c)
      {
        return true
      }
      previous = c
      index += next.count
    }
    return false
  }

  private static func isQuote(_ c: UInt32) -> Bool {
    switch c {
    case 0xB4, 0x201C, 0x201D, 0x201E, 0x201F, 0x2032, 0x2033, 0x301D, 0x301E, 0x301F: true
    default: false
    }
  }

  // MARK: Repair

  /// Repairs what there is at once; tells whether it changed anything. Nil for what is no UTF-8.
  private static func repair(_ bytes: inout [UInt8], _ kind: Kind) -> Bool? {
    var text: [UInt32] = []
    text.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let next = scalar(in: bytes.span, at: index)
      if next.value == DecodedScalar.invalid { return nil }
      text.append(next.value)
      index += next.count
    }
    let before = text
    if text.count <= longestMojibake, let meant = Mojibake.repaired(text) { text = meant }
    if text.contains(where: { 0x80...0x9F ~= $0 && $0 != 0x85 }) {
      for index in text.indices { text[index] = StrayControl.meant(text[index]) ?? text[index] }
    }
    text = unescaped(text, folds: kind != .address || !text.contains(0x40))
    if kind == .name { straighten(&text) }
    if text == before { return false }
    bytes.removeAll(keepingCapacity: true)
    for scalar in text { bytes.append(scalar: scalar) }
    return true
  }

  /// Takes character references and other looks of letters back, also those that come out of one another
  /// (`&amp;amp;`).
  private static func unescaped(_ text: [UInt32], folds: Bool) -> [UInt32] {
    var out: [UInt32] = []
    out.reserveCapacity(text.count)
    for c in text {
      let start = out.count
      if folds { Looks.append(c, into: &out) } else { out.append(c) }
      if out.count == start + 1 { resolve(&out, folds: folds) }
    }
    return out
  }

  /// Resolves the reference that the last character closes, as often as that makes another one.
  private static func resolve(_ out: inout [UInt32], folds: Bool) {
    while out.last == 0x3B {
      var open = out.count - 2
      let lowest = max(0, out.count - 2 - HTMLEntity.longest)
      while open >= lowest, out[open] != 0x26 { open -= 1 }
      guard open >= lowest, let meant = HTMLEntity.scalar(out.span.extracting(open + 1..<out.count - 1)) else { return }
      out.removeLast(out.count - open)
      if folds { Looks.append(meant, into: &out) } else { out.append(meant) }
    }
  }

  /// Quotes around a part of a name are `"`, and what stands for an apostrophe is one.
  private static func straighten(_ text: inout [UInt32]) {
    for index in text.indices {
      switch text[index] {
      case 0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0x301D, 0x301E, 0x301F: text[index] = 0x22
      case 0x60, 0xB4, 0x2032:
        let isWithin =
          index > 0 && index + 1 < text.count && LetterCase.isLetter(text[index - 1])
          && LetterCase.isLetter(text[index + 1])
        if isWithin { text[index] = 0x27 }
      default: break
      }
    }
  }
}

/// Letters and digits that differ from others by their looks alone: wide and narrow ones, ligatures, styled ones, forms
/// of Arabic letters by their place.
enum Looks {
  /// Whether a scalar is another one but for its looks.
  @inline(__always)
  static func isOther(_ c: UInt32) -> Bool {
    if c < 0xFB00 { return false }
    return switch c {
    case 0xFB00...0xFB06, 0xFB13...0xFB17, 0xFB50...0xFBB1, 0xFBD3...0xFD3D, 0xFE70...0xFEFC, 0xFF01...0xFF9F,
      0xFFE0...0xFFE6, 0x1D400...0x1D7FF:
      true
    default: false
    }
  }

  /// Appends what a scalar is but for its looks.
  static func append(_ c: UInt32, into out: inout [UInt32]) {
    if !isOther(c) { return out.append(c) }
    if 0xFF01...0xFF5E ~= c { return out.append(c - 0xFEE0) }
    // A narrow voicing mark belongs to the kana before it; alone it is a sign of its own.
    if c == 0xFF9E || c == 0xFF9F, !(out.last.map { 0x30A1...0x30FE ~= $0 } ?? false) { return out.append(c) }
    var scalars: [UInt32] = Array(repeating: 0, count: 4)
    let count = Int(sluice_compatible(c, &scalars, 4))
    // Some forms are of words and not of letters.
    if count == 0 || scalars[..<count].contains(where: isOther) { return out.append(c) }
    out.append(contentsOf: scalars[..<count])
  }
}
