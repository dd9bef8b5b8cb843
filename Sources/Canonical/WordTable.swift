/// Up to 16 ASCII bytes in one number, lower-cased: words that tables can be asked for without a string.
struct PackedWord: Hashable, Sendable {
  private let bits: UInt128

  /// The word in a range of bytes; nil where it is empty, longer than 16 bytes or not ASCII.
  @inline(__always)
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>, ignoringDots: Bool = false) {
    guard range.count <= (ignoringDots ? 24 : 16) else { return nil }
    if range.count < 8 && !ignoringDots {
      let word = bytes.extracting(range).shortWord.byteSwapped
      guard !range.isEmpty, word & 0x8080_8080_8080_8080 == 0 else { return nil }
      self.bits = UInt128(asciiLower(word) >> UInt64(64 - 8 * range.count))
      return
    }
    if !ignoringDots {
      // Eight bytes from the front and eight from the back: where they overlap they agree.
      let front = bytes.word(at: range.lowerBound).byteSwapped
      let back = bytes.word(at: range.upperBound - 8).byteSwapped
      guard (front | back) & 0x8080_8080_8080_8080 == 0 else { return nil }
      let shift = UInt128(8 * (range.count - 8))
      self.bits = UInt128(asciiLower(front)) << shift | UInt128(asciiLower(back))
      return
    }
    var bits: UInt128 = 0
    var count = 0
    for index in range {
      let byte = bytes[index]
      if byte == 0x2E && ignoringDots { continue }
      guard byte < 0x80 else { return nil }
      bits = bits << 8 | UInt128(asciiLower(byte))
      count += 1
    }
    guard count > 0, count <= 16 else { return nil }
    self.bits = bits
  }

  /// Spreads words over a table (Fibonacci hashing); the tables are ours, so nobody can make it slow.
  var hash: Int {
    let mixed =
      (UInt64(truncatingIfNeeded: bits) ^ UInt64(truncatingIfNeeded: bits >> 64) &* 31) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 40)
  }

  /// A word of a table.
  init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    self.init(bytes.span, 0..<bytes.count)
  }
}

/// A set of words that is asked by bytes, case aside: an open table, as nearly every question is answered no.
struct WordSet: Sendable {
  private var slots: [PackedWord?]

  /// The words of a text, separated by white space.
  init(_ text: String) {
    let words = text.split(whereSeparator: \.isWhitespace).compactMap { PackedWord($0) }
    var size = 8
    while size < words.count * 4 { size *= 2 }
    slots = Array(repeating: nil, count: size)
    for word in words {
      var slot = word.hash & (size - 1)
      while slots[slot] != nil && slots[slot] != word { slot = (slot + 1) & (size - 1) }
      slots[slot] = word
    }
  }

  /// Whether a word is in it.
  func contains(_ word: PackedWord?) -> Bool {
    guard let word else { return false }
    var slot = word.hash & (slots.count - 1)
    while let held = slots[slot] {
      if held == word { return true }
      slot = (slot + 1) & (slots.count - 1)
    }
    return false
  }
}
