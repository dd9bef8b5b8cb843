/// Capitals inside one word.
extension NameCaser {
  func appendCapitalised(_ name: Span<UInt8>, _ word: Range<Int>, isFirstWord: Bool, into out: inout [UInt8]) {
    var atStart = true
    var pieceStart = word.lowerBound
    var lettersInPiece = 0
    var index = word.lowerBound
    while index < word.upperBound {
      let next = scalar(in: name, at: index)
      let end = index + next.count
      if isHyphen(next.value) || next.value == 0x2E || next.value == 0x2F || next.value == 0x28 {
        out.append(scalar: next.value)
        // Min-jun, and dott.ssa.
        atStart = !(isHyphen(next.value) ? isGivenName(name, word) : name.hasASCII("ssa", at: end))
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
        if next.value == 0x49 && turkic {
          let isDotted = TurkishI.lower(name, index, word, context, lexicon) == 0x69
          out.append(scalar: isDotted ? 0x130 : 0x49)
        } else {
          out.append(scalar: LetterCase.title(next.value, turkic: turkic))
        }
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
    let lower =
      c == 0x49 && turkic ? TurkishI.lower(name, index, word, context, lexicon) : LetterCase.lower(c, turkic: turkic)
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
      let isMac = part != .given && name.hasASCII("mac", at: index) && !isGivenPlace(name, index, isFirstWord)
      if isMac && lexicon.classes(name, index + 3..<end).contains(.mac) {
        out.append(0x4D)
        out.append(0x61)
        out.append(0x63)
        return (3, true)
      }
    }
    if length >= 5, let prefix = camelPrefix(name, index..<end) {
      out.append(name[index] & ~0x20)
      for position in index + 1..<index + prefix { out.append(asciiLower(name[position])) }
      return (prefix, true)
    }
    if first == 0x69 && length >= 3 && name.hasASCII("ij", at: index) && isConsonant(name[index + 2]) {
      out.append(0x49)
      out.append(0x4A)
      return (2, false)
    }
    let isInner = index > word.lowerBound
    if length <= 3, end < word.upperBound, !isFirstWord || isInner || part == .family {
      if isHyphen(UInt32(name[end])), lexicon.classes(name, index..<end).contains(isInner ? .joined : .article),
        !isGivenName(name, word)
      {
        for position in index..<end { out.append(asciiLower(name[position])) }
        return (length, true)
      }
      let elides = first == 0x64 || first == 0x6C && followsParticle
      if length == 1 && elides && !isFirstWord && part != .given && isApostrophe(scalar(in: name, at: end).value)
        && !endsLikeItalian(name, word)
      {
        out.append(first)
        return (1, true)
      }
    }
    return (0, false)
  }

  /// Whether a word is an East Asian given name in syllables that stands behind its family name.
  private func isGivenName(_ name: Span<UInt8>, _ word: Range<Int>) -> Bool {
    switch part {
    case .family: return false
    case .full: if !before.isAny(of: .korean | .chinese | .vietnamese) || words == 0 { return false }
    case .given: if context.isFamilyFirst == false { return false }
    }
    return word.count <= 24 && NameContext.isGivenName(name, word)
  }

  /// Where a name's second capital stands: DeMille, FitzRoy; nil where it has none.
  private func camelPrefix(_ name: Span<UInt8>, _ piece: Range<Int>) -> Int? {
    switch asciiLower(name[piece.lowerBound]) {
    case 0x64, 0x66, 0x68, 0x6C, 0x76: break
    default: return nil
    }
    guard lexicon.classes(name, piece).contains(.camel) else { return nil }
    if name.hasASCII("fitz", at: piece.lowerBound) { return 4 }
    return name.hasASCII("van", at: piece.lowerBound) ? 3 : 2
  }

  /// Whether a word of a full name stands where a given name does: Mackenzie Davis, and Davis, Mackenzie.
  private func isGivenPlace(_ name: Span<UInt8>, _ index: Int, _ isFirstWord: Bool) -> Bool {
    guard part == .full else { return false }
    let comma = name.firstIndex(of: 0x2C, in: 0..<min(name.count, 200))
    guard let comma else { return isFirstWord }
    return index > comma
  }

  /// D'Amico and D'Souza, but Giscard d'Estaing.
  private func endsLikeItalian(_ name: Span<UInt8>, _ word: Range<Int>) -> Bool {
    switch asciiLower(name[word.upperBound - 1]) {
    case 0x61, 0x69, 0x6F: true
    default: false
    }
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
    return lexicon.classes(name, before).contains(.elision)
  }

  private func isHyphen(_ c: UInt32) -> Bool { c == 0x2D || c == 0x2010 || c == 0x2011 || c == 0x2013 }

  private func isApostrophe(_ c: UInt32) -> Bool {
    // Among them the modifier letters that romanisations write for hamza and ayn.
    c == 0x27 || c == 0x2019 || c == 0x2018 || (0x2B9...0x2BF).contains(c) || c == 0x60 || c == 0xB4
  }
}
