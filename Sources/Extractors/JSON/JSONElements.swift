internal import PipelineModel

/// Finds the records of a JSON document without reading them: the elements of the array at a path, piece by piece.
///
/// Outside records it holds the document to the grammar; a record is taken by its brackets and quotes alone, so what
/// is wrong inside one costs that record. State stands between two bytes: a piece may end anywhere.
struct JSONElements {
  /// A record: its bytes in what was shown, and where it begins.
  struct Element {
    var bytes: Range<Int>
    var line: UInt64
    /// Bytes on its line before it, from 1.
    var column: UInt64
  }

  /// An open list or object that is no record; `matched` counts the steps of the path that led here.
  private enum Container {
    case list(matched: Int)
    case object(matched: Int)
  }

  private enum State {
    /// Between tokens, and what may come.
    case value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd
    /// In the text of a key.
    case keyText(isEscaped: Bool)
    /// In a value that is taken whole or passed over.
    case whole(Whole)
  }

  /// A value that is not looked into.
  private struct Whole {
    /// Whether it is a record; else it goes.
    var isRecord: Bool
    var depth = 0
    var isText = false
    var isEscaped = false
    /// A number, or a word.
    var isBare = false
  }

  /// Lists and objects around the records; a path needs no more.
  private static let depthLimit = 64
  /// A longer key is none of the path's.
  private static let keyLimit = 1024

  private let path: [[UInt8]]
  private var open: [Container] = []
  private var state = State.value
  private var key: [UInt8] = []
  private var keyMatches = false
  /// Where the open record begins.
  private var start: (line: UInt64, column: UInt64) = (1, 1)

  /// The line of the next byte, from 1, and its first byte's offset.
  private(set) var line: UInt64 = 1
  private var lineStart: UInt64 = 0

  /// Whether a record has begun and not ended.
  var isInRecord: Bool { if case .whole(let whole) = state { whole.isRecord } else { false } }
  /// Whether a document may end here.
  var isComplete: Bool {
    switch state {
    case .value: open.isEmpty
    case .whole(let whole): open.isEmpty && whole.isBare
    default: false
    }
  }

  /// - Parameter path: the names that lead to the records; empty: the document's own.
  init(path: [String]) { self.path = path.map { Array($0.utf8) } }

  /// Passes over what is left of the open record: it is too large.
  mutating func dropRecord() {
    guard case .whole(var whole) = state else { return }
    whole.isRecord = false
    state = .whole(whole)
  }

  /// The open record's beginning.
  var recordStart: (line: UInt64, column: UInt64) { start }

