internal import Foundation

/// How many people seem to have the same first and last name.
package struct NameCounts: Sendable {
  /// How many pairs of records have the same first and last name.
  private(set) var samePairs = 0.0
  /// By record, the logarithm (base 2) of the share of others who have the same names, as far as different employers
  /// tell; far below any where nothing tells.
  private(set) var others: [Float]

  init(_ table: MatchTable) {
    others = Array(repeating: -100, count: table.count)
    var keyed: [UInt64] = []
    var hasEmployer = 0
    for record in 0..<table.count {
      let first = table.value(record, MatchPlan.first)
      let last = table.value(record, MatchPlan.last)
      if first == 0 || last == 0 { continue }
      let hash = scattered(UInt64(first) << 32 | UInt64(last))
      keyed.append(hash & 0xFFFF_FFFF_0000_0000 | UInt64(record))
      if Self.employer(table, record) != 0 { hasEmployer += 1 }
    }
    radixSort(&keyed)
    let tells = hasEmployer * 2 > keyed.count
    let n = Double(max(2, table.count))
    var employers: [UInt32] = []
    var start = 0
    while start < keyed.count {
      var end = start + 1
      while end < keyed.count && keyed[end] >> 32 == keyed[start] >> 32 { end += 1 }
      let count = Double(end - start)
      samePairs += count * (count - 1) / 2
      if tells && end - start > 1 {
        employers.removeAll(keepingCapacity: true)
        for index in start..<end {
          let employer = Self.employer(table, Int(keyed[index] & 0xFFFF_FFFF))
          if employer != 0 { employers.append(employer) }
        }
        employers.sort()
        var different = 0
        for index in employers.indices where index == 0 || employers[index] != employers[index - 1] { different += 1 }
        if different > 1 {
          let share = Float(log2((Double(different) - 0.5) / n))
          for index in start..<end { others[Int(keyed[index] & 0xFFFF_FFFF)] = share }
        }
      }
      start = end
    }
  }

  private static func employer(_ table: MatchTable, _ record: Int) -> UInt32 {
    let domain = table.value(record, MatchPlan.domain)
    return domain != 0 ? domain : table.value(record, MatchPlan.company)
  }
}
