import PipelineModel
import Testing
import Writers

/// Rows whose values stand side by side are copied at once; they must come out as if they were written one by one.
@Suite struct CSVRunTests {
  /// A value by the rules of RFC 4180, as LF files write it.
  private func written(_ value: [UInt8], delimiter: UInt8) -> [UInt8] {
    guard value.contains(where: { [delimiter, 0x22, 0x0A, 0x0D].contains($0) }) else { return value }
    return [0x22] + value.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
  }

  /// Bytes with delimiters, quotes and line ends in them, and slices that stand beside each other more often than not.
  private func batch(_ random: inout HardTexts) -> OutputBatch {
    let letters = Array("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz,,,,,,;;\"\n\r".utf8)
    let isPlain = random.number(below: 2) == 0
    func bytes(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in letters[random.number(below: isPlain ? letters.count - 3 : letters.count)] }
    }
    let (width, count) = (2 + random.number(below: 6), random.number(below: 200))
    var records = RecordBatch()
    records.bytes = bytes(random.number(below: 400))
    let end = records.bytes.count
    func slice(after last: Int) -> (start: Int, end: Int) {
      let next = records.bytes[min(last, end)...].firstIndex(of: 0x2C) ?? end
      if random.number(below: 4) > 0, last < end { return (min(last + 1, end), max(min(last + 1, end), next)) }
      let start = random.number(below: end + 1)
      return (start, start + random.number(below: min(60, end - start) + 1))
    }
    var last = 0
    for _ in 0..<count {
      for _ in 0..<random.number(below: width + 1) {
        let (start, stop) = slice(after: last)
        records.fields.append(FieldSlice(start: UInt32(start), end: UInt32(stop)))
        last = stop
      }
      records.recordEnds.append(UInt32(records.fields.count))
    }
    let mapping = LeadField.allCases.map { $0 == .email ? 0 : $0 == .title ? 1 : nil }
    var leads = LeadBatch(records: records, mapping: mapping)
    for record in 0..<count where random.number(below: 3) == 0 {
      leads.set(.email, record: record, to: bytes(random.number(below: 40)).span)
    }
    var extra: [UInt8] = []
    let extras = (0..<count).map { _ in
      let start = extra.count
      extra += bytes(random.number(below: 20))
      return ValueSlice.owned(start, extra.count)
    }
    let origins: [OutputColumn.Origin] =
      (0..<width).map { .source($0) } + [.lead(.title), .lead(.email), .lead(.phone), .extra(0), .missing]
    return OutputBatch(
      leads: leads, columns: origins.map { OutputColumn(name: "c", origin: $0) }, extras: [extras], extraBytes: extra,
      rows: random.number(below: 2) == 0 ? nil : (0..<count).filter { $0 % 3 != 1 }.reversed())
  }

  @Test("a row comes out as its values do", arguments: 1...300 as ClosedRange<UInt64>)
  func rows(seed: UInt64) throws {
    var random = HardTexts(seed: seed)
    let batch = batch(&random)
    let delimiter: UInt8 = seed % 3 == 0 ? 0x3B : 0x2C
    let options = ComponentOptions(seed % 3 == 0 ? ["delimiter": .text(";")] : [:])
    var out: [UInt8] = []
    try CSVWriter(options: options).encode(batch, into: &out)
    var expected: [UInt8] = []
    for record in batch.rows ?? Array(0..<batch.leads.count) {
      let row = batch.columns.indices.map { column in
        let value = batch.value(record: record, column: column)
        return written(value.indices.map { value[$0] }, delimiter: delimiter)
      }
      expected += row.joined(separator: [delimiter]) + [0x0A]
    }
    #expect(out == expected)
  }
}
