internal import CICU

/// The scripts that names are written in.
package enum NameScript {
  /// Whether a value holds a letter of a script other than Latin. Digits, marks, punctuation and symbols belong to no
  /// script; stray bytes are no letters.
  package static func holdsNonLatin(_ value: Span<UInt8>) -> Bool {
    if value.isASCII { return false }
    var index = 0
    while index < value.count {
      let byte = value[index]
      // Everything below U+0370 is Latin or no letter.
      if byte < 0xCD {
        index += 1
        continue
      }
      let next = scalar(in: value, at: index)
      if isNonLatinLetter(next.value) { return true }
      index += next.count
    }
    return false
  }

  /// Whether a scalar is a letter of a script other than Latin.
  static func isNonLatinLetter(_ c: UInt32) -> Bool { c >= 0x370 && !isLatinOrCommon(c) && isLetter(c) }

  /// Asked of Swift and not of ICU: its Unicode is years newer, so the answer does not hang on the system's ICU.
  private static func isLetter(_ c: UInt32) -> Bool {
    switch Unicode.Scalar(c)?.properties.generalCategory {
    case .otherLetter, .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter: true
    default: false
    }
  }

  /// Latin letters beyond U+0370, and letters that Unicode gives to no script (styled Latin among them).
  private static func isLatinOrCommon(_ c: UInt32) -> Bool {
    switch c {
    case 0x1D00...0x1D25, 0x1D2C...0x1D5C, 0x1D62...0x1D65, 0x1D6B...0x1D77, 0x1D79...0x1DBE, 0x1E00...0x1EFF,
      0x2071...0x209C, 0x2100...0x2125, 0x2127...0x218F, 0x2C60...0x2C7F, 0xA700...0xA7FF, 0xAB30...0xAB64,
      0xAB66...0xAB6F, 0xFB00...0xFB06, 0xFF21...0xFF5A, 0x10780...0x107BA, 0x1D400...0x1D7CB, 0x1DF00...0x1DF2A:
      true
    default: false
    }
  }
}

extension NameScript {
  /// A script by ICU's number for it (`UScriptCode`).
  struct Kind: Hashable, Sendable {
    let code: Int32
    static let common = Kind(code: 0)
    static let inherited = Kind(code: 1)
    static let latin = Kind(code: 25)

    /// Han, Hangul, kana and bopomofo, which stand together in one text.
    var isEastAsian: Bool { [5, 17, 18, 20, 22].contains(code) }
  }

  /// The script of a scalar.
  static func kind(of c: UInt32) -> Kind { Kind(code: sluice_script(c)) }
}
