/// A value's place in a batch: 8 bytes. The top bit of the end tells which buffer holds it.
@usableFromInline package struct ValueSlice: Sendable, Equatable, BitwiseCopyable {
  @usableFromInline var start: UInt32
  @usableFromInline var tagged: UInt32

  @inlinable init(start: UInt32, tagged: UInt32) {
    self.start = start
    self.tagged = tagged
  }

  /// A value that stands in the record bytes, untouched.
  @inlinable package static func borrowed(_ start: UInt32, _ end: UInt32) -> ValueSlice {
    ValueSlice(start: start, tagged: end | 0x8000_0000)
  }
  /// A value of the batch's own bytes.
  @inlinable package static func owned(_ start: Int, _ end: Int) -> ValueSlice {
    ValueSlice(start: UInt32(start), tagged: UInt32(end))
  }
  /// No value.
  @inlinable package static var empty: ValueSlice { ValueSlice(start: 0, tagged: 0) }

  /// Whether the value stands in the record bytes.
  @inlinable package var isBorrowed: Bool { tagged & 0x8000_0000 != 0 }
  /// Its range in the buffer that `isBorrowed` names.
  @inlinable package var range: Range<Int> { Int(start)..<Int(tagged & 0x7FFF_FFFF) }
  /// Its length in bytes.
  @inlinable package var count: Int { Int((tagged & 0x7FFF_FFFF) &- start) }
  /// Whether it holds no byte.
  @inlinable package var isEmpty: Bool { start == tagged & 0x7FFF_FFFF }
}

/// Per-record marks that transforms set.
@usableFromInline package struct LeadFlags: OptionSet, Sendable, BitwiseCopyable {
  @usableFromInline package let rawValue: UInt8
  @inlinable package init(rawValue: UInt8) { self.rawValue = rawValue }
  /// Its names are to be translated before enrichment.
  @inlinable package static var translate: LeadFlags { LeadFlags(rawValue: 1) }
  /// A filter left it out: it is counted, not written.
  @inlinable package static var filtered: LeadFlags { LeadFlags(rawValue: 2) }
}

/// Records with their lead fields: what transforms read and change.
///
/// The source's columns stay as they were in `records`; a lead field's value starts as the mapped column's and becomes
/// what transforms make of it. A field that is neither mapped nor derived has no values.
@usableFromInline package struct LeadBatch: Sendable {
  /// The records as they came.
  @usableFromInline package var records: RecordBatch
  /// Bytes of the values that transforms made.
  @usableFromInline package var owned: [UInt8] = []
  /// Lead fields by `LeadField.index`, a slice per record; empty where the batch does not have the field.
  @usableFromInline package var columns: [[ValueSlice]]
  /// One per record.
  @usableFromInline package var flags: [LeadFlags]
  /// What the rules of normalisation did and noticed, in the order that they did; not spooled.
  package var notes: [LeadNote] = []

  /// Maps columns to lead fields: `mapping[field.index]` is the column of the records that holds it.
  package init(records: RecordBatch, mapping: [Int?]) {
    self.records = records
    self.flags = Array(repeating: [], count: records.count)
    self.columns = mapping.map { source in
      guard let source else { return [] }
      var column: [ValueSlice] = []
      column.append(addingCapacity: records.count) { values in
        var first = 0
        for end in records.recordEnds {
          let index = first + source
          let slice = index < Int(end) ? records.fields[index] : .absent
          values.append(.borrowed(slice.start, slice.end))
          first = Int(end)
        }
      }
      return column
    }
  }

  /// Puts a batch together from its parts (a spool's reader).
  package init(records: RecordBatch, owned: [UInt8], columns: [[ValueSlice]], flags: [LeadFlags]) {
    self.records = records
    self.owned = owned
    self.columns = columns
    self.flags = flags
  }

  /// Keeps these records alone, which are given in order; bytes stay where they are, notes go.
  package mutating func keep(_ rows: [Int]) {
    var kept: [FieldSlice] = []
    var ends: [UInt32] = []
    ends.reserveCapacity(rows.count)
    for row in rows {
      kept += records.fields[records.firstField(of: row)..<Int(records.recordEnds[row])]
      ends.append(UInt32(kept.count))
    }
    if !records.positions.isEmpty { records.positions = rows.map { records.positions[$0] } }
    records.fields = kept
    records.recordEnds = ends
    flags = rows.map { flags[$0] }
    for index in columns.indices where !columns[index].isEmpty {
      let column = columns[index]
      columns[index] = rows.map { column[$0] }
    }
    notes = []
  }

  /// How many records it holds.
  @inlinable package var count: Int { records.count }

  /// Whether the batch has values of a field.
  @inlinable package func has(_ field: LeadField) -> Bool { !columns[field.index].isEmpty }

  /// Where a record's value of a field stands; empty where the batch does not have the field.
  @inlinable @inline(__always)
  package func slice(_ field: LeadField, record: Int) -> ValueSlice {
    columns[field.index].isEmpty ? .empty : columns[field.index][record]
  }

  /// A record's value of a field; empty where the batch does not have the field.
  @inlinable @inline(__always) @_lifetime(borrow self)
  package func value(_ field: LeadField, record: Int) -> Span<UInt8> {
    let slice = slice(field, record: record)
    if slice.isBorrowed { return records.bytes.span.extracting(slice.range) }
    return owned.span.extracting(slice.range)
  }

  /// Gives a record another value of a field, made where the batch lacked it. The field's old bytes stay where they
  /// are, so slices taken before keep their meaning.
  @inlinable package mutating func set(_ field: LeadField, record: Int, to value: Span<UInt8>) {
    let start = owned.count
    owned.append(copying: value)
    set(field, record: record, to: .owned(start, owned.count))
  }

  /// Gives a record another value that already stands in one of the batch's buffers.
  @inlinable package mutating func set(_ field: LeadField, record: Int, to slice: ValueSlice) {
    if columns[field.index].isEmpty { columns[field.index] = Array(repeating: .empty, count: count) }
    columns[field.index][record] = slice
  }
}
