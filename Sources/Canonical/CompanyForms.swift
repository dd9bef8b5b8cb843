internal import CICU
internal import CTables
internal import PipelineModel

/// The legal forms of companies that Sluice knows, and the words that long ones are made of.
struct CompanyForms: Sendable {
  struct Flags: OptionSet {
    let rawValue: UInt16
    /// It may stand in front of the name.
    static let leads = Flags(rawValue: 1)
    /// It is a word or a name as well.
    static let doubtful = Flags(rawValue: 2)
    /// It never names a company when it stands alone.
    static let neverNames = Flags(rawValue: 4)
    /// Another form may not follow it.
    static let endsOnly = Flags(rawValue: 8)
  }

  /// What a word of a long legal form is.
  struct WordKind: OptionSet {
    let rawValue: UInt16
    static let noun = WordKind(rawValue: 1)
    static let attribute = WordKind(rawValue: 2)
    static let connector = WordKind(rawValue: 4)
    /// A noun that begins no form behind a name.
    static let ending = WordKind(rawValue: 8)
    /// It says more of an institution: only behind what is a legal form without it.
    static let qualifier = WordKind(rawValue: 16)
  }

  static let shared = CompanyForms()

  private var forms = HashTable(capacity: 4000)
  private var words = HashTable(capacity: 2000)
  /// Hashes of words that forms are made of: a bit each, so that most names are told by a look.
  private var hints = HashBits()
  /// Those of the words of long forms.
  private var phraseHints = HashBits()
  /// Forms that are joined to the name, the longest first.
  private(set) var joined: [[UInt8]] = []
  private var longestStem = 0
  /// Long forms with slips in them.
  private(set) var misspeltForms = MisspeltForms()
  /// Hashes of the first letters of words that a long form may begin or end with, whatever their ending.
  private var beginnings = HashBits()
  /// How many letters that are.
  static let beginning = 5

  /// The flags of a form by the hash of its letters; nil where there is none.
  func flags(of hash: UInt64) -> Flags? { forms[hash].map { Flags(rawValue: $0) } }

  /// Whether a word (by the hash of its letters) may be of a legal form.
  @inline(__always)
  func mayBelong(_ hash: UInt64) -> Bool { hints.mayContain(hash) }

  /// Whether a word may be one that long legal forms are made of.
  @inline(__always)
  func mayBelongToPhrase(_ hash: UInt64) -> Bool { phraseHints.mayContain(hash) }

  /// Whether a word that begins with five letters of this hash may be of a long legal form.
  @inline(__always)
  func mayBegin(_ hash: UInt64) -> Bool { beginnings.mayContain(hash) }

  /// What a word is in a long legal form; `letters` are its folded letters. A stem may have an ending of its language.
  func kind(ofWord letters: Span<UInt8>) -> WordKind {
    if let exact = words[TextHash(letters).value] { return WordKind(rawValue: exact) }
    // Endings: the longest stem first, never shorter than five bytes.
    var count = min(letters.count - 1, longestStem)
    while count >= 5, letters.count - count <= 12 {
      if let kind = words[TextHash(letters.extracting(0..<count)).value], !WordKind(rawValue: kind).contains(.connector)
      {
        return WordKind(rawValue: kind)
      }
      count -= 1
    }
    if letters.count < 6 { return [] }
    let slip = misspelt(letters)
    return slip.isEmpty && letters[0] < 0x80 ? kind(romanised: letters) : slip
  }

  /// What a word is that is Cyrillic in Latin letters.
  private func kind(romanised letters: Span<UInt8>) -> WordKind {
    var common: [UInt8] = []
    RomanisedWord.append(letters, into: &common)
    var count = min(common.count, longestStem)
    while count >= CompanyForms.shortestRomanised, common.count - count <= 6 {
      if let kind = romanised[TextHash(common.span.extracting(0..<count)).value] { return WordKind(rawValue: kind) }
      count -= 1
    }
    return []
  }

