package import PipelineModel

/// Reads JSON documents of any size: the elements of an array, pretty-printed or not, are the records.
///
/// `[{…}, {…}]` is read as it is, `{"data": [{…}]}` with `records: data`; objects that stand one after another are
/// records too, so JSON Lines can be read, and pages of a service that were appended to one file. Values become fields
/// as those of `jsonl` do, and a record that is no sound object is refused by itself for the same reasons. Constant
/// memory. UTF-8 unless a mark or the option says otherwise: lines are no units of a document, so there is nothing to guess
/// by that would not depend on the pieces it comes in. What is wrong between records ends the source: there is no telling where the next one begins.
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

  private var decoding: TextDecoding
  private var remarks = JSONRemarks()
  private var elements: JSONElements
  private var records = JSONRecords()
  /// Bytes before what is presented next.
  private var offset: UInt64 = 0
  /// Bytes of the open record that were looked at.
  private var searched = 0

  package init(options: ComponentOptions) throws(OptionProblem) {
    let path = options.text("records")?.split(separator: ".", omittingEmptySubsequences: false) ?? []
    guard path.allSatisfy({ !$0.isEmpty }) else { throw JSONWording.badPath }
    elements = JSONElements(path: path.map(String.init))
    decoding = try TextDecoding(options, guesses: false)
  }

  package mutating func expect(columns: [String]) { records.expected = columns }

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
      try records.add(element, of: bytes, at: offset, into: &batch)
      if batch.isFull, place < bytes.count { return leave(bytes, at: place) }
    }
    if isLast {
      guard elements.isComplete else {
        try records.flush(bytes, at: offset, into: &batch)
        throw JSONWording.truncated(
          at: offset + UInt64(bytes.count), line: elements.line, isInRecord: elements.isInRecord)
      }
      if elements.isInRecord {
        let start = elements.recordStart
        elements.finish()
        let element = JSONElements.Element(bytes: first..<bytes.count, line: start.line, column: start.column)
        try records.add(element, of: bytes, at: offset, into: &batch)
      }
      try records.flush(bytes, at: offset, into: &batch)
      return leave(bytes, at: bytes.count)
    }
    try records.flush(bytes, at: offset, into: &batch)
    guard elements.isInRecord else { return leave(bytes, at: bytes.count) }
    if bytes.count - first > JSONLinesWording.lineLimit {
      let start = elements.recordStart
      let element = JSONElements.Element(bytes: first..<bytes.count, line: start.line, column: start.column)
      try records.add(element, of: bytes, at: offset, into: &batch)
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
      try records.flush(bytes, at: offset, into: &batch)
      throw error
    }
  }

  private mutating func leave(_ bytes: Span<UInt8>, at place: Int) -> Int {
    offset += UInt64(place)
    searched = 0
    return place
  }
}

extension JSONExtractor: SourceRemarking {
  package mutating func takeRemarks() -> [Diagnostic] {
    remarks.note(records.repeated)
    return remarks.take(decoding)
  }
}
