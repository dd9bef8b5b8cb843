/// What stands around a name without being of it: honorifics before, suffixes after.
package enum NameParts {
  /// Where the name begins after the honorifics at its front (`Dr. John` → 4); 0 where there are none or nothing would
  /// be left. `name` must be clean text.
  package static func nameStart(in name: Span<UInt8>, _ lexicon: NameLexicon = .standard) -> Int {
    var start = 0
    guard name.count <= NameTokens.longest else { return 0 }
    while let space = name.firstIndex(of: 0x20, in: start..<name.count) {
      guard isHonorific(name, start..<space, lexicon) else { break }
      start = space + 1
    }
    return start
  }

  /// Where the name ends and where the suffixes after it begin (`Smith, PhD` → 5 and 7); both are the count where there
  /// are none or nothing would be left. `name` must be clean text.
  package static func nameEnd(
    in name: Span<UInt8>, _ lexicon: NameLexicon = .standard
  ) -> (end: Int, suffix: Int) {
    var found = (end: name.count, suffix: name.count)
    var end = name.count
    guard name.count <= NameTokens.longest else { return found }
    while true {
      var start = end
      while start > 0, name[start - 1] != 0x20, name[start - 1] != 0x2C { start -= 1 }
      guard start > 0, isSuffix(name, start..<end, afterComma: hasComma(name, before: start), lexicon) else {
        return found
      }
      end = start
      while end > 0, name[end - 1] == 0x20 || name[end - 1] == 0x2C { end -= 1 }
      guard end > 0 else { return found }
      found = (end, start)
    }
  }

  /// Whether every word of `words` stands in `value` already, case and dots aside.
  package static func contains(_ value: Span<UInt8>, _ words: Span<UInt8>) -> Bool {
    // Each word is looked for from the front: fine for affixes, not for novels.
    guard words.count <= 256, value.count <= 1024 else { return false }
    var index = 0
    while let word = nextWord(words, from: index) {
      index = word.upperBound
      guard let wanted = NameKey(words, word), holds(value, wanted) else { return false }
    }
    return true
  }

  /// Whether a word is a suffix whatever stands before it, as `Jr.` in `Smith, Jr.`.
  private static func isSuffix(
    _ name: Span<UInt8>, _ word: Range<Int>, afterComma: Bool, _ lexicon: NameLexicon
  ) -> Bool {
    let classes = lexicon.classes(name, word)
    // Mr. Meng is no engineer.
    let isName =
      classes.isAny(of: .family | .chinese | .korean) && word.count > 1 && name[word.lowerBound + 1] &- 0x61 < 26
      && !afterComma
    if classes.isAny(of: .suffix | .generation) && !isName { return true }
    return afterComma && classes.isAny(of: .capitals | .late)
  }

  private static func isHonorific(_ name: Span<UInt8>, _ word: Range<Int>, _ lexicon: NameLexicon) -> Bool {
    let classes = lexicon.classes(name, word)
    return classes.contains(.title) || classes.contains(.dotted) && name[word.upperBound - 1] == 0x2E
  }

  private static func hasComma(_ name: Span<UInt8>, before start: Int) -> Bool {
    var index = start
    while index > 0, name[index - 1] == 0x20 { index -= 1 }
    return index > 0 && name[index - 1] == 0x2C
  }

  private static func holds(_ value: Span<UInt8>, _ wanted: NameKey) -> Bool {
    var index = 0
    while let word = nextWord(value, from: index) {
      if NameKey(value, word) == wanted { return true }
      index = word.upperBound
    }
    return false
  }

  private static func nextWord(_ text: Span<UInt8>, from index: Int) -> Range<Int>? {
    var start = index
    while start < text.count, text[start] == 0x20 || text[start] == 0x2C { start += 1 }
    var end = start
    while end < text.count, text[end] != 0x20, text[end] != 0x2C { end += 1 }
    return start < end ? start..<end : nil
  }
}
