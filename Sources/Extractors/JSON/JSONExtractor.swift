package import PipelineModel

/// Reads JSON documents of any size: the elements of an array, pretty-printed or not, are the records.
///
/// `[{…}, {…}]` is read as it is, `{"data": [{…}]}` with `records: data`; objects that stand one after another are
/// records too, so JSON Lines can be read, and pages of a service that were appended to one file. Values become fields
/// as those of `jsonl` do, and a record that is no sound object is refused by itself for the same reasons. Constant
/// memory. What is wrong between records ends the source: there is no telling where the next one begins.
package struct JSONExtractor: StreamExtractor, ListPathReading, TextScanner {
  package static let spec = ComponentSpec(
    name: "json",
    kind: .extractor,
    summary: "JSON files, a record per object of an array; nested objects become dotted columns",
    options: [
      OptionSpec("records", .text, "path of the array that holds the records, such as data.items"), TextEncoding.spec,
    ],
    example: "- json: leads.json",
    sample: """
      [
        {"id": 1, "name": {"given": "Ada", "family": "Lovelace"}, "tags": ["vip", "uk"]},
        {
          "id": 2,
          "name": {"given": "Zo\\u00eb", "family": null},
          "company": "Müller & Söhne"
        }
      ]

      """)

  /// Bytes of records that are parsed before the batch is looked at.
  private static let piece = 128 << 10

  private var decoding: TextDecoding
  private var hasToldEncoding = false
  /// Made with the first records: copies of an extractor that has read nothing share nothing.
  private var parser: JSONLinesParser?
  /// The columns that the pipeline names.
  private var expected: [String] = []
  private var elements: JSONElements
  /// Records before the next one.
  private var records: UInt64 = 0
  /// Bytes before what is presented next.
  private var offset: UInt64 = 0
  /// Bytes of the open record that were looked at.
  private var searched = 0
  /// The records found, a line each: their own line ends are carriage returns, which no string may hold either.
  private var lines: [UInt8] = []
  private var found: [JSONElements.Element] = []

  package init(options: ComponentOptions) throws(OptionProblem) {
    let path = options.text("records")?.split(separator: ".", omittingEmptySubsequences: false) ?? []
    guard path.allSatisfy({ !$0.isEmpty }) else { throw JSONWording.badPath }
    elements = JSONElements(path: path.map(String.init))
    decoding = try TextDecoding(options)
  }

  package mutating func expect(columns: [String]) { expected = columns }

  package mutating func extract(
    from bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    // It is on its own while it shows this its text.
    var decoding = TextDecoding()
    swap(&decoding, &self.decoding)
    defer { swap(&decoding, &self.decoding) }
    return try decoding.read(bytes, isLast: isLast, with: &self, into: &batch)
  }

  mutating func advance(over count: Int) { offset += UInt64(count) }

  mutating func scan(_ bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch) throws(ScanError) -> Int {
    var place = searched
    var first = 0
    while let element = try next(in: bytes, from: &place, first: &first, into: &batch) {
      try add(element, of: bytes, into: &batch)
      if batch.isFull, place < bytes.count { return leave(bytes, at: place) }
    }
    if isLast {
      guard elements.isComplete else {
        try flush(bytes, into: &batch)
        throw JSONWording.truncated(
          at: offset + UInt64(bytes.count), line: elements.line, isInRecord: elements.isInRecord)
      }
      if elements.isInRecord {
        let start = elements.recordStart
        elements.finish()
        try add(.init(bytes: first..<bytes.count, line: start.line, column: start.column), of: bytes, into: &batch)
      }
      try flush(bytes, into: &batch)
      return leave(bytes, at: bytes.count)
    }
    try flush(bytes, into: &batch)
    guard elements.isInRecord else { return leave(bytes, at: bytes.count) }
    if bytes.count - first > JSONLinesWording.lineLimit {
      refuseLarge(first..<bytes.count, of: bytes, line: elements.recordStart.line, into: &batch)
      elements.dropRecord()
      return leave(bytes, at: bytes.count)
    }
    offset += UInt64(first)
    searched = bytes.count - first
    return first
  }

  /// The next record; those before a trouble are read first.
  private mutating func next(
    in bytes: Span<UInt8>, from place: inout Int, first: inout Int, into batch: inout RecordBatch
  ) throws(ScanError) -> JSONElements.Element? {
    do throws(ScanError) {
      return try elements.next(in: bytes, from: &place, first: &first, offset: offset)
    } catch {
      try flush(bytes, into: &batch)
      throw error
    }
  }

  private mutating func leave(_ bytes: Span<UInt8>, at place: Int) -> Int {
    offset += UInt64(place)
    searched = 0
    return place
  }

  private mutating func refuseLarge(
    _ range: Range<Int>, of bytes: Span<UInt8>, line: UInt64, into batch: inout RecordBatch
  ) {
    records += 1
    let position = RecordPosition(offset: offset + UInt64(range.lowerBound), line: line, number: records)
    batch.refuse(JSONLinesWording.tooLarge(at: position), raw: JSONLinesWording.kept(bytes.extracting(range)))
  }

  /// Takes a record; many of them are parsed at once.
  private mutating func add(
    _ element: JSONElements.Element, of bytes: Span<UInt8>, into batch: inout RecordBatch
  ) throws(ScanError) {
    if element.bytes.count > JSONLinesWording.lineLimit {
      try flush(bytes, into: &batch)
      refuseLarge(element.bytes, of: bytes, line: element.line, into: &batch)
      return
    }
    let start = lines.count
    lines.append(copying: bytes.extracting(element.bytes))
    for index in start..<lines.count where lines[index] == UInt8(ascii: "\n") { lines[index] = UInt8(ascii: "\r") }
    lines.append(UInt8(ascii: "\n"))
    found.append(element)
    if lines.count >= Self.piece || batch.count + found.count >= batch.limits.records {
      try flush(bytes, into: &batch)
    }
  }

  /// Parses what was found, and puts records and refusals where they stand in the source.
  private mutating func flush(_ bytes: Span<UInt8>, into batch: inout RecordBatch) throws(ScanError) {
    if found.isEmpty { return }
    let parser = self.parser ?? JSONLinesParser(expecting: expected)
    self.parser = parser
    let firstRecord = batch.count
    let firstRefusal = batch.refused.count
    var position = RecordPosition(offset: 0, line: 1, number: 0)
    try parser.read(lines.span, at: &position, into: &batch)
    for index in firstRecord..<batch.count { batch.positions[index] = place(of: batch.positions[index]) }
    for index in firstRefusal..<batch.refused.count {
      let element = found[Int(batch.refused[index].position.number)]
      let raw = batch.refused[index].raw
      for (place, source) in zip(raw, element.bytes) { batch.refusedBytes[place] = bytes[source] }
      batch.refused[index].position = place(of: batch.refused[index].position)
      if let column = batch.refused[index].column {
        // A trouble further down has no column on the record's first line.
        let isOnFirstLine = !raw.prefix(Int(column) - 1).contains { batch.refusedBytes[$0] == UInt8(ascii: "\n") }
        batch.refused[index].column = isOnFirstLine ? element.column + column - 1 : nil
      }
    }
    records += UInt64(found.count)
    found.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
  }

  /// Where the record stands whose number among those found a position has.
  private func place(of position: RecordPosition) -> RecordPosition {
    let element = found[Int(position.number)]
    return RecordPosition(
      offset: offset + UInt64(element.bytes.lowerBound), line: element.line, number: records + position.number + 1)
  }
}

extension JSONExtractor: SourceRemarking {
  package mutating func takeRemarks() -> [Diagnostic] {
    guard !hasToldEncoding, let remark = TextWording.remark(decoding) else { return [] }
    hasToldEncoding = true
    return [remark]
  }
}
