internal import CTables

/// What a word may be in a name besides a name; one word may be several things.
struct NameWordClass: OptionSet, Sendable {
  let rawValue: UInt32
  static let title = NameWordClass(rawValue: 1)
  static let dotted = NameWordClass(rawValue: 1 << 1)
  static let named = NameWordClass(rawValue: 1 << 2)
  static let given = NameWordClass(rawValue: 1 << 3)
  static let opener = NameWordClass(rawValue: 1 << 4)
  static let generation = NameWordClass(rawValue: 1 << 5)
  static let late = NameWordClass(rawValue: 1 << 6)
  static let suffix = NameWordClass(rawValue: 1 << 7)
  static let capitals = NameWordClass(rawValue: 1 << 8)
  static let closing = NameWordClass(rawValue: 1 << 9)
  static let particle = NameWordClass(rawValue: 1 << 10)
  static let devotion = NameWordClass(rawValue: 1 << 11)
  static let conjunction = NameWordClass(rawValue: 1 << 12)
  static let pair = NameWordClass(rawValue: 1 << 13)
  static let maiden = NameWordClass(rawValue: 1 << 14)

  /// What `Tables/name-words.tsv` calls them.
  fileprivate static let names: [String: NameWordClass] = [
    "title": .title, "dotted": .dotted, "named": .named, "given": .given, "opener": .opener,
    "generation": .generation, "late": .late, "suffix": .suffix, "capitals": .capitals, "closing": .closing,
    "particle": .particle, "devotion": .devotion, "conjunction": .conjunction, "pair": .pair, "maiden": .maiden,
  ]
}

/// The words of `Tables/name-words.tsv` by their bytes: an open table, as most questions are answered no.
struct NameLexicon: Sendable {
  static let standard = NameLexicon()

  private var words: [PackedWord?] = []
  private var classes: [NameWordClass] = []
  private var count = 0

  private init() {
    resize(1024)
    let table = sluice_table_name_words()
    // C edge: the table lives for ever, and the buffer is read at once.
    let text = String(decoding: UnsafeBufferPointer(start: table.bytes, count: table.count), as: UTF8.self)
    for line in text.split(separator: "\n") where line.first != "#" {
      let fields = line.split(separator: "\t")
      guard fields.count == 2, let kind = NameWordClass.names[String(fields[0])] else { continue }
      for word in fields[1].split(separator: " ") { insert(word, kind) }
    }
  }

  private mutating func resize(_ size: Int) {
    words = Array(repeating: nil, count: size)
    classes = Array(repeating: [], count: size)
  }

  private mutating func insert(_ text: Substring, _ kind: NameWordClass) {
    let bytes = Array(text.utf8)
    guard let word = PackedWord(folding: bytes.span, 0..<bytes.count) else { return }
    if count * 4 > words.count {
      let (oldWords, oldClasses) = (words, classes)
      resize(words.count * 2)
      count = 0
      for (word, kind) in zip(oldWords, oldClasses) { if let word { insert(word, kind) } }
    }
    insert(word, kind)
  }

  private mutating func insert(_ word: PackedWord, _ kind: NameWordClass) {
    let slot = slot(of: word)
    if words[slot] == nil { count += 1 }
    words[slot] = word
    classes[slot].formUnion(kind)
  }

  private func slot(of word: PackedWord) -> Int {
    var slot = word.hash & (words.count - 1)
    while let held = words[slot], held != word { slot = (slot + 1) & (words.count - 1) }
    return slot
  }

  /// What a word may be; nothing where it is not in the table, as most are not.
  func classes(of word: PackedWord?) -> NameWordClass {
    guard let word else { return [] }
    let slot = slot(of: word)
    return words[slot] == nil ? [] : classes[slot]
  }
}

extension PackedWord {
  /// A word of any script in small letters and without dots, up to 16 bytes of it.
  init?(folding bytes: Span<UInt8>, _ range: Range<Int>) {
    if let word = PackedWord(bytes, range, ignoringDots: true) {
      self = word
      return
    }
    guard range.count <= 40 else { return nil }
    var folded: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let next = scalar(in: bytes, at: index)
      index += next.count
      if next.value == 0x2E { continue }
      if next.value == DecodedScalar.invalid { return nil }
      folded.append(scalar: LetterCase.lower(next.value))
    }
    self.init(raw: folded.span)
  }
}
