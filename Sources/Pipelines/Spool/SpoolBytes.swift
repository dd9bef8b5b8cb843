/// Bytes with numbers of variable length (LEB128) in between.
struct SpoolBytes {
  var bytes: [UInt8] = []

  /// More bytes than any number takes.
  static let longest = 10

  /// A number that is not negative.
  mutating func append(_ number: Int) {
    bytes.append(addingCapacity: Self.longest) { Self.append(number, to: &$0) }
  }

  /// A number with its sign and one bit more.
  mutating func append(signed number: Int, tag: Bool) {
    bytes.append(addingCapacity: Self.longest) { Self.append(signed: number, tag: tag, to: &$0) }
  }

  @inline(__always)
  static func append(_ number: Int, to out: inout OutputSpan<UInt8>) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      out.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    out.append(UInt8(truncatingIfNeeded: rest))
  }

  @inline(__always)
  static func append(signed number: Int, tag: Bool, to out: inout OutputSpan<UInt8>) {
    append(Int(number.magnitude) << 2 | (number < 0 ? 2 : 0) | (tag ? 1 : 0), to: &out)
  }
}

/// Takes apart what `SpoolBytes` put together.
struct SpoolReader {
  private let bytes: [UInt8]
  private var at = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  @inline(__always)
  mutating func byte() -> UInt8 {
    defer { at += 1 }
    return bytes[at]
  }

  @inline(__always)
  mutating func number() -> Int {
    let first = byte()
    if first < 0x80 { return Int(first) }
    var value = UInt(first & 0x7F)
    var shift: UInt = 7
    while true {
      let next = byte()
      value |= UInt(next & 0x7F) << shift
      if next < 0x80 { return Int(bitPattern: value) }
      shift += 7
    }
  }

  @inline(__always)
  mutating func signed() -> (number: Int, tag: Bool) {
    let value = number()
    let magnitude = value >> 2
    return (value & 2 == 0 ? magnitude : -magnitude, value & 1 == 1)
  }
}
