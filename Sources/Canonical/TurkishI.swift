/// Capital I in Turkish text: ı by the rules, i where somebody had no İ on the keyboard.
enum TurkishI {
  /// The small letter of the I at an index: ı where İ stands in the names too; otherwise what vowel harmony asks for, and
  /// i in words that are known to break it.
  static func lower(
    _ name: Span<UInt8>, _ index: Int, _ word: Range<Int>, _ context: NameContext, _ lexicon: NameLexicon
  ) -> UInt32 {
    if context.tellsDottedI || word.count > 64 { return 0x131 }
    if lexicon.classes(name, word).contains(.turkishI) { return 0x69 }
    // The vowel before it, or else the one behind it; words of I alone are ı (Işık, Kılıç).
    var place = index
    while place > word.lowerBound {
      place -= 1
      if name[place] & 0xC0 == 0x80 { continue }
      if let isFront = isFront(scalar(in: name, at: place).value) { return isFront ? 0x69 : 0x131 }
    }
    place = index + 1
    while place < word.upperBound {
      let next = scalar(in: name, at: place)
      if let isFront = isFront(next.value) { return isFront ? 0x69 : 0x131 }
      place += next.count
    }
    return 0x131
  }

  /// Whether a letter is a vowel of the front of the mouth; nil where it is no vowel, or I itself.
  private static func isFront(_ c: UInt32) -> Bool? {
    switch c {
    case 0x41, 0x61, 0x4F, 0x6F, 0x55, 0x75, 0x131, 0xC2, 0xE2, 0xDB, 0xFB: false
    case 0x45, 0x65, 0x69, 0x130, 0xD6, 0xF6, 0xDC, 0xFC: true
    default: nil
    }
  }
}
