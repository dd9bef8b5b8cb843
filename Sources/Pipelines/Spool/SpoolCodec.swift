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
    out.bytes.reserveCapacity(batch.records.fields.count * 3 + batch.count * 16 + 1024)
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

  private static func encodeFields(of records: RecordBatch, to out: inout SpoolBytes) {
    var last: UInt32 = 0
    for record in 0..<records.count {
      let first = records.firstField(of: record)
      let end = Int(records.recordEnds[record])
      out.append(end - first)
      for index in first..<end {
        let field = records.fields[index]
        // Fields may stand anywhere (a literal used twice), so the distance is signed; the low bit tells a plain text.
        out.append(signed: Int(field.start) - Int(last), tag: field.kind != .text)
        if field.kind != .text { out.bytes.append(field.kind.rawValue) }
        out.append(field.count)
        last = field.end
      }
    }
  }

  private static func decodeFields(
    _ count: Int, of records: inout RecordBatch, at base: Int, from input: inout SpoolReader
  ) {
    var last = base
    records.recordEnds.reserveCapacity(count)
    for _ in 0..<count {
      let width = input.number()
      for _ in 0..<width {
        let (distance, isTagged) = input.signed()
        let kind = isTagged ? FieldKind(rawValue: input.byte()) ?? .text : .text
        let start = last + distance
        last = start + input.number()
        records.fields.append(FieldSlice(start: UInt32(start), end: UInt32(last), kind: kind))
      }
      records.recordEnds.append(UInt32(records.fields.count))
    }
  }

  /// A column of lead values: 0 for none, else 1 and for each value the source field it stands in (plus one), or 0 and
  /// its place.
  private static func encode(_ column: [ValueSlice], of batch: LeadBatch, to out: inout SpoolBytes) {
    out.bytes.append(column.isEmpty ? 0 : 1)
    if column.isEmpty { return }
    var guess = 0
    for record in 0..<batch.count {
      let value = column[record]
      if value.isBorrowed, let field = field(of: value, record: record, in: batch.records, guess: &guess) {
        out.append(field + 1)
      } else {
        out.append(0)
        out.append(signed: value.range.lowerBound, tag: value.isBorrowed)
        out.append(value.range.count)
      }
    }
  }

  private static func column(
    _ count: Int, of records: RecordBatch, at base: Int, ownedAt ownedBase: Int, from input: inout SpoolReader
  ) -> [ValueSlice] {
    if input.byte() == 0 { return [] }
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

/// Bytes with numbers of variable length (LEB128) in between.
struct SpoolBytes {
  var bytes: [UInt8] = []

  /// A number that is not negative.
  @inline(__always)
  mutating func append(_ number: Int) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A number with its sign and one bit more.
  @inline(__always)
  mutating func append(signed number: Int, tag: Bool) {
    append(Int(number.magnitude) << 2 | (number < 0 ? 2 : 0) | (tag ? 1 : 0))
  }
}

/// Takes apart what `SpoolBytes` put together.
struct SpoolReader {
  private let bytes: [UInt8]
  private var at = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  @inline(__always)
  mutating func byte() -> UInt8 {
    defer { at += 1 }
    return bytes[at]
  }

  @inline(__always)
  mutating func number() -> Int {
    var value: UInt = 0
    var shift: UInt = 0
    while true {
      let next = byte()
      value |= UInt(next & 0x7F) << shift
      if next < 0x80 { return Int(bitPattern: value) }
      shift += 7
    }
  }

  @inline(__always)
  mutating func signed() -> (number: Int, tag: Bool) {
    let value = number()
    let magnitude = value >> 2
    return (value & 2 == 0 ? magnitude : -magnitude, value & 1 == 1)
  }
}