  /// Goes on from `place` until the record that is open, or the next one, ends; nil where the bytes end first.
  ///
  /// - Parameters:
  ///   - first: where the open record begins in `bytes`; set where one begins.
  ///   - offset: of the first of `bytes` in the source.
  mutating func next(
    in bytes: Span<UInt8>, from place: inout Int, first: inout Int, offset: UInt64
  ) throws(ScanError) -> Element? {
    while place < bytes.count {
      if case .whole(var whole) = state {
        let hasEnded = pass(bytes, &place, offset, &whole)
        state = .whole(whole)
        guard hasEnded else { return nil }
        leaveValue()
        if whole.isRecord { return Element(bytes: first..<place, line: start.line, column: start.column) }
        continue
      }
      let byte = bytes[unchecked: place]
      if case .keyText(let isEscaped) = state {
        place += 1
        takeKey(byte, isEscaped: isEscaped)
        if byte == UInt8(ascii: "\n") { beginLine(offset + UInt64(place)) }
        continue
      }
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): place += 1
      case UInt8(ascii: "\n"):
        place += 1
        beginLine(offset + UInt64(place))
      default:
        let at = offset + UInt64(place)
        guard try take(byte, at: at) else { continue }
        // A container or a sign outside records is taken; a value that is taken whole begins with this byte.
        if case .whole = state {
          first = place
          start = (line, at - lineStart + 1)
        } else {
          place += 1
        }
      }
    }
    return nil
  }

  /// Ends the bare value that the source's end ends.
  mutating func finish() { leaveValue() }

  private mutating func beginLine(_ offset: UInt64) {
    line += 1
    lineStart = offset
  }

  /// One sign outside records.
  private mutating func take(_ byte: UInt8, at offset: UInt64) throws(ScanError) -> Bool {
    switch state {
    case .value, .valueOrEnd:
      if case .valueOrEnd = state, byte == UInt8(ascii: "]") { return close() }
      // Closers, commas and colons begin no value.
      guard byte > 0x20, !",:]}".utf8.contains(byte) else { throw unexpected(at: offset) }
      return try beginValue(byte, at: offset)
    case .key, .keyOrEnd:
      if case .keyOrEnd = state, byte == UInt8(ascii: "}") { return close() }
      guard byte == UInt8(ascii: "\"") else { throw unexpected(at: offset) }
      key.removeAll(keepingCapacity: true)
      state = .keyText(isEscaped: false)
    case .colon:
      guard byte == UInt8(ascii: ":") else { throw unexpected(at: offset) }
      state = .value
    case .commaOrEnd:
      switch (byte, open.last) {
      case (UInt8(ascii: ","), .list): state = .value
      case (UInt8(ascii: ","), .object): state = .key
      case (UInt8(ascii: "]"), .list), (UInt8(ascii: "}"), .object): return close()
      default: throw unexpected(at: offset)
      }
    case .keyText, .whole: break
    }
    return true
  }

  private mutating func beginValue(_ byte: UInt8, at offset: UInt64) throws(ScanError) -> Bool {
    let isList = byte == UInt8(ascii: "[")
    let isObject = byte == UInt8(ascii: "{")
    var whole = Whole(isRecord: false)
    switch open.last {
    case .object(let matched):
      if keyMatches {
        if matched + 1 == path.count ? isList : isList || isObject {
          return try enter(isList ? .list(matched: matched + 1) : .object(matched: matched + 1), at: offset)
        }
        whole.isRecord = matched + 1 == path.count && isObject
      }
    case .list(let matched):
      if matched < path.count, isObject { return try enter(.object(matched: matched), at: offset) }
      whole.isRecord = matched == path.count
    case nil:
      if isList { return try enter(.list(matched: 0), at: offset) }
      if !path.isEmpty && isObject { return try enter(.object(matched: 0), at: offset) }
      whole.isRecord = true
    }
    whole.isBare = !(isList || isObject || byte == UInt8(ascii: "\""))
    state = .whole(whole)
    return true
  }

  private mutating func enter(_ container: Container, at offset: UInt64) throws(ScanError) -> Bool {
    guard open.count < Self.depthLimit else { throw JSONWording.tooDeep(Self.depthLimit, at: offset, line: line) }
    open.append(container)
    if case .list = container { state = .valueOrEnd } else { state = .keyOrEnd }
    return true
  }

  private mutating func close() -> Bool {
    open.removeLast()
    leaveValue()
    return true
  }

  private mutating func leaveValue() { state = open.isEmpty ? .value : .commaOrEnd }

  private mutating func takeKey(_ byte: UInt8, isEscaped: Bool) {
    if byte == UInt8(ascii: "\""), !isEscaped {
      if case .object(let matched) = open.last { keyMatches = matched < path.count && key == path[matched] }
      state = .colon
      return
    }
    if key.count < Self.keyLimit { key.append(byte) }
    state = .keyText(isEscaped: !isEscaped && byte == UInt8(ascii: "\\"))
  }

  /// Passes over a value; whether it ended, with `place` behind it.
  private mutating func pass(_ bytes: Span<UInt8>, _ place: inout Int, _ offset: UInt64, _ whole: inout Whole) -> Bool {
    while place < bytes.count {
      let byte = bytes[unchecked: place]
      if whole.isText {
        place += 1
        if whole.isEscaped {
          whole.isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          whole.isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          whole.isText = false
          if whole.depth == 0 { return true }
        }
        if byte == UInt8(ascii: "\n") { beginLine(offset + UInt64(place)) }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        if whole.isBare { return true }
        whole.isText = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if whole.isBare { return true }
        whole.depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if whole.isBare { return true }
        whole.depth -= 1
        if whole.depth == 0 {
          place += 1
          return true
        }
      case UInt8(ascii: ","), UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        if whole.isBare { return true }
      case UInt8(ascii: "\n"):
        if whole.isBare { return true }
        beginLine(offset + UInt64(place) + 1)
      default: break
      }
      place += 1
    }
    return false
  }

  private func unexpected(at offset: UInt64) -> ScanError {
    JSONWording.unexpected(expected, at: offset, line: line, column: offset - lineStart + 1)
  }

  private var expected: String {
    switch state {
    case .value: open.isEmpty ? "an object or an array" : "a value"
    case .valueOrEnd: "a value or `]`"
    case .key: "a name in quotes"
    case .keyOrEnd: "a name in quotes or `}`"
    case .colon: "`:`"
    default: if case .object = open.last { "`,` or `}`" } else { "`,` or `]`" }
    }
  }
}
