import Canonical
import Testing

/// What programs did to text is taken back where that is certain, and nowhere else.
@Suite struct TextRepairTests {
  private func repaired(_ text: String, _ kind: TextRepair.Kind = .text) -> String? {
    form(text) { TextRepair.append($0, as: kind, into: &$1) }
  }

  /// Text of UTF-8 whose bytes were taken for a code page's characters.
  static let misread: [(String, String)] = [
    // Windows-1252 and ISO 8859-1.
    ("JÃ¼rgen MÃ¼ller", "Jürgen Müller"), ("BjÃ¶rk", "Björk"), ("FranÃ§ois", "François"), ("GroÃŸ", "Groß"),
    ("Å\u{81}ukasz", "Łukasz"), ("Ä\u{90}áº·ng", "Đặng"), ("IKEA Ã„lmhult", "IKEA Älmhult"), ("Ã‰lodie", "Élodie"),
    ("ZÃœRICH", "ZÜRICH"), ("ESPAÃ‘OL", "ESPAÑOL"), ("Oâ€™Brien", "O’Brien"), ("5 â‚¬", "5 €"), ("Â© Acme", "© Acme"),
    ("ï»¿Ada", "Ada"), ("Ada ðŸ˜€", "Ada 😀"), ("çŽ‹", "王"), ("ÐœÐ°Ñ€Ð¸Ñ\u{8F}", "Мария"), ("ì„œìš¸", "서울"),
    ("à¤¹à¤¿", "हि"), ("Ñ‚Ðµ", "те"), ("voilÃ  tout", "voilà tout"), ("Ã la carte, dÃ©jÃ ", "à la carte, déjà"),
    ("\u{ED}\u{A0}\u{BD}\u{ED}\u{B8}\u{8D}", "😍"), ("NuÃ±ez JosÃ©", "Nuñez José"),
    // Twice, three times.
    ("MÃƒÂ¼ller", "Müller"), ("MÃƒÆ’Ã‚Â¼ller", "Müller"),
    // Windows-1251, Windows-1250, ISO 8859-2, MacRoman, code page 437.
    ("РњР°СЂРёСЏ", "Мария"), ("MГјller", "Müller"), ("DvoĹ™Ăˇk", "Dvořák"), ("tĹ\u{99}etĂ\u{AD}ho", "třetího"),
    ("M√ºller", "Müller"), ("Dvo≈ô√°k", "Dvořák"), ("M├╝ller", "Müller"), ("µ¥╛τö░", "松田"),
    // Some of it broken, the rest fine.
    ("José GarcÃ­a", "José García"), ("Müller & SÃ¶hne", "Müller & Söhne"),
    // A part is lost.
    ("Ð±ÑŠÐ»Ð³Ð°Ñ€Ñ\u{FFFD}ÐºÐ¸", "българ\u{FFFD}ки"),
  ]

