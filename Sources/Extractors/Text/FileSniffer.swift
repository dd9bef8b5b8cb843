package import PipelineModel

/// What a text file was found to be.
package struct FileSniffing: Sendable {
  /// How its characters are written, and how sure that is from 0 to 1.
  package var encoding = TextEncoding.utf8
  package var encodingConfidence = 1.0
  /// Whether it begins with a byte order mark.
  package var hasMark = false
  /// What it is as CSV.
  package var csv = CSVSniffing()
}

/// Looks at a file's first bytes: encoding and dialect, as the `csv` extractor would find them.
package enum FileSniffer {
  /// Bytes that are enough in any encoding.
  package static let sampleSize = 4 * CSVSniffer.sampleSize

  /// Pure; throws where the bytes are no text, but compressed or zipped.
  ///
  /// - Parameter isWhole: whether the sample is all of the file.
  package static func sniff(_ sample: Span<UInt8>, isWhole: Bool) throws(ScanError) -> FileSniffing {
    var decoding = TextDecoding()
    var text = SniffedText()
    var batch = RecordBatch()
    // What is not decided without the bytes that follow is decided without them.
    _ = try decoding.read(sample, isLast: true, with: &text, into: &batch)
    var sniffing = FileSniffing()
    sniffing.encoding = decoding.encoding ?? .utf8
    sniffing.encodingConfidence = decoding.confidence
    sniffing.hasMark = text.mark > 0
    sniffing.csv = CSVSniffer.sniff(text.bytes.span, isWhole: isWhole && text.isWhole)
    return sniffing
  }

  /// A whole text as UTF-8, decoded as the extractors would.
  package static func decode(_ bytes: Span<UInt8>) throws(ScanError) -> [UInt8] {
    var decoding = TextDecoding()
    var text = SniffedText(limit: .max)
    var batch = RecordBatch()
    _ = try decoding.read(bytes, isLast: true, with: &text, into: &batch)
    return text.bytes
  }
}

/// Keeps the first bytes of a text.
private struct SniffedText: TextScanner {
  var limit = CSVSniffer.sampleSize
  private(set) var bytes: [UInt8] = []
  private(set) var mark = 0
  private(set) var isWhole = true

  init(limit: Int = CSVSniffer.sampleSize) { self.limit = limit }

  mutating func advance(over count: Int) { mark += count }

  mutating func scan(_ bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch) throws(ScanError) -> Int {
    let room = min(bytes.count, limit - self.bytes.count)
    isWhole = isWhole && room == bytes.count
    self.bytes.append(copying: bytes.extracting(first: room))
    return bytes.count
  }
}
