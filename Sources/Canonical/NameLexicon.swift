internal import CTables

/// The words of the name tables, and those that a pipeline adds: an open table, as most questions are answered no.
package struct NameLexicon: Sendable {
  /// The tables as they are.
  package static let standard = NameLexicon()

  private var keys: [UInt64] = []
  private var classes: [NameWordClass] = []
  private var count = 0

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
      (titles, .title), (suffixes, .suffix), (particles, [.particle, .small]),
    ]
    for (words, kind) in kinds {
      for word in words {
        let bytes = Array(word.utf8)
        lexicon.insert(NameKey(bytes.span, 0..<bytes.count), kind)
      }
    }
    for phrase in placeholders {
      let bytes = Array(phrase.utf8)
      lexicon.insert(NameKey(phrase: bytes.span), .placeholder)
    }
    return lexicon
  }

  /// A line of a table: class, tab, words.
  private mutating func add(_ line: Span<UInt8>) {
    guard let tab = line.firstIndex(of: 0x09, in: 0..<line.count),
      let kind = NameWordClass(name: line.extracting(0..<tab))
    else { return }
    let isPhrase = !kind.isDisjoint(with: [.placeholder, .doubtful, .doubled])
    var start = tab + 1
    while start < line.count {
      let end = line.firstIndex(of: 0x20, in: start..<line.count) ?? line.count
      insert(isPhrase ? NameKey(phrase: line.extracting(start..<end)) : NameKey(line, start..<end), kind)
      start = end + 1
    }
  }

  private mutating func resize(_ size: Int) {
    keys = Array(repeating: 0, count: size)
    classes = Array(repeating: [], count: size)
  }

  private mutating func insert(_ key: NameKey?, _ kind: NameWordClass) {
    guard let key else { return }
    if count * 2 > keys.count {
      let (oldKeys, oldClasses) = (keys, classes)
      resize(keys.count * 2)
      for (key, kind) in zip(oldKeys, oldClasses) where kind != [] {
        let slot = slot(of: key)
        (keys[slot], classes[slot]) = (key, kind)
      }
    }
    let slot = slot(of: key.bits)
    if classes[slot] == [] { count += 1 }
    keys[slot] = key.bits
    classes[slot].formUnion(kind)
  }

  private func slot(of key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (keys.count - 1)
    while classes[slot] != [] && keys[slot] != key { slot = (slot + 1) & (keys.count - 1) }
    return slot
  }

  /// What a word may be; nothing where it is not in the table, as most are not.
  @inline(__always)
  func classes(of key: NameKey?) -> NameWordClass {
    guard let key else { return [] }
    return classes[slot(of: key.bits)]
  }

  /// The same for the word in a range of bytes.
  @inline(__always)
  func classes(_ bytes: Span<UInt8>, _ range: Range<Int>) -> NameWordClass { classes(of: NameKey(bytes, range)) }
}
