/// Writes a name out word by word with its usual capitals; what it writes depends on the letters, not on their case.
struct NameCaser {
  let part: NamePart
  let context: NameContext
  let lexicon: NameLexicon
  /// Whether the word before was a particle.
  private(set) var followsParticle = false
  /// What the word before may be, and how many words there were.
  private(set) var before: NameWordClass = .none
  private(set) var words = 0

  init(part: NamePart, context: NameContext, lexicon: NameLexicon) {
    self.part = part
    self.context = context
    self.lexicon = lexicon
  }

  var turkic: Bool { context.turkic }

  mutating func append(_ name: Span<UInt8>, into out: inout [UInt8]) {
    var start = 0
    while start <= name.count {
      let end = name.firstIndex(of: 0x20, in: start..<name.count) ?? name.count
      if words > 0 { out.append(0x20) }
      appendWord(name, start..<end, isLast: end == name.count, into: &out)
      words += 1
      start = end + 1
    }
  }

  private mutating func appendWord(_ name: Span<UInt8>, _ word: Range<Int>, isLast: Bool, into out: inout [UInt8]) {
    // Most words are too long to be small words; only short ones are looked up.
    let classes = word.count <= 12 ? lexicon.classes(name, word) : .none
    defer { before = classes }
    if isSmall(classes, name, word, isLast: isLast) {
      followsParticle = true
      appendSmall(name, word, into: &out)
      return
    }
    defer { followsParticle = false }
    if part == .full, NameCaser.isMixed(name, word), NameCase.affix(name, around: word.upperBound - 1, lexicon) != nil {
      for index in word { out.append(name[index]) }
      return
    }
    if isAllCapitals(classes, name, word, isLast: isLast) {
      for index in word { out.append(asciiUpper(name[index])) }
      return
    }
    appendCapitalised(name, word, isFirstWord: words == 0, into: &out)
  }

  private func appendSmall(_ name: Span<UInt8>, _ word: Range<Int>, into out: inout [UInt8]) {
    var index = word.lowerBound
    while index < word.upperBound {
      let next = scalar(in: name, at: index)
      out.append(scalar: LetterCase.lower(next.value))
      index += next.count
    }
  }

  private static func isMixed(_ name: Span<UInt8>, _ word: Range<Int>) -> Bool {
    guard word.count <= 14 else { return false }
    var (hasLower, hasUpper) = (false, false)
    for index in word {
      hasLower = hasLower || name[index] &- 0x61 < 26
      hasUpper = hasUpper || name[index] &- 0x41 < 26
    }
    return hasLower && hasUpper
  }

  private func asciiUpper(_ byte: UInt8) -> UInt8 { byte &- 0x61 < 26 ? byte & ~0x20 : byte }

  /// Particles and conjunctions.
  private func isSmall(_ classes: NameWordClass, _ name: Span<UInt8>, _ word: Range<Int>, isLast: Bool) -> Bool {
    if isLast || word.isEmpty || context.isFamilyFirst == true && part == .full { return false }
    let isFirst = words == 0
    let first = asciiLower(name[word.lowerBound])
    if word.count == 2 && first == 0x27 { return asciiLower(name[word.lowerBound + 1]) == 0x74 }
    for index in word where name[index] == 0x2E { return false }
    if followsParticle && classes.contains(.follower) { return true }
    if isFirst && classes.contains(.small) {
      // van Gogh, and María's del Carmen.
      let next = lexicon.classes(of: nextWord(name, word))
      return part == .family && !takesCapital(name, word) || part == .given && next.isAny(of: .devotion | .follower)
    }
    if isFirst { return false }
    if word.count == 1 { return isSmallLetter(first) }
    if classes.contains(.small) { return !takesCapital(name, word) }
    if classes.contains(.inner) { return true }
    let isSon = name.hasASCII("ben", at: word.lowerBound) || name.hasASCII("bar", at: word.lowerBound)
    return word.count == 3 && isSon && before.contains(.biblical) && nextIsBiblical(name, word)
  }

  /// y, e and i between two family names; in a given name and behind one they would be initials.
  private func isSmallLetter(_ letter: UInt8) -> Bool {
    switch letter {
    case 0x79: part == .family || part == .full && words > 1
    case 0x65: part == .family
    case 0x69: part != .given && words > 1 && context.given.contains(.catalan)
    default: false
    }
  }

  /// Whether a particle takes a capital in the language that the given name tells.
  private func takesCapital(_ name: Span<UInt8>, _ word: Range<Int>) -> Bool {
    let given = context.given
    let isVan = name.hasASCII("van", at: word.lowerBound)
    if word.count == 3 && isVan && given.contains(.english) && !given.contains(.dutch) {
      // But James van der Beek.
      return !lexicon.classes(of: nextWord(name, word)).contains(.follower)
        && !name.hasASCII(" de ", at: word.upperBound)
    }
    // Alessandro Del Piero, but Lorenzo de' Medici and Luca della Robbia.
    guard given.contains(.italian), !given.contains(.spanish), !name.hasASCII(" la ", at: word.upperBound) else {
      return false
    }
    return word.count == 2 && name.hasASCII("de", at: word.lowerBound)
      || word.count == 3 && (name.hasASCII("del", at: word.lowerBound) || name.hasASCII("dal", at: word.lowerBound))
  }

  private func nextWord(_ name: Span<UInt8>, _ word: Range<Int>) -> NameKey? {
    let start = min(word.upperBound + 1, name.count)
    let end = name.firstIndex(of: 0x20, in: start..<min(name.count, start + 20)) ?? min(name.count, start + 20)
    return NameKey(name, start..<end)
  }

  private func nextIsBiblical(_ name: Span<UInt8>, _ word: Range<Int>) -> Bool {
    lexicon.classes(of: nextWord(name, word)).contains(.biblical)
  }

  /// Roman numerals after a name, and consonants alone that can only be initials (JP, TJ).
  private func isAllCapitals(_ classes: NameWordClass, _ name: Span<UInt8>, _ word: Range<Int>, isLast: Bool) -> Bool {
    let isFirst = words == 0
    if !isFirst && part != .given && classes.contains(.roman) { return true }
    if !isFirst && word.count == 2 && name.hasASCII("xi of ", at: word.lowerBound) { return true }
    guard (2...3).contains(word.count) else { return false }
    for index in word where !isConsonant(name[index]) {
      // YC, but Ty.
      if asciiLower(name[index]) != 0x79 || index > word.lowerBound { return false }
    }
    if classes.contains(.short) {
      return isLast && words > 1 && part == .full && name.hasASCII("md", at: word.lowerBound)
    }
    return part == .given && word.count == 2 || part == .full && (isFirst || isLast && word.count == 2)
  }

  func isConsonant(_ byte: UInt8) -> Bool {
    switch asciiLower(byte) {
    case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79: false
    default: isASCIILetter(byte)
    }
  }
}
