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
    let fields = LeadField.allCases.filter { batch.has($0) }
    var scratch: [UInt8] = []
    for row in 0..<batch.count {
      if identify { appendKeys(of: row, in: batch, scratch: &scratch) }
      ends.append(UInt32(keys.count))
      scratch.removeAll(keepingCapacity: true)
      var filled: UInt8 = 0
      for field in fields {
        let value = batch.value(field, record: row)
        if value.isEmpty { continue }
        filled += 1
        // Field and length in front, so that values cannot run into each other.
        scratch.append(UInt8(field.index))
        withUnsafeBytes(of: UInt32(value.count).littleEndian) { scratch.append(contentsOf: $0) }
        scratch.append(copying: value)
      }
      sights.append(contentHash(scratch.span))
      completeness.append(filled)
    }
  }

  private mutating func appendKeys(of row: Int, in batch: LeadBatch, scratch: inout [UInt8]) {
    scratch.removeAll(keepingCapacity: true)
    if linkedinKey(batch.value(.linkedinURL, record: row), into: &scratch) {
      keys.append(contentHash(scratch.span, seed: 1))
    }
    scratch.removeAll(keepingCapacity: true)
    if emailKey(batch.value(.email, record: row), into: &scratch) { keys.append(contentHash(scratch.span, seed: 2)) }
    scratch.removeAll(keepingCapacity: true)
    if nameKey(
      first: batch.value(.firstName, record: row), last: batch.value(.lastName, record: row),
      domain: batch.value(.companyDomain, record: row), into: &scratch)
    {
      keys.append(contentHash(scratch.span, seed: 3))
    }
  }
}
