/// A Unicode scalar as it stands in UTF-8, or one byte that is no part of any.
struct DecodedScalar {
  /// The code point; `DecodedScalar.invalid` for a stray byte.
  var value: UInt32
  /// How many bytes it takes.
  var count: Int

  static var invalid: UInt32 { .max }
}

/// Decodes what begins at a byte (RFC 3629: shortest form, no surrogates); `index` must be inside.
@inline(__always)
func scalar(in bytes: Span<UInt8>, at index: Int) -> DecodedScalar {
  let lead = bytes[index]
  return lead < 0x80 ? DecodedScalar(value: UInt32(lead), count: 1) : multibyteScalar(in: bytes, at: index)
}

private func multibyteScalar(in bytes: Span<UInt8>, at index: Int) -> DecodedScalar {
  let lead = bytes[index]
  let stray = DecodedScalar(value: DecodedScalar.invalid, count: 1)
  let count: Int
  var value: UInt32
  switch lead {
  case 0xC2...0xDF: (count, value) = (2, UInt32(lead & 0x1F))
  case 0xE0...0xEF: (count, value) = (3, UInt32(lead & 0x0F))
  case 0xF0...0xF4: (count, value) = (4, UInt32(lead & 0x07))
  default: return stray
  }
  guard index + count <= bytes.count else { return stray }
  for offset in 1..<count {
    let next = bytes[index + offset]
    guard next & 0xC0 == 0x80 else { return stray }
    value = value << 6 | UInt32(next & 0x3F)
  }
  let isShortest = count == 2 || (count == 3 ? value >= 0x800 : value >= 0x10000)
  guard isShortest, value <= 0x10FFFF, !(0xD800...0xDFFF).contains(value) else { return stray }
  return DecodedScalar(value: value, count: count)
}

extension [UInt8] {
  /// Appends a scalar's UTF-8; the value must be a scalar.
  @inline(__always)
  mutating func append(scalar value: UInt32) {
    if value < 0x80 {
      append(UInt8(value))
    } else {
      append(multibyte: value)
    }
  }

  private mutating func append(multibyte value: UInt32) {
    func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(value >> shift & 0x3F) }
    switch value {
    case ..<0x800:
      append(0xC0 | UInt8(value >> 6))
    case ..<0x10000:
      append(0xE0 | UInt8(value >> 12))
      append(tail(6))
    default:
      append(0xF0 | UInt8(value >> 18 & 0x07))
      append(tail(12))
      append(tail(6))
    }
    append(tail(0))
  }
}

extension Span<UInt8> {
  /// Whether both hold the same bytes.
  package func equals(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    if count < 8 {
      for index in indices where self[index] != other[index] { return false }
      return true
    }
    // Eight bytes at a time; the last ones may be looked at twice.
    var index = 0
    while index < count {
      let at = Swift.min(index, count - 8)
      if word(at: at) != other.word(at: at) { return false }
      index += 8
    }
    return true
  }

  /// Whether the bytes from an index on begin with ASCII text, case aside; `text` must be lower case.
  func hasASCII(_ text: StaticString, at index: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard index + length <= count else { return false }
    // A static string's own bytes, which live for ever; the pointer does not leave the closure.
    return text.withUTF8Buffer { wanted in
      for offset in 0..<length where asciiLower(self[index + offset]) != wanted[offset] { return false }
      return true
    }
  }

  /// Whether the bytes end with ASCII text, case aside; `text` must be lower case.
  func hasSuffix(_ text: StaticString) -> Bool {
    count >= text.utf8CodeUnitCount && hasASCII(text, at: count - text.utf8CodeUnitCount)
  }

  /// The first index of a byte in a range, or nil.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    for index in range where self[index] == byte { return index }
    return nil
  }
}

/// Lower-cases an ASCII letter and leaves every other byte.
@inline(__always)
func asciiLower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

/// Whether a byte is an ASCII letter.
@inline(__always)
func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

/// Whether a byte is an ASCII digit.
@inline(__always)
func isASCIIDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
