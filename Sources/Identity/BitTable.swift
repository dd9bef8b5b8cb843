/// A bit for some bits of each hash: says of a hash that it may have been put in, or that it certainly was not.
struct BitTable {
  private var words: [UInt64]

  init(minimumCount: Int) {
    var size = 1
    while size * 64 < minimumCount { size *= 2 }
    words = Array(repeating: 0, count: size)
  }

  /// Puts a hash in; tells whether it, or another of the same bits, was in before.
  mutating func insert(_ hash: UInt128) -> Bool {
    let (word, bit) = place(hash)
    defer { words[word] |= bit }
    return words[word] & bit != 0
  }

  /// Whether a hash, or another of the same bits, was put in.
  func contains(_ hash: UInt128) -> Bool {
    let (word, bit) = place(hash)
    return words[word] & bit != 0
  }

  @inline(__always)
  private func place(_ hash: UInt128) -> (word: Int, bit: UInt64) {
    let low = UInt64(truncatingIfNeeded: hash)
    return (Int(truncatingIfNeeded: low >> 6) & (words.count - 1), 1 << (low & 63))
  }
}
