/// Letters of Latin and Cyrillic that look the same: people type one for the other.
enum Homoglyphs {
  private static let pairs: [(latin: UInt32, cyrillic: UInt32)] = [
    (0x61, 0x430), (0x62, 0x432), (0x63, 0x441), (0x65, 0x435), (0x68, 0x43D), (0x69, 0x456), (0x6A, 0x458),
    (0x6B, 0x43A), (0x6D, 0x43C), (0x6F, 0x43E), (0x70, 0x440), (0x73, 0x455), (0x74, 0x442), (0x78, 0x445),
    (0x79, 0x443),
  ]

  /// Brings small letters that mix both scripts into the one that all of them can be of; others stay as they are.
  static func unmix(_ letters: inout [UInt8], from start: Int) {
    var latin = false
    var cyrillic = false
    for index in start..<letters.count {
      latin = latin || isASCIILetter(letters[index])
      cyrillic = cyrillic || letters[index] == 0xD0 || letters[index] == 0xD1
    }
    guard latin && cyrillic else { return }
    if !replace(&letters, from: start, toCyrillic: true) { _ = replace(&letters, from: start, toCyrillic: false) }
  }

  private static func replace(_ letters: inout [UInt8], from start: Int, toCyrillic: Bool) -> Bool {
    var out: [UInt8] = []
    var index = start
    while index < letters.count {
      let next = scalar(in: letters.span, at: index)
      index += next.count
      let isForeign = toCyrillic ? next.value < 0x80 && !isASCIIDigit(UInt8(next.value)) : 0x400...0x4FF ~= next.value
      if !isForeign {
        out.append(scalar: next.value)
      } else if let pair = pairs.first(where: { (toCyrillic ? $0.latin : $0.cyrillic) == next.value }) {
        out.append(scalar: toCyrillic ? pair.cyrillic : pair.latin)
      } else {
        return false
      }
    }
    letters.removeLast(letters.count - start)
    letters += out
    return true
  }
}
