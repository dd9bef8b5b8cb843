internal import PipelineModel

/// Hangul in Latin letters.
enum Hangul {
  private struct Syllable {
    let first: Int
    let vowel: Int
    let last: Int
  }

  /// Appends a word in small letters: Korean by the Revised Romanisation, the family name of a full name apart and as
  /// families write it; a foreign name without the vowels that only Hangul needs.
  static func append(_ word: [UInt32], isFull: Bool, into out: inout [UInt8]) {
    let syllables = word.compactMap { c -> Syllable? in
      guard 0xAC00...0xD7A3 ~= c else { return nil }
      let place = Int(c - 0xAC00)
      return Syllable(first: place / 588, vowel: place % 588 / 28, last: place % 28)
    }
    // Letters by themselves, or old ones.
    guard syllables.count == word.count else { return OtherScript.append(word, dropsLastA: false, into: &out) }
    let family = RomanisedNames.koreanFamily(word[0])
    if syllables.count == 1 {
      if let family, !family.isEmpty { out += family } else { appendRevised(syllables, into: &out) }
    } else if isForeign(syllables, isFamily: family != nil) {
      appendForeign(syllables, into: &out)
    } else if isFull, syllables.count <= 4, let family {
      if family.isEmpty { appendRevised(Array(syllables[..<1]), into: &out) } else { out += family }
      out.append(0x20)
      appendRevised(Array(syllables[1...]), into: &out)
    } else {
      appendRevised(syllables, into: &out)
    }
  }

  private static let silent = 11

  // MARK: Korean

  private static func appendRevised(_ syllables: [Syllable], into out: inout [UInt8]) {
    for (index, syllable) in syllables.enumerated() {
      let before = index > 0 ? syllables[index - 1] : nil
      let after = index + 1 < syllables.count ? syllables[index + 1] : nil
      // ㄹㄹ is ll.
      append(syllable.first == 5 && before?.last == 8 ? "l" : initials[syllable.first], &out)
      append(vowels[syllable.vowel], &out)
      // Names are written syllable by syllable: what follows changes nothing but a vowel's liaison.
      append(after?.first == silent ? liaisons[syllable.last] : finals[syllable.last], &out)
    }
  }

  static let initials: [StaticString] = [
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h",
  ]
  static let vowels: [StaticString] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
  ]
  private static let finals: [StaticString] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
  ]
  private static let liaisons: [StaticString] = [
    "", "g", "kk", "k", "n", "nj", "n", "d", "r", "lg", "lm", "lb", "ls", "lt", "lp", "r", "m", "b", "ps", "s", "ss",
    "ng", "j", "ch", "k", "t", "p", "h",
  ]

  // MARK: Foreign names

  /// Whether a word has syllables that no Korean name has.
  private static func isForeign(_ syllables: [Syllable], isFamily: Bool) -> Bool {
    if syllables.count > 4 || syllables.count == 4 && !isFamily { return true }
    for (index, syllable) in syllables.enumerated() {
      let isOpen = syllable.last == 0
      switch (syllable.first, syllable.vowel) {
      // Consonants alone: 스, 트, 크.
      case (let first, 18) where isOpen && first != silent: return true
      // Doubled ones, k.
      case (1, _), (4, _), (8, _), (10, _), (13, _), (15, _): return true
      // t but for 태, 탁, 택, 통; p but for 표, 필, 평, 풍, 팔.
      case (16, 1),
        (16, 0) where syllable.last == 1, (16, 8) where syllable.last == 21:
        continue
      case (17, 12),
        (17, 20) where syllable.last == 8, (17, 6),
        (17, 13) where syllable.last == 21,
        (17, 0) where syllable.last == 8:
        continue
      case (16, _), (17, _): return true
      // 버, 더, 머, 너, 저, 처.
      case (let first, 4) where isOpen && [2, 3, 6, 7, 12, 14].contains(first): return true
      // e but for 세 and 제.
      case (let first, 5) where first != 9 && first != 12: return true
      // Words begin with no r.
      case (5, _) where index == 0 && !isFamily: return true
      default: if [7, 19, 22, 23, 25].contains(syllable.last) { return true }
      }
    }
    return false
  }

  private static func appendForeign(_ syllables: [Syllable], into out: inout [UInt8]) {
    for (index, syllable) in syllables.enumerated() {
      let before = index > 0 ? syllables[index - 1] : nil
      let isEnd = index + 1 == syllables.count && syllable.last == 0
      var initial = syllable.first == 5 && before?.last == 8 ? "" : initials[syllable.first]
      var vowel = foreignVowels[syllable.vowel]
      switch (syllable.first, syllable.vowel) {
      case (14, 18) where syllable.last == 0: (initial, vowel) = ("ts", "")
      case (12, 18) where syllable.last == 0: (initial, vowel) = ("z", "")
      case (_, 18) where syllable.last == 0: vowel = ""
      case (_, 4) where isEnd: vowel = "er"
      case (9, 16): (initial, vowel) = ("sh", syllable.last == 0 ? "" : "wi")
      case (9, 2), (9, 3), (9, 6), (9, 7), (9, 12), (9, 17):
        (initial, vowel) = ("sh", withoutY(syllable.vowel))
      case (12, 2), (12, 6), (12, 12), (12, 17), (14, 2), (14, 6), (14, 12), (14, 17):
        vowel = withoutY(syllable.vowel)
      default: break
      }
      append(initial, &out)
      append(vowel, &out)
      append(finals[syllable.last], &out)
    }
  }

  private static let foreignVowels: [StaticString] = [
    "a", "a", "ya", "ya", "e", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "e", "ui",
    "i",
  ]

  private static func withoutY(_ vowel: Int) -> StaticString {
    switch vowel {
    case 2: "a"
    case 3, 7: "e"
    case 6: "eo"
    case 12: "o"
    default: "u"
    }
  }

  private static func append(_ text: StaticString, _ out: inout [UInt8]) {
    // A static string's own bytes, which live for ever.
    text.withUTF8Buffer { out.append(copying: $0.span) }
  }
}
