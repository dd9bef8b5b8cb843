internal import PipelineModel

/// A word of a script that leaves most vowels out, as consonants and the vowels that its letters tell.
struct AbjadWord {
  private var parts: [(isVowel: Bool, text: StaticString)] = []

  var isEmpty: Bool { parts.isEmpty }
  /// Whether a vowel was told last, and which.
  var lastVowel: StaticString? { parts.last.flatMap { $0.isVowel ? $0.text : nil } }
  /// Whether the last part is a vowel that sounds.
  var endsInVowel: Bool { lastVowel.map { $0.utf8CodeUnitCount > 0 } ?? false }

  mutating func consonant(_ text: StaticString) { parts.append((false, text)) }
  mutating func vowel(_ text: StaticString) { parts.append((true, text)) }

  /// Appends the word; two consonants that no word begins or ends with have a vowel between them.
  func append(into out: inout [UInt8]) {
    for (index, part) in parts.enumerated() {
      if index > 0, !part.isVowel, !parts[index - 1].isVowel {
        let pair = AbjadWord.pair(parts[index - 1].text, part.text)
        if index == 1 {
          if !AbjadWord.beginnings.contains(pair) { out.append(0x61) }
        } else if index == parts.count - 1, !AbjadWord.endings.contains(pair) {
          out.append(0x65)
        }
      }
      // A static string's own bytes, which live for ever.
      part.text.withUTF8Buffer { out.append(copying: $0.span) }
    }
  }

  private static func pair(_ a: StaticString, _ b: StaticString) -> PackedWord? {
    var bytes: [UInt8] = []
    a.withUTF8Buffer { bytes.append(copying: $0.span) }
    b.withUTF8Buffer { bytes.append(copying: $0.span) }
    return PackedWord(bytes.span, 0..<bytes.count)
  }

  /// Consonants that words of many languages begin with.
  private static let beginnings = WordSet(
    """
    br bl kr kl gr gl pr pl tr dr st sp sk sl sm sn shl shm shn sht shp shr shv fr fl tv dv kv sv zv kn gn vl vr ts \
    kh sw tw kw
    """)
  /// Consonants that they end with.
  private static let endings = WordSet(
    """
    nd nt ng nk rt rd rg rk rn rs rm rp rz lt ld lm lf lk ls st sk ts kt ft pt mp ns nts rts lz nz rl lp lb rb rv rf lv \
    rtz nsh rsh ltz ntz sh nch rch tz ks ps fs shk
    """)
}

/// Hebrew in Latin letters (as the Academy's simple rules of 2006 have it, without apostrophes).
enum Hebrew {
  /// Appends a word in small letters.
  static func append(_ word: [UInt32], into out: inout [UInt8]) {
    let letters = word.filter { !(0x591...0x5C7 ~= $0 && $0 != 0x5BE) && $0 != 0x5F4 && $0 != 0x22 }
    if let name = RomanisedNames.form(of: letters) {
      out += name
      return
    }
    var parts = AbjadWord()
    var index = 0
    while index < letters.count {
      index += append(letters, index, &parts)
    }
    parts.append(into: &out)
  }

  private static func isGeresh(_ c: UInt32) -> Bool { c == 0x5F3 || c == 0x2019 || c == 0x2BC || c == 0x27 }

  /// Takes a letter, and with it a geresh or the same letter again; tells how many it took.
  private static func append(_ letters: [UInt32], _ index: Int, _ parts: inout AbjadWord) -> Int {
    let c = letters[index]
    let next = index + 1 < letters.count ? letters[index + 1] : 0
    let isFirst = index == 0
    let isLast = index + 1 == letters.count
    if isGeresh(next), let foreign = foreign(c) {
      parts.consonant(foreign)
      return 2
    }
    if c == 0x5D5, next == 0x5D5 {
      parts.consonant("w")
      return 2
    }
    if c == 0x5D9, next == 0x5D9 {
      parts.vowel("ai")
      return 2
    }
    switch c {
    case 0x5D0:
      if isFirst {
        if next != 0x5D5 && next != 0x5D9 { parts.vowel("a") }
      } else if isLast {
        parts.vowel(parts.lastVowel == nil ? "a" : "")
      } else {
        parts.vowel(next == 0x5D5 || next == 0x5D9 ? "" : "a")
      }
    case 0x5E2: if !(isFirst && (next == 0x5D5 || next == 0x5D9)) { parts.vowel("a") }
    case 0x5D5:
      let isAfterYod = index > 1 && letters[index - 1] == 0x5D9
      if isFirst || parts.endsInVowel && !isLast && !isAfterYod { parts.consonant("v") } else { parts.vowel("o") }
    case 0x5D9: if isFirst { parts.consonant("y") } else { parts.vowel("i") }
    case 0x5D4: if isLast && !parts.isEmpty { parts.vowel("a") } else { parts.consonant("h") }
    default: if let consonant = consonant(c) { parts.consonant(consonant) }
    }
    return 1
  }

  /// Sounds of other languages, which have a geresh.
  private static func foreign(_ c: UInt32) -> StaticString? {
    switch c {
    case 0x5D2: "j"
    case 0x5D6: "zh"
    case 0x5E6, 0x5E5: "ch"
    case 0x5EA: "th"
    case 0x5D7: "kh"
    case 0x5E8: "gh"
    default: nil
    }
  }

