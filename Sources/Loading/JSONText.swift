internal import PipelineModel

/// Writes JSON (RFC 8259) as bytes.
enum JSONText {
  /// Appends `"name":"value"`; the value is valid UTF-8.
  static func append(_ name: StaticString, _ value: Span<UInt8>, to out: inout [UInt8]) {
    append(name: name, to: &out)
    append(string: value, to: &out)
  }

  /// Appends `"name":"value"`.
  static func append(_ name: StaticString, _ value: String, to out: inout [UInt8]) {
    append(name, value.utf8.span, to: &out)
  }

  /// Appends `"name":`.
  static func append(name: StaticString, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    // A static string's bytes live as long as the program.
    name.withUTF8Buffer { out.append(contentsOf: $0) }
    out.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: ":")])
  }

  /// Appends a string with its quotes; escapes what must be and nothing else.
  static func append(string value: Span<UInt8>, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for index in value.indices {
      let byte = value[index]
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): out.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case 0..<0x20:
        out.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
        out.append(contentsOf: [hexDigit(byte >> 4), hexDigit(byte & 15)])
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  /// 32 lower-case hexadecimal digits, most significant first.
  static func hex(_ value: UInt128) -> [UInt8] {
    stride(from: 124, through: 0, by: -4).map { hexDigit(UInt8(truncatingIfNeeded: value >> UInt128($0)) & 15) }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }
}
