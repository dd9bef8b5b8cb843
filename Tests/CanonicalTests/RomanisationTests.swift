import Canonical
import Testing

/// Names of other scripts in Latin letters.
@Suite struct RomanisationTests {
  private func latin(_ text: String, _ language: String = "", isFull: Bool = true) -> String? {
    var hints = Romanisation.Hints(isFull: isFull)
    let code = Array(language.utf8)
    if code.count == 2 { hints.language = Romanisation.Hints.code(code[0], code[1]) }
    return form(text) { Romanisation.append($0, hints, into: &$1) }
  }

  static let names: [(String, String)] = [
    // Cyrillic, by the language that its letters tell.
    ("Юрий Гагарин", "Yury Gagarin"), ("Щербаков Пётр", "Shcherbakov Pyotr"), ("Джон Хьюз", "John Khyuz"),
    ("Володимир Зеленський", "Volodymyr Zelenskyy"), ("Олег Гриценко", "Oleg Gritsenko"),
    ("Ђорђе Јовановић", "Djordje Jovanovic"), ("Анна-Мария", "Anna-Mariya"), ("ИВАН ПЕТРОВ", "Ivan Petrov"),
    // Greek.
    ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"), ("Ευάγγελος Μπακογιάννης", "Evangelos Bakogiannis"),
    ("Νταής", "Dais"),
    // Kana.
    ("さとう たろう", "Sato Taro"), ("スズキ ケンジ", "Suzuki Kenji"), ("トム・クルーズ", "Tom Kruz"), ("マッテオ", "Matteo"),
    ("ペーター", "Peter"), ("しんいち", "Shinichi"), ("なんば", "Namba"), ("カミーユ", "Kamiyu"),
    // Hangul.
    ("김종희", "Kim Jonghui"), ("박지성", "Park Jiseong"), ("이", "Lee"), ("세르게이 라브로프", "Sergei Rabrop"),
    ("스미스", "Smis"), ("다나카 마사루", "Masaru Danaka"), ("윤주", "Yun Ju"),
    // Han.
    ("王小明", "Wang Xiaoming"), ("欧阳修", "Ouyang Xiu"), ("歐陽修", "Ouyang Xiu"), ("威廉·沃克", "William Wok"),
    ("斯皮尔伯格", "Spilberg"),
    // Hebrew, Arabic, Persian.
    ("דוד בן גוריון", "David Ben Gurion"), ("ג'ון לוין", "John Levin"), ("محمد بن سلمان", "Muhammad Bin Salman"),
    ("خالد المنصور", "Khaled Almansour"), ("علی رضایی", "Ali Rezaei"), ("تشارلز", "Charles"),
    // What ICU knows.
    ("राहुल गांधी", "Rahul Gandhi"), ("ნინო", "Nino"), ("Արամ Խաչատրյան", "Aram Khachatryan"),
    // Words in Latin letters stay as they are.
    ("Anna Иванова", "Anna Ivanova"), ("Zoë Müller", "Zoë Müller"), ("", ""), ("Jean-Луи", "Jean-Louis"),
  ]

  @Test("a name is written as its script's conventions have it", arguments: names)
  func name(_ native: String, _ expected: String) {
    let result = latin(native)
    #expect((result ?? "").isEmpty && expected.isEmpty || result == expected)
  }

  @Test("a language says what letters of several mean")
  func languages() {
    #expect(latin("Щерев", "bg") == "Shterev" && latin("Щерев") == "Shcherev")
    #expect(latin("Хрватин", "sr") == "Hrvatin" && latin("Хрватин") == "Khrvatin")
    #expect(latin("Галина", "uk") == "Halyna")
  }

  @Test("Han characters of a Japanese name have no one reading")
  func kanji() {
    #expect(latin("山田 太郎", "ja") == nil)
    #expect(latin("山田 たろう") == nil)
    // A script that ICU does not know.
    #expect(latin("សុខ") == nil)
    #expect(latin("山田 太郎", "zh") == "Shanten Tailang" || latin("山田 太郎", "zh") == "Shantian Tailang")
  }

  @Test("part of a name is no whole one")
  func parts() {
    #expect(latin("小明", isFull: false) == "Xiaoming")
    #expect(latin("王小明", isFull: false) == "Wangxiaoming")
    #expect(latin("종희", isFull: false) == "Jonghui")
  }

  @Test("any text comes out as UTF-8 without letters of other scripts, and a second time the same")
  func anyText() throws {
    var random = RandomText(seed: 21)
    for _ in 0..<4_000 {
      var text = random.text()
      for _ in 0..<3 {
        if let scalar = Unicode.Scalar(UInt32.random(in: 0x370...0x10FFFF, using: &random)) {
          text.unicodeScalars.append(scalar)
        }
      }
      guard let once = latin(text) else { continue }
      try #require(String(validating: Array(once.utf8), as: UTF8.self) != nil, "\(text.debugDescription)")
      guard let twice = latin(once) else { continue }
      try #require(twice == once || NameScript.holdsNonLatin(Array(once.utf8).span), "\(text.debugDescription)")
    }
  }

  @Test("bytes that are no UTF-8, and texts that are no names, are left alone")
  func others() {
    for bytes in [[0xD0, 0x98, 0xFF], [0xFF]] as [[UInt8]] {
      var out: [UInt8] = []
      #expect(Romanisation.append(bytes.span, into: &out) != .changed)
      #expect(out.isEmpty)
    }
    let long = Array(String(repeating: "И", count: 3_000).utf8)
    var out: [UInt8] = []
    #expect(Romanisation.append(long.span, into: &out) == .same)
  }
}

/// What letters tell of a name.
@Suite struct NameLettersTests {
  static let names: [(String, String, String)] = [
    ("Ada", "Latin", ""), ("Łukasz", "Latin", "pl"), ("Dvořák", "Latin", "cs"), ("Nguyễn", "Latin", "vi"),
    ("Müller", "Latin", ""), ("Иван", "Cyrillic", "ru"), ("Олексій", "Cyrillic", "uk"), ("Јован", "Cyrillic", "sr"),
    ("山田", "Han", "zh"), ("山田さくら", "Hiragana", "ja"), ("タロウ", "Katakana", "ja"), ("김", "Hangul", "ko"),
    ("علی", "Arabic", "fa"), ("علي", "Arabic", "ar"), ("דוד", "Hebrew", "he"), ("Γιώργος", "Greek", "el"),
    ("Baаtar", "Latin", ""), ("राहुल", "Devanagari", "hi"), ("123", "", ""), ("", "", ""),
  ]

  @Test("script and probable language come from the letters", arguments: names)
  func letters(_ name: String, _ script: String, _ language: String) {
    var letters = NameLetters()
    letters.add(Array(name.utf8).span)
    var out: [UInt8] = []
    if let script = letters.script { NameScript.appendName(ofScript: script, into: &out) }
    #expect(String(decoding: out, as: UTF8.self) == script)
    let code = letters.probableLanguage()
    #expect((code == 0 ? "" : String(decoding: [UInt8(code >> 8), UInt8(code & 0xFF)], as: UTF8.self)) == language)
  }
}