  private static func consonant(_ c: UInt32) -> StaticString? {
    switch c {
    case 0x5D1: "b"
    case 0x5D2: "g"
    case 0x5D3: "d"
    case 0x5D6: "z"
    case 0x5D7: "h"
    case 0x5D8, 0x5EA: "t"
    case 0x5DB, 0x5E7: "k"
    case 0x5DA: "kh"
    case 0x5DC: "l"
    case 0x5DD, 0x5DE: "m"
    case 0x5DF, 0x5E0: "n"
    case 0x5E1: "s"
    case 0x5E3: "f"
    case 0x5E4: "p"
    case 0x5E5: "tz"
    case 0x5E6: "ts"
    case 0x5E8: "r"
    case 0x5E9: "sh"
    default: nil
    }
  }
}

/// Arabic script in Latin letters (BGN/PCGN 1956 and what passports write, without accents and apostrophes); Persian and Urdu
/// letters with it.
enum Arabic {
  /// Appends a word in small letters.
  static func append(_ word: [UInt32], into out: inout [UInt8]) {
    var letters = word.filter { !(0x64B...0x65F ~= $0) && $0 != 0x640 && $0 != 0x670 && $0 != 0x200C && $0 != 0x200D }
    if let name = RomanisedNames.form(of: letters) {
      out += name
      return
    }
    if letters.count > 4, letters[0] == 0x627, letters[1] == 0x644 {
      letters.removeFirst(2)
      out += [0x61, 0x6C]
      if let name = RomanisedNames.form(of: letters) {
        out += name
        return
      }
    }
    // Only Arabic has these sounds, and its و is u more than o.
    let isArabic = letters.contains { [0x62D, 0x635, 0x636, 0x637, 0x638, 0x639, 0x642, 0x62B, 0x630].contains($0) }
    var parts = AbjadWord()
    for index in letters.indices { append(letters, index, isArabic, &parts) }
    parts.append(into: &out)
  }

  private static func isYa(_ c: UInt32) -> Bool { c == 0x64A || c == 0x6CC }
  private static func isAlef(_ c: UInt32) -> Bool { [0x622, 0x623, 0x625, 0x627, 0x671].contains(c) }

  private static func append(_ letters: [UInt32], _ index: Int, _ isArabic: Bool, _ parts: inout AbjadWord) {
    let c = letters[index]
    let next = index + 1 < letters.count ? letters[index + 1] : 0
    let isFirst = index == 0
    let isLast = index + 1 == letters.count
    switch c {
    case 0x622, 0x623, 0x625, 0x627, 0x671:
      if isFirst {
        if next == 0x648 || isYa(next) { break }
        parts.vowel(c == 0x625 ? "i" : "a")
      } else {
        parts.vowel(c == 0x625 ? "i" : parts.lastVowel.map(endsInA) ?? false ? "" : "a")
      }
    case 0x649: parts.vowel("a")
    case 0x629: parts.vowel(parts.lastVowel == nil ? "a" : "")
    case 0x639:
      let tells = isAlef(next) || next == 0x648 || isYa(next)
      if !(isFirst && tells) { parts.vowel(isFirst || parts.lastVowel == nil && !tells ? "a" : "") }
    case 0x624: parts.vowel("u")
    case 0x626: parts.vowel(parts.lastVowel == nil ? "i" : "")
    case 0x648:
      if isFirst || isAlef(next) && next != 0x625 || isYa(next) || next == 0x629 || next == 0x649 {
        parts.consonant("w")
      } else {
        parts.vowel(isArabic ? "u" : "o")
      }
    case 0x64A, 0x6CC:
      if isFirst {
        parts.consonant("y")
      } else if isAlef(next) || next == 0x648 || next == 0x629 || next == 0x649 {
        if parts.lastVowel == nil { parts.vowel("i") } else { parts.consonant("y") }
      } else {
        parts.vowel("i")
      }
    case 0x647 where isLast && !parts.isEmpty && letters.count > 2:
      if parts.lastVowel == nil { parts.vowel("a") } else { parts.consonant("h") }
    default: if let consonant = consonant(c) { parts.consonant(consonant) }
    }
  }

  private static func endsInA(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { $0.last == 0x61 }
  }

  private static func consonant(_ c: UInt32) -> StaticString? {
    switch c {
    case 0x628: "b"
    case 0x62A, 0x637, 0x679: "t"
    case 0x62B: "th"
    case 0x62C: "j"
    case 0x62D, 0x647, 0x6C1, 0x6BE: "h"
    case 0x62E: "kh"
    case 0x62F, 0x636, 0x688: "d"
    case 0x630: "dh"
    case 0x631, 0x691: "r"
    case 0x632, 0x638: "z"
    case 0x633, 0x635: "s"
    case 0x634: "sh"
    case 0x63A: "gh"
    case 0x641: "f"
    case 0x642: "q"
    case 0x643, 0x6A9: "k"
    case 0x644: "l"
    case 0x645: "m"
    case 0x646, 0x6BA: "n"
    case 0x67E: "p"
    case 0x686: "ch"
    case 0x698: "zh"
    case 0x6AF, 0x6A8: "g"
    case 0x6A4: "v"
    default: nil
    }
  }
}
