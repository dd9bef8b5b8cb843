import Canonical
import Testing

@Suite struct NameScriptTests {
  private func isFlagged(_ text: String) -> Bool { NameScript.holdsNonLatin(Array(text.utf8).span) }

  @Test(
    "letters of other scripts are seen",
    arguments: [
      "Γιώργος", "Иван", "Հայկ", "דוד", "محمد", "ܝܘܚܢܢ", "अर्जुन", "রবি", "ਗੁਰਪ੍ਰੀਤ", "પટેલ", "முருகன்", "రాము", "ರವಿ", "മോഹൻ", "සුනිල්",
      "สมชาย", "ສົມ", "အောင်", "გიორგი", "አበበ", "សុខ", "ᠪᠠᠲᠤ", "山田", "たろう", "カタカナ", "민준", "ᏣᎳᎩ", "ⴰⵎⴰⵣⵉⵖ", "𐐀", "Wang 王",
      "J. Σ",
    ])
  func other(_ name: String) { #expect(isFlagged(name)) }

  @Test(
    "Latin letters, marks, digits and signs are not",
    arguments: [
      "", "Ada", "José", "Nguyễn", "Łukasz", "Ħamrun", "Ｊｏｈｎ", "ﬁn", "e\u{301}", "O’Brien", "Mary-Jane", "٣", "👩‍💻", "№",
      "™",
      "µ", "K", "\u{200F}", "𝓙𝓸𝓱𝓷", "…", "・", "！",
    ])
  func latin(_ name: String) { #expect(!isFlagged(name)) }

  @Test("every letter that Unicode does not call Latin is seen, and no other")
  func everyLetter() {
    var wrong: [String] = []
    for value in 0x80...0x323AF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value), let name = scalar.properties.name else { continue }
      let isLetter =
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
      // Letters of no script stand among symbols and marks; they are tried above.
      let isCommon =
        (0x2B0...0x2FF).contains(value) || (0x2100...0x218F).contains(value) || (0x1D400...0x1D7FF).contains(value)
      if isCommon || value >= 0x1F000 && value < 0x20000 { continue }
      let isLatin = name.contains("LATIN ") || [0xAA, 0xBA, 0xB5].contains(value)
      let isNeutral = !isLetter || isLatin
      if Self.unclear.contains(where: { $0.contains(value) }) { continue }
      if isFlagged(String(scalar)) == isNeutral { wrong.append("U+\(String(value, radix: 16)) \(name)") }
    }
    #expect(wrong == [])
  }

  /// Phonetic letters and tone letters whose names do not tell their script.
  private static let unclear: [ClosedRange<UInt32>] = [
    0x1D00...0x1DBF, 0x2C7C...0x2C7D, 0xA700...0xA7FF, 0xAB30...0xAB6F, 0x10780...0x107BA,
  ]
}
