package import PipelineModel

/// Reads JSON Lines (jsonlines.org): every line that is not blank is one JSON object, and one record.
///
/// Strings come as text, numbers and booleans as they were written, nested objects as columns with dotted names, arrays
/// and empty objects as JSON. Where the pipeline names `tags[*]`, `emails[0]` or `emails[*].address`, that is a column
/// too: one value, or those of the list joined with "; ". A line that is no sound object is refused by itself: broken JSON, two
/// objects of one name, a lone surrogate (it has no UTF-8 form), invalid UTF-8, deeper than 64 levels, longer than 16 MiB
/// (then 64 KiB of it are kept), or bringing more than 2,048 columns. Of two values of one name the last stands, which
/// is told.
package struct JSONLinesExtractor: StreamExtractor, ListPathReading, TextScanner {
  package static let spec = ComponentSpec(
    name: "jsonl",
    kind: .extractor,
    summary: "JSON Lines, one object per line; nested objects become dotted columns",
    options: [TextEncoding.spec],

    example: "- jsonl: leads.jsonl",
    sample: """
      {"id": 1, "name": {"given": "Ada", "family": "Lovelace"}, "company": "Analytical Engines", "tags": ["vip"]}
      {"id": 2, "name": {"given": "Zo\\u00eb", "family": null}, "company": "Müller & Söhne", "subscribed": true}

      """)

  /// Bytes that are parsed before the batch is looked at: as many as the parser indexes at once.
  private static let piece = 128 << 10

  private var decoding: TextDecoding
  private var remarks = JSONRemarks()
  /// Made with the first bytes: copies of an extractor that has read nothing share nothing.
  private var parser: JSONLinesParser?
  /// The columns that the pipeline names.
  private var expected: [String] = []
  /// Where the next byte stands.
  private var position = RecordPosition(offset: 0, line: 1, number: 1)
  /// Bytes of the rest that are known to hold no line end.
  private var searched = 0
  /// Whether the line is too large and already refused: its bytes go until it ends.
  private var isSkipping = false

  package init(options: ComponentOptions) throws(OptionProblem) { decoding = try TextDecoding(options) }

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

  mutating func advance(over count: Int) { position.offset += UInt64(count) }

  mutating func scan(_ bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch) throws(ScanError) -> Int {
    let parser = self.parser ?? JSONLinesParser(expecting: expected)
    self.parser = parser
    var start = isSkipping ? skip(bytes) : 0

    let linesEnd = isLast ? bytes.count : endOfLines(bytes, from: start)
    while start < linesEnd {
      let end = endOfPiece(bytes, start..<linesEnd)
      let repeated = try parser.read(bytes.extracting(start..<end), at: &position, into: &batch)
      remarks.note(repeated)
      start = end
      if batch.isFull && start < linesEnd {
        searched = 0
        return start
      }
    }
    let rest = bytes.extracting(linesEnd...)
    // One byte more may be the carriage return of a line that just fits.
    guard rest.count > JSONLinesWording.lineLimit + 1 else {
      searched = rest.count
      return linesEnd
    }
    batch.refuse(JSONLinesWording.tooLarge(at: position), raw: JSONLinesWording.kept(rest))
    position.number += 1
    position.offset += UInt64(rest.count)
    isSkipping = true
    searched = 0
    return bytes.count
  }

  /// One past the lines that are read at once: those of `piece` bytes, or one that is longer.
  private func endOfPiece(_ bytes: Span<UInt8>, _ lines: Range<Int>) -> Int {
    guard lines.count > Self.piece else { return lines.upperBound }
    let limit = lines.lowerBound + Self.piece
    var end = limit
    while end > lines.lowerBound, bytes[unchecked: end - 1] != UInt8(ascii: "\n") { end -= 1 }
    if end > lines.lowerBound { return end }
    end = limit
    while end < lines.upperBound, bytes[unchecked: end] != UInt8(ascii: "\n") { end += 1 }
    return min(end + 1, lines.upperBound)
  }

  /// One past the last line end from `start` on; `start` where there is none. What was presented before is not looked
  /// at again, or a long line in small pieces would cost its square.
  private func endOfLines(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var end = bytes.count
    let known = max(start, min(searched, end))
    while end > known, bytes[unchecked: end - 1] != UInt8(ascii: "\n") { end -= 1 }
    return end > known ? end : start
  }

  /// Goes to the end of the line that was refused; how many bytes that takes.
  private mutating func skip(_ bytes: Span<UInt8>) -> Int {
    var end = 0
    while end < bytes.count, bytes[unchecked: end] != UInt8(ascii: "\n") { end += 1 }
    if end < bytes.count {
      end += 1
      position.line += 1
      isSkipping = false
    }
    position.offset += UInt64(end)
    return end
  }
}

extension JSONLinesExtractor: SourceRemarking {
  package mutating func takeRemarks() -> [Diagnostic] {
    remarks.take(decoding)
  }
}
