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

  private static let kinds: [(word: [UInt8], kind: Kind)] = [
    (Array("RECORD".utf8), .record), (Array("STATE".utf8), .state), (Array("SCHEMA".utf8), .schema),
    (Array("ACTIVATE_VERSION".utf8), .activateVersion), (Array("BATCH".utf8), .batch),
  ]
  private static let names = ["type", "stream", "record", "value"].map { Array($0.utf8) }

  /// Nil where the line is no JSON object with a type, or lacks what one of that type has.
  init?(_ line: Span<UInt8>) {
    var parts: [Range<Int>?] = [nil, nil, nil, nil]
    guard
      Self.members(
        of: line,
        { key, value in
          guard
            let part = Self.names.firstIndex(where: { startsWith(line.extracting(key), $0) && $0.count == key.count })
          else { return }
          parts[part] = value
        })
    else { return nil }
    // Without its quotes.
    func text(_ part: Int) -> Range<Int>? {
      parts[part].flatMap { line[$0.lowerBound] == UInt8(ascii: "\"") ? $0.lowerBound + 1..<$0.upperBound - 1 : nil }
    }
    guard let type = text(0) else { return nil }
    let word = Self.kinds.first { $0.word.count == type.count && startsWith(line.extracting(type), $0.word) }
    kind = word?.kind ?? .other
    stream = text(1)
    content = kind == .record ? parts[2] : kind == .state ? parts[3] : nil
    switch kind {
    case .record: if stream == nil || content == nil { return nil }
    case .state: if content == nil { return nil }
    case .schema, .batch: if stream == nil { return nil }
    case .activateVersion, .other: break
    }
  }

  /// Hands over the keys (between their quotes) and values of the object that a line is; false where it is none.
  private static func members(
    of line: Span<UInt8>, _ take: (_ key: Range<Int>, _ value: Range<Int>) -> Void
  ) -> Bool {
    var place = 0
    skipBlanks(line, &place)
    guard pass(UInt8(ascii: "{"), line, &place) else { return false }
    skipBlanks(line, &place)
    var isEmpty = pass(UInt8(ascii: "}"), line, &place)
    while !isEmpty {
      skipBlanks(line, &place)
      let key = place
      guard place < line.count, line[place] == UInt8(ascii: "\""), passText(line, &place) else { return false }
      let keyEnd = place - 1
      skipBlanks(line, &place)
      guard pass(UInt8(ascii: ":"), line, &place) else { return false }
      skipBlanks(line, &place)
      let value = place
      guard passValue(line, &place) else { return false }
      take(key + 1..<keyEnd, value..<place)
      skipBlanks(line, &place)
      if pass(UInt8(ascii: "}"), line, &place) {
        isEmpty = true
      } else if !pass(UInt8(ascii: ","), line, &place) {
        return false
      }
    }
    skipBlanks(line, &place)
    return place == line.count
  }

  private static func skipBlanks(_ line: Span<UInt8>, _ place: inout Int) {
    while place < line.count, [0x20, 0x09, 0x0D, 0x0A].contains(line[unchecked: place]) { place += 1 }
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
