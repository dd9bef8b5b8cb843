internal import CICU

/// Unicode composition (NFC, UAX #15), asked of ICU only where a cheap test says that it may change something.
enum Composition {
  /// More marks in a row than any writing system stacks (UAX #15, Stream-Safe Text Format). Longer runs are left as
  /// they are: sorting them takes ICU quadratic time.
  private static let longestMarkRun = 30

  /// Whether a scalar may change under NFC, join with what stands before it or move past it. False is certain; true may
  /// be wrong for whole blocks that are seldom met.
  @inline(__always)
  static func mayCompose(_ c: UInt32) -> Bool {
    if c < 0x300 { return false }
    return switch c {
    case 0x370...0x373, 0x375...0x37D, 0x37F...0x386, 0x388...0x482, 0x48A...0x590, 0x5D0...0x60F, 0x61B...0x64A,
      0x66E, 0x66F, 0x671...0x6D5, 0xE01...0xE37, 0x10A0...0x10FF, 0x1E00...0x1EFF, 0x3001...0x3029, 0x3030...0x3098,
      0x309B...0x4DFF, 0x4E00...0xA66E, 0xAC00...0xD7A3, 0xFE70...0xFEFE, 0xFF01...0xFFEF:
      false
    default: true
    }
  }

  /// Brings the bytes from `start` on into NFC, in place; invalid UTF-8 stays as it is.
  static func compose(_ bytes: inout [UInt8], from start: Int) {
    let count = bytes.count - start
    guard count > 0, count <= Int(Int32.max) / 4, !hasLongMarkRun(bytes.span.extracting(start..<bytes.count)) else {
      return
    }
    bytes.append(contentsOf: repeatElement(0, count: count * 2))
    let written = bytes.withUnsafeMutableBufferPointer { buffer -> Int32 in
      // C edge: the pointer stays inside the closure; the shim reads all before it writes.
      guard let base = buffer.baseAddress else { return -1 }
      return sluice_nfc(base + start, Int32(count), base + start, Int32(count * 3))
    }
    bytes.removeLast(count * 3 - (written >= 0 ? Int(written) : count))
  }

  private static func hasLongMarkRun(_ text: Span<UInt8>) -> Bool {
    var run = 0
    var index = 0
    while index < text.count {
      let next = scalar(in: text, at: index)
      index += next.count
      run = mayCompose(next.value) && sluice_is_letter(next.value) == 0 ? run + 1 : 0
      if run > longestMarkRun { return true }
    }
    return false
  }
}
