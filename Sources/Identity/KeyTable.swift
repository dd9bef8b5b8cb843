internal import CBytes
internal import CLinux

/// An open-addressing table from hashed keys to the row (or another number below 2^31) that first showed them; 16 bytes a
/// slot, no allocation a key.
///
/// Keys are 128-bit hashes already, so no further hashing is needed; 96 bits of them are compared.
package struct KeyTable: Sendable {
  private struct Slot {
    var low: UInt64
    var high: UInt32
    /// The row plus one; 0 where the slot is free. The top bit tells that somebody knows the key.
    var row: UInt32
  }

  private static let known: UInt32 = 1 << 31

  private var slots: [Slot]
  private(set) var count = 0

  package init(minimumCapacity: Int = 1 << 12) {
    var size = 1 << 12
    while size * 3 / 4 < minimumCapacity { size *= 2 }
    slots = Self.freeSlots(size)
  }

  /// Slots are asked for all over a table of many megabytes: in large pages the processor finds their addresses at once.
  private static func freeSlots(_ count: Int) -> [Slot] {
    Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      // The advice is all that takes the address, and every slot is filled.
      if let start = buffer.baseAddress { sluice_prefer_large_pages(start, count * MemoryLayout<Slot>.stride) }
      buffer.initialize(repeating: Slot(low: 0, high: 0, row: 0))
      initialized = count
    }
  }

  /// The row that showed the key before; `row` itself, which is then kept, where none has.
  package mutating func row(for key: UInt128, orInsert row: Int) -> Int {
    if (count + 1) * 4 > slots.count * 3 { grow() }
    let low = UInt64(truncatingIfNeeded: key)
    let high = UInt32(truncatingIfNeeded: key >> 64)
    let index = slot(low, high)
    if slots[index].row != 0 { return Int((slots[index].row & ~Self.known) - 1) }
    slots[index] = Slot(low: low, high: high, row: UInt32(row + 1))
    count += 1
    return row
  }

  /// The row that showed the key; nil where none has.
  package func row(for key: UInt128) -> Int? {
    let slot = slots[slot(UInt64(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 64))]
    return slot.row == 0 ? nil : Int((slot.row & ~Self.known) - 1)
  }

  /// The row that showed the key, which is known from now on; nil where none has.
  mutating func know(_ key: UInt128) -> Int? {
    let index = slot(UInt64(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 64))
    if slots[index].row == 0 { return nil }
    slots[index].row |= Self.known
    return Int((slots[index].row & ~Self.known) - 1)
  }

  /// The rows that first showed keys which are not known, in no order.
  func forEachUnknown(_ body: (_ row: Int) -> Void) {
    for slot in slots where slot.row != 0 && slot.row & Self.known == 0 { body(Int(slot.row - 1)) }
  }

  /// Asks for the memory that `row(for:orInsert:)` will look at first: the table is larger than any cache.
  @inline(__always)
  package func prefetch(_ key: UInt128) {
    let index = Int(truncatingIfNeeded: UInt64(truncatingIfNeeded: key)) & (slots.count - 1)
    // Measured hot loop; the address is within the array and is only hinted at.
    slots.withUnsafeBufferPointer { if let start = $0.baseAddress { sluice_prefetch(start + index) } }
  }

  /// The slot that holds the key, or the free one where it belongs.
  @inline(__always)
  private func slot(_ low: UInt64, _ high: UInt32) -> Int {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: low) & mask
    while slots[index].row != 0 && (slots[index].low != low || slots[index].high != high) { index = (index + 1) & mask }
    return index
  }

  private mutating func grow() {
    let old = slots
    slots = Self.freeSlots(old.count * 2)
    for entry in old where entry.row != 0 { slots[slot(entry.low, entry.high)] = entry }
  }
}
