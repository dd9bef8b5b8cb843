internal import CTables

/// The lines of a table's file.
enum TableText {
  /// Calls `take` with each line that is no comment, without its line feed.
  static func forEachLine(of table: sluice_table, _ take: (Span<UInt8>) -> Void) {
    // The table lives for ever, and the pointer does not leave here.
    let buffer = UnsafeBufferPointer(start: table.bytes, count: table.count)
    let bytes = buffer.span
    var start = 0
    while start < bytes.count {
      let end = bytes.firstIndex(of: 0x0A, in: start..<bytes.count) ?? bytes.count
      if end > start, bytes[start] != 0x23 { take(bytes.extracting(start..<end)) }
      start = end + 1
    }
  }
}

/// A hash of text (FNV-1a), the same on every machine.
struct TextHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

  mutating func add(_ bytes: Span<UInt8>) { for index in bytes.indices { add(bytes[index]) } }

  init() {}
  init(_ bytes: Span<UInt8>) { add(bytes) }
}
