internal import CICU
internal import PipelineModel

/// Greek in Latin letters (ELOT 743, without accents).
enum Greek {
  /// Appends a word in small letters.
  static func append(_ word: [UInt32], into out: inout [UInt8]) {
    let letters = word.map { bare($0) }
    let hasMark = word.map {
      LetterCase.lower($0) == 0x3CA || LetterCase.lower($0) == 0x3CB || $0 == 0x390 || $0 == 0x3B0
    }
    var index = 0
    while index < letters.count {
      let next = index + 1 < letters.count && !hasMark[index + 1] ? letters[index + 1] : 0
      if let pair = pair(
        letters[index], next, isFirst: index == 0, after: index + 2 < letters.count ? letters[index + 2] : 0)
      {
        // A static string's own bytes, which live for ever.
        pair.withUTF8Buffer { out.append(copying: $0.span) }
        index += 2
        continue
      }
      if let latin = single(letters[index]) { latin.withUTF8Buffer { out.append(copying: $0.span) } }
      index += 1
    }
  }

  private static func bare(_ c: UInt32) -> UInt32 { LetterCase.fold(sluice_base_letter(LetterCase.lower(c))) }

  private static func pair(_ a: UInt32, _ b: UInt32, isFirst: Bool, after: UInt32) -> StaticString? {
    switch (a, b) {
    case (0x3BF, 0x3C5): "ou"
    case (0x3B1, 0x3C5): isVoiceless(after) ? "af" : "av"
    case (0x3B5, 0x3C5): isVoiceless(after) ? "ef" : "ev"
    case (0x3B3, 0x3B3): "ng"
    case (0x3B3, 0x3BE): "nx"
    case (0x3B3, 0x3C7): "nch"
    case (0x3BC, 0x3C0): isFirst ? "b" : "mp"
    case (0x3BD, 0x3C4): isFirst ? "d" : "nt"
    case (0x3B3, 0x3BA): isFirst ? "g" : "gk"
    default: nil
    }
  }

  /// Whether `αυ` before it is af: before the voiceless consonants and at the end.
  private static func isVoiceless(_ c: UInt32) -> Bool {
    [0, 0x3B8, 0x3BA, 0x3BE, 0x3C0, 0x3C3, 0x3C4, 0x3C6, 0x3C7, 0x3C8].contains(c)
  }

  private static func single(_ c: UInt32) -> StaticString? {
    switch c {
    case 0x3B1: "a"
    case 0x3B2: "v"
    case 0x3B3: "g"
    case 0x3B4: "d"
    case 0x3B5: "e"
    case 0x3B6: "z"
    case 0x3B7, 0x3B9: "i"
    case 0x3B8: "th"
    case 0x3BA: "k"
    case 0x3BB: "l"
    case 0x3BC: "m"
    case 0x3BD: "n"
    case 0x3BE: "x"
    case 0x3BF, 0x3C9: "o"
    case 0x3C0: "p"
    case 0x3C1: "r"
    case 0x3C2, 0x3C3: "s"
    case 0x3C4: "t"
    case 0x3C5: "y"
    case 0x3C6: "f"
    case 0x3C7: "ch"
    case 0x3C8: "ps"
    default: nil
    }
  }
}

/// Armenian in Latin letters (BGN/PCGN 1981, without apostrophes).
enum Armenian {
  /// Appends a word in small letters.
  static func append(_ word: [UInt32], into out: inout [UInt8]) {
    for (index, c) in word.enumerated() {
      let letter = LetterCase.lower(c)
      let next = index + 1 < word.count ? LetterCase.lower(word[index + 1]) : 0
      // ու is u.
      if letter == 0x578, next == 0x582 {
        out.append(0x75)
      } else if letter == 0x582, index > 0, LetterCase.lower(word[index - 1]) == 0x578 {
        continue
      } else if let latin = latin(letter) {
        // A static string's own bytes, which live for ever.
        latin.withUTF8Buffer { out.append(copying: $0.span) }
      }
    }
  }

  private static func latin(_ c: UInt32) -> StaticString? {
    switch c {
    case 0x561: "a"
    case 0x562: "b"
    case 0x563: "g"
    case 0x564: "d"
    case 0x565, 0x567, 0x568: "e"
    case 0x566: "z"
    case 0x569, 0x57F: "t"
    case 0x56A: "zh"
    case 0x56B: "i"
    case 0x56C: "l"
    case 0x56D: "kh"
    case 0x56E, 0x581: "ts"
    case 0x56F, 0x584: "k"
    case 0x570: "h"
    case 0x571: "dz"
    case 0x572: "gh"
    case 0x573, 0x579: "ch"
    case 0x574: "m"
    case 0x575: "y"
    case 0x576: "n"
    case 0x577: "sh"
    case 0x578, 0x585: "o"
    case 0x57A, 0x583: "p"
    case 0x57B: "j"
    case 0x57C, 0x580: "r"
    case 0x57D: "s"
    case 0x57E, 0x582: "v"
    case 0x587: "ev"
    case 0x586: "f"
    default: nil
    }
  }
}
