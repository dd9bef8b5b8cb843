internal import Foundation
package import PipelineModel

/// Reads the messages of a Singer tap (Singer specification 0.3): every RECORD of the named stream is one record.
///
/// Values become fields as those of `jsonl` do. SCHEMA and ACTIVATE_VERSION are passed over, as are other streams. The
/// value of the last STATE is the bookmark: it counts once the run has published, and the next run gives it back to the
/// tap with `--state`. A line that is no message, and a record that is no sound object, is refused by itself.
///
/// Ends the source: a BATCH of the stream, whose rows stand in files that are not read.
package struct SingerExtractor: StreamExtractor, ListPathReading, BookmarkReading {
  package static let spec: ComponentSpec = {
    var spec = ComponentSpec(
      name: "singer",
      kind: .extractor,
      summary: "A stream of a Singer tap, which goes on where the last published run stopped",
      options: [
        OptionSpec(
          "command", .list(.text),
          "The tap and its arguments, started in the pipeline file's folder without a shell; `--state` is added",
          isRequired: true, mayBeEmpty: false),
        OptionSpec("stream", .text, "The stream that is read; others are passed over", isRequired: true),
      ],
      example: """
        - singer: {command: [tap-hubspot, --config, hubspot.json, --catalog, catalog.json], stream: contacts}
        """,
      sample: """
        {"type": "SCHEMA", "stream": "contacts", "schema": {"properties": {}}, "key_properties": ["id"]}
        {"type": "RECORD", "stream": "contacts", "record": {"id": 1, "name": {"given": "Ada"}, "tags": ["vip"]}}
        {"type": "RECORD", "stream": "companies", "record": {"id": 1, "name": "Müller & Söhne"}}
        {"type": "RECORD", "record": {"id": 2, "name": {"given": "Zo\\u00eb"}}, "stream": "contacts"}
        {"type": "STATE", "value": {"bookmarks": {"contacts": {"updated_at": "2024-01-05"}}}}

        """)
    spec.isProgram = true
    return spec
  }()

  private let stream: [UInt8]
  private var records = JSONRecords()
  /// Bytes before what is presented next, and the line that it begins with.
  private var offset: UInt64 = 0
  private var line: UInt64 = 1
  /// Bytes of the open line that are known to hold no line end.
  private var searched = 0
  /// Whether the line is too large and already refused: its bytes go until it ends.
  private var isSkipping = false
  private var isOver = false
  /// The value of the last STATE.
  private var state: [UInt8]?
  private var hasStream = false
  /// The first other streams.
  private var others: [String] = []
  private var strangeMessages = 0

  package init(options: ComponentOptions) throws(OptionProblem) {
    let stream = options.text("stream") ?? ""
    guard !stream.isEmpty else { throw SingerWording.noStreamName }
    let command = options.texts("command") ?? []
    if let index = command.firstIndex(where: { $0 == "--state" || $0.hasPrefix("--state=") }) {
      throw SingerWording.ownState(index)
    }
    self.stream = Array(stream.utf8)
  }

  package mutating func expect(columns: [String]) { records.expected = columns }

  package var bookmark: [UInt8]? {
    guard let state, (try? JSONSerialization.jsonObject(with: Data(state), options: .fragmentsAllowed)) != nil else {
      return nil
    }
    return state
  }

  package mutating func extract(
    from bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    var start = 0
    if offset == 0, searched == 0, line == 1 {
      guard isLast || bytes.count >= 3 else { return 0 }
      if startsWith(bytes, [0xEF, 0xBB, 0xBF]) { start = 3 }
    }
    while let end = endOfLine(bytes, from: start) {
      try take(bytes, start..<end - 1, into: &batch)
      line += 1
      start = end
      if batch.isFull, start < bytes.count { return try leave(bytes, at: start, into: &batch) }
    }
    let rest = start..<bytes.count
    if isLast {
      isOver = true
      try take(bytes, rest, into: &batch)
      return try leave(bytes, at: bytes.count, into: &batch)
    }
    if isSkipping { return try leave(bytes, at: bytes.count, into: &batch) }
    if rest.count > JSONLinesWording.lineLimit {
      try refuse(bytes, rest, into: &batch) { JSONLinesWording.tooLarge(at: $0) }
      isSkipping = true
      return try leave(bytes, at: bytes.count, into: &batch)
    }
    let consumed = try leave(bytes, at: start, into: &batch)
    searched = rest.count
    return consumed
  }

  /// One past the next line end; what was presented before is not looked at again.
  private mutating func endOfLine(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    var place = max(start, searched)
    while place < bytes.count {
      if bytes[unchecked: place] == UInt8(ascii: "\n") {
        searched = 0
        return place + 1
      }
      place += 1
    }
    return nil
  }

  private mutating func leave(_ bytes: Span<UInt8>, at place: Int, into batch: inout RecordBatch) throws(ScanError)
    -> Int
  {
    try records.flush(bytes, at: offset, into: &batch)
    offset += UInt64(place)
    searched = 0
    return place
  }

  private mutating func refuse(
    _ bytes: Span<UInt8>, _ range: Range<Int>, into batch: inout RecordBatch,
    as refusal: (RecordPosition) -> RefusedRecord
  ) throws(ScanError) {
    let element = JSONElements.Element(bytes: range, line: line, column: 1)
    try records.refuse(element, of: bytes, at: offset, into: &batch, as: refusal)
  }

  /// Takes a line without its end.
  private mutating func take(
    _ bytes: Span<UInt8>, _ range: Range<Int>, into batch: inout RecordBatch
  ) throws(ScanError) {
    if isSkipping {
      isSkipping = false
      return
    }
    if range.count > JSONLinesWording.lineLimit {
      return try refuse(bytes, range, into: &batch) { JSONLinesWording.tooLarge(at: $0) }
    }
    let text = bytes.extracting(range)
    if text.isBlank { return }
    guard let message = SingerMessage(text) else {
      return try refuse(bytes, range, into: &batch) { RefusedRecord(code: .malformedJSON, position: $0) }
    }
    let isOurs = message.stream.map { isNamed(text.extracting($0)) } ?? false
    if isOurs { hasStream = true }
    switch message.kind {
    case .record where isOurs:
      guard let content = message.content else { return }
      let start = range.lowerBound + content.lowerBound
      let element = JSONElements.Element(
        bytes: start..<start + content.count, line: line, column: UInt64(content.lowerBound) + 1)
      try records.add(element, of: bytes, at: offset, into: &batch)
    case .state:
      guard let content = message.content else { return }
      state = [UInt8](copying: text.extracting(content))
    case .batch where isOurs:
      try records.flush(bytes, at: offset, into: &batch)
      throw SingerWording.batch(at: offset + UInt64(range.lowerBound), line: line)
    case .schema where !isOurs:
      guard let name = message.stream, others.count < SingerWording.streamLimit else { return }
      others.append(Self.text(text.extracting(name)))
    case .other: strangeMessages += 1
    case .schema, .record, .batch, .activateVersion: break
    }
  }

  private func isNamed(_ name: Span<UInt8>) -> Bool {
    if name.count == stream.count, startsWith(name, stream) { return true }
    for index in name.indices where name[index] == UInt8(ascii: "\\") { return Array(Self.text(name).utf8) == stream }
    return false
  }

  /// A text between its quotes, unescaped.
  private static func text(_ bytes: Span<UInt8>) -> String {
    let quoted = [UInt8(ascii: "\"")] + [UInt8](copying: bytes) + [UInt8(ascii: "\"")]
    let value = try? JSONSerialization.jsonObject(with: Data(quoted), options: .fragmentsAllowed)
    return value as? String ?? String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)
  }
}

extension SingerExtractor: SourceRemarking, RawRereading {
  /// Of the refused, records are what can be corrected.
  package func rawSource(columns: [String]) -> String? { RawSource.jsonLines.json }

  package mutating func takeRemarks() -> [Diagnostic] {
    guard isOver else { return [] }
    isOver = false
    var remarks: [Diagnostic] = records.repeated.map { [JSONLinesWording.repeated($0)] } ?? []
    if !hasStream { remarks.append(SingerWording.noStream(String(decoding: stream, as: UTF8.self), among: others)) }
    if strangeMessages > 0 { remarks.append(SingerWording.strange(strangeMessages)) }
    if state != nil, bookmark == nil { remarks.append(SingerWording.badState) }
    return remarks
  }
}

extension [UInt8] {
  fileprivate init(copying span: Span<UInt8>) {
    self = []
    append(copying: span)
  }
}

extension Span<UInt8> {
  fileprivate var isBlank: Bool {
    indices.allSatisfy { self[unchecked: $0].isJSONBlank }
  }
}
