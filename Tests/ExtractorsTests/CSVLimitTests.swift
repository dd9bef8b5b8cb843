import PipelineModel
import PipelineTesting
import Testing

@testable import Extractors

/// The scanner with a limit that small inputs reach.
private struct LimitedCSV: StreamExtractor {
  static let spec = ComponentSpec(name: "limited", kind: .extractor, summary: "CSV with small records", example: "")
  static let limit = 12
  private var scanner = CSVScanner(dialect: CSVDialect(), recordLimit: LimitedCSV.limit)

  init(options: ComponentOptions) {}

  mutating func extract(
    from bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch
  ) throws(ScanError) -> Int { try scanner.scan(bytes, isLast: isLast, into: &batch) }
}

@Suite struct CSVLimitTests {
  private let contract = ExtractorContract(LimitedCSV.self)

  private func read(_ text: String) -> ExtractorDriver.Reading {
    let bytes = Array(text.utf8)
    #expect(contract.violations(of: bytes) == [])
    return contract.read(bytes)
  }

  @Test(
    "a record larger than the limit is refused and the next one is read",
    arguments: [
      ("12345,678901\n", "\n", false), ("12345,678901\r\n", "\r\n", false), ("12345,6789012\n", "\n", true),
      ("12345,6789012\r\n", "\r\n", true), ("12345,6789012\r", "\r", true),
      ("12345,67890123456789\"\"0123456789,1,\"2345678\n", "\n", true), ("\"1\n2\",34567890123\n", "\n", true),
      ("\"1,2\n3,4\n5\",678\n", "\n", true), ("\"1,2\n3,4\"\"5\",6\n", "\n", true),
    ])
  func tooLarge(line: String, end: String, isOver: Bool) {
    let reading = read("a,b\n\(line)3,4\n")
    if !isOver {
      #expect(reading.refused.isEmpty)
      #expect(reading.records.count == 2)
      return
    }
    let refused = reading.refused.first
    #expect(refused?.position == RecordPosition(offset: 4, line: 2, number: 1))
    // Every case whose quote is closed within the limit is too large; the raw bytes end just past the limit.
    if refused?.code == .recordTooLarge {
      #expect(reading.refused.count == 1)
      #expect(refused?.expected == LimitedCSV.limit)
      #expect(reading.refusedBytes.first == Array(line.utf8.prefix(LimitedCSV.limit + 1)))
    }
    let last = reading.records.last
    #expect(last?.fields.map(\.text) == ["3", "4"])
    #expect(last?.position.line == UInt64(2 + line.split(separator: end, omittingEmptySubsequences: false).count - 1))
  }

  @Test("a quote still open at the limit costs the line it opened on")
  func openAtLimit() {
    let reading = read("a,b\n1,\"2\n3,4\n5,6\n7,8\n9,0\n")
    #expect(reading.refused.map(\.code) == [.unclosedQuote])
    #expect(reading.refused.map(\.column) == [3])
    #expect(reading.refusedBytes == [Array("1,\"2\n".utf8)])
    #expect(reading.records.map { $0.fields.map(\.text) } == [["3", "4"], ["5", "6"], ["7", "8"], ["9", "0"]])
    #expect(reading.records.map(\.position.line) == [3, 4, 5, 6])
  }

  @Test("a line that opens a quote and is larger than the limit is skipped to its end")
  func openLongLine() {
    let reading = read("a,b\n1,\"2345678901234567890\r\n3,4\n")
    #expect(reading.refused.map(\.code) == [.recordTooLarge])
    #expect(reading.refusedBytes == [Array("1,\"2345678901".utf8)])
    #expect(reading.records.map { $0.fields.map(\.text) } == [["3", "4"]])
    #expect(reading.records.map(\.position) == [RecordPosition(offset: 28, line: 3, number: 2)])
  }

  @Test(
    "a quoted field larger than the limit is one refused record, whatever stands in its lines",
    arguments: [
      "1,\"2\nx\ny\nz\nx\ny\nz\"\n", "1,\"2\r\nx\r\ny\r\nz\r\nx\"\r\n", "1,\"2\nx\ny\"\"z\nx\"\"\nyz\"\n",
      "\"2\nx\nx\nyyyyyz\",\"3,\n4\"\n", "1,\"2\nx\n\nyyyyz\nx\"y\n",
    ])
  func largeField(record: String) {
    let reading = read("a,b\n0,0\n\(record)3,4\n")
    #expect(reading.refused.map(\.code) == [.recordTooLarge])
    #expect(reading.refused.map(\.position) == [RecordPosition(offset: 8, line: 3, number: 2)])
    #expect(reading.records.map { $0.fields.map(\.text) } == [["0", "0"], ["3", "4"]])
    let lines = record.utf8.count { $0 == Byte.lf }
    #expect(reading.records.last?.position.line == UInt64(3 + lines))
  }

  @Test("batches of any size hold the same records", arguments: 1...100 as ClosedRange<UInt64>)
  func batches(seed: UInt64) throws {
    var generator = SplitMix(seed: seed)
    let alphabet = Array("\"\",,\n\n\nab".utf8)
    let length = Int.random(in: 1...80, using: &generator)
    let input = Array("a,b\n".utf8) + (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? Byte.lf }
    for size in 1...3 {
      var limits = BatchLimits()
      limits.records = size
      limits.refused = size
      var extractor = LimitedCSV(options: ComponentOptions())
      let reading = ExtractorDriver.read(
        &extractor, bytes: input, chunk: { Int.random(in: 1...20, using: &generator) }, limits: limits)
      #expect(reading == contract.read(input))
    }
  }

  @Test("a header larger than the limit ends the source")
  func header() {
    let reading = read("a,bcdefghijklmnop\n1,2\n")
    #expect(reading.error?.code == .tooLarge)
    #expect(reading.error?.detail == "the header is larger than 12 bytes")
    #expect(reading.error?.line == 1)
  }

  @Test(
    "what is read near the limit does not depend on the pieces the input comes in",
    arguments: 1...400 as ClosedRange<UInt64>)
  func pieces(seed: UInt64) {
    var generator = SplitMix(seed: seed)
    let alphabet = Array("\"\"\",\r\n\nab".utf8)
    let length = Int.random(in: 1...60, using: &generator)
    let body = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? Byte.lf }
    let input = Array("a,b\n".utf8) + body
    #expect(contract.violations(of: input, seeds: seed..<(seed + 2)) == [], "\(String(decoding: input, as: UTF8.self))")
  }
}
