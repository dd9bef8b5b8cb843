/// Writes a name out word by word with its usual capitals; what it writes depends on the letters, not on their case.
struct NameCaser {
  let part: NamePart
  let turkic: Bool
  /// Whether the word before was a particle.
  private var followsParticle = false

  init(part: NamePart, turkic: Bool) {
    self.part = part
    self.turkic = turkic
  }

  mutating func append(_ name: Span<UInt8>, into out: inout [UInt8]) {
    var start = 0
    var isFirst = true
    while start <= name.count {
      let end = name.firstIndex(of: 0x20, in: start..<name.count) ?? name.count
      if !isFirst { out.append(0x20) }
      appendWord(name, start..<end, isFirst: isFirst, isLast: end == name.count, into: &out)
      isFirst = false
      start = end + 1
    }
  }

  private mutating func appendWord(
    _ name: Span<UInt8>, _ word: Range<Int>, isFirst: Bool, isLast: Bool, into out: inout [UInt8]
  ) {
    // Most words are too long for the tables of small words; only short ones are looked up.
    let packed = word.count <= 8 ? PackedWord(name, word) : nil
    if isSmall(packed, name, word, isFirst: isFirst, isLast: isLast) {
      followsParticle = true
      for index in word { appendLower(name[index], into: &out) }
      return
    }
    defer { followsParticle = false }
    if isAllCapitals(packed, name, word, isFirst: isFirst) {
      for index in word { out.append(asciiUpper(name[index])) }
      return
    }
    appendCapitalised(name, word, isFirstWord: isFirst, into: &out)
  }

  private func appendLower(_ byte: UInt8, into out: inout [UInt8]) { out.append(asciiLower(byte)) }

  private func asciiUpper(_ byte: UInt8) -> UInt8 { byte &- 0x61 < 26 ? byte & ~0x20 : byte }

  /// Particles and conjunctions.
  private func isSmall(_ packed: PackedWord?, _ name: Span<UInt8>, _ word: Range<Int>, isFirst: Bool, isLast: Bool)
    -> Bool
  {
    guard let packed, !isLast else { return false }
    if word.count == 2 && name[word.lowerBound] == 0x27 { return asciiLower(name[word.lowerBound + 1]) == 0x74 }
    if followsParticle && NameWords.followers.contains(packed) { return true }
    if isFirst { return part == .family && NameWords.particles.contains(packed) }
    // Portuguese "e" and Spanish "y" in a given name would be initials.
    if word.count == 1 {
      let letter = asciiLower(name[word.lowerBound])
      return letter == 0x79 && part != .given || letter == 0x65 && part == .family
    }
    return NameWords.particles.contains(packed) || NameWords.innerParticles.contains(packed)
  }

  /// Roman numerals after a name, and pairs of consonants that can only be initials (JP, TJ).
  private func isAllCapitals(_ packed: PackedWord?, _ name: Span<UInt8>, _ word: Range<Int>, isFirst: Bool) -> Bool {
    guard let packed else { return false }
    if !isFirst && part != .given && NameWords.romanNumerals.contains(packed) { return true }
    guard word.count == 2, part == .given || isFirst && part == .full else { return false }
    for index in word where !isConsonant(name[index]) { return false }
    return !NameWords.shortNames.contains(packed)
  }

  private func isConsonant(_ byte: UInt8) -> Bool {
    switch asciiLower(byte) {
    case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79: false
    default: isASCIILetter(byte)
    }
  }

  // MARK: One word

  private func appendCapitalised(_ name: Span<UInt8>, _ word: Range<Int>, isFirstWord: Bool, into out: inout [UInt8]) {
    var atStart = true
    var pieceStart = word.lowerBound
    var lettersInPiece = 0
    var index = word.lowerBound
    while index < word.upperBound {
      let next = scalar(in: name, at: index)
      let end = index + next.count
      if isHyphen(next.value) || next.value == 0x2E || next.value == 0x2F || next.value == 0x28 {
        out.append(scalar: next.value)
        atStart = !isKoreanGivenName(name, pieceStart..<index, end..<word.upperBound)
        (lettersInPiece, pieceStart) = (0, end)
      } else if isApostrophe(next.value) {
        out.append(scalar: next.value)
        if lettersInPiece > 0 { atStart = capitalFollows(name, pieceStart..<index, end, word) }
        pieceStart = end
        lettersInPiece = 0
      } else if atStart && LetterCase.isLetter(next.value) {
        let opening = openPiece(name, index, word, isFirstWord: isFirstWord, into: &out)
        if opening.bytes > 0 {
          index += opening.bytes
          lettersInPiece += opening.bytes
          atStart = opening.capitalFollows
          continue
        }
        out.append(scalar: LetterCase.title(next.value, turkic: turkic))
        atStart = false
        lettersInPiece += 1
      } else if next.value == DecodedScalar.invalid {
        out.append(name[index])
      } else {
        if isASCIIDigit(name[index]) { atStart = false }
        if LetterCase.isLetter(next.value) { lettersInPiece += 1 }
        appendInner(next.value, name, index, end, word, into: &out)
      }
      index = end
    }
  }

