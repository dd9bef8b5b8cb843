internal import PipelineModel

/// Records that are JSON objects somewhere in a source: found one by one, parsed many at once.
struct JSONRecords {
  /// Bytes of records that are parsed before the batch is looked at.
  private static let piece = 128 << 10

  /// Made with the first records: copies of one that has read nothing share nothing.
  private var parser: JSONLinesParser?
  /// The columns that the pipeline names.
  var expected: [String] = []
  /// Records so far, those found and those refused.
  private var count: UInt64 = 0
  /// The records found, a line each: their own line ends are carriage returns, which no string may hold either.
  private var lines: [UInt8] = []
  private var found: [JSONElements.Element] = []
  /// The first record that gives a name twice.
  private(set) var repeated: RecordPosition?

  /// Takes a record of what is presented; `offset` counts the bytes before that.
  mutating func add(
    _ element: JSONElements.Element, of bytes: Span<UInt8>, at offset: UInt64, into batch: inout RecordBatch
  ) throws(ScanError) {
    if element.bytes.count > JSONLinesWording.lineLimit {
      try refuse(element, of: bytes, at: offset, into: &batch) { JSONLinesWording.tooLarge(at: $0) }
      return
    }
    let start = lines.count
    lines.append(copying: bytes.extracting(element.bytes))
    for index in start..<lines.count where lines[index] == UInt8(ascii: "\n") { lines[index] = UInt8(ascii: "\r") }
    lines.append(UInt8(ascii: "\n"))
    found.append(element)
    if lines.count >= Self.piece || batch.count + found.count >= batch.limits.records {
      try flush(bytes, at: offset, into: &batch)
    }
  }

  /// Refuses what is no record but stands where one should; those before it come first.
  mutating func refuse(
    _ element: JSONElements.Element, of bytes: Span<UInt8>, at offset: UInt64, into batch: inout RecordBatch,
    as refusal: (RecordPosition) -> RefusedRecord
  ) throws(ScanError) {
    try flush(bytes, at: offset, into: &batch)
    count += 1
    let position = RecordPosition(
      offset: offset + UInt64(element.bytes.lowerBound), line: element.line, number: count)
    batch.refuse(refusal(position), raw: JSONLinesWording.kept(bytes.extracting(element.bytes)))
  }

  /// Parses what was found, and puts records and refusals where they stand in the source.
  mutating func flush(_ bytes: Span<UInt8>, at offset: UInt64, into batch: inout RecordBatch) throws(ScanError) {
    if found.isEmpty { return }
    let parser = self.parser ?? JSONLinesParser(expecting: expected)
    self.parser = parser
    let firstRecord = batch.count
    let firstRefusal = batch.refused.count
    var position = RecordPosition(offset: 0, line: 1, number: 0)
    let repeated = try parser.read(lines.span, at: &position, into: &batch)
    if self.repeated == nil, let repeated { self.repeated = place(of: repeated, offset) }
    for index in firstRecord..<batch.count { batch.positions[index] = place(of: batch.positions[index], offset) }
    for index in firstRefusal..<batch.refused.count {
      let element = found[Int(batch.refused[index].position.number)]
      let raw = batch.refused[index].raw
      for (place, source) in zip(raw, element.bytes) { batch.refusedBytes[place] = bytes[source] }
      batch.refused[index].position = place(of: batch.refused[index].position, offset)
      if let column = batch.refused[index].column {
        // A trouble further down has no column on the record's first line.
        let isOnFirstLine = !raw.prefix(Int(column) - 1).contains { batch.refusedBytes[$0] == UInt8(ascii: "\n") }
        batch.refused[index].column = isOnFirstLine ? element.column + column - 1 : nil
      }
    }
    count += UInt64(found.count)
    found.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
  }

  /// Where the record stands whose number among those found a position has.
  private func place(of position: RecordPosition, _ offset: UInt64) -> RecordPosition {
    let element = found[Int(position.number)]
    return RecordPosition(
      offset: offset + UInt64(element.bytes.lowerBound), line: element.line, number: count + position.number + 1)
  }
}
