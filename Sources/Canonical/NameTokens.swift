/// A word of a full name and what its letters tell.
struct NameToken {
  /// Where it stands.
  var range: Range<Int>
  /// How many commas stand before it.
  var segment: Int
  var classes: NameWordClass = []
  /// How many letters it has.
  var letters = 0
  var hasUpper = false
  var hasLower = false
  var hasDigit = false
  /// A dot at its end, and one inside it.
  var endsInDot = false
  var hasInnerDot = false
  /// A mail or web address.
  var isAddress = false
  /// A particle hangs on it by a hyphen: `Heijdanus-De Boer`.
  var endsInParticle = false
  /// Stands in quotes or brackets.
  var isAside = false

  var isInitial: Bool { letters == 1 && !isAside }
  var isGeneration: Bool { classes.contains(.generation) }
  var isCapitals: Bool { hasUpper && !hasLower }

  /// Whether it stands for a title, with `names` words after it.
  func isTitle(names: Int) -> Bool {
    if hasInnerDot && !classes.contains(.title) { return false }
    if classes.contains(.dotted) && endsInDot { return true }
    if classes.contains(.named) { return names >= 2 || classes.contains(.title) }
    return classes.contains(.title)
  }
}

/// Splits a full name into words, commas and asides.
struct NameTokens {
  /// Names of more words are no names.
  static let limit = 40

  private(set) var tokens: [NameToken] = []
  private var segment = 0

  /// Reads clean text; false where it is no name that could be taken apart.
  mutating func read(_ name: Span<UInt8>) -> Bool {
    tokens.removeAll(keepingCapacity: true)
    segment = 0
    guard name.count <= 1_000 else { return false }
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

  /// Says that a word is something else as well.
  mutating func classify(_ index: Int, as kind: NameWordClass) { tokens[index].classes.formUnion(kind) }

  // MARK: Asides

  /// What closes an aside that a character opens; nil where it opens none.
  private func closer(of c: UInt32) -> UInt32? {
    switch c {
    case 0x28: 0x29
    case 0x5B: 0x5D
    case 0x7B: 0x7D
    case 0x22, 0x27, 0x60: c
    case 0x201C, 0x201E, 0x201F: 0x201D
    case 0x2018, 0x201A: 0x2019
    case 0xAB: 0xBB
    case 0xFF08: 0xFF09
    default: nil
    }
  }

  /// Takes an aside that begins here and tells where it ends.
  private mutating func aside(_ name: Span<UInt8>, _ start: Int, _ opening: DecodedScalar) -> Int? {
    guard let closer = closer(of: opening.value) else { return nil }
    var inner = start + opening.count
    // '' and `` are typed for one quote.
    while inner < name.count, name[inner] == name[start], opening.value == 0x27 || opening.value == 0x60 { inner += 1 }
    var index = inner
    while index < name.count {
      let next = scalar(in: name, at: index)
      let after = index + next.count
      let closes = next.value == closer || opening.value == 0x201E && next.value == 0x201C
      if closes, index > inner, isEnd(name, after, of: next.value) {
        let end = skip(name, after, next.value)
        take(name, inner..<index)
        return end
      }
      index = after
    }
    return nil
  }

  /// Whether a quote at whose end this stands can close: a letter after it makes it an apostrophe.
  private func isEnd(_ name: Span<UInt8>, _ index: Int, of quote: UInt32) -> Bool {
    guard index < name.count else { return true }
    let isMark = quote == 0x27 || quote == 0x2019 || quote == 0x60 || quote == 0x22
    let next = scalar(in: name, at: index).value
    return !isMark || next == 0x20 || next == 0x2C || next == quote || next == 0x29
  }

  private func skip(_ name: Span<UInt8>, _ index: Int, _ quote: UInt32) -> Int {
    var index = index
    while index < name.count, quote < 0x80, UInt32(name[index]) == quote, quote == 0x27 || quote == 0x60 { index += 1 }
    return index
  }

  /// Words in an aside; quotes inside brackets are dropped.
  private mutating func take(_ name: Span<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let next = scalar(in: name, at: index)
      if isSeparator(next.value) {
        index += next.count
        continue
      }
      var end = index
      while end < range.upperBound {
        let inner = scalar(in: name, at: end)
        if inner.value != 0x27 && isSeparator(inner.value) { break }
        end += inner.count
      }
      add(name, index..<end, isAside: true)
      index = end
    }
  }

  private func isSeparator(_ c: UInt32) -> Bool {
    c == 0x20 || c == 0x2C || c == 0x201D || c == 0xBB || c == 0x29 || c == 0x5D || closer(of: c) != nil
  }

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

  private mutating func add(_ name: Span<UInt8>, _ range: Range<Int>, isAside: Bool) {
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
        case .upper: token.hasUpper = true
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
      let back = PackedWord(folding: name, hyphen + 1..<range.upperBound)
      token.endsInParticle = NameLexicon.standard.classes(of: back).contains(.particle)
    }
    tokens.append(token)
  }

  private static func isPair(_ name: Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.count == 1 && (name[range.lowerBound] == 0x26 || name[range.lowerBound] == 0x2B)
  }

  /// Where two words are written as one: `F.Joachim`, `Lt.Gen.`
  private func joint(_ name: Span<UInt8>, _ range: Range<Int>) -> Int? {
    for index in range where name[index] == 0x2E && index > range.lowerBound {
      let rest = range.upperBound - index - 1
      guard rest >= 3 else { return nil }
      let word = index + 1..<range.upperBound
      if word.contains(where: { name[$0] == 0x2E && $0 < range.upperBound - 1 }) { return nil }
      let isTitle = NameLexicon.standard.classes(of: PackedWord(folding: name, range.lowerBound..<index))
        .isDisjoint(with: [.title, .dotted, .named])
      if !isTitle { return index + 1 }
      return index - range.lowerBound <= 2 && rest >= 4 && name[index + 1] &- 0x41 < 26 && name[index + 2] &- 0x61 < 26
        ? index + 1 : nil
    }
    return nil
  }

  private func classes(_ name: Span<UInt8>, _ token: NameToken) -> NameWordClass {
    let lexicon = NameLexicon.standard
    var classes = lexicon.classes(of: PackedWord(folding: name, token.range))
    // D.R. is two initials, and M.D. no particle.
    if token.hasInnerDot { classes.subtract([.title, .named, .dotted, .particle, .conjunction, .pair, .opener]) }
    if classes.isEmpty, let hyphen = name.firstIndex(of: 0x2D, in: token.range) {
      let front = lexicon.classes(of: PackedWord(folding: name, token.range.lowerBound..<hyphen))
      let back = lexicon.classes(of: PackedWord(folding: name, hyphen + 1..<token.range.upperBound))
      let titles: NameWordClass = [.title, .named, .dotted]
      if !front.isDisjoint(with: titles) && !back.isDisjoint(with: titles) { classes = .title }
    }
    return classes
  }
}
