internal import PipelineModel

/// A line of what a tap prints (Singer specification 0.3), as far as messages are told apart: where its parts stand.
///
/// Only the frame is read: what is in a record is checked by who takes it apart.
struct SingerMessage: Equatable {
  enum Kind: Equatable {
    case schema, record, state, activateVersion
    /// Rows that stand in files beside the messages (Meltano SDK).
    case batch
    /// A kind that came after the specification.
    case other
  }

  private(set) var kind = Kind.other
  /// The name of the stream, between its quotes.
  private(set) var stream: Range<Int>?
  /// The `record` of a RECORD, the `value` of a STATE.
  private(set) var content: Range<Int>?

  /// The members of a message that count.
  private struct Parts {
    var type: Range<Int>?
    var stream: Range<Int>?
    var record: Range<Int>?
    var value: Range<Int>?
  }

  /// Nil where the line is no JSON object with a type, or lacks what one of that type has.
  init?(_ line: Span<UInt8>) {
    guard let parts = Self.parts(of: line), let type = Self.text(parts.type, of: line) else { return nil }
    kind = Self.kind(line.extracting(type))
    stream = Self.text(parts.stream, of: line)
    content = kind == .record ? parts.record : kind == .state ? parts.value : nil
    switch kind {
    case .record: if stream == nil || content == nil { return nil }
    case .state: if content == nil { return nil }
    case .schema, .batch: if stream == nil { return nil }
    case .activateVersion, .other: break
    }
  }

  /// What stands between the quotes of a text.
  private static func text(_ value: Range<Int>?, of line: Span<UInt8>) -> Range<Int>? {
    value.flatMap { line[$0.lowerBound] == UInt8(ascii: "\"") ? $0.lowerBound + 1..<$0.upperBound - 1 : nil }
  }

  private static func kind(_ word: Span<UInt8>) -> Kind {
    if word.isWord("RECORD") { return .record }
    if word.isWord("STATE") { return .state }
    if word.isWord("SCHEMA") { return .schema }
    if word.isWord("BATCH") { return .batch }
    return word.isWord("ACTIVATE_VERSION") ? .activateVersion : .other
  }

  /// Goes over the members of the object that a line is; nil where it is none.
  private static func parts(of line: Span<UInt8>) -> Parts? {
    var parts = Parts()
    var place = 0
    skipBlanks(line, &place)
    guard pass(UInt8(ascii: "{"), line, &place) else { return nil }
    skipBlanks(line, &place)
    var isOver = pass(UInt8(ascii: "}"), line, &place)
    while !isOver {
      skipBlanks(line, &place)
      let start = place
      guard place < line.count, line[place] == UInt8(ascii: "\""), passText(line, &place) else { return nil }
      let key = line.extracting(start + 1..<place - 1)
      skipBlanks(line, &place)
      guard pass(UInt8(ascii: ":"), line, &place) else { return nil }
      skipBlanks(line, &place)
      let value = place
      guard passValue(line, &place) else { return nil }
      if key.isWord("type") {
        parts.type = value..<place
      } else if key.isWord("stream") {
        parts.stream = value..<place
      } else if key.isWord("record") {
        parts.record = value..<place
      } else if key.isWord("value") {
        parts.value = value..<place
      }
      skipBlanks(line, &place)
      isOver = pass(UInt8(ascii: "}"), line, &place)
      if !isOver, !pass(UInt8(ascii: ","), line, &place) { return nil }
    }
    skipBlanks(line, &place)
    return place == line.count ? parts : nil
  }

  private static func skipBlanks(_ line: Span<UInt8>, _ place: inout Int) {
    while place < line.count, line[unchecked: place].isJSONBlank { place += 1 }
  }

  private static func pass(_ byte: UInt8, _ line: Span<UInt8>, _ place: inout Int) -> Bool {
    guard place < line.count, line[unchecked: place] == byte else { return false }
    place += 1
    return true
  }

  /// Passes over a text, from its first quote; false where it is not closed.
  private static func passText(_ line: Span<UInt8>, _ place: inout Int) -> Bool {
    place += 1
    while place < line.count {
      let byte = line[unchecked: place]
      place += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "\"") { return true }
    }
    return false
  }

  /// Passes over a value of any kind; false where there is none, or it is not closed.
  private static func passValue(_ line: Span<UInt8>, _ place: inout Int) -> Bool {
    let start = place
    var depth = 0
    while place < line.count {
      switch line[unchecked: place] {
      case UInt8(ascii: "\""):
        guard passText(line, &place) else { return false }
        if depth == 0 { return true }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return place > start }
        depth -= 1
        if depth == 0 {
          place += 1
          return true
        }
      case UInt8(ascii: ","), UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        if depth == 0 { return place > start }
      default: break
      }
      place += 1
    }
    return false
  }
}

extension UInt8 {
  /// White space (RFC 8259, section 2).
  var isJSONBlank: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}

extension Span<UInt8> {
  /// Whether these are the bytes of an ASCII word.
  fileprivate func isWord(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    // C edge: a literal's bytes stand as long as the program.
    let bytes = UnsafeBufferPointer(start: word.utf8Start, count: count)
    for index in indices where self[unchecked: index] != bytes[index] { return false }
    return true
  }
}
