internal import CICU
internal import PipelineModel

/// Cyrillic in Latin letters (BGN/PCGN 1947 and 1965, without apostrophes); languages with letters of their own by theirs.
enum Cyrillic {
  /// Appends a word in small letters. Languages but Russian have to be told.
  static func append(_ word: [UInt32], _ language: UInt16, into out: inout [UInt8]) {
    let letters = word.map { LetterCase.lower($0) }
    let dialect = Dialect(language)
    for (index, c) in letters.enumerated() {
      let next = index + 1 < letters.count ? letters[index + 1] : 0
      let isLast = index + 1 == letters.count || index + 2 == letters.count && next == 0x44C
      switch c {
      // -ий and -ый at the end are y.
      case 0x438, 0x44B:
        if dialect == .russian, next == 0x439, index + 2 == letters.count { continue }
      case 0x434:
        if next == 0x436, dialect != .south {
          out.append(0x6A)
          continue
        }
      case 0x436 where index > 0 && letters[index - 1] == 0x434 && dialect != .south: continue
      case 0x435 where index == 0 && dialect == .russian && isLast: break
      default: break
      }
      guard let latin = dialect.own(c) ?? usual(c) else { continue }
      // A static string's own bytes, which live for ever.
      latin.withUTF8Buffer { out.append(copying: $0.span) }
    }
  }

  /// The language that a text's letters tell (ISO 639-1, packed); 0 where they tell none but Russian.
  static func language(of text: [UInt32]) -> UInt16 {
    for (index, c) in text.enumerated() where 0x400...0x4FF ~= c {
      switch c {
      // -ський; Russian has -ский.
      case 0x44C, 0x42C:
        let next = index + 1 < text.count ? text[index + 1] | 0x20 : 0
        if index > 0, [0x421, 0x441].contains(text[index - 1]), next == 0x43A {
          return Romanisation.Hints.code(0x75, 0x6B)
        }
      case 0x404, 0x406, 0x407, 0x454, 0x456, 0x457, 0x490, 0x491: return Romanisation.Hints.code(0x75, 0x6B)
      case 0x40E, 0x45E: return Romanisation.Hints.code(0x62, 0x65)
      case 0x403, 0x405, 0x40C, 0x453, 0x455, 0x45C: return Romanisation.Hints.code(0x6D, 0x6B)
      case 0x402, 0x408...0x40B, 0x40F, 0x452, 0x458...0x45B, 0x45F: return Romanisation.Hints.code(0x73, 0x72)
      default: continue
      }
    }
    return 0
  }

  private enum Dialect {
    case russian, ukrainian, bulgarian, south

    init(_ language: UInt16) {
      typealias Hints = Romanisation.Hints
      self =
        switch language {
        case Hints.code(0x75, 0x6B), Hints.code(0x62, 0x65): .ukrainian
        case Hints.code(0x62, 0x67): .bulgarian
        case Hints.code(0x73, 0x72), Hints.code(0x6D, 0x6B), Hints.code(0x62, 0x73): .south
        default: .russian
        }
    }

    /// What a letter is in this language and not in Russian.
    func own(_ c: UInt32) -> StaticString? {
      switch (self, c) {
      case (.ukrainian, 0x433): "h"
      case (.ukrainian, 0x438): "y"
      case (.bulgarian, 0x449): "sht"
      case (.bulgarian, 0x44A): "a"
      case (.bulgarian, 0x445): "h"
      case (.south, 0x436): "z"
      case (.south, 0x445): "h"
      case (.south, 0x446), (.south, 0x447): "c"
      case (.south, 0x448): "s"
      default: nil
      }
    }
  }

  private static func usual(_ c: UInt32) -> StaticString? {
    switch c {
    case 0x430, 0x4D9: "a"
    case 0x431: "b"
    case 0x432: "v"
    case 0x433, 0x491: "g"
    case 0x434: "d"
    case 0x435, 0x44D: "e"
    case 0x451: "yo"
    case 0x436: "zh"
    case 0x437: "z"
    case 0x438, 0x456: "i"
    case 0x439, 0x44B: "y"
    case 0x43A: "k"
    case 0x43B: "l"
    case 0x43C: "m"
    case 0x43D: "n"
    case 0x43E, 0x4E9: "o"
    case 0x43F: "p"
    case 0x440: "r"
    case 0x441: "s"
    case 0x442: "t"
    case 0x443, 0x45E, 0x4AF, 0x4B1: "u"
    case 0x444: "f"
    case 0x445: "kh"
    case 0x446: "ts"
    case 0x447: "ch"
    case 0x448: "sh"
    case 0x449: "shch"
    case 0x44E: "yu"
    case 0x44F: "ya"
    case 0x454: "ye"
    case 0x457: "yi"
    case 0x452: "dj"
    case 0x453: "gj"
    case 0x455: "dz"
    case 0x458: "j"
    case 0x459: "lj"
    case 0x45A: "nj"
    case 0x45B: "c"
    case 0x45C: "kj"
    case 0x45F: "dz"
    case 0x493: "gh"
    case 0x49B: "q"
    case 0x4A3: "ng"
    case 0x4BB: "h"
    default: nil
    }
  }
}
