// Answers are written as bytes: results of a thousand leads are asked for again and again.

/// A JSON string, or null.
func appendJSON(_ text: String?, to out: inout [UInt8]) {
  guard let text else {
    out.append(contentsOf: "null".utf8)
    return
  }
  out.append(UInt8(ascii: "\""))
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
    case ..<0x20:
      out.append(contentsOf: byte < 0x10 ? "\\u000".utf8 : "\\u00".utf8)
      out.append(contentsOf: String(byte, radix: 16).utf8)
    default: out.append(byte)
    }
  }
  out.append(UInt8(ascii: "\""))
}

/// A name that needs no escapes.
func appendJSON(_ name: StaticString, to out: inout [UInt8]) {
  out.append(UInt8(ascii: "\""))
  // A static string's bytes are contiguous and live for ever.
  name.withUTF8Buffer { out.append(contentsOf: $0) }
  out.append(UInt8(ascii: "\""))
}

/// An object of strings, in order of their names.
func appendJSON(_ object: [String: String], to out: inout [UInt8]) {
  out.append(UInt8(ascii: "{"))
  for (index, entry) in object.sorted(by: { $0.key < $1.key }).enumerated() {
    if index > 0 { out.append(UInt8(ascii: ",")) }
    appendJSON(entry.key, to: &out)
    out.append(UInt8(ascii: ":"))
    appendJSON(entry.value, to: &out)
  }
  out.append(UInt8(ascii: "}"))
}
