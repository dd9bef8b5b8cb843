internal import CICU
internal import PipelineModel

/// What the letters of a name tell of it: its script, and the language that it probably is of.
package struct NameLetters {
  private var counts: [(script: NameScript.Kind, letters: Int)] = []
  private var language: UInt16 = 0
  private var hasKana = false

  package init() {}

  /// Begins with another name.
  package mutating func begin() {
    counts.removeAll(keepingCapacity: true)
    language = 0
    hasKana = false
  }

  /// Takes the letters of a part of the name; digits, marks and signs belong to no script, stray bytes are no letters.
  package mutating func add(_ value: Span<UInt8>) {
    var latin = 0
    var index = 0
    while index < value.count {
      let next = scalar(in: value, at: index)
      index += next.count
      if next.value < 0x80 {
        if isASCIILetter(UInt8(next.value)) { latin += 1 }
      } else if LetterCase.isLetter(next.value) {
        add(letter: next.value)
      }
    }
    if latin > 0 { count(.latin, latin) }
  }

  private mutating func add(letter c: UInt32) {
    let kind = NameScript.kind(of: c)
    if kind == .common || kind == .inherited || kind.code < 0 { return }
    count(kind, 1)
    hasKana = hasKana || kind.code == 20 || kind.code == 22
    if language == 0 { language = LetterLanguage.of(c) }
  }

  private mutating func count(_ script: NameScript.Kind, _ letters: Int) {
    for index in counts.indices where counts[index].script == script {
      counts[index].letters += letters
      return
    }
    counts.append((script, letters))
  }

  /// ICU's number for Latin.
  package static let latinScript = NameScript.Kind.latin.code

  /// The script that most letters are of, the first one of several: ICU's number; nil without letters.
  package var script: Int32? {
    var most: (script: NameScript.Kind, letters: Int)?
    for entry in counts where entry.letters > most?.letters ?? 0 { most = entry }
    return most?.script.code
  }

  /// The language that the name is probably of (ISO 639-1, two small letters packed): told by letters that few languages
  /// have, else the one that most people write in its script; 0 for plain Latin letters.
  /// Where letters tell none, the country (ISO 3166, packed) does.
  package func probableLanguage(inCountry country: UInt16 = 0) -> UInt16 {
    if hasKana { return LetterLanguage.code("ja") }
    if language != 0 { return language }
    guard let script else { return 0 }
    let usual = LetterLanguage.usual(ofScript: script)
    let local = Romanisation.Hints.language(ofCountry: country)
    let isJapanese = local == LetterLanguage.code("ja")
    return local != 0 && (script == 17 && isJapanese || script == 8 && !isJapanese) ? local : usual
  }
}

/// Languages by their letters.
enum LetterLanguage {
  static func code(_ text: StaticString) -> UInt16 {
    // A static string's own bytes, which live for ever.
    text.withUTF8Buffer { Romanisation.Hints.code($0[0], $0[1]) }
  }

  /// The language that most names with this letter are of; 0 where it is one of many.
  static func of(_ c: UInt32) -> UInt16 {
    switch c {
    // Latin.
    case 0x104, 0x105, 0x118, 0x119, 0x141, 0x142, 0x143, 0x144, 0x15A, 0x15B, 0x179...0x17C: code("pl")
    case 0x10E, 0x10F, 0x11A, 0x11B, 0x147, 0x148, 0x158, 0x159, 0x164, 0x165, 0x16E, 0x16F: code("cs")
    case 0x139, 0x13A, 0x13D, 0x13E, 0x154, 0x155: code("sk")
    case 0x150, 0x151, 0x170, 0x171: code("hu")
    case 0x11E, 0x11F, 0x130, 0x131, 0x15E, 0x15F: code("tr")
    case 0x18F, 0x259: code("az")
    case 0x102, 0x103, 0x218...0x21B: code("ro")
    case 0x110, 0x111, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x1EA0...0x1EF9: code("vi")
    case 0xC3, 0xD5, 0xE3, 0xF5: code("pt")
    case 0xD1, 0xF1: code("es")
    case 0xDF, 0x1E9E: code("de")
    case 0xC5, 0xE5: code("sv")
    case 0xC6, 0xD8, 0xE6, 0xF8: code("da")
    case 0xD0, 0xDE, 0xF0, 0xFE: code("is")
    case 0x100, 0x101, 0x112, 0x113, 0x122, 0x123, 0x136, 0x137, 0x13B, 0x13C, 0x145, 0x146: code("lv")
    case 0x116, 0x117, 0x12E, 0x12F, 0x172, 0x173: code("lt")
    case 0x106, 0x107: code("hr")
    // Cyrillic.
    case 0x404, 0x406, 0x407, 0x454, 0x456, 0x457, 0x490, 0x491: code("uk")
    case 0x40E, 0x45E: code("be")
    case 0x403, 0x405, 0x40C, 0x453, 0x455, 0x45C: code("mk")
    case 0x402, 0x408...0x40B, 0x40F, 0x452, 0x458...0x45B, 0x45F: code("sr")
    case 0x492, 0x493, 0x49A, 0x49B, 0x4B0, 0x4B1, 0x4D8, 0x4D9: code("kk")
    // Arabic script.
    case 0x67E, 0x686, 0x698, 0x6A9, 0x6AF, 0x6CC: code("fa")
    case 0x679, 0x688, 0x691, 0x6BA, 0x6BE, 0x6C1, 0x6D2: code("ur")
    default: 0
    }
  }

  /// The language that most people write in a script; 0 where that is none or Latin.
  static func usual(ofScript script: Int32) -> UInt16 {
    switch script {
    case 2: code("ar")
    case 3: code("hy")
    case 4: code("bn")
    case 8: code("ru")
    case 10: code("hi")
    case 11: code("am")
    case 12: code("ka")
    case 14: code("el")
    case 15: code("gu")
    case 16: code("pa")
    case 17: code("zh")
    case 18: code("ko")
    case 19: code("he")
    case 20, 22: code("ja")
    case 21: code("kn")
    case 23: code("km")
    case 24: code("lo")
    case 26: code("ml")
    case 28: code("my")
    case 31: code("or")
    case 33: code("si")
    case 35: code("ta")
    case 36: code("te")
    case 37: code("dv")
    case 38: code("th")
    default: 0
    }
  }
}

extension NameScript {
  /// Whether a value is ASCII and has a letter.
  package static func isPlain(_ value: Span<UInt8>) -> Bool {
    value.isASCII && value.indices.contains { isASCIILetter(value[$0]) }
  }

  /// Appends Unicode's name of a script by ICU's number for it: `Latin`, `Han`.
  package static func appendName(ofScript script: Int32, into out: inout [UInt8]) {
    guard var name = sluice_script_name(script) else { return }
    // A C string that lives for ever.
    while name.pointee != 0 {
      out.append(UInt8(bitPattern: name.pointee))
      name += 1
    }
  }

  /// Whether a value holds a Latin letter beyond ASCII, as it is or as a mark of its own.
  package static func holdsForeignLatin(_ value: Span<UInt8>) -> Bool {
    if value.isASCII { return false }
    var index = 0
    while index < value.count {
      let next = scalar(in: value, at: index)
      index += next.count
      if next.value >= 0x300 && next.value < 0x370 { return true }
      if next.value >= 0x80, LetterCase.isLetter(next.value), kind(of: next.value) == .latin { return true }
    }
    return false
  }
}
