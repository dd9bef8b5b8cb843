internal import Canonical
package import PipelineModel

/// What matching needs to know of a batch's rows: comparable values, worked out in parallel, taken in order.
package struct MatchRows: Sendable {
  /// The values of all rows, row by row, column by column.
  private(set) var bytes: [UInt8] = []
  /// For each row and column, one past its value in `bytes`.
  private(set) var ends: [UInt32] = []
  /// For each row and column, what the value is known by; 0 for no value.
  private(set) var keys: [UInt128] = []
  /// For each row, a hash of all its values.
  private(set) var hashes: [UInt128] = []
  private let width: Int

  /// Where a batch has the values of a column.
  private enum Source {
    case lead(LeadField)
    case column(Int)
    case none
  }

  /// How many rows there are.
  var count: Int { hashes.count }

  /// Where a row's value of a column stands in `bytes`.
  func range(row: Int, column: Int) -> Range<Int> {
    let index = row * width + column
    return Int(index == 0 ? 0 : ends[index - 1])..<Int(ends[index])
  }

  /// Works out the comparable values of every row.
  ///
  /// - Parameter isNormalised: whether lead fields are as `normalise` leaves them, so that they need not be looked into
  ///   again.
  package init(_ batch: LeadBatch, plan: MatchPlan, isNormalised: Bool = false) {
    width = plan.columns.count
    let sources = plan.columns.map { column -> Source in
      switch column.origin {
      case .lead(let field): return .lead(field)
      case .named(let name):
        if let place = batch.records.columns.firstIndex(of: name) { return .column(place) }
        return LeadField(name: name).map { .lead($0) } ?? .none
      }
    }
    bytes.reserveCapacity(batch.count * 64)
    ends.reserveCapacity(batch.count * width)
    keys.reserveCapacity(batch.count * width)
    hashes.reserveCapacity(batch.count)
    for row in 0..<batch.count {
      let firstKey = keys.count
      for (index, column) in plan.columns.enumerated() {
        let start = bytes.count
        switch sources[index] {
        case .lead(let field):
          column.form.append(batch.value(field, record: row), isNormalised: isNormalised, into: &bytes)
        case .column(let place):
          column.form.append(batch.records.value(record: row, column: place), into: &bytes)
        case .none: break
        }
        if index == MatchPlan.last && bytes.count == start && keys[firstKey] == 0 {
          appendFullName(batch.value(.fullName, record: row), plan)
          continue
        }
        close(from: start, realm: column.realm)
      }
      var hash: UInt128 = 0
      for key in keys[firstKey...] { hash = (hash &+ key) &* 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835 ^ (hash >> 59) }
      hashes.append(hash)
    }
  }

  /// Ends a value.
  private mutating func close(from start: Int, realm: UInt64) {
    ends.append(UInt32(bytes.count))
    keys.append(bytes.count == start ? 0 : contentHash(bytes.span.extracting(start..<bytes.count), seed: realm))
  }

  /// Where there is neither first nor last name (nobody split the names): the last word of the full name is the last
  /// name.
  private mutating func appendFullName(_ name: Span<UInt8>, _ plan: MatchPlan) {
    let start = bytes.count
    PlainText.append(name.extracting(first: MatchForm.longest), into: &bytes)
    guard let blank = bytes[start...].lastIndex(of: 0x20) else {
      return close(from: start, realm: plan.columns[MatchPlan.last].realm)
    }
    bytes.remove(at: blank)
    // The first name's column was closed without a value; now it has one.
    ends[ends.count - 1] = UInt32(blank)
    keys[keys.count - 1] = contentHash(
      bytes.span.extracting(start..<blank), seed: plan.columns[MatchPlan.first].realm)
    close(from: blank, realm: plan.columns[MatchPlan.last].realm)
  }
}
