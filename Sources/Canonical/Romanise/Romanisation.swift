internal import CICU
internal import PipelineModel

/// Names in Latin letters: each word by the conventions of its script, whoever bears the name.
///
/// Cyrillic by BGN/PCGN without apostrophes, Greek by ELOT 743, kana by Hepburn and back into what a loan word was, Hangul
/// by the Revised Romanisation with the surnames as families write them, Han by Pinyin or by what a transcription stands
/// for (Xinhua), Hebrew and Arabic with the vowels that their letters tell and one where none does; everything else by
/// ICU. No romanisation knows how a person writes the name: it is a likely form to look for and to read, no more.
package enum Romanisation {
  /// What is known of a value.
  package struct Hints: Sendable {
    /// Whether it is a whole name, family name first where the script has it so.
    package var isFull = false
    /// Its language (ISO 639-1, small letters, packed); 0 where it is not known.
    package var language: UInt16 = 0

    package init(isFull: Bool = false, language: UInt16 = 0) {
      self.isFull = isFull
      self.language = language
    }

    /// The language whose reading a country (two letters, packed) has, where it is not the one that its letters tell; 0
    /// else.
    package static func language(ofCountry country: UInt16) -> UInt16 {
      switch country {
      case code(0x6A, 0x70): code(0x6A, 0x61)
      case code(0x75, 0x61): code(0x75, 0x6B)
      case code(0x62, 0x67): code(0x62, 0x67)
      case code(0x72, 0x73), code(0x6D, 0x65), code(0x62, 0x61): code(0x73, 0x72)
      case code(0x6D, 0x6B): code(0x6D, 0x6B)
      case code(0x62, 0x79): code(0x62, 0x65)
      default: 0
      }
    }

    /// Two small letters in a number.
    package static func code(_ a: UInt8, _ b: UInt8) -> UInt16 { UInt16(a | 0x20) << 8 | UInt16(b | 0x20) }
  }

  /// Appends a tidy value with its words of other scripts in Latin letters without accents, each with a capital; words
  /// in Latin letters stay as they are. `same`: there is no such word. `none`: some word cannot be told, and nothing was
  /// appended: Han characters of a Japanese name have no one reading.
  package static func append(_ value: Span<UInt8>, _ hints: Hints = Hints(), into out: inout [UInt8]) -> Form {
    guard value.count <= longest, NameScript.holdsNonLatin(value) else { return .same }
    var text: [UInt32] = []
    var index = 0
    while index < value.count {
      let next = scalar(in: value, at: index)
      if next.value == DecodedScalar.invalid { return .none }
      text.append(next.value)
      index += next.count
    }
    let isTurned = hints.isFull && turn(&text)
    var hints = hints
    // Only what is one word has its family name in it.
    if text.contains(0x20) { hints.isFull = false }
    if hints.language == 0 { hints.language = Cyrillic.language(of: text) }
    let start = out.count
    let isJapanese = hints.language == Hints.code(0x6A, 0x61) || text.contains(where: Kana.contains)
    var place = 0
    while place < text.count {
      let end = wordEnd(text, from: place)
      if end == place {
        // What parts words. Middle dots part the words of foreign names.
        let c = text[place]
        out.append(scalar: c == 0x30FB || c == 0xB7 || c == 0x2022 || c == 0x3000 ? 0x20 : c)
        place += 1
        continue
      }
      let word = Array(text[place..<end])
      guard append(word: word, hints, isJapanese: isJapanese || isTurned, after: start, into: &out) else {
        out.removeLast(out.count - start)
        return .none
      }
      place = end
    }
    return .changed
  }

  /// Puts the family name of a Japanese name in Hangul behind the given name.
  private static func turn(_ text: inout [UInt32]) -> Bool {
    guard let blank = text.firstIndex(of: 0x20), text.lastIndex(of: 0x20) == blank,
      JapaneseInHangul.isName(text[..<blank], text[(blank + 1)...])
    else { return false }
    text = Array(text[(blank + 1)...]) + [0x20] + Array(text[..<blank])
    return true
  }

  /// A longer value is no name.
  private static let longest = 4096

  /// Where the run of letters and marks of one writing system ends.
  private static func wordEnd(_ text: [UInt32], from start: Int) -> Int {
    var end = start
    var system: System?
    while end < text.count {
      let c = text[end]
      guard isWordPart(c) || system == .hebrew && (c == 0x27 || c == 0x22) else { break }
      if let next = System(of: c) {
        if let system, system != next { break }
        system = next
      }
      end += 1
    }
    return end
  }

  private static func isWordPart(_ c: UInt32) -> Bool {
    if c < 0x80 { return LetterCase.isLetter(c) }
    // Hebrew and Arabic signs within words, the long vowel of kana, joiners.
    if [0x5F3, 0x5F4, 0x640, 0x30FC, 0x200C, 0x200D, 0x2019, 0x2BC].contains(c) { return true }
    let kind = sluice_kind(c)
    return (1...4).contains(kind)
  }

  private static func append(
    word: [UInt32], _ hints: Hints, isJapanese: Bool, after start: Int, into out: inout [UInt8]
  ) -> Bool {
    let system = word.lazy.compactMap(System.init(of:)).first ?? .latin
    if system == .latin {
      for c in word { out.append(scalar: c) }
      return true
    }
    var latin: [UInt8] = []
    if !(isJapanese && system == .hangul), let name = known(word, system) { latin = name }
    switch latin.isEmpty ? system : .latin {
    case .latin: break
    case .cyrillic: Cyrillic.append(word, hints.language, into: &latin)
    case .greek: Greek.append(word, into: &latin)
    case .armenian: Armenian.append(word, into: &latin)
    case .kana: Kana.append(word, into: &latin)
    case .hangul:
      if isJapanese {
        JapaneseInHangul.append(word, into: &latin)
      } else {
        Hangul.append(word, isFull: hints.isFull, into: &latin)
      }
    case .han:
      if isJapanese { return false }
      Han.append(word, isFull: hints.isFull, into: &latin)
    case .hebrew: Hebrew.append(word, into: &latin)
    case .arabic: Arabic.append(word, into: &latin)
    case .indic: OtherScript.append(word, dropsLastA: true, into: &latin)
    case .other: OtherScript.append(word, dropsLastA: false, into: &latin)
    }
    // ICU does not know every script.
    if latin.isEmpty { return !word.contains { LetterCase.isLetter($0) } }
    // Scripts without blanks: what stood before was a word too.
    if out.count > start, let last = out.last, isASCIILetter(last) || last >= 0x80 { out.append(0x20) }
    capitalise(&latin)
    out += latin
    return true
  }

  /// A name whose Latin form is known; one Han character or Korean family name may be another.
  private static func known(_ word: [UInt32], _ system: System) -> [UInt8]? {
    switch system {
    case .han:
      return word.count > 1 ? RomanisedNames.form(of: word) ?? RomanisedNames.form(of: Han.simplified(word)) : nil
    case .hangul:
      return word.count == 1 && RomanisedNames.koreanFamily(word[0]) != nil ? nil : RomanisedNames.form(of: word)
    case .cyrillic: return RomanisedNames.form(of: word.map { LetterCase.lower($0) })
    case .hebrew: return RomanisedNames.form(of: word.map { $0 == 0x5F3 || $0 == 0x2019 ? 0x27 : $0 })
    case .arabic, .kana: return RomanisedNames.form(of: word)
    default: return nil
    }
  }

  /// A capital for each word.
  private static func capitalise(_ latin: inout [UInt8]) {
    var begins = true
    for index in latin.indices {
      if begins && latin[index] &- 0x61 < 26 { latin[index] &= ~0x20 }
      begins = latin[index] == 0x20
    }
  }
}

