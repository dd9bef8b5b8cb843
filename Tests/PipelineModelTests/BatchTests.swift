import PipelineModel
import Testing

private func text(_ span: Span<UInt8>) -> String {
  span.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
}

/// Two records of two and one fields.
private func sample() -> RecordBatch {
  var batch = RecordBatch()
  batch.columns = ["a", "b"]
  batch.bytes = Array("abcdef".utf8)
  batch.fields = [
    FieldSlice(start: 0, end: 2), FieldSlice(start: 2, end: 3, kind: .literal), FieldSlice(start: 3, end: 6),
  ]
  batch.recordEnds = [2, 3]
  batch.positions = [RecordPosition(offset: 0, line: 1, number: 1), RecordPosition(offset: 9, line: 2, number: 2)]
  return batch
}

@Suite struct RecordBatchTests {
  @Test("a value is found by record and column, and what a shorter record lacks is absent")
  func values() {
    let batch = sample()
    #expect(batch.count == 2)
    #expect(text(batch.value(record: 0, column: 0)) == "ab")
    #expect(text(batch.value(record: 0, column: 1)) == "c")
    #expect(text(batch.value(record: 1, column: 0)) == "def")
    #expect(text(batch.value(record: 1, column: 1)) == "")
    #expect(batch.slice(record: 0, column: 1).kind == .literal)
    #expect(batch.slice(record: 1, column: 1) == .absent)
    // The next record's first field is not the last column of the one before.
    #expect(batch.slice(record: 0, column: 2) == .absent)
    #expect(batch.firstField(of: 1) == 2)
  }

  @Test("refused records keep their own bytes")
  func refused() {
    var batch = sample()
    let position = RecordPosition(offset: 1, line: 1, number: 1)
    batch.refuse(RefusedRecord(code: .raggedRow, position: position), raw: [1, 2, 3].span)
    batch.refuse(RefusedRecord(code: .invalidUTF8, position: position, raw: 7..<9), raw: [4].span)
    #expect(batch.refused.map(\.raw) == [0..<3, 3..<4])
    #expect(batch.refusedBytes == [1, 2, 3, 4])
    #expect(batch.count == 2)
  }

  @Test("emptied, a batch keeps nothing but its columns")
  func removeAll() {
    var batch = sample()
    batch.refuse(RefusedRecord(code: .tooDeep, position: RecordPosition(offset: 0, line: 1, number: 1)), raw: [1].span)
    batch.removeAll()
    #expect(batch.count == 0 && batch.bytes.isEmpty && batch.fields.isEmpty && batch.positions.isEmpty)
    #expect(batch.refused.isEmpty && batch.refusedBytes.isEmpty)
    #expect(batch.columns == ["a", "b"])
  }
}

@Suite struct LeadBatchTests {
  private func mapping(_ places: [LeadField: Int]) -> [Int?] { LeadField.allCases.map { places[$0] } }

  @Test("a mapped field starts as its column's value; one that is not mapped has none")
  func mapped() {
    let leads = LeadBatch(records: sample(), mapping: mapping([.email: 1, .phone: 0]))
    #expect(text(leads.value(.email, record: 0)) == "c")
    #expect(text(leads.value(.email, record: 1)) == "")
    #expect(text(leads.value(.phone, record: 1)) == "def")
    #expect(leads.has(.email) && leads.has(.phone) && !leads.has(.title))
    #expect(text(leads.value(.title, record: 0)) == "")
  }

  @Test("a value that is set replaces the old one and leaves the record as it was")
  func set() {
    var leads = LeadBatch(records: sample(), mapping: mapping([.email: 1]))
    leads.set(.email, record: 0, to: "new".utf8.span)
    leads.set(.title, record: 1, to: "Dr".utf8.span)
    leads.set(.phone, record: 1, to: .borrowed(3, 5))
    #expect(text(leads.value(.email, record: 0)) == "new")
    #expect(text(leads.value(.title, record: 1)) == "Dr")
    #expect(text(leads.value(.title, record: 0)) == "" && leads.has(.title))
    #expect(text(leads.value(.phone, record: 1)) == "de")
    #expect(text(leads.records.value(record: 0, column: 1)) == "c")
  }

  @Test("a slice knows its buffer and range")
  func slices() {
    #expect(ValueSlice.borrowed(1, 5).isBorrowed && ValueSlice.borrowed(1, 5).range == 1..<5)
    #expect(!ValueSlice.owned(1, 5).isBorrowed && ValueSlice.owned(1, 5).range == 1..<5)
    #expect(ValueSlice.empty.isEmpty && ValueSlice.borrowed(3, 3).isEmpty && !ValueSlice.owned(0, 1).isEmpty)
    #expect(ValueSlice.borrowed(0, 0x7FFF_FFFF).range == 0..<0x7FFF_FFFF)
  }
}

@Suite struct OutputBatchTests {
  @Test("a column's values come from its origin")
  func origins() {
    var leads = LeadBatch(records: sample(), mapping: Array(repeating: nil, count: LeadField.count))
    leads.set(.email, record: 0, to: "e".utf8.span)
    let origins: [OutputColumn.Origin] = [.source(1), .lead(.email), .lead(.phone), .extra(0), .missing]
    let batch = OutputBatch(
      leads: leads, columns: origins.map { OutputColumn(name: "x", origin: $0) },
      extras: [[.owned(0, 1), .owned(1, 3)]], extraBytes: Array("xyz".utf8))
    #expect((0..<5).map { text(batch.value(record: 0, column: $0)) } == ["c", "e", "", "x", ""])
    #expect((0..<5).map { text(batch.value(record: 1, column: $0)) } == ["", "", "", "yz", ""])
    #expect((0..<5).map { batch.kind(record: 0, column: $0) } == [.literal, .text, .absent, .text, .absent])
    #expect((0..<5).map { batch.kind(record: 1, column: $0) } == [.absent, .text, .absent, .text, .absent])
  }
}
