internal import CSimdJSON
internal import PipelineModel

/// Looks at bytes that do not depend on where scanning stands; pointers are the hot loop's own, and every read is below
/// the count or range given.
extension CSVScanner {
  /// One past the first line end that begins in `range`; of the bytes after it, the `count` say whether it is CRLF.
  static func afterLineEnd(_ p: UnsafePointer<UInt8>, in range: Range<Int>, count: Int) -> Int? {
    var at = range.lowerBound
    while at < range.upperBound {
      if p[at] == Byte.lf { return at + 1 }
      if p[at] == Byte.cr { return at + 1 < count && p[at + 1] == Byte.lf ? at + 2 : at + 1 }
      at += 1
    }
    return nil
  }

  /// How many line ends (CR, LF or CRLF) stand in a range that does not cut a CRLF.
  static func lineEnds(_ p: UnsafePointer<UInt8>, _ range: Range<Int>) -> UInt64 {
    var lines: UInt64 = 0
    for at in range where p[at] == Byte.lf || p[at] == Byte.cr {
      if p[at] == Byte.lf && at > range.lowerBound && p[at - 1] == Byte.cr { continue }
      lines += 1
    }
    return lines
  }

  /// Takes the quotes out of a field in place: doubled ones become one, what follows the closing quote stays.
  static func rewrite(_ slice: inout FieldSlice, in bytes: inout [UInt8], quote: UInt8) {
    var write = Int(slice.start)
    var read = Int(slice.start) + 1
    let end = Int(slice.end)
    var isQuoted = true
    while read < end {
      let byte = bytes[read]
      read += 1
      if isQuoted && byte == quote {
        if read < end && bytes[read] == quote {
          read += 1
        } else {
          isQuoted = false
          continue
        }
      }
      bytes[write] = byte
      write += 1
    }
    slice.end = UInt32(write)
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
