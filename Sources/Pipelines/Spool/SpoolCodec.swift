internal import PipelineModel

/// How a batch is laid down in the spool: bytes as they are, places as small numbers.
///
/// Most fields follow the one before them at a distance of a byte or two and are short, and most lead values are a
/// source field as it stands; a byte or two says so where the arrays in memory take twelve and eight. The spool never
/// leaves the run that wrote it, so there is no version. The two buffers come last and are not copied on the way in or
/// out.
enum SpoolCodec {
  /// The pieces of a batch, to be written one after the other.
  static func encode(_ batch: LeadBatch, places: [Int]) -> [[UInt8]] {
    var out = SpoolBytes()
    out.bytes.reserveCapacity(batch.records.fields.count * 2 + batch.count * 32 + 1024)
    out.append(places.count)
    for place in places { out.append(place) }
    out.append(batch.count)
    out.append(batch.records.bytes.count)
    out.append(batch.owned.count)
    encodeFields(of: batch.records, to: &out)
    for flags in batch.flags { out.bytes.append(flags.rawValue) }
    for column in batch.columns { encode(column, of: batch, to: &out) }
    return [out.bytes, batch.records.bytes, batch.owned]
  }

  static func decode(_ bytes: [UInt8]) -> (batch: LeadBatch, places: [Int]) {
    var input = SpoolReader(bytes: bytes)
    let places = (0..<input.number()).map { _ in input.number() }
    let count = input.number()
    var records = RecordBatch()
    records.bytes = bytes
    let (byteCount, ownedCount) = (input.number(), input.number())
    let ownedStart = bytes.count - ownedCount
    let start = ownedStart - byteCount
    decodeFields(count, of: &records, at: start, from: &input)
    let flags = (0..<count).map { _ in LeadFlags(rawValue: input.byte()) }
    let columns = (0..<LeadField.count).map { _ in
      column(count, of: records, at: start, ownedAt: ownedStart, from: &input)
    }
    return (LeadBatch(records: records, owned: bytes, columns: columns, flags: flags), places)
  }

  /// For each record how many fields, and for each field its length with its distance from the field before in the two
  /// low bits; a distance of 0 there says that the distance and the kind follow.
  private static func encodeFields(of records: RecordBatch, to out: inout SpoolBytes) {
    var last: UInt32 = 0
    var first = 0
    for end in records.recordEnds {
      let end = Int(end)
      out.bytes.append(addingCapacity: SpoolBytes.longest * (3 * (end - first) + 1)) { out in
        SpoolBytes.append(end - first, to: &out)
        for index in first..<end {
          let field = records.fields[index]
          let distance = field.start &- last
          if distance &- 1 < 3 && field.kind == .text {
            SpoolBytes.append(field.count << 2 | Int(distance), to: &out)
          } else {
            // Fields may stand anywhere (a literal used twice), so the distance is signed.
            SpoolBytes.append(field.count << 2, to: &out)
            SpoolBytes.append(signed: Int(field.start) - Int(last), tag: field.kind != .text, to: &out)
            if field.kind != .text { out.append(field.kind.rawValue) }
          }
          last = field.end
        }
      }
      first = end
    }
  }

  private static func decodeFields(
    _ count: Int, of records: inout RecordBatch, at base: Int, from input: inout SpoolReader
  ) {
    var last = base
    records.recordEnds.reserveCapacity(count)
    for record in 0..<count {
      let width = input.number()
      // As if all records were as wide as the first: nearly always they are.
      if record == 0 { records.fields.reserveCapacity(width * count) }
      records.fields.append(addingCapacity: width) { fields in
        for _ in 0..<width {
          let number = input.number()
          var start = last + (number & 3)
          var kind = FieldKind.text
          if number & 3 == 0 {
            let (distance, isTagged) = input.signed()
            start = last + distance
            if isTagged { kind = FieldKind(rawValue: input.byte()) ?? .text }
          }
          last = start + (number >> 2)
          fields.append(FieldSlice(start: UInt32(start), end: UInt32(last), kind: kind))
        }
      }
      records.recordEnds.append(UInt32(records.fields.count))
    }
  }

  /// A column of lead values: 0 for none; 1 and a field where every value is that field of its record; else 2 and for
  /// each value the source field it stands in (plus one), or 0 and its place.
  private static func encode(_ column: [ValueSlice], of batch: LeadBatch, to out: inout SpoolBytes) {
    if column.isEmpty { return out.bytes.append(0) }
    var guess = 0
    if let only = onlyField(of: column, in: batch.records) {
      out.bytes.append(1)
      return out.append(only)
    }
    out.bytes.append(2)
    out.bytes.append(addingCapacity: column.count * SpoolBytes.longest * 3) { out in
      for record in column.indices {
        let value = column[record]
        if value.isBorrowed, let field = field(of: value, record: record, in: batch.records, guess: &guess) {
          SpoolBytes.append(field + 1, to: &out)
        } else {
          SpoolBytes.append(0, to: &out)
          SpoolBytes.append(signed: value.range.lowerBound, tag: value.isBorrowed, to: &out)
          SpoolBytes.append(value.range.count, to: &out)
        }
      }
    }
  }

  private static func column(
    _ count: Int, of records: RecordBatch, at base: Int, ownedAt ownedBase: Int, from input: inout SpoolReader
  ) -> [ValueSlice] {
    let code = input.byte()
    if code == 0 { return [] }
    if code == 1 {
      let field = input.number()
      return (0..<count).map { record in
        let slice = records.slice(record: record, column: field)
        return .borrowed(slice.start, slice.end)
      }
    }
    return (0..<count).map { record in
      let field = input.number()
      if field > 0 {
        let slice = records.slice(record: record, column: field - 1)
        return .borrowed(slice.start, slice.end)
      }
      let (distance, isBorrowed) = input.signed()
      let start = distance + (isBorrowed ? base : ownedBase)
      let end = start + input.number()
      return isBorrowed ? .borrowed(UInt32(start), UInt32(end)) : .owned(start, end)
    }
  }

  /// The field that the values of all records are, if there is one.
  private static func onlyField(of column: [ValueSlice], in records: RecordBatch) -> Int? {
    var guess = 0
    guard column[0].isBorrowed, let only = field(of: column[0], record: 0, in: records, guess: &guess) else {
      return nil
    }
    for record in column.indices {
      let slice = records.slice(record: record, column: only)
      if slice.kind == .absent || column[record] != .borrowed(slice.start, slice.end) { return nil }
    }
    return only
  }

  /// The field of a record that a value is; the field of the last record's value is looked at first.
  @inline(__always)
  private static func field(of value: ValueSlice, record: Int, in records: RecordBatch, guess: inout Int) -> Int? {
    let range = value.range
    let slice = records.slice(record: record, column: guess)
    if Int(slice.start) == range.lowerBound && Int(slice.end) == range.upperBound && slice.kind != .absent {
      return guess
    }
    let first = records.firstField(of: record)
    for index in first..<Int(records.recordEnds[record]) {
      let field = records.fields[index]
      if Int(field.start) == range.lowerBound && Int(field.end) == range.upperBound && field.kind != .absent {
        guess = index - first
        return guess
      }
    }
    return nil
  }
}
