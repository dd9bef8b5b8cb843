/// What a word may be in a name; one word may be several things. The tables' first lines tell what each means.
///
/// Bits of its own and no `OptionSet`, whose array literals are put together when they are met.
struct NameWordClass: Equatable, Sendable {
  private(set) var bits: UInt64

  private init(bits: UInt64) { self.bits = bits }

  // Around names.
  static let title = NameWordClass(bits: 1 << 0)
  static let dotted = NameWordClass(bits: 1 << 1)
  static let named = NameWordClass(bits: 1 << 2)
  static let withGiven = NameWordClass(bits: 1 << 3)
  static let opener = NameWordClass(bits: 1 << 4)
  static let generation = NameWordClass(bits: 1 << 5)
  static let late = NameWordClass(bits: 1 << 6)
  static let suffix = NameWordClass(bits: 1 << 7)
  static let capitals = NameWordClass(bits: 1 << 8)
  static let closing = NameWordClass(bits: 1 << 9)
  // In family names, and between names.
  static let particle = NameWordClass(bits: 1 << 10)
  static let devotion = NameWordClass(bits: 1 << 11)
  static let conjunction = NameWordClass(bits: 1 << 12)
  static let pair = NameWordClass(bits: 1 << 13)
  static let maiden = NameWordClass(bits: 1 << 14)
  static let doubled = NameWordClass(bits: 1 << 15)
  // How they are written.
  static let small = NameWordClass(bits: 1 << 16)
  static let inner = NameWordClass(bits: 1 << 17)
  static let follower = NameWordClass(bits: 1 << 18)
  static let article = NameWordClass(bits: 1 << 19)
  static let joined = NameWordClass(bits: 1 << 20)
  static let elision = NameWordClass(bits: 1 << 21)
  static let mac = NameWordClass(bits: 1 << 22)
  static let roman = NameWordClass(bits: 1 << 23)
  static let short = NameWordClass(bits: 1 << 24)
  static let camel = NameWordClass(bits: 1 << 25)
  static let turkishI = NameWordClass(bits: 1 << 26)
  // What is no name.
  static let placeholder = NameWordClass(bits: 1 << 27)
  static let doubtful = NameWordClass(bits: 1 << 28)
  static let form = NameWordClass(bits: 1 << 29)
  // Names.
  static let given = NameWordClass(bits: 1 << 30)
  static let sure = NameWordClass(bits: 1 << 31)
  static let family = NameWordClass(bits: 1 << 32)
  static let italian = NameWordClass(bits: 1 << 33)
  static let spanish = NameWordClass(bits: 1 << 34)
  static let english = NameWordClass(bits: 1 << 35)
  static let dutch = NameWordClass(bits: 1 << 36)
  static let biblical = NameWordClass(bits: 1 << 37)
  static let catalan = NameWordClass(bits: 1 << 38)
  static let korean = NameWordClass(bits: 1 << 39)
  static let chinese = NameWordClass(bits: 1 << 40)
  static let vietnamese = NameWordClass(bits: 1 << 41)
  static let middle = NameWordClass(bits: 1 << 42)
  static let han = NameWordClass(bits: 1 << 43)
  static let hispanic = NameWordClass(bits: 1 << 44)

  /// None of them.
  static let none = NameWordClass(bits: 0)

  @inline(__always)
  static func | (one: NameWordClass, other: NameWordClass) -> NameWordClass {
    NameWordClass(bits: one.bits | other.bits)
  }

  @inline(__always)
  static func |= (one: inout NameWordClass, other: NameWordClass) { one.bits |= other.bits }

  /// Whether a word is of a class.
  @inline(__always)
  func contains(_ other: NameWordClass) -> Bool { bits & other.bits != 0 }

  /// Whether a word is of any of some classes.
  @inline(__always)
  func isAny(of others: NameWordClass) -> Bool { bits & others.bits != 0 }

  /// The classes without some of them.
  @inline(__always)
  func without(_ others: NameWordClass) -> NameWordClass { NameWordClass(bits: bits & ~others.bits) }

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
        self.init(bits: 1 << UInt64(bit))
        return
      }
    }
    return nil
  }
}
