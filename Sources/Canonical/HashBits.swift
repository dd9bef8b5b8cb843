/// A small set of hashes that tells at a look that most are not in it; what it takes for a member may be none.
struct HashBits: Sendable {
  private var words: [UInt64] = Array(repeating: 0, count: 256)

  mutating func insert(_ hash: UInt64) {
    let bit = HashBits.bit(of: hash)
    words[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  @inline(__always)
  func mayContain(_ hash: UInt64) -> Bool {
    let bit = HashBits.bit(of: hash)
    return words[bit >> 6] >> UInt64(bit & 63) & 1 != 0
  }

  private static func bit(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 20) & (256 * 64 - 1) }
}
