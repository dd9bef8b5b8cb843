internal import CTables

/// The words of the name tables, and those that a pipeline adds: an open table, as most questions are answered no.
package struct NameLexicon: Sendable {
  /// The tables as they are.
  package static let standard = NameLexicon()

  // By slot: a byte of the key's hash (0: nobody there), the key, and where its classes stand. Most questions end at the
  // bytes, which stay in the cache.
  private var tags: [UInt8] = []
  private var keys: [UInt64] = []
  private var kinds: [UInt16] = []
  /// All combinations of classes that words have; the first one is none.
  private var combinations: [NameWordClass] = [.none]
  private var count = 0
  /// By the first two letters: how long the first words of placeholders are, as bits; behind them the honorifics and
  /// suffixes that may stand before one.
  private var fronts: [UInt32] = Array(repeating: 0, count: 2 * 676)

  private init() {
    resize(1 << 16)
    for table in [sluice_table_name_words(), sluice_table_names_by_language(), sluice_table_census_names()] {
      TableText.forEachLine(of: table) { add($0) }
    }
  }

  /// The same with more words: honorifics, suffixes, particles and placeholders as a pipeline names them.
  package func adding(titles: [String], suffixes: [String], particles: [String], placeholders: [String]) -> NameLexicon
  {
    var lexicon = self
    let kinds: [(words: [String], kind: NameWordClass)] = [
      (titles, .title), (suffixes, .suffix), (particles, .particle | .small),
    ]
    for (words, kind) in kinds {
      for word in words {
        let bytes = Array(word.utf8)
        lexicon.insert(NameKey(bytes.span, 0..<bytes.count), kind)
        lexicon.addFront(bytes.span, 0..<bytes.count, kind)
      }
    }
    for phrase in placeholders {
      let bytes = Array(phrase.utf8)
      lexicon.insert(NameKey(phrase: bytes.span), .placeholder)
      lexicon.addFront(bytes.span, 0..<bytes.count, .placeholder)
    }
    return lexicon
  }

  /// A line of a table: class, tab, words.
  private mutating func add(_ line: Span<UInt8>) {
    guard let tab = line.firstIndex(of: 0x09, in: 0..<line.count),
      let kind = NameWordClass(name: line.extracting(0..<tab))
    else { return }
    let isPhrase = kind.isAny(of: .placeholder | .doubtful | .doubled)
    var start = tab + 1
    while start < line.count {
      let end = line.firstIndex(of: 0x20, in: start..<line.count) ?? line.count
      insert(isPhrase ? NameKey(phrase: line.extracting(start..<end)) : NameKey(line, start..<end), kind)
      addFront(line, start..<end, kind)
      start = end + 1
    }
  }

  private mutating func addFront(_ bytes: Span<UInt8>, _ range: Range<Int>, _ kind: NameWordClass) {
    let isAffix = kind.isAny(of: .title | .suffix | .generation)
    guard isAffix || kind.isAny(of: .placeholder | .doubtful) else { return }
    var index = range.lowerBound
    while index < range.upperBound, isASCIILetter(bytes[index]) { index += 1 }
    let length = index - range.lowerBound
    if length < 2 { return }
    let place = NameLexicon.front(bytes[range.lowerBound], bytes[range.lowerBound + 1])
    fronts[place + (isAffix ? 676 : 0)] |= 1 << UInt32(min(length, 31))
  }

  @inline(__always)
  private static func front(_ first: UInt8, _ second: UInt8) -> Int {
    26 * Int(asciiLower(first) &- 0x61) + Int(asciiLower(second) &- 0x61)
  }

  /// Whether a placeholder may begin with a word of these letters, of two at least: mostly not.
  @inline(__always)
  func mayBePlaceholder(_ first: UInt8, _ second: UInt8, length: Int) -> Bool {
    fronts[NameLexicon.front(first, second)] & 1 << UInt32(min(length, 31)) != 0
  }

  /// Whether an honorific or a suffix may be a word of these letters, of two at least.
  @inline(__always)
  func mayBeAffix(_ first: UInt8, _ second: UInt8, length: Int) -> Bool {
    fronts[NameLexicon.front(first, second) + 676] & 1 << UInt32(min(length, 31)) != 0
  }

  private mutating func resize(_ size: Int) {
    tags = Array(repeating: 0, count: size)
    keys = Array(repeating: 0, count: size)
    kinds = Array(repeating: 0, count: size)
  }

  private mutating func insert(_ key: NameKey?, _ kind: NameWordClass) {
    guard let key else { return }
    if count * 2 > keys.count {
      let (oldKeys, oldKinds) = (keys, kinds)
      resize(keys.count * 2)
      for (key, kind) in zip(oldKeys, oldKinds) where kind != 0 { put(key, kind) }
    }
    let slot = slot(of: key.bits)
    if tags[slot] == 0 { count += 1 }
    let all = combinations[Int(kinds[slot])] | kind
    let place = combinations.firstIndex(of: all) ?? combinations.count
    if place == combinations.count { combinations.append(all) }
    put(key.bits, UInt16(place))
  }

  private mutating func put(_ key: UInt64, _ kind: UInt16) {
    let slot = slot(of: key)
    (tags[slot], keys[slot], kinds[slot]) = (NameLexicon.tag(NameLexicon.mixed(key)), key, kind)
  }

  @inline(__always)
  private static func mixed(_ key: UInt64) -> UInt64 { key &* 0x9E37_79B9_7F4A_7C15 }

  @inline(__always)
  private static func tag(_ mixed: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: mixed >> 56) | 1 }

  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    let mixed = NameLexicon.mixed(key)
    let tag = NameLexicon.tag(mixed)
    var slot = Int(truncatingIfNeeded: mixed >> 24) & (tags.count &- 1)
    while tags[slot] != 0, tags[slot] != tag || keys[slot] != key { slot = (slot &+ 1) & (tags.count &- 1) }
    return slot
  }

  /// What a word may be; nothing where it is not in the table, as most are not.
  @inline(__always)
  func classes(of key: NameKey?) -> NameWordClass {
    guard let key else { return .none }
    let slot = slot(of: key.bits)
    return tags[slot] == 0 ? .none : combinations[Int(kinds[slot])]
  }

  /// The same for the word in a range of bytes.
  @inline(__always)
  func classes(_ bytes: Span<UInt8>, _ range: Range<Int>) -> NameWordClass { classes(of: NameKey(bytes, range)) }
}
