internal import CBytes
internal import PipelineModel

/// Some rows of a batch on their way into CSV: where each of their values stands is looked up column by column, then
/// the rows are copied one by one.
struct CSVBlock {
  /// Rows in a block: few enough for their places to stay in the nearest cache.
  static let rows = 64

  /// Where a value stands, and in which buffer.
  private struct Place {
    var start: UInt32 = 0
    var end: UInt32 = 0
    var buffer = Buffer.records
  }

  private enum Buffer { case records, owned, extra }

  private let delimiter: UInt8
  private let width: Int
  /// Row by row.
  private var places: [Place]

  init(width: Int, delimiter: UInt8) {
    self.width = width
    self.delimiter = delimiter
    places = Array(repeating: Place(), count: width * Self.rows)
  }

  /// Appends rows of the batch; at most `CSVBlock.rows`.
  mutating func append(_ rows: Range<Int>, of batch: borrowing OutputBatch, to out: inout [UInt8]) {
    var bytes = 0
    for column in 0..<width { bytes += lookUp(column, rows, batch) }
    // At its worst every byte is a quote; copying works in steps of 16.
    let room = bytes * 2 + rows.count * (width * 3 + 1) + 16
    let count = rows.count
    out.append(addingCapacity: room) { span in
      // Measured hot loop: the pointers stay inside and never pass `room`.
      span.withUnsafeMutableBufferPointer { free, initialized in
        guard let start = free.baseAddress else { return }
        var to = start + initialized
        batch.leads.records.bytes.withUnsafeBufferPointer { records in
          batch.leads.owned.withUnsafeBufferPointer { owned in
            batch.extraBytes.withUnsafeBufferPointer { extra in
              for row in 0..<count { put(row, records, owned, extra, at: &to) }
            }
          }
        }
        initialized = to - start
      }
    }
  }

  /// Notes where the values of a column stand; returns how many bytes they are.
  private mutating func lookUp(_ column: Int, _ rows: Range<Int>, _ batch: borrowing OutputBatch) -> Int {
    var bytes = 0
    var at = column
    for index in rows {
      let record = batch.rows.map { $0[index] } ?? index
      var place = Place()
      switch batch.columns[column].origin {
      case .source(let source):
        let slice = batch.leads.records.slice(record: record, column: source)
        place = Place(start: slice.start, end: slice.end)
      case .lead(let field):
        let slice = batch.leads.slice(field, record: record)
        let range = slice.range
        place = Place(
          start: UInt32(range.lowerBound), end: UInt32(range.upperBound), buffer: slice.isBorrowed ? .records : .owned)
      case .extra(let index):
        let range = batch.extras[index][record].range
        place = Place(start: UInt32(range.lowerBound), end: UInt32(range.upperBound), buffer: .extra)
      case .missing: break
      }
      bytes += Int(place.end &- place.start)
      places[at] = place
      at += width
    }
    return bytes
  }

  /// Writes a row. Values that stand side by side in one buffer with a delimiter between them, as those of a CSV source
  /// do, are copied at once.
  @inline(__always)
  private func put(
    _ row: Int, _ records: UnsafeBufferPointer<UInt8>, _ owned: UnsafeBufferPointer<UInt8>,
    _ extra: UnsafeBufferPointer<UInt8>, at to: inout UnsafeMutablePointer<UInt8>
  ) {
    // The places of the row, all of them within `places`.
    places.withUnsafeBufferPointer { all in
      let places = UnsafeBufferPointer(rebasing: all[row * width..<(row + 1) * width])
      var column = 0
      while column < width {
        if column > 0 {
          to.pointee = delimiter
          to += 1
        }
        let place = places[column]
        let buffer =
          switch place.buffer {
          case .records: records
          case .owned: owned
          case .extra: extra
          }
        var next = column + 1
        var end = place.end
        while next < width, places[next].start == end &+ 1, places[next].buffer == place.buffer,
          buffer[Int(end)] == delimiter
        {
          end = places[next].end
          next += 1
        }
        let count = Int(end &- place.start)
        if let base = buffer.baseAddress, count > 0 {
          let found = sluice_copy_counting(
            to, base + Int(place.start), count, base + buffer.count, delimiter, Byte.quote, Byte.lf, Byte.cr)
          if found == next - column - 1 {
            to += count
          } else {
            put(places[column..<next], of: buffer, at: &to)
          }
        } else if width == 1 {
          // A lone empty field is quoted: an empty line would be no record.
          to[0] = Byte.quote
          to[1] = Byte.quote
          to += 2
        }
        column = next
      }
      to.pointee = Byte.lf
      to += 1
    }
  }

  /// Writes values one by one, those that need it in quotes.
  private func put(
    _ places: Slice<UnsafeBufferPointer<Place>>, of buffer: UnsafeBufferPointer<UInt8>,
    at to: inout UnsafeMutablePointer<UInt8>
  ) {
    for index in places.indices {
      if index > places.startIndex {
        to.pointee = delimiter
        to += 1
      }
      let field = UnsafeBufferPointer(rebasing: buffer[Int(places[index].start)..<Int(places[index].end)])
      if let from = field.baseAddress {
        if sluice_has_any(from, field.count, delimiter, Byte.quote, Byte.lf, Byte.cr) == 0 {
          to.update(from: from, count: field.count)
          to += field.count
        } else {
          putQuoted(field, at: &to)
        }
      }
    }
  }

  private func putQuoted(_ field: UnsafeBufferPointer<UInt8>, at to: inout UnsafeMutablePointer<UInt8>) {
    to.pointee = Byte.quote
    to += 1
    for byte in field {
      if byte == Byte.quote {
        to.pointee = Byte.quote
        to += 1
      }
      to.pointee = byte
      to += 1
    }
    to.pointee = Byte.quote
    to += 1
  }
}
