/// A small JSON document (RFC 8259) with the place of every value in the bytes, so that parts can be kept as they came.
struct JSONTree: Sendable {
  /// A value and where it stands.
  struct Node: Sendable {
    indirect enum Value: Sendable {
      case object([(name: String, value: Node)])
      case array([Node])
      case string(String)
      /// As written.
      case number(String)
      case boolean(Bool)
      case null
    }
    var value: Value
    var range: Range<Int>

    /// An object's first member of that name.
    subscript(_ name: String) -> Node? {
      guard case .object(let members) = value else { return nil }
      return members.first { $0.name == name }?.value
    }

    /// The first member of one of these names that is not null.
    func first(_ names: String...) -> Node? {
      names.lazy.compactMap { self[$0] }.first { if case .null = $0.value { false } else { true } }
    }

    var elements: [Node]? { if case .array(let elements) = value { elements } else { nil } }
    var string: String? { if case .string(let string) = value { string } else { nil } }
    var integer: Int? {
      if case .number(let text) = value { Int(text) ?? Double(text).flatMap(Int.init(exactly:)) } else { nil }
    }
    var isObject: Bool { if case .object = value { true } else { false } }

    /// A string, or a number as written.
    var scalar: String? {
      switch value {
      case .string(let text), .number(let text): text
      default: nil
      }
    }
  }

  /// Levels of nesting that are read.
  static let maximumDepth = 64

  /// The document's value; nil where the bytes are not one whole JSON document.
  static func parse(_ bytes: [UInt8]) -> Node? {
    var parser = Parser(bytes: bytes)
    guard let node = parser.node(depth: 0) else { return nil }
    parser.skipSpace()
    return parser.place == bytes.count ? node : nil
  }

  private struct Parser {
    let bytes: [UInt8]
    var place = 0

    var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func skipSpace() {
      while let byte, byte == 0x20 || (0x09...0x0A).contains(byte) || byte == 0x0D { place += 1 }
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      skipSpace()
      guard byte == UInt8(ascii: scalar) else { return false }
      place += 1
      return true
    }

    mutating func node(depth: Int) -> Node? {
      skipSpace()
      guard depth < maximumDepth, let byte else { return nil }
      let start = place
      let value: Node.Value? =
        switch byte {
        case UInt8(ascii: "{"): object(depth: depth)
        case UInt8(ascii: "["): array(depth: depth)
        case UInt8(ascii: "\""): string().map { .string($0) }
        case UInt8(ascii: "t"): word("true", .boolean(true))
        case UInt8(ascii: "f"): word("false", .boolean(false))
        case UInt8(ascii: "n"): word("null", .null)
        default: number()
        }
      return value.map { Node(value: $0, range: start..<place) }
    }

    private mutating func object(depth: Int) -> Node.Value? {
      place += 1
      var members: [(name: String, value: Node)] = []
      if take("}") { return .object(members) }
      while true {
        skipSpace()
        guard byte == UInt8(ascii: "\""), let name = string(), take(":"), let value = node(depth: depth + 1) else {
          return nil
        }
        members.append((name, value))
        if take("}") { return .object(members) }
        guard take(",") else { return nil }
      }
    }

    private mutating func array(depth: Int) -> Node.Value? {
      place += 1
      var elements: [Node] = []
      if take("]") { return .array(elements) }
      while true {
        guard let element = node(depth: depth + 1) else { return nil }
        elements.append(element)
        if take("]") { return .array(elements) }
        guard take(",") else { return nil }
      }
    }

    private mutating func word(_ word: StaticString, _ value: Node.Value) -> Node.Value? {
      // A static string's bytes live as long as the program.
      let isThere = word.withUTF8Buffer { bytes[place...].starts(with: $0) }
      place += isThere ? word.utf8CodeUnitCount : 0
      return isThere ? value : nil
    }

    private mutating func number() -> Node.Value? {
      let start = place
      if byte == UInt8(ascii: "-") { place += 1 }
      if byte == UInt8(ascii: "0") { place += 1 } else if !digits() { return nil }
      if byte == UInt8(ascii: ".") {
        place += 1
        if !digits() { return nil }
      }
      if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
        place += 1
        if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { place += 1 }
        if !digits() { return nil }
      }
      return .number(String(decoding: bytes[start..<place], as: UTF8.self))
    }

    private mutating func digits() -> Bool {
      let start = place
      while let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
      return place > start
    }

    /// A string; nil where it is not closed, not UTF-8, or holds a raw control character.
    private mutating func string() -> String? {
      place += 1
      var text: [UInt8] = []
      while let byte {
        place += 1
        switch byte {
        case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
        case UInt8(ascii: "\\"): if !escape(into: &text) { return nil }
        case 0..<0x20: return nil
        default: text.append(byte)
        }
      }
      return nil
    }

    private mutating func escape(into text: inout [UInt8]) -> Bool {
      guard let byte else { return false }
      place += 1
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        guard let scalar = escapedScalar() else { return false }
        text.append(contentsOf: Character(scalar).utf8)
      default: return false
      }
      return true
    }

    /// The scalar of `\uXXXX` or of a pair of them; U+FFFD for half a pair.
    private mutating func escapedScalar() -> Unicode.Scalar? {
      guard let unit = fourDigits() else { return nil }
      guard (0xD800..<0xDC00).contains(unit), bytes[place...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
      else {
        return Unicode.Scalar(unit) ?? "\u{FFFD}"
      }
      let rest = place
      place += 2
      guard let low = fourDigits() else { return nil }
      if (0xDC00..<0xE000).contains(low) {
        return Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)) ?? "\u{FFFD}"
      }
      place = rest
      return "\u{FFFD}"
    }

    private mutating func fourDigits() -> UInt32? {
      guard place + 4 <= bytes.count else { return nil }
      var value: UInt32 = 0
      for byte in bytes[place..<place + 4] {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
        default: return nil
        }
      }
      place += 4
      return value
    }
  }
}
