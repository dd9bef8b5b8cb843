/// Which part of a person's name a value is: particles and initials are read differently in each.
package enum NamePart: Sendable {
  case given, family, full
}

/// Capitals in names of people.
package enum NameCase {
  /// Appends a name that came in capitals, in small letters or in pieces of either with its usual capitals; `same` where
  /// a piece of it is in mixed case, which somebody chose and is respected, where it is in a script without case, or is
  /// not UTF-8. Never `none`.
  ///
  /// `name` must be clean text; one of more than 1,000 bytes is no name and stays. A name that itself holds ı, İ or ğ is taken for Turkic whatever the context says. Covers
  /// Latin, Greek, Cyrillic and Armenian. What comes out is left alone when it comes in again.
  package static func append(
    _ name: Span<UInt8>, as part: NamePart, in context: NameContext = NameContext(), lexicon: NameLexicon = .standard,
    into out: inout [UInt8]
  ) -> Form {
    let shape = shape(of: name, part, lexicon)
    guard shape.recases else { return .same }
    let start = out.count
    var context = context
    if shape.isTurkic { context.turkic = true }
    if part == .full { context.learn(full: name, lexicon) }
    if context.turkic { context.learn(letters: name) }
    var caser = NameCaser(part: part, context: context, lexicon: lexicon)
    caser.append(name, into: &out)
    if shape.isNonASCII { recompose(&out, from: start) }
    if out.span.extracting(start..<out.count).equals(name) {
      out.removeLast(out.count - start)
      return .same
    }
    return .changed
  }

  private struct Shape {
    var hasUpper = false
    var hasLower = false
    var isTurkic = false
    var isNonASCII = false
    /// Which cases the words had before the one that is being read.
    var upperBefore = false
    var lowerBefore = false
    /// Three or more capitals in a row.
    var hasLongUpper = false
    /// Somebody chose the capitals of a piece: Smith, McDONALD.
    var isChosen = false
    /// One case alone says nothing, and neither do both where each piece has but one (`von der LEYEN`). One or two
    /// capitals beside small letters may be initials.
    var recases: Bool { hasUpper != hasLower || !isChosen && hasLongUpper }
  }

  /// Whether a name is in one case, or in pieces of one case, so that it gets others.
  package static func recases(
    _ name: Span<UInt8>, as part: NamePart, lexicon: NameLexicon = .standard
  ) -> Bool {
    shape(of: name, part, lexicon).recases
  }

  private static func shape(of name: Span<UInt8>, _ part: NamePart, _ lexicon: NameLexicon) -> Shape {
    var shape = Shape()
    if name.count > NameTokens.longest { return shape }
    var index = 0
    // Of the letters in a row that are being read.
    var uppers = 0
    var lowers = 0
    while index < name.count {
      let next = scalar(in: name, at: index)
      index += next.count
      if next.value == DecodedScalar.invalid { return Shape() }
      // ß had no capital for long: STRAßER is in capitals.
      if next.value == 0xDF && uppers > 0 {
        shape.isNonASCII = true
        continue
      }
      switch LetterCase.kind(next.value) {
      case .upper:
        shape.hasUpper = true
        uppers += 1
        if uppers > 2 { shape.hasLongUpper = true }
      case .lower:
        shape.hasLower = true
        lowers += 1
      case .none:
        uppers = 0
        lowers = 0
      }
      if uppers > 0 && lowers > 0 {
        // Dr. and PhD are written so whatever the name is.
        guard part == .full, let end = affixEnd(name, around: index, lexicon) else {
          shape.isChosen = true
          return shape
        }
        index = end
        (uppers, lowers) = (0, 0)
        (shape.hasUpper, shape.hasLower) = (shape.upperBefore, shape.lowerBefore)
        continue
      }
      if name[index - 1] == 0x20 { (shape.upperBefore, shape.lowerBefore) = (shape.hasUpper, shape.hasLower) }
      if next.count > 1 {
        shape.isNonASCII = true
        // ğ Ğ İ ı stand in no other family of languages that has I.
        switch next.value {
        case 0x11E, 0x11F, 0x130, 0x131: shape.isTurkic = true
        default: break
        }
      }
    }
    return shape
  }

  /// Where a word in mixed case ends, with a letter of it before an index, if it is an honorific or a suffix.
  private static func affixEnd(_ name: Span<UInt8>, around index: Int, _ lexicon: NameLexicon) -> Int? {
    guard let word = affix(name, around: index, lexicon) else { return nil }
    return word.upperBound
  }

  /// The word around an index where it is an honorific or a suffix.
  static func affix(_ name: Span<UInt8>, around index: Int, _ lexicon: NameLexicon) -> Range<Int>? {
    func isLimit(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x2C || byte == 0x28 || byte == 0x29 }
    var start = index
    while start > 0, index - start < 12, !isLimit(name[start - 1]) { start -= 1 }
    var end = index
    while end < name.count, end - start < 12, !isLimit(name[end]) { end += 1 }
    let classes = lexicon.classes(name, start..<end)
    return classes.isAny(of: .title | .dotted | .suffix | .generation) ? start..<end : nil
  }

  /// A letter whose small form composes with a mark where its capital does not leaves text that is not composed.
  private static func recompose(_ out: inout [UInt8], from start: Int) {
    if CleanText.survey(out.span.extracting(start..<out.count)).contains(.mayCompose) {
      Composition.compose(&out, from: start)
    }
  }
}

extension NameCase {
  /// Whether a name holds a letter (ı, İ, ğ) that only Turkic languages have beside i.
  package static func isTurkic(_ name: Span<UInt8>) -> Bool {
    if name.isASCII { return false }
    for index in 0..<name.count - 1 where name[index] == 0xC4 {
      switch name[index + 1] {
      case 0x9E, 0x9F, 0xB0, 0xB1: return true
      default: continue
      }
    }
    return false
  }

  /// Whether a name holds İ: then I is ı in it.
  static func holdsDottedI(_ name: Span<UInt8>) -> Bool {
    if name.isASCII { return false }
    for index in 0..<name.count - 1 where name[index] == 0xC4 && name[index + 1] == 0xB0 { return true }
    return false
  }
}
