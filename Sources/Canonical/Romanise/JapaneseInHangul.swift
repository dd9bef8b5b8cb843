internal import PipelineModel

/// Japanese names in Hangul, which keep their family name in front: in Latin letters it stands behind, as in all names
/// but Korean ones.
enum JapaneseInHangul {
  /// Whether two words are a Japanese family name and a given name.
  static func isName(_ family: ArraySlice<UInt32>, _ given: ArraySlice<UInt32>) -> Bool {
    guard 2...6 ~= family.count, 1...5 ~= given.count, family.allSatisfy(isKana), given.allSatisfy(isKana) else {
      return false
    }
    if ends(family, elements) { return true }
    return given.count > 1 && ends(family, shortElements) && ends(given, givenEnds)
  }

  /// Whether a syllable is one of kana: no final consonant but ㄴ and ㅅ, and a vowel that Japanese has.
  private static func isKana(_ c: UInt32) -> Bool {
    guard 0xAC00...0xD7A3 ~= c else { return false }
    let place = Int(c - 0xAC00)
    let vowel = place % 588 / 28
    // a ya e o yo u yu eu i wa ae
    return [0, 2, 5, 8, 9, 12, 13, 17, 18, 20].contains(vowel) && [0, 4, 19].contains(place % 28)
      && ![1, 4, 8, 13, 17].contains(place / 588) && (vowel != 18 || [9, 10, 12].contains(place / 588))
  }

  private static func ends(_ word: ArraySlice<UInt32>, _ endings: [[UInt32]]) -> Bool {
    endings.contains { word.count >= $0.count && word.suffix($0.count).elementsEqual($0) }
  }

  private static func list(_ text: String) -> [[UInt32]] {
    text.split(separator: " ").map { $0.unicodeScalars.map(\.value) }
  }

  /// What family names end with: field, village, mountain, river …
  private static let elements = list(
    """
    무라 모토 야마 카와 가와 자키 사키 시마 지마 바야시 나카 구치 쿠치 하라 바라 오카 자와 사와 다니 타니 미야 모리 하시 바시 쿠라 구라 우치 마쓰 즈키 카다 마다 노다 다이라 하타 이시 미즈 \
    히라 카다 가와 무로 나베 이토 사토 가토 고토 안도 곤도 엔도 사이토 나이토 구도 이노우에 우에다 오노 마노 히노 우에노 미우라 스기
    """)
  private static let shortElements = list("다 타 토 도 노 이 베 키 기 구 쿠")
  /// What given names end with.
  private static let givenEnds = list("코 로 키 타 나 스케 히로 유키 요시 히토 루 에 사쿠 헤이 조 지 야 시 카 미 오 토 유 리 이치 카즈 마사")

  /// Appends a word in small letters by Hepburn.
  static func append(_ word: [UInt32], into out: inout [UInt8]) {
    for c in word where 0xAC00...0xD7A3 ~= c {
      let place = Int(c - 0xAC00)
      let first = place / 588
      let vowel = place % 588 / 28
      let isHard = first == 9 || first == 10
      switch (first, vowel) {
      case (10, 18), (14, 18): text("tsu", &out)
      case (9, 20): text("shi", &out)
      case (9, 2), (9, 12), (9, 17):
        text("sh", &out)
        out.append(vowel == 2 ? 0x61 : vowel == 12 ? 0x6F : 0x75)
      case (12, 18): text("zu", &out)
      default:
        text(isHard ? "s" : Hangul.initials[first], &out)
        text(vowel == 18 ? "u" : first == 12 || first == 14 ? withoutY(vowel) : Hangul.vowels[vowel], &out)
      }
      if place % 28 == 4 { out.append(0x6E) }
    }
  }

  private static func withoutY(_ vowel: Int) -> StaticString {
    switch vowel {
    case 2: "a"
    case 12: "o"
    case 17: "u"
    default: Hangul.vowels[vowel]
    }
  }

  private static func text(_ text: StaticString, _ out: inout [UInt8]) {
    // A static string's own bytes, which live for ever.
    text.withUTF8Buffer { out.append(copying: $0.span) }
  }
}
