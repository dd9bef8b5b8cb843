/// Tells JSON (RFC 8259) from what is not, without building anything of it.
enum JSONCheck {
  /// Whether the bytes are one whole object in UTF-8. Takes what readers of JSON choke on but the grammar allows (any
  /// depth, any number, half a surrogate pair as an escape): a result is kept first and understood later.
  static func isObject(_ bytes: [UInt8]) -> Bool {
    guard (try? UTF8Span(validating: bytes.span)) != nil else { return false }
    var reader = Reader(bytes: bytes)
    reader.skipSpace()
    guard reader.byte == UInt8(ascii: "{"), reader.value() else { return false }
    reader.skipSpace()
    return reader.byte == nil
  }

  private struct Reader {
    let bytes: [UInt8]
    var place = 0

    var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func skipSpace() {
      while let byte, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { place += 1 }
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      guard byte == UInt8(ascii: scalar) else { return false }
      place += 1
      return true
    }

    /// Steps over a value; without recursion, so that no depth can hurt.
    mutating func value() -> Bool {
      /// What closes the arrays and objects that are open.
      var closers: [UInt8] = []
      while true {
        skipSpace()
        switch byte {
        case UInt8(ascii: "{"):
          place += 1
          closers.append(UInt8(ascii: "}"))
          skipSpace()
          if byte != UInt8(ascii: "}") {
            guard name() else { return false }
            continue
          }
        case UInt8(ascii: "["):
          place += 1
          closers.append(UInt8(ascii: "]"))
          skipSpace()
          if byte != UInt8(ascii: "]") { continue }
        case UInt8(ascii: "\""): guard string() else { return false }
        case UInt8(ascii: "t"): guard word("true") else { return false }
        case UInt8(ascii: "f"): guard word("false") else { return false }
        case UInt8(ascii: "n"): guard word("null") else { return false }
        default: guard number() else { return false }
        }
        guard let isDone = step(&closers) else { return false }
        if isDone { return true }
      }
    }

    /// After a value: closes what ends with it and steps over a comma. True where nothing is open any more, nil where
    /// something else stands there.
    private mutating func step(_ closers: inout [UInt8]) -> Bool? {
      while let closer = closers.last {
        skipSpace()
        if byte == closer {
          place += 1
          closers.removeLast()
          continue
        }
        guard take(",") else { return nil }
        if closer == UInt8(ascii: "}") && !name() { return nil }
        return false
      }
      return true
    }

    /// A member's name and its colon.
    private mutating func name() -> Bool {
      skipSpace()
      guard byte == UInt8(ascii: "\""), string() else { return false }
      skipSpace()
      return take(":")
    }

    private mutating func string() -> Bool {
      place += 1
      while let byte {
        place += 1
        switch byte {
        case UInt8(ascii: "\""): return true
        case UInt8(ascii: "\\"):
          guard let escaped = self.byte else { return false }
          place += 1
          if escaped == UInt8(ascii: "u") {
            guard fourDigits() else { return false }
          } else if !"\"\\/bfnrt".utf8.contains(escaped) {
            return false
          }
        case 0..<0x20: return false
        default: break
        }
      }
      return false
    }

    private mutating func fourDigits() -> Bool {
      for _ in 0..<4 {
        switch byte {
        case .some(UInt8(ascii: "0")...UInt8(ascii: "9")), .some(UInt8(ascii: "a")...UInt8(ascii: "f")),
          .some(UInt8(ascii: "A")...UInt8(ascii: "F")):
          place += 1
        default: return false
        }
      }
      return true
    }

    private mutating func word(_ word: String) -> Bool {
      guard bytes[place...].starts(with: word.utf8) else { return false }
      place += word.utf8.count
      return true
    }

    private mutating func number() -> Bool {
      _ = take("-")
      guard take("0") || digits() else { return false }
      if take("."), !digits() { return false }
      guard take("e") || take("E") else { return true }
      _ = take("+") || take("-")
      return digits()
    }

    private mutating func digits() -> Bool {
      let start = place
      while let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
      return place > start
    }
  }
}