  /// Shorter stems are words of other languages.
  private static let shortestRomanised = 6
  /// Stems of Cyrillic words by their common letters.
  private var romanised = HashTable(capacity: 1000)

  /// A long word with one slip in it: a letter changed, left out, added, or two swapped.
  private func misspelt(_ letters: Span<UInt8>) -> WordKind {
    for stem in stems[Int(letters[letters[0] < 0x80 ? 0 : 1])] {
      // A word of Latin letters is all of it, one of Cyrillic letters may have any ending.
      guard abs(letters.count - stem.letters.count) <= (letters[0] < 0x80 ? 1 : 14) else { continue }
      if isNear(letters, stem.letters.span) { return WordKind(rawValue: stem.kind) }
    }
    return []
  }

  /// Long stems by their first letter: its byte, or its second one where it has two.
  private var stems: [[(letters: [UInt8], kind: UInt16)]] = Array(repeating: [], count: 256)

  /// Whether a word begins with a stem but for one character.
  private func isNear(_ word: Span<UInt8>, _ stem: Span<UInt8>) -> Bool {
    var front = 0
    while front < min(word.count, stem.count), word[front] == stem[front] { front += 1 }
    if front == stem.count { return true }
    // To the first byte of the character that differs.
    while front > 0, front < word.count, word[front] & 0xC0 == 0x80 { front -= 1 }
    while front > 0, stem[front] & 0xC0 == 0x80 { front -= 1 }
    let wordNext = front + width(word, front)
    let stemNext = front + width(stem, front)
    return begins(word, wordNext, stem, stemNext) || begins(word, front, stem, stemNext)
      || begins(word, wordNext, stem, front) || isSwapped(word, stem, front, wordNext, stemNext)
  }

  private func isSwapped(_ word: Span<UInt8>, _ stem: Span<UInt8>, _ at: Int, _ wordNext: Int, _ stemNext: Int) -> Bool
  {
    guard wordNext < word.count, stemNext < stem.count, wordNext - at == width(stem, stemNext) else { return false }
    return begins(word, wordNext + width(word, wordNext), stem, stemNext + width(stem, stemNext))
      && word[wordNext - 1] == stem[stemNext + width(stem, stemNext) - 1]
  }

  private func width(_ text: Span<UInt8>, _ at: Int) -> Int { at < text.count ? scalar(in: text, at: at).count : 0 }

  private func begins(_ word: Span<UInt8>, _ from: Int, _ stem: Span<UInt8>, _ stemFrom: Int) -> Bool {
    let count = stem.count - stemFrom
    guard count >= 0, from + count <= word.count else { return false }
    return word.extracting(from..<from + count).equals(stem.extracting(stemFrom..<stem.count))
  }

  private init() {
    TableText.forEachLine(of: sluice_table_company_forms()) { readForms($0) }
    TableText.forEachLine(of: sluice_table_company_words()) { readWords($0) }
    joined.sort { $0.count > $1.count }
  }

  /// Calls `take` with each entry of a line and the letters of its flags.
  private func entries(_ line: Span<UInt8>, _ take: (Span<UInt8>, Span<UInt8>) -> Void) {
    let tab = line.firstIndex(of: 0x09, in: 0..<line.count) ?? line.count
    let flags = line.extracting(min(tab + 1, line.count)..<line.count)
    var start = 0
    for index in 0...tab where index == tab || line[index] == 0x7C {
      if index > start { take(line.extracting(start..<index), flags) }
      start = index + 1
    }
  }