  @Test("text that was read in a wrong code page is read again", arguments: misread)
  func mojibake(_ raw: String, _ meant: String) { #expect(repaired(raw) == meant) }

  @Test(
    "what may be meant as it stands is left alone",
    arguments: [
      "Müller", "CONCLUSÃO", "ÃO", "IRMÃ™", "VOCÊ…", "CAFÉ’s", "AHÅ™", "É¿", "MÄ£ÄM", "SÖÄ£", "Ã", "“Éric”", "«Été»",
      "l’été", "12×…", "∆°", "o¬ô", "Çelik", "Łódź", "część", "Đặng", "ПЕТРЕ’S", "ПЕТРЕ™", "SAVIĆ’S", "ПОП «ОБГУЗ»",
      "Andrić", "Његош", "TĚŽKO", "ΑΒΓ…", "There are Ã’s", "山田", "서울", "한국™", "ﷺ", "עברית", "Ô", "½ Ä", "Ê»",
      "├┤a┼┐a", "Nguyễn Ánh", "İstanbul", "\u{FFFD}\u{FFFD}", "Ã?Â¢", "Äšek",
    ])
  func clean(_ text: String) { #expect(repaired(text) == text) }

  static let references: [(String, String)] = [
    ("M&uuml;ller &amp; S&ouml;hne", "Müller & Söhne"), ("O&#39;Brien", "O'Brien"), ("O&#x2019;Brien", "O’Brien"),
    ("&amp;amp;lt;", "<"), ("AT&T", "AT&T"), ("AT&T;", "AT&T;"), ("&nosuch;", "&nosuch;"), ("&#0;", "&#0;"),
    ("&#xD800;", "&#xD800;"), ("&#99999999999;", "&#99999999999;"), ("&;", "&;"), ("&#;", "&#;"), ("&#x;", "&#x;"),
    ("O&#146;Brien", "O’Brien"), ("a&nbsp;b", "a b"), ("&Eacute;&eacute;", "Éé"), ("＆amp;", "&"),
    ("&Atilde;&frac14;ber M&Atilde;&frac14;ller", "über Müller"), ("&am\u{200B}p;", "&"),
  ]

  @Test("character references of HTML are taken back, also those within others", arguments: references)
  func escaped(_ raw: String, _ meant: String) { #expect(repaired(raw) == meant) }

  static let styles: [(String, String)] = [
    ("ＪＯＨＮ　Ｓｍｉｔｈ", "JOHN Smith"), ("（株）山田", "(株)山田"), ("ﾔﾏﾀﾞ", "ヤマダ"), ("ﾊﾟｰﾄ", "パート"), ("ﾟ", "ﾟ"),
    ("𝓙𝓸𝓱𝓷", "John"), ("𝐀𝐝𝐚", "Ada"), ("ﬁnn", "finn"), ("ﻣﺤﻤﺪ", "محمد"), ("¥１００", "¥100"), ("①", "①"),
    ("O\u{92}Brien", "O’Brien"), ("\u{93}Acme\u{94} \u{96} x", "“Acme” – x"), ("a\u{85}b", "a\u{85}b"),
  ]

  @Test("letters of another width or style are themselves, and stray controls what they stand for", arguments: styles)
  func looks(_ raw: String, _ meant: String) { #expect(repaired(raw) == meant) }

  @Test("quotes of a name are of one kind, its apostrophes stay as they are")
  func names() {
    #expect(repaired("William “Bill” Gates", .name) == "William \"Bill\" Gates")
    #expect(repaired("O`Brien", .name) == "O'Brien")
    #expect(repaired("O´Brien", .name) == "O'Brien")
    #expect(repaired("Mac a’ Ghobhainn", .name) == "Mac a’ Ghobhainn")
    #expect(repaired("`x", .name) == "`x")
    #expect(repaired("“Acme”") == "“Acme”")
  }

  @Test("bytes that are no UTF-8 stay as they are")
  func invalid() {
    for bytes in [[0xC3, 0xC3, 0xBC, 0xFF], [0x26, 0x61, 0x6D, 0x70, 0x3B, 0xC0]] as [[UInt8]] {
      var out: [UInt8] = []
      #expect(TextRepair.append(bytes.span, into: &out) == .same)
      #expect(out.isEmpty)
    }
  }

  private static let pieces: [String] = [
    "a", "Z", "s", " ", "é", "Ã", "Â", "Ä", "Å", "Ă", "Ĺ", "¼", "©", "™", "š", "\u{A0}", "\u{AD}", "\u{9D}", "â", "€",
    "œ", "’", "”", "ð", "Ÿ", "˜", "Р", "С", "ў", "є", "Г", "√", "ƒ", "≈", "├", "┤", "╨", "µ", "╜", "ÿ", "&", "amp;",
    "&amp;", "&#38;", "&#xFF06;", ";", "#", "＆", "Ａ", "ﾟ", "カ", "𝓙", "\u{FFFD}", "\u{200B}", "`", "“", "´", "\u{301}",
    "Ξ", "Î", "Ì", "á", "º", "»", "‡", "×", "”",
  ]

  @Test("repairing again changes nothing, and what comes out is UTF-8", arguments: [TextRepair.Kind.text, .name])
  func settles(_ kind: TextRepair.Kind) throws {
    var random = RandomText(seed: 99)
    for _ in 0..<3_000 {
      let text = (0..<Int.random(in: 1...10, using: &random)).map { _ in
        Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
      }.joined()
      guard let once = tidied(text, kind) else { continue }
      try #require(tidied(once, kind) == once, "\(text.debugDescription)")
    }
  }

  /// What fields keep: repaired, and tidied where there was nothing to repair.
  private func tidied(_ text: String, _ kind: TextRepair.Kind) -> String? {
    repaired(text, kind).flatMap { repaired in form(repaired) { CleanText.append($0, into: &$1) } }
  }

  @Test(
    "a long value takes no longer than its length",
    arguments: [
      "Ã", "Ã¼", "ÃƒÂ¼", "&amp;", "&", "&#xFF06;", "#xFF06;", "amp;", "＆amp;", "\u{9D}", "Ã ", "é", "РЎ", "├",
    ])
  func longValues(_ piece: String) {
    // Quadratic time would not end: 40,000 bytes each.
    let value = Array(("&" + String(repeating: piece, count: 40_000 / piece.utf8.count)).utf8)
    var out: [UInt8] = []
    _ = TextRepair.append(value.span, as: .name, into: &out)
    #expect(String(validating: out, as: UTF8.self) != nil)
  }
}
