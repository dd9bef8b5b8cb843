/// Words of Cyrillic languages as they may be written in Latin letters: all romanisations of a word (BGN/PCGN, ISO 9, the
/// passport's, what people type) come to the same letters here.
enum RomanisedWord {
  /// Appends the common letters of a word in small Latin or Cyrillic letters; other bytes are left out.
  static func append(_ word: Span<UInt8>, into out: inout [UInt8]) {
    var latin: [UInt8] = []
    var index = 0
    while index < word.count {
      let next = scalar(in: word, at: index)
      index += next.count
      if next.value < 0x80 {
        latin.append(UInt8(next.value))
      } else if let letters = letters(next.value) {
        // A static string's own bytes, which live for ever.
        letters.withUTF8Buffer { latin.append(contentsOf: $0) }
      }
    }
    fold(latin.span, into: &out)
  }

  /// `shch`, `sc`, `sch` and `sh` are one, as are `y`, `j` and `i`, `g` and `h`, `ts` and `c`, `kh` and `h`; vowels of the
  /// same kind stand once.
  private static func fold(_ latin: Span<UInt8>, into out: inout [UInt8]) {
    let start = out.count
    var index = 0
    while index < latin.count {
      let byte = latin[index]
      let next = index + 1 < latin.count ? latin[index + 1] : 0
      var letter = byte
      switch byte {
      case 0x6A, 0x79, 0x77: letter = byte == 0x77 ? 0x76 : 0x69
      case 0x67, 0x78: letter = 0x68
      case 0x74 where next == 0x73:
        letter = 0x63
        index += 1
      case 0x6B where next == 0x68:
        letter = 0x68
        index += 1
      case 0x7A where next == 0x68: index += 1
      case 0x63 where next == 0x68 || next == 0x7A: index += 1
      case 0x73:
        while index + 1 < latin.count, [0x63, 0x68, 0x7A].contains(latin[index + 1]) { index += 1 }
      default: break
      }
      index += 1
      // `ya`, `ia` and `ja` are `a`, and so with the other vowels.
      let isVowel = [0x61, 0x65, 0x6F, 0x75].contains(letter)
      if isVowel, out.count > start, out[out.count - 1] == 0x69 { out.removeLast() }
      if out.count > start, out[out.count - 1] == letter { continue }
      out.append(letter)
    }
  }

  private static func letters(_ c: UInt32) -> StaticString? {
    switch c {
    case 0x430: "a"
    case 0x431: "b"
    case 0x432: "v"
    case 0x433, 0x491: "h"
    case 0x434, 0x452: "d"
    case 0x435, 0x451, 0x44D, 0x454: "e"
    case 0x436: "z"
    case 0x437: "z"
    case 0x438, 0x439, 0x44B, 0x456, 0x457, 0x458: "i"
    case 0x43A: "k"
    case 0x43B, 0x459: "l"
    case 0x43C: "m"
    case 0x43D, 0x45A: "n"
    case 0x43E: "o"
    case 0x43F: "p"
    case 0x440: "r"
    case 0x441: "s"
    case 0x442: "t"
    case 0x443, 0x45E: "u"
    case 0x444: "f"
    case 0x445: "h"
    case 0x446, 0x447, 0x45B: "c"
    case 0x448, 0x449: "s"
    case 0x44E: "u"
    case 0x44F: "a"
    default: nil
    }
  }
}