  private mutating func readForms(_ line: Span<UInt8>) {
    var read: [(letters: [UInt8], words: [UInt64], flags: Flags, isJoined: Bool, raw: [UInt8])] = []
    entries(line) { entry, letters in
      var flags: Flags = []
      var isJoined = false
      for index in letters.indices {
        switch letters[index] {
        case 0x3C: flags.insert(.leads)
        case 0x21: flags.insert(.doubtful)
        case 0x7E: flags.insert(.neverNames)
        case 0x24: flags.insert(.endsOnly)
        case 0x6A: isJoined = true
        default: break
        }
      }
      var all: [UInt8] = []
      CompanyForms.appendLetters(entry, into: &all)
      var hashes: [UInt64] = []
      var start = 0
      var former: [UInt8] = []
      for index in 0...entry.count where index == entry.count || entry[index] == 0x20 || entry[index] == 0x2C {
        var word: [UInt8] = []
        CompanyForms.appendLetters(entry.extracting(start..<index), into: &word)
        hashes.append(TextHash(word.span).value)
        // Some write two of its words as one: d'investissement.
        hashes.append(TextHash((former + word).span).value)
        former = word
        start = index + 1
      }
      read.append((all, hashes, flags, isJoined, entry.indices.map { entry[$0] }))
    }
    for form in read {
      if form.isJoined {
        joined.append(form.raw)
        continue
      }
      let hash = TextHash(form.letters.span).value
      forms.insert(form.flags.rawValue, for: hash)
      hints.insert(hash)
      for word in form.words { hints.insert(word) }
      if !form.flags.contains(.doubtful) {
        misspeltForms.insert(form.letters.span, words: form.words.count / 2, leads: form.flags.contains(.leads))
        if form.letters.count >= 16 { hint(beginningOf: form.letters.span) }
      }
    }
  }

  private mutating func readWords(_ line: Span<UInt8>) {
    var read: [(letters: [UInt8], kind: UInt16)] = []
    entries(line) { entry, letters in
      guard letters.count == 1 else { return }
      let kind: WordKind =
        switch letters[0] {
        case 0x6E: .noun
        case 0x61: .attribute
        case 0x65: [.noun, .ending]
        case 0x71: .qualifier
        default: .connector
        }
      var word: [UInt8] = []
      CompanyForms.appendLetters(entry, into: &word)
      read.append((word, kind.rawValue))
    }
    for word in read {
      words.insert(word.kind, for: TextHash(word.letters.span).value)
      longestStem = max(longestStem, word.letters.count)
      if word.kind != WordKind.connector.rawValue {
        if word.letters[0] >= 0x80 { insert(romanised: word.letters.span, word.kind) }
        hint(beginningOf: word.letters.span)
        hints.insert(TextHash(word.letters.span).value)
        phraseHints.insert(TextHash(word.letters.span).value)
        if word.letters.count >= (word.letters[0] < 0x80 ? 6 : 12) {
          stems[Int(word.letters[word.letters[0] < 0x80 ? 0 : 1])].append(word)
        }
      }
    }
  }

  private mutating func insert(romanised stem: Span<UInt8>, _ kind: UInt16) {
    var common: [UInt8] = []
    RomanisedWord.append(stem, into: &common)
    guard common.count >= CompanyForms.shortestRomanised else { return }
    romanised.insert(kind, for: TextHash(common.span).value)
  }

  private mutating func hint(beginningOf word: Span<UInt8>) {
    guard word.count >= CompanyForms.beginning else { return }
    beginnings.insert(TextHash(word.extracting(0..<CompanyForms.beginning)).value)
  }

  /// Appends the letters and digits of a text, case folded, without accents and, in a word that mixes Latin and Cyrillic,
  /// of one script.
  static func appendLetters(_ text: Span<UInt8>, into out: inout [UInt8]) {
    let start = out.count
    var isASCII = true
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        if isASCIILetter(byte) || isASCIIDigit(byte) { out.append(asciiLower(byte)) }
        index += 1
        continue
      }
      let next = scalar(in: text, at: index)
      index += next.count
      isASCII = false
      guard next.value != DecodedScalar.invalid else { continue }
      if next.value == 0xDF {
        out.append(0x73)
        out.append(0x73)
        continue
      }
      let kind = sluice_kind(next.value)
      if (1...3).contains(kind) || kind == 5 { out.append(scalar: LetterCase.fold(sluice_base_letter(next.value))) }
    }
    if !isASCII { Homoglyphs.unmix(&out, from: start) }
  }
}
