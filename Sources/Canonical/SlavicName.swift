/// Endings that tell what a Slavic name is, in Cyrillic letters and in Latin ones.
enum SlavicName {
  /// Whether a word is the father's name: Ivanovich, Ivanovna.
  static func isPatronymic(_ name: Span<UInt8>, _ word: Range<Int>) -> Bool { ends(name, word, with: patronymics) }

  /// Whether a word can only be a family name: Ivanov, Petrenko, Tolstaya.
  static func isFamily(_ name: Span<UInt8>, _ word: Range<Int>) -> Bool { ends(name, word, with: families) }

  private static let patronymics = [
    "ович", "евич", "ьич", "овна", "евна", "ична", "івна", "ївна", "ovich", "evich", "ovna", "evna", "ichna", "ivna",
  ].map(scalars)
  private static let families = [
    "ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "ской", "ова", "ева", "ёва", "ина", "ына", "ская", "цкая", "енко",
    "чук",
    "юк", "ський", "ська", "ov", "ev", "ova", "eva", "sky", "skiy", "skii", "skaya", "enko", "chuk",
  ].map(scalars)

  private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  /// Whether a word ends so and has two letters more at least.
  private static func ends(_ name: Span<UInt8>, _ word: Range<Int>, with endings: [[UInt32]]) -> Bool {
    guard word.count > 4, word.count <= 60 else { return false }
    // The last five letters, the last one first.
    var letters: [5 of UInt32] = [0, 0, 0, 0, 0]
    var count = 0
    var index = word.upperBound
    while index > word.lowerBound {
      index -= 1
      if name[index] & 0xC0 == 0x80 { continue }
      if count < 5 { letters[count] = LetterCase.lower(scalar(in: name, at: index).value) }
      count += 1
    }
    for ending in endings where count >= ending.count + 2 {
      var place = 0
      while place < ending.count, letters[place] == ending[ending.count - 1 - place] { place += 1 }
      if place == ending.count { return true }
    }
    return false
  }
}
