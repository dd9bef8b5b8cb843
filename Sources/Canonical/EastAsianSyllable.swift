/// Syllables of Chinese, Korean and Vietnamese as they are written in Latin letters, by whatever romanisation.
enum EastAsianSyllable {
  /// Whether a word is one: an onset, a vowel or a diphthong, and at most a nasal or a stop behind it.
  static func isOne(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard (1...8).contains(range.count) else { return false }
    var letters = (0 as UInt64, 0)
    var index = range.lowerBound
    while index < range.upperBound {
      let next = scalar(in: bytes, at: index)
      index += next.count
      let letter: UInt8
      switch next.value {
      // ŏ and ŭ of McCune and Reischauer, and vowels with tones.
      case 0x14E, 0x14F, 0xF2...0xF6, 0xD2...0xD6, 0x14C, 0x14D, 0x1D1, 0x1D2: letter = 0x6F
      case 0x16C, 0x16D, 0xF9...0xFC, 0xD9...0xDC, 0x16A, 0x16B, 0x1D3...0x1DC: letter = 0x75
      case 0xC0...0xC4, 0xE0...0xE4, 0x100...0x103, 0x1CD, 0x1CE: letter = 0x61
      case 0xC8...0xCB, 0xE8...0xEB, 0x112, 0x113, 0x11A, 0x11B: letter = 0x65
      case 0xCC...0xCF, 0xEC...0xEF, 0x12A, 0x12B, 0x1CF, 0x1D0: letter = 0x69
      case 0x41...0x5A, 0x61...0x7A: letter = UInt8(next.value) | 0x20
      default: return false
      }
      letters.0 = letters.0 << 8 | UInt64(letter)
      letters.1 += 1
    }
    return isOne(letters.0, letters.1)
  }

  /// Whether a word is two syllables written together, however it is parted.
  static func areTwo(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard (3...12).contains(range.count), bytes.extracting(range).isASCII else { return false }
    for middle in range.dropFirst().dropLast() {
      if isOne(bytes, range.lowerBound..<middle), isOne(bytes, middle..<range.upperBound) { return true }
    }
    return false
  }

  private static func isOne(_ letters: UInt64, _ count: Int) -> Bool {
    func at(_ place: Int) -> UInt8 { UInt8(truncatingIfNeeded: letters >> UInt64(8 * (count - 1 - place))) }
    func isVowel(_ place: Int) -> Bool { vowels & 1 << UInt32(at(place) - 0x61) != 0 }
    var place = 0
    while place < count, !isVowel(place) { place += 1 }
    guard place <= 3, place == 0 || isOnset(letters >> UInt64(8 * (count - place))) else { return false }
    let start = place
    while place < count, isVowel(place) { place += 1 }
    guard place > start else { return false }
    let nucleus = letters >> UInt64(8 * (count - place)) & (1 << UInt64(8 * (place - start)) &- 1)
    guard isNucleus(nucleus, length: place - start, open: place == count) else { return false }
    return place == count || isCoda(letters & (1 << UInt64(8 * (count - place)) &- 1))
  }

  /// a e i o u, as bits from a on.
  private static let vowels: UInt32 = 1 | 1 << 4 | 1 << 8 | 1 << 14 | 1 << 20

  private static func packed(_ text: StaticString) -> UInt64 {
    text.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt64($1) } }
  }

  private static func isOnset(_ letters: UInt64) -> Bool { onsets.contains(letters) }
  private static func isCoda(_ letters: UInt64) -> Bool { codas.contains(letters) }

  private static func isNucleus(_ letters: UInt64, length: Int, open: Bool) -> Bool {
    length == 1 || nuclei.contains(letters) || open && openNuclei.contains(letters)
  }

  private static func set(_ texts: [StaticString]) -> Set<UInt64> { Set(texts.map(packed)) }

  private static let onsets = set([
    "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y", "w", "v", "zh", "ch",
    "sh", "kh", "ts", "tz", "hs", "ng", "nh", "kw", "gw", "ph", "th", "tr", "kk", "ky", "gy", "my", "ry", "ny", "hy",
    "py", "by", "ly", "dy", "sw", "hw", "shw", "chw", "ty", "phy", "bw", "jw", "tw", "szu", "sz", "gi", "qu", "ngh",
  ])
  private static let codas = set(["n", "ng", "m", "k", "t", "p", "l", "h", "nh", "ch", "g", "b", "ck", "rl"])
  private static let nuclei = set([
    "ae", "ai", "eo", "oo", "ee", "ou", "eu", "ia", "ie", "io", "iu", "ua", "ue", "ui", "uo", "oe", "uu", "iao", "eoi",
    "yeo", "uai", "uye", "ieu", "oi", "eui",
  ])
  private static let openNuclei = set(["ao", "au", "ei", "iao", "uei", "uai", "oei", "ioe", "ieh", "aoi", "iau", "iou"])
}
