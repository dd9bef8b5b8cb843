/// What a word may be in a name; one word may be several things. The tables' first lines tell what each means.
struct NameWordClass: OptionSet, Sendable {
  let rawValue: UInt64

  // Around names.
  static let title = NameWordClass(0)
  static let dotted = NameWordClass(1)
  static let named = NameWordClass(2)
  static let withGiven = NameWordClass(3)
  static let opener = NameWordClass(4)
  static let generation = NameWordClass(5)
  static let late = NameWordClass(6)
  static let suffix = NameWordClass(7)
  static let capitals = NameWordClass(8)
  static let closing = NameWordClass(9)
  // In family names, and between names.
  static let particle = NameWordClass(10)
  static let devotion = NameWordClass(11)
  static let conjunction = NameWordClass(12)
  static let pair = NameWordClass(13)
  static let maiden = NameWordClass(14)
  static let doubled = NameWordClass(15)
  // How they are written.
  static let small = NameWordClass(16)
  static let inner = NameWordClass(17)
  static let follower = NameWordClass(18)
  static let article = NameWordClass(19)
  static let joined = NameWordClass(20)
  static let elision = NameWordClass(21)
  static let mac = NameWordClass(22)
  static let roman = NameWordClass(23)
  static let short = NameWordClass(24)
  static let camel = NameWordClass(25)
  static let turkishI = NameWordClass(26)
  // What is no name.
  static let placeholder = NameWordClass(27)
  static let doubtful = NameWordClass(28)
  static let form = NameWordClass(29)
  // Names.
  static let given = NameWordClass(30)
  static let sure = NameWordClass(31)
  static let family = NameWordClass(32)
  static let italian = NameWordClass(33)
  static let spanish = NameWordClass(34)
  static let english = NameWordClass(35)
  static let dutch = NameWordClass(36)
  static let biblical = NameWordClass(37)
  static let catalan = NameWordClass(38)
  static let korean = NameWordClass(39)
  static let chinese = NameWordClass(40)
  static let vietnamese = NameWordClass(41)
  static let middle = NameWordClass(42)
  static let han = NameWordClass(43)
  static let hispanic = NameWordClass(44)

  init(rawValue: UInt64) { self.rawValue = rawValue }
  private init(_ bit: Int) { rawValue = 1 << UInt64(bit) }

  /// What the tables call them, by bit.
  private static let names = [
    "title", "dotted", "named", "with-given", "opener", "generation", "late", "suffix", "capitals", "closing",
    "particle",
    "devotion", "conjunction", "pair", "maiden", "doubled", "small", "inner", "follower", "article", "joined",
    "elision",
    "mac", "roman", "short", "camel", "turkish-i", "placeholder", "doubtful", "form", "given", "sure", "family",
    "italian",
    "spanish", "english", "dutch", "biblical", "catalan", "korean", "chinese", "vietnamese", "middle", "han",
    "hispanic",
  ]

  /// The class that a table calls so; nil where there is none.
  init?(name: Span<UInt8>) {
    for (bit, known) in Self.names.enumerated() {
      let bytes = Array(known.utf8)
      if name.equals(bytes.span) {
        self.init(bit)
        return
      }
    }
    return nil
  }
}
