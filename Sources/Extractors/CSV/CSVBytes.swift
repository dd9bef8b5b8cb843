internal import CSimdJSON
internal import PipelineModel

/// Looks at bytes that do not depend on where scanning stands; pointers are the hot loop's own, and every read is below
/// the count or range given.
extension CSVScanner {
  /// One past the first line end that begins in `range`; of the bytes after it, the `count` say whether it is CRLF.
  static func afterLineEnd(
    _ p: UnsafePointer<UInt8>, in range: Range<Int>, count: Int, _ terminator: UInt8? = nil
  ) -> Int? {
    var at = range.lowerBound
    if let terminator {
      while at < range.upperBound {
        if p[at] == terminator { return at + 1 }
        at += 1
      }
      return nil
    }
    while at < range.upperBound {
      if p[at] == Byte.lf { return at + 1 }
      if p[at] == Byte.cr { return at + 1 < count && p[at + 1] == Byte.lf ? at + 2 : at + 1 }
      at += 1
    }
    return nil
  }

  /// How many line ends (CR, LF or CRLF) stand in a range that does not cut a CRLF.
  static func lineEnds(_ p: UnsafePointer<UInt8>, _ range: Range<Int>, _ terminator: UInt8? = nil) -> UInt64 {
    var lines: UInt64 = 0
    if let terminator {
      for at in range where p[at] == terminator { lines += 1 }
      return lines
    }
    for at in range where p[at] == Byte.lf || p[at] == Byte.cr {
      if p[at] == Byte.lf && at > range.lowerBound && p[at - 1] == Byte.cr { continue }
      lines += 1
    }
    return lines
  }

  /// Whether bytes are UTF-8; unless they are the last, a sequence cut off at the end does not count against them.
  static func isUTF8(_ bytes: Span<UInt8>, isLast: Bool) -> Bool {
    var end = bytes.count
    if !isLast {
      var back = 1
      while back <= min(3, bytes.count) {
        let byte = bytes[bytes.count - back]
        if byte & 0xC0 == 0x80 {
          back += 1
          continue
        }
        if byte >= 0xC0 { end = bytes.count - back }
        break
      }
    }
    // simdjson's look is several times as fast as the standard library's; the pointer does not leave the closure.
    return bytes.extracting(0..<end).withUnsafeBufferPointer { sluice_is_utf8($0.baseAddress, $0.count) }
  }
}
