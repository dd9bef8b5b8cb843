internal import Canonical
package import PipelineModel

/// What identity needs to know of a batch's rows: worked out in parallel, joined in order.
package struct RowKeys: Sendable {
  /// The exact keys of all rows, one row after the other.
  package private(set) var keys: [UInt128] = []
  /// For each row, one past its last key.
  package private(set) var ends: [UInt32] = []
  /// For each row, a hash of all its lead fields: what its person is called after, should it be the first.
  package private(set) var sights: [UInt128] = []
  /// For each row, how many lead fields have a value.
  package private(set) var completeness: [UInt8] = []

  /// How many rows there are.
  package var count: Int { ends.count }

  /// Every key once, in order.
  package var distinct: [UInt128] { Set(keys).sorted() }

  /// The keys of one row.
  package func keys(ofRow row: Int) -> ArraySlice<UInt128> {
    keys[Int(row == 0 ? 0 : ends[row - 1])..<Int(ends[row])]
  }

  /// Works out the keys of every row; without `identify` rows get no keys, so that each is a person of its own.
  package init(_ batch: LeadBatch, identify: Bool) {
    ends.reserveCapacity(batch.count)
    sights.reserveCapacity(batch.count)
    completeness.reserveCapacity(batch.count)
    if identify { keys.reserveCapacity(batch.count * 3) }
    let fields = LeadField.allCases.filter { batch.has($0) && !$0.isDerived }
    var scratch: [UInt8] = []
    for row in 0..<batch.count {
      if identify { appendKeys(of: row, in: batch, scratch: &scratch) }
      ends.append(UInt32(keys.count))
      appendSight(of: row, fields, in: batch, scratch: &scratch)
    }
  }

  /// Hashes all lead fields of a row that have a value; field and length stand in front of each, so that values cannot
  /// run into each other.
  private mutating func appendSight(
    of row: Int, _ fields: [LeadField], in batch: LeadBatch, scratch: inout [UInt8]
  ) {
    var filled: UInt8 = 0
    var sight: UInt128 = 0
    var room = 0
    for field in fields { room += batch.slice(field, record: row).count + 5 }
    // On their own, or the closures below hold on to the whole batch for every row.
    let columns = batch.columns
    let borrowed = batch.records.bytes
    let owned = batch.owned
    // Nothing of it is kept: the bytes behind the scratch's end are written, hashed and left.
    scratch.append(addingCapacity: room) { free in
      // Measured hot loop: the pointers stay inside and never pass `room`.
      free.withUnsafeMutableBufferPointer { buffer, _ in
        guard let start = buffer.baseAddress else { return }
        var count = 0
        for field in fields {
          let slice = columns[field.index][row]
          if slice.isEmpty { continue }
          filled += 1
          start[count] = UInt8(field.index)
          UnsafeMutableRawPointer(start + count + 1).storeBytes(of: UInt32(slice.count).littleEndian, as: UInt32.self)
          count += 5
          let bytes = slice.isBorrowed ? borrowed : owned
          bytes.withUnsafeBufferPointer { bytes in
            if let base = bytes.baseAddress {
              (start + count).update(from: base + slice.range.lowerBound, count: slice.count)
            }
          }
          count += slice.count
        }
        sight = contentHash(UnsafeBufferPointer(start: start, count: count).span)
      }
    }
    sights.append(sight)
    completeness.append(filled)
  }

  private mutating func appendKeys(of row: Int, in batch: LeadBatch, scratch: inout [UInt8]) {
    // Keys stand one after the other in the scratch, which is emptied now and then.
    if scratch.count > 1 << 14 { scratch.removeAll(keepingCapacity: true) }
    var start = scratch.count
    if linkedinKey(batch.value(.linkedinURL, record: row), into: &scratch) {
      keys.append(contentHash(scratch.span.extracting(start..<scratch.count), seed: 1))
      start = scratch.count
    }
    if emailKey(batch.value(.email, record: row), into: &scratch) {
      keys.append(contentHash(scratch.span.extracting(start..<scratch.count), seed: 2))
      start = scratch.count
    }
    if nameKey(
      first: batch.value(.firstName, record: row), last: batch.value(.lastName, record: row),
      domain: batch.value(.companyDomain, record: row), into: &scratch)
    {
      keys.append(contentHash(scratch.span.extracting(start..<scratch.count), seed: 3))
    }
  }
}
