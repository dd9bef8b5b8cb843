/// What the rest of a record tells of how its names are written.
package struct NameContext: Sendable {
  /// Whether i is a Turkic i: I goes with ı and İ with i.
  package var turkic: Bool
  /// Whether I is ı for certain, as İ stands in the names too.
  var tellsDottedI = false
  /// What the first given name may be: it tells the language.
  var given: NameWordClass = .none
  /// Whether it is an East Asian name in Latin letters whose family name stands first; nil where nothing tells.
  var isFamilyFirst: Bool?

  package init(turkic: Bool = false) { self.turkic = turkic }

  /// Learns from any name what its letters tell of Turkic ones.
  package mutating func learn(letters name: Span<UInt8>) {
    if name.isASCII { return }
    if NameCase.isTurkic(name) { turkic = true }
    if NameCase.holdsDottedI(name) { tellsDottedI = true }
  }

  /// Learns from a full name.
  package mutating func learn(full name: Span<UInt8>, _ lexicon: NameLexicon = .standard) {
    if let comma = name.firstIndex(of: 0x2C, in: 0..<min(name.count, 200)) {
      isFamilyFirst = false
      learn(given: name.extracting(min(comma + 2, name.count)..<name.count), lexicon)
      return
    }
    learn(given: name, lexicon)
    isFamilyFirst = NameContext.isFamilyFirst(name, lexicon)
  }

  /// Learns from a given name: its first word that is no honorific.
  package mutating func learn(given name: Span<UInt8>, _ lexicon: NameLexicon = .standard) {
    var start = 0
    while start < min(name.count, 100) {
      let end = name.firstIndex(of: 0x20, in: start..<min(name.count, 100)) ?? min(name.count, 100)
      given = lexicon.classes(name, start..<end)
      if !given.isAny(of: .title | .dotted) { return }
      start = end + 1
    }
  }

  /// Whether a name begins with an East Asian family name and goes on in one to three words of such syllables.
  private static func isFamilyFirst(_ name: Span<UInt8>, _ lexicon: NameLexicon) -> Bool {
    guard name.count <= 40, let space = name.firstIndex(of: 0x20, in: 0..<name.count) else { return false }
    let first = lexicon.classes(name, 0..<space)
    guard first.isAny(of: .korean | .chinese | .vietnamese) else { return false }
    var words = 0
    var start = space + 1
    while start <= name.count {
      let end = name.firstIndex(of: 0x20, in: start..<name.count) ?? name.count
      guard isGivenName(name, start..<end) else { return false }
      words += 1
      start = end + 1
    }
    return words <= 3
  }

  /// Whether a word is one East Asian syllable, or two or three joined by hyphens.
  static func isGivenName(_ name: Span<UInt8>, _ word: Range<Int>) -> Bool {
    var start = word.lowerBound
    while start <= word.upperBound {
      let end = name.firstIndex(of: 0x2D, in: start..<word.upperBound) ?? word.upperBound
      guard EastAsianSyllable.isOne(name, start..<end) else { return false }
      start = end + 1
    }
    return true
  }
}