  private func appendInner(
    _ c: UInt32, _ name: Span<UInt8>, _ index: Int, _ end: Int, _ word: Range<Int>, into out: inout [UInt8]
  ) {
    let lower = LetterCase.lower(c, turkic: turkic)
    // Greek sigma has a form of its own at the end of a word.
    if lower == 0x3C3 || lower == 0x3C2 {
      let isFinal = end >= word.upperBound || !LetterCase.isLetter(scalar(in: name, at: end).value)
      out.append(scalar: isFinal && index > word.lowerBound ? 0x3C2 : 0x3C3)
    } else {
      out.append(scalar: lower)
    }
  }

  /// Pieces that do not begin with one plain capital: Mc and Mac, IJ, al-, d'. Tells how many bytes it wrote and
  /// whether a capital follows them; zero: the piece is plain.
  private func openPiece(
    _ name: Span<UInt8>, _ index: Int, _ word: Range<Int>, isFirstWord: Bool, into out: inout [UInt8]
  ) -> (bytes: Int, capitalFollows: Bool) {
    let end = pieceEnd(name, index..<word.upperBound)
    let first = asciiLower(name[index])
    let length = end - index
    if first == 0x6D && length >= 4 {
      if asciiLower(name[index + 1]) == 0x63 && isASCIILetter(name[index + 2]) {
        out.append(0x4D)
        out.append(0x63)
        return (2, true)
      }
      let isMac = part != .given && name.hasASCII("mac", at: index) && !(part == .full && isFirstWord)
      if isMac && NameWords.macNames.contains(PackedWord(name, index + 3..<end)) {
        out.append(0x4D)
        out.append(0x61)
        out.append(0x63)
        return (3, true)
      }
    }
    if first == 0x69 && length >= 3 && name.hasASCII("ij", at: index) && isConsonant(name[index + 2]) {
      out.append(0x49)
      out.append(0x4A)
      return (2, false)
    }
    let isInner = index > word.lowerBound
    if length <= 3, end < word.upperBound, !isFirstWord || isInner || part == .family {
      let packed = PackedWord(name, index..<end)
      if isHyphen(UInt32(name[end])),
        isInner ? NameWords.hyphenated.contains(packed) : NameWords.articles.contains(packed)
      {
        for position in index..<end { appendLower(name[position], into: &out) }
        return (length, true)
      }
      let elides = first == 0x64 || first == 0x6C && followsParticle
      if length == 1 && elides && !isFirstWord && part != .given && isApostrophe(scalar(in: name, at: end).value) {
        out.append(first)
        return (1, true)
      }
    }
    return (0, false)
  }

  /// Whether a hyphen joins the two syllables of a Korean given name.
  private func isKoreanGivenName(_ name: Span<UInt8>, _ before: Range<Int>, _ after: Range<Int>) -> Bool {
    part != .family && after.lowerBound - before.upperBound == 1 && name[before.upperBound] == 0x2D && after.count <= 6
      && before.count <= 6 && NameWords.koreanSyllables.contains(PackedWord(name, before))
      && NameWords.koreanSyllables.contains(PackedWord(name, after))
  }

  /// Where a piece of a word ends: at a hyphen, an apostrophe, a dot or the word's end.
  private func pieceEnd(_ name: Span<UInt8>, _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound {
      let next = scalar(in: name, at: index)
      if isHyphen(next.value) || isApostrophe(next.value) || next.value == 0x2E { return index }
      index += next.count
    }
    return range.upperBound
  }

  /// O'Brien, D'Angelo, Dell'Olio, but Sa'id and Мар'яна.
  private func capitalFollows(_ name: Span<UInt8>, _ before: Range<Int>, _ after: Int, _ word: Range<Int>) -> Bool {
    guard after < word.upperBound else { return false }
    let next = LetterCase.lower(scalar(in: name, at: after).value)
    // Ukrainian writes an apostrophe before я, ю, є, ї inside a word.
    if next == 0x44F || next == 0x44E || next == 0x454 || next == 0x457 { return false }
    let isOneLetter = scalar(in: name, at: before.lowerBound).count == before.count
    if isOneLetter {
      // O D L N, and О and Д; E'tesami and K'uk' go on small.
      switch LetterCase.lower(scalar(in: name, at: before.lowerBound).value) {
      case 0x6F, 0x64, 0x6C, 0x6E, 0x43E, 0x434: return true
      default: return false
      }
    }
    return NameWords.elisions.contains(PackedWord(name, before))
  }

  private func isHyphen(_ c: UInt32) -> Bool { c == 0x2D || c == 0x2010 || c == 0x2011 || c == 0x2013 }

  private func isApostrophe(_ c: UInt32) -> Bool { c == 0x27 || c == 0x2019 || c == 0x2BC || c == 0x60 || c == 0xB4 }
}
