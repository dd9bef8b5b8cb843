internal import PipelineModel

/// Bytes eight at a time: every pattern of eight bytes is a number.
extension Span<UInt8> {
  /// Eight bytes as a number, the first one lowest; the index and seven more must be inside.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// All bytes of a span of fewer than eight as a number, the first one lowest, zeros above them.
  @inline(__always)
  var shortWord: UInt64 {
    let count = count
    if count >= 4 {
      // Where the two overlap they agree.
      let front = UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt32.self))
      let back = UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
      return UInt64(front) | UInt64(back) << UInt64(8 * (count &- 4))
    }
    if count == 0 { return 0 }
    return UInt64(self[0]) | UInt64(self[count / 2]) << UInt64(8 * (count / 2))
      | UInt64(self[count - 1]) << UInt64(8 * (count - 1))
  }

  /// Whether no byte is beyond ASCII.
  @inline(__always)
  var isASCII: Bool {
    if count < 8 { return shortWord & 0x8080_8080_8080_8080 == 0 }
    var seen = word(at: count &- 8)
    var index = 0
    while index &+ 8 <= count {
      seen |= word(at: index)
      index &+= 8
    }
    return seen & 0x8080_8080_8080_8080 == 0
  }
}

/// Lower-cases eight ASCII letters at once; all bytes must be ASCII.
@inline(__always)
func asciiLower(_ word: UInt64) -> UInt64 {
  let ones: UInt64 = 0x0101_0101_0101_0101
  // The top bit of a byte that is at least A, and of one that is past Z.
  let fromA = word &+ ones &* (0x80 - 0x41)
  let pastZ = word &+ ones &* (0x80 - 0x5B)
  return word | (fromA & ~pastZ & (ones &* 0x80)) >> 2
}

extension [UInt8] {
  /// Appends ASCII text in small letters.
  @inline(__always)
  mutating func append(lowerASCII text: Span<UInt8>) {
    let count = text.count
    append(addingCapacity: Swift.max(count, 8)) { free in
      // Eight bytes at a time, the last ones twice; the room is at least eight bytes and holds the text.
      free.withUnsafeMutableBufferPointer { buffer, initialized in
        guard let start = UnsafeMutableRawPointer(buffer.baseAddress) else { return }
        if count < 8 {
          start.storeBytes(of: asciiLower(text.shortWord).littleEndian, as: UInt64.self)
        } else {
          var index = 0
          while index < count {
            let at = Swift.min(index, count &- 8)
            (start + at).storeBytes(of: asciiLower(text.word(at: at)).littleEndian, as: UInt64.self)
            index &+= 8
          }
        }
        initialized = count
      }
    }
  }
}
