/// Where a field's bytes stand in its batch's buffer, and how the format wrote it; 12 bytes, no allocation.
@usableFromInline package struct FieldSlice: Sendable, Equatable, BitwiseCopyable {
  /// First byte.
  @usableFromInline package var start: UInt32
  /// One past the last byte.
  @usableFromInline package var end: UInt32
  /// How the format wrote the value.
  @usableFromInline package var kind: FieldKind

  @inlinable package init(start: UInt32, end: UInt32, kind: FieldKind = .text) {
    self.start = start
    self.end = end
    self.kind = kind
  }

  /// A field the record does not have.
  @inlinable package static var absent: FieldSlice { FieldSlice(start: 0, end: 0, kind: .absent) }

  /// Its length in bytes.
  @inlinable package var count: Int { Int(end &- start) }
}

/// How a format wrote a value, so that a writer of the same format can write it back as it was.
@usableFromInline package enum FieldKind: UInt8, Sendable, Equatable, BitwiseCopyable {
  /// Text: CSV fields, XML content, JSON strings (unescaped).
  case text
  /// A JSON number or boolean, its bytes as written.
  case literal
  /// A JSON array or empty object, its bytes as written.
  case nested
  /// A JSON null.
  case null
  /// The record does not have the field.
  case absent
}

/// Where a record began in its source.
@usableFromInline package struct RecordPosition: Sendable, Equatable, BitwiseCopyable {
  /// Bytes before it in the source.
  @usableFromInline package var offset: UInt64
  /// The line it begins on, from 1.
  @usableFromInline package var line: UInt64
  /// Its number among the records of the source, from 1; a header is not counted.
  @usableFromInline package var number: UInt64

  @inlinable package init(offset: UInt64, line: UInt64, number: UInt64) {
    self.offset = offset
    self.line = line
    self.number = number
  }
}

/// A record that could not be taken as it is: it goes to the rejects file, and the run goes on.
@usableFromInline package struct RefusedRecord: Sendable, Equatable {
  /// Why.
  @usableFromInline package var code: RefusalCode
  /// Where it began.
  @usableFromInline package var position: RecordPosition
  /// Column of the trouble on its line (bytes, from 1), where it is known.
  @usableFromInline package var column: UInt64?
  /// The field of the trouble (from 0), where it is known.
  @usableFromInline package var field: Int?
  /// What was found and expected where the code counts something (fields of a ragged row).
  @usableFromInline package var found: Int?
  /// See `found`.
  @usableFromInline package var expected: Int?
  /// The record's bytes as they stand in the source, in `RecordBatch.refusedBytes`; the first of them where it is long.
  @usableFromInline package var raw: Range<Int>
  /// Whether `raw` is not the whole record.
  package var isCut = false

  package init(
    code: RefusalCode, position: RecordPosition, column: UInt64? = nil, field: Int? = nil, found: Int? = nil,
    expected: Int? = nil, raw: Range<Int> = 0..<0
  ) {
    self.code = code
    self.position = position
    self.column = column
    self.field = field
    self.found = found
    self.expected = expected
    self.raw = raw
  }
}

/// What bounds the memory of a batch whose records are tiny or refused; the bytes read at once bound the others.
@usableFromInline package struct BatchLimits: Sendable, Equatable {
  /// Records that are kept.
  @usableFromInline package var records = 1 << 16
  /// Records that are refused, and their bytes.
  @usableFromInline package var refused = 1 << 14
  /// See `refused`.
  @usableFromInline package var refusedBytes = 4 << 20
  /// Bytes of one refused record that are kept for the rejects file: 1 MiB.
  package var raw = 1 << 20

  @inlinable package init() {}
}

/// Many records in one byte buffer: what an extractor fills and everything after it borrows from.
///
/// Field `i` of a record belongs to column `i` of `columns`. A record may have fewer fields than there are columns:
/// the ones it lacks are absent.
@usableFromInline package struct RecordBatch: Sendable {
  /// All field bytes; a field's bytes are contiguous, fields may have gaps between them.
  @usableFromInline package var bytes: [UInt8] = []
  /// The fields of all records, one record after the other.
  @usableFromInline package var fields: [FieldSlice] = []
  /// For each record, one past its last field in `fields`.
  @usableFromInline package var recordEnds: [UInt32] = []
  /// For each record, where it began.
  @usableFromInline package var positions: [RecordPosition] = []
  /// Column names as far as the source has shown them.
  @usableFromInline package var columns: [String] = []
  /// The records that were refused, in order.
  @usableFromInline package var refused: [RefusedRecord] = []
  /// The raw bytes of the refused records.
  @usableFromInline package var refusedBytes: [UInt8] = []
  /// Set by an extractor whose next record does not belong into it.
  @usableFromInline package var isClosed = false
  /// How much an extractor puts into it.
  @usableFromInline package var limits = BatchLimits()

  @inlinable package init() {}

  /// How many records it holds, the refused not counted.
  @inlinable package var count: Int { recordEnds.count }

  /// Whether it holds as much as a batch should: an extractor then stops and is called again for the rest.
  @inlinable package var isFull: Bool {
    isClosed || recordEnds.count >= limits.records || refused.count >= limits.refused
      || refusedBytes.count >= limits.refusedBytes
  }

  /// Empties it and keeps its memory; columns stay.
  package mutating func removeAll() {
    isClosed = false
    bytes.removeAll(keepingCapacity: true)
    fields.removeAll(keepingCapacity: true)
    recordEnds.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    refused.removeAll(keepingCapacity: true)
    refusedBytes.removeAll(keepingCapacity: true)
  }

  /// Keeps a refused record with its raw bytes, of a long one with the first of them.
  package mutating func refuse(_ record: RefusedRecord, raw: Span<UInt8>) {
    var record = record
    let start = refusedBytes.count
    var kept = min(raw.count, limits.raw)
    if kept < raw.count {
      record.isCut = true
      // Not in the middle of a character.
      while kept > max(0, limits.raw - 3), raw[kept] & 0xC0 == 0x80 { kept -= 1 }
    }
    refusedBytes.append(copying: raw.extracting(first: kept))
    record.raw = start..<refusedBytes.count
    refused.append(record)
  }

  /// The index in `fields` of a record's first field.
  @inlinable package func firstField(of record: Int) -> Int { record == 0 ? 0 : Int(recordEnds[record - 1]) }

  /// Where a record's value of a column stands; absent where the record is shorter.
  @inlinable package func slice(record: Int, column: Int) -> FieldSlice {
    let index = firstField(of: record) + column
    return index < Int(recordEnds[record]) ? fields[index] : .absent
  }

  /// A record's value of a column; empty where it is absent or null.
  @inlinable @_lifetime(borrow self)
  package func value(record: Int, column: Int) -> Span<UInt8> {
    let slice = slice(record: record, column: column)
    return bytes.span.extracting(Int(slice.start)..<Int(slice.end))
  }
}

extension [UInt8] {
  /// Appends a span's bytes.
  @inlinable package mutating func append(copying span: Span<UInt8>) {
    // One memcpy: a span is contiguous, and the pointer does not leave the closure.
    span.withUnsafeBufferPointer { append(contentsOf: $0) }
  }

  /// Removes all bytes and keeps the memory; one look where there are none, as in a scratch that is seldom used.
  @inlinable package mutating func empty() { if !isEmpty { removeAll(keepingCapacity: true) } }
}