extension Romanisation {
  /// A way to write.
  enum System {
    case latin, cyrillic, greek, armenian, kana, hangul, han, hebrew, arabic, indic, other

    /// The system of a letter; nil for marks and signs that any may have.
    init?(of c: UInt32) {
      if c < 0x2B0 {
        guard LetterCase.isLetter(c) else { return nil }
        self = .latin
        return
      }
      switch NameScript.kind(of: c).code {
      case -1, 0, 1:
        if c == 0x30FC { self = .kana } else { return nil }
      case 25: self = .latin
      case 8: self = .cyrillic
      case 14: self = .greek
      case 3: self = .armenian
      case 20, 22: self = .kana
      case 18: self = .hangul
      case 17: self = .han
      case 19: self = .hebrew
      case 2: self = .arabic
      case 4, 10, 15, 16: self = .indic
      default: self = .other
      }
    }
  }
}

/// Scripts that ICU writes in Latin letters.
enum OtherScript {
  /// Appends a word by ICU's rules for its script, in small ASCII letters; the vowel that every consonant of an Indic
  /// script has is silent at the end of a word.
  static func append(_ word: [UInt32], dropsLastA: Bool, into out: inout [UInt8]) {
    append(word, by: SLUICE_ANY_LATIN, into: &out)
    if dropsLastA, out.count > 3, out[out.count - 1] == 0x61, !isVowel(out[out.count - 2]) { out.removeLast() }
  }

  /// Appends what one of ICU's transliterators makes of scalars, of which only letters and blanks are taken.
  static func append(_ word: [UInt32], by rules: Int, into out: inout [UInt8]) {
    var bytes: [UInt8] = []
    for c in word { bytes.append(scalar: c) }
    var latin = [UInt8](repeating: 0, count: bytes.count * 12 + 64)
    let count = Int(sluice_transliterate(Int32(rules), bytes, Int32(bytes.count), &latin, Int32(latin.count)))
    guard count > 0 else { return }
    for byte in latin[..<count] where isASCIILetter(byte) || byte == 0x20 { out.append(asciiLower(byte)) }
  }

  private static func isVowel(_ byte: UInt8) -> Bool { [0x61, 0x65, 0x69, 0x6F, 0x75].contains(byte) }
}
