internal import PipelineModel

/// Fields whose bytes are not those of the input. They never grow in place.
extension CSVScanner {
  /// Makes a field what it means.
  func rewrite(_ slice: inout FieldSlice, as kind: Rewrite.Kind, in bytes: inout [UInt8]) {
    switch kind {
    case .quotes: Self.takeQuotes(from: &slice, in: &bytes, quote: dialect.quote ?? 0)
    case .literalQuotes: Self.takeOuterQuotes(from: &slice, in: &bytes, quote: dialect.quote ?? 0)
    case .escapes(let isQuoted): takeEscapes(from: &slice, in: &bytes, isQuoted: isQuoted)
    case .invalid:
      let start = bytes.count
      invalid.mend(bytes, Int(slice.start)..<Int(slice.end), into: &bytes)
      slice.start = UInt32(start)
      slice.end = UInt32(bytes.count)
    }
  }

  /// Takes the quotes out of a field in place: doubled ones become one, what follows the closing quote stays.
  private static func takeQuotes(from slice: inout FieldSlice, in bytes: inout [UInt8], quote: UInt8) {
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

  /// Takes the first and the last byte away, which are quotes; doubled ones between become one, others stay.
  private static func takeOuterQuotes(from slice: inout FieldSlice, in bytes: inout [UInt8], quote: UInt8) {
    var write = Int(slice.start)
    var read = Int(slice.start) + 1
    let end = Int(slice.end) - 1
    while read < end {
      let byte = bytes[read]
      read += byte == quote && read + 1 < end && bytes[read + 1] == quote ? 2 : 1
      bytes[write] = byte
      write += 1
    }
    slice.end = UInt32(write)
  }

  /// Takes escapes away, and quotes as `takeQuotes` does.
  private func takeEscapes(from slice: inout FieldSlice, in bytes: inout [UInt8], isQuoted: Bool) {
    var write = Int(slice.start)
    var read = Int(slice.start) + (isQuoted ? 1 : 0)
    let end = Int(slice.end)
    var isInside = isQuoted
    while read < end {
      var byte = bytes[read]
      read += 1
      if byte == dialect.escape && read < end {
        byte = bytes[read]
        read += 1
      } else if isInside && byte == dialect.quote {
        if read < end && bytes[read] == dialect.quote {
          read += 1
        } else {
          isInside = false
          continue
        }
      }
      bytes[write] = byte
      write += 1
    }
    slice.end = UInt32(write)
  }
}
