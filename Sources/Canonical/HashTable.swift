/// Numbers by the hash of what they belong to: open addressing, never full, asked without allocating.
struct HashTable: Sendable {
  private var hashes: [UInt64]
  private var values: [UInt16]

  /// For so many entries at most.
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    hashes = Array(repeating: 0, count: size)
    values = Array(repeating: 0, count: size)
  }

  /// The value of a hash; nil where there is none.
  subscript(hash: UInt64) -> UInt16? {
    let slot = slot(of: hash)
    return hashes[slot] == hash ? values[slot] : nil
  }

  /// Takes a value unless the hash has one.
  mutating func insert(_ value: UInt16, for hash: UInt64) {
    let slot = slot(of: hash)
    if hashes[slot] == hash { return }
    hashes[slot] = hash
    values[slot] = value
  }

  private func slot(of hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash >> 32) & (hashes.count - 1)
    while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & (hashes.count - 1) }
    return slot
  }
}
