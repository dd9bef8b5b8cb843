internal import CTables

/// Kana in Latin letters.
enum Kana {
  static func contains(_ c: UInt32) -> Bool { 0x3041...0x3096 ~= c || 0x30A1...0x30FA ~= c || c == 0x30FC }

  /// Appends a word in small letters: Japanese by Hepburn with long vowels written once, a loan word in katakana without
  /// the vowels that only kana needs (トム is Tom).
  static func append(_ word: [UInt32], into out: inout [UInt8]) {
    let kana = word.map { 0x3041...0x3096 ~= $0 ? $0 + 0x60 : $0 }
    let isLoan = kana == word && isLoanWord(kana)
    let syllables = syllables(kana)
    let start = out.count
    for (index, syllable) in syllables.enumerated() {
      let next = index + 1 < syllables.count ? syllables[index + 1] : []
      switch syllable {
      case doubling: appendDoubled(next, into: &out)
      case lengthening: lengthen(isLoan && index + 1 == syllables.count, start, &out)
      case [0x6E] where next.first.map { [0x62, 0x6D, 0x70].contains($0) } ?? false:
        out.append(next[0] == 0x6D ? 0x6E : 0x6D)
      default:
        append(syllable, isLoan && !(index == 0 && isResonant(syllable)), next, into: &out)
      }
    }
    if !isLoan { shorten(&out, from: start) }
  }

  private static let doubling: [UInt8] = [0x71]
  private static let lengthening: [UInt8] = [0x2D]

  private static func appendDoubled(_ next: [UInt8], into out: inout [UInt8]) {
    guard let first = next.first, ![0x61, 0x65, 0x69, 0x6F, 0x75, 0x6E, 0x71, 0x2D].contains(first) else { return }
    out.append(next.starts(with: [0x63, 0x68]) ? 0x74 : first)
  }

  /// A long `a` at the end of a loan word is the `er` of English and German.
  private static func lengthen(_ isLast: Bool, _ start: Int, _ out: inout [UInt8]) {
    guard isLast, out.count > start + 2, out.last == 0x61 else { return }
    out.removeLast()
    out += [0x65, 0x72]
  }

  private static func isResonant(_ syllable: [UInt8]) -> Bool { syllable[0] == 0x72 || syllable[0] == 0x6D }

  /// Appends a syllable; what stands behind its star only where a vowel is needed.
  private static func append(_ syllable: [UInt8], _ isLoan: Bool, _ next: [UInt8], into out: inout [UInt8]) {
    guard let star = syllable.firstIndex(of: 0x2A) else {
      out += syllable
      return
    }
    out += syllable[..<star]
    if !isLoan || next == lengthening || next == [0x6E] {
      out += syllable[(star + 1)...]
    } else if out.last == 0x72 {
      out[out.count - 1] = 0x6C
    }
  }

  /// `ou`, `oo` and `uu` are long vowels, written once in names.
  private static func shorten(_ out: inout [UInt8], from start: Int) {
    var kept = start
    for index in start..<out.count {
      let byte = out[index]
      let before = kept > start ? out[kept - 1] : 0
      if byte == 0x75 && (before == 0x6F || before == 0x75) || byte == 0x6F && before == 0x6F { continue }
      out[kept] = byte
      kept += 1
    }
    out.removeLast(out.count - kept)
  }

  private static func syllables(_ kana: [UInt32]) -> [[UInt8]] {
    var syllables: [[UInt8]] = []
    var index = 0
    while index < kana.count {
      switch kana[index] {
      case 0x30C3: syllables.append(doubling)
      case 0x30FC: syllables.append(lengthening)
      default:
        if index + 1 < kana.count, let pair = table[kana[index] << 16 | kana[index + 1]] {
          syllables.append(pair)
          index += 1
        } else if let single = table[kana[index]] {
          syllables.append(single)
        }
      }
      index += 1
    }
    return syllables
  }

  // MARK: Loan words

  /// Whether a word in katakana has what Japanese names do not: sounds of other languages, or more syllables.
  private static func isLoanWord(_ kana: [UInt32]) -> Bool {
    guard let first = kana.first, let last = kana.last else { return false }
    if kana.count >= 6 || isLiquid(first) || foreignEnds.contains(last) { return true }
    for (index, c) in kana.enumerated() {
      if foreign.contains(c) { return true }
      guard index + 1 < kana.count else { break }
      let next = kana[index + 1]
      if c == 0x30F3 && (isVowel(next) || isLiquid(next)) { return true }
      if c == 0x30C3 && voiced.contains(next) { return true }
      // But for スズ, as in Suzuki.
      if bareConsonants.contains(c) && bareConsonants.contains(next) && !(c == 0x30B9 && next == 0x30BA) { return true }
    }
    return false
  }

  /// ー ヴ, small vowels, and the row of p.
  private static let foreign: Set<UInt32> = [
    0x30FC, 0x30F4, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30EE, 0x30D1, 0x30D4, 0x30D7, 0x30DA, 0x30DD,
  ]
  /// ス ズ ド グ ブ フ ヌ ゴ ザ ゼ ダ ヅ.
  private static let foreignEnds: Set<UInt32> = [
    0x30B9, 0x30BA, 0x30C9, 0x30B0, 0x30D6, 0x30D5, 0x30CC, 0x30B4, 0x30B6, 0x30BC, 0x30C0, 0x30C5,
  ]
  /// ガ グ ゲ ザ ズ ゼ ゾ ダ デ ド バ ブ ベ ボ.
  private static let voiced: Set<UInt32> = [
    0x30AC, 0x30B0, 0x30B2, 0x30B6, 0x30BA, 0x30BC, 0x30BE, 0x30C0, 0x30C7, 0x30C9, 0x30D0, 0x30D6, 0x30D9, 0x30DC,
  ]
  /// ク ス ツ フ ム ル ト ド グ ズ ブ.
  private static let bareConsonants: Set<UInt32> = [
    0x30AF, 0x30B9, 0x30C4, 0x30D5, 0x30E0, 0x30EB, 0x30C8, 0x30C9, 0x30B0, 0x30BA, 0x30D6,
  ]
  private static func isVowel(_ c: UInt32) -> Bool { [0x30A2, 0x30A4, 0x30A6, 0x30A8, 0x30AA].contains(c) }
  private static func isLiquid(_ c: UInt32) -> Bool { 0x30E9...0x30ED ~= c }

  /// Letters by one kana, or by two in one number.
  private static let table: [UInt32: [UInt8]] = {
    var table: [UInt32: [UInt8]] = [:]
    TableText.forEachLine(of: sluice_table_romanise_kana()) { line in
      guard let tab = line.firstIndex(of: 0x09, in: 0..<line.count) else { return }
      var key: UInt32 = 0
      var index = 0
      while index < tab {
        let next = scalar(in: line, at: index)
        key = key << 16 | next.value
        index += next.count
      }
      table[key] = (tab + 1..<line.count).map { line[$0] }
    }
    return table
  }()
}
