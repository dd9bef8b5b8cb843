/// Splits a full name into words, commas and asides.
struct NameTokens {
  /// Names of more words are no names.
  static let limit = 40
  /// Neither are names of more bytes: they are tidied, and otherwise left as they are.
  static let longest = 1_000

  private(set) var tokens: [NameToken] = []
  private var segment = 0
  private let lexicon: NameLexicon

  init(lexicon: NameLexicon) { self.lexicon = lexicon }

  /// Reads clean text; false where it is no name that could be taken apart.
  mutating func read(_ name: Span<UInt8>) -> Bool {
    tokens.removeAll(keepingCapacity: true)
    segment = 0
    guard name.count <= NameTokens.longest else { return false }
    var index = 0
    while index < name.count {
      if tokens.count > NameTokens.limit { return false }
      let next = scalar(in: name, at: index)
      if next.value == DecodedScalar.invalid { return false }
      switch next.value {
      case 0x20: index += 1
      case 0x2C, 0x3B, 0x60C, 0x3001, 0xFF0C:
        segment += 1
        index += next.count
      default:
        if let end = aside(name, index, next) {
          index = end
        } else {
          index = word(name, index)
        }
      }
    }
    return true
  }

  /// Takes words out of their quotes.
  mutating func unquote(_ range: ClosedRange<Int>) {
    for index in range { tokens[index].isAside = false }
  }

  /// Parts a word in two at an index of the name; the second one comes last, and its place is told.
  mutating func split(_ word: Int, at index: Int) -> Int {
    var back = tokens[word]
    back.range = index..<back.range.upperBound
    tokens[word].range = tokens[word].range.lowerBound..<index
    tokens.append(back)
    return tokens.count - 1
  }

  /// Says that a word is something else as well.
  mutating func classify(_ index: Int, as kind: NameWordClass) { tokens[index].classes |= kind }

  // MARK: Words

  private mutating func word(_ name: Span<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < name.count {
      let next = scalar(in: name, at: end)
      switch next.value {
      case 0x20, 0x2C, 0x3B, 0x60C, 0x3001, 0xFF0C:
        add(name, start..<end, isAside: false)
        return end
      case 0x28, 0x5B, 0xFF08:
        if end > start {
          add(name, start..<end, isAside: false)
          return end
        }
      default: break
      }
      end += next.count
    }
    add(name, start..<end, isAside: false)
    return end
  }

  mutating func add(_ name: Span<UInt8>, _ range: Range<Int>, isAside: Bool) {
    if let dot = joint(name, range), !isAside {
      add(name, range.lowerBound..<dot, isAside: false)
      add(name, dot..<range.upperBound, isAside: false)
      return
    }
    var token = NameToken(range: range, segment: segment)
    token.isAside = isAside
    var index = range.lowerBound
    var dots = 0
    while index < range.upperBound {
      let next = scalar(in: name, at: index)
      switch next.value {
      case 0x2E:
        dots += 1
        if index > range.lowerBound && index < range.upperBound - 1 { token.hasInnerDot = true }
      case 0x40: token.isAddress = true
      case 0x3A where name.hasASCII("://", at: index): token.isAddress = true
      case 0x30...0x39: token.hasDigit = true
      default:
        if LetterCase.isLetter(next.value) { token.letters += 1 }
        switch LetterCase.kind(next.value) {
        case .upper: token.uppers += 1
        case .lower: token.hasLower = true
        case .none: break
        }
      }
      index += next.count
    }
    token.endsInDot = name[range.upperBound - 1] == 0x2E
    if name.hasASCII("www.", at: range.lowerBound) { token.isAddress = true }
    if token.letters == 0 && !token.hasDigit && !NameTokens.isPair(name, range) { return }
    token.classes = classes(name, token)
    if let hyphen = token.range.last(where: { name[$0] == 0x2D }), hyphen > range.lowerBound {
      token.endsInParticle = lexicon.classes(name, hyphen + 1..<range.upperBound).contains(.particle)
    }
    tokens.append(token)
  }

  private static func isPair(_ name: Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.count == 1 && (name[range.lowerBound] == 0x26 || name[range.lowerBound] == 0x2B)
  }

  /// Where two words are written as one: `F.Joachim`, `Lt.Gen.`
  private func joint(_ name: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard let first = name.firstIndex(of: 0x2E, in: range), !lexicon.classes(name, range).contains(.title) else {
      return nil
    }
    for index in first..<range.upperBound where name[index] == 0x2E && index > range.lowerBound {
      let rest = range.upperBound - index - 1
      guard rest >= 3 else { return nil }
      let word = index + 1..<range.upperBound
      if word.contains(where: { name[$0] == 0x2E && $0 < range.upperBound - 1 }) { return nil }
      let isTitle = lexicon.classes(name, range.lowerBound..<index).isAny(of: .title | .dotted | .named)
      if isTitle { return index + 1 }
      return index - range.lowerBound <= 2 && rest >= 4 && name[index + 1] &- 0x41 < 26 && name[index + 2] &- 0x61 < 26
        ? index + 1 : nil
    }
    return nil
  }

  private func classes(_ name: Span<UInt8>, _ token: NameToken) -> NameWordClass {
    var classes = lexicon.classes(name, token.range)
    // Mr. Meng is no engineer.
    if classes.contains(.suffix), token.uppers == 1, token.hasLower, classes.isAny(of: .family | .chinese | .korean) {
      classes = classes.without(.suffix)
    }
    // D.R. is two initials, and M.D. no particle; but Dipl.-Ing. and h.c.
    if token.hasInnerDot, token.letters < 4, !name.hasASCII("h.c", at: token.range.lowerBound) {
      classes = classes.without(.title | .named | .dotted | .particle | .conjunction | .pair | .opener)
    }
    if classes == .none, let hyphen = name.firstIndex(of: 0x2D, in: token.range) {
      let front = lexicon.classes(name, token.range.lowerBound..<hyphen)
      let back = lexicon.classes(name, hyphen + 1..<token.range.upperBound)
      let titles: NameWordClass = .title | .named | .dotted
      if front.isAny(of: titles) && back.isAny(of: titles) { classes = .title }
    }
    return classes
  }
}
