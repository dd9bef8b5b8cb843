/// Something to be counted before a model can be learnt: each may be counted on its own core.
package enum Measurement: Sendable {
  /// Patterns of some of a piece's pairs, one of so many.
  case candidates(BlockPiece, oneOf: UInt64)
  /// Patterns of random pairs, by their numbers.
  case random(Range<Int>)
  /// Pairs with equal values in a comparison.
  case equal(Int)
  /// By how many last names the values of a column are carried.
  case carriers(Int)
  /// Pairs with the same names.
  case names
}

/// What was counted.
package enum Measured: Sendable {
  case candidates([UInt64], oneOf: UInt64)
  case random([UInt64])
  case equal(EqualPairs)
  case carriers([Carriers])
  case names(NameCounts)
}

/// Some blocks of a set of keys.
package struct BlockPiece: Sendable {
  var set: Int
  var blocks: Range<Int>
}

/// Pairs of records that agree in a comparison, as shares of all pairs.
package struct EqualPairs: Sendable {
  var comparison: Int
  /// By level, where it can be counted.
  var levels: [Double?]
  /// Pairs that both have a value.
  var present: Double
}

/// A value, and how many different last names carry it.
package struct Carriers: Sendable {
  var value: UInt32
  var names: UInt32
}

/// Counts what a model is learnt from.
struct Measuring: Sendable {
  let comparing: PairComparing
  let blocking: Blocking
  private var table: MatchTable { comparing.table }

  /// How many candidates, and how many random pairs, a model is learnt from.
  private static let sampleSize = 100_000
  /// Random pairs that a task draws.
  private static let drawn = 10_000

  /// All that is to be counted, the largest first.
  var measurements: [Measurement] {
    let pairs = blocking.sets.reduce(0) { $0 + $1.pairCount }
    let share = UInt64(max(1, pairs / Self.sampleSize))
    var all: [Measurement] = [.names]
    all += table.plan.columns.indices.filter { $0 != MatchPlan.first && $0 != MatchPlan.last }.map { .carriers($0) }
    all += table.plan.comparisons.indices.map { .equal($0) }
    all += blocking.pieces.map { .candidates($0, oneOf: share) }
    let records = table.count
    let possible = records * (records - 1) / 2
    let wanted = possible <= 2 * Self.sampleSize ? possible : Self.sampleSize
    all += stride(from: 0, to: wanted, by: Self.drawn).map { .random($0..<min($0 + Self.drawn, wanted)) }
    return all
  }

  func measure(_ measurement: Measurement) -> Measured {
    switch measurement {
    case .candidates(let piece, let share): candidates(piece, share)
    case .random(let numbers): .random(random(numbers))
    case .equal(let comparison): .equal(equalPairs(comparison))
    case .carriers(let column): .carriers(carriers(column))
    case .names: .names(NameCounts(table))
    }
  }

  private func candidates(_ piece: BlockPiece, _ share: UInt64) -> Measured {
    var patterns: [UInt64] = []
    blocking.forEachPair(in: piece) { a, b in
      share == 1 || scattered(UInt64(a) << 32 | UInt64(b)) % share == 0
    } body: { a, b in
      patterns.append(comparing.pattern(a, b))
    }
    return .candidates(patterns, oneOf: share)
  }

  private func random(_ numbers: Range<Int>) -> [UInt64] {
    let records = table.count
    if records * (records - 1) / 2 <= 2 * Self.sampleSize {
      // All pairs there are, by their numbers: the first of a pair has `first` pairs before it.
      var patterns: [UInt64] = []
      var first = 0
      for a in 0..<records {
        let count = records - 1 - a
        let low = max(first, numbers.lowerBound)
        let high = max(low, min(first + count, numbers.upperBound))
        for number in low..<high { patterns.append(comparing.pattern(a, a + 1 + number - first)) }
        first += count
        if first >= numbers.upperBound { break }
      }
      return patterns
    }
    return numbers.compactMap { number in
      let bits = scattered(UInt64(number) &* 0x9e37_79b9_7f4a_7c15 &+ 42)
      let a = Int(((bits >> 32) &* UInt64(records)) >> 32)
      let b = Int(((bits & 0xFFFF_FFFF) &* UInt64(records)) >> 32)
      return a == b ? nil : comparing.pattern(min(a, b), max(a, b))
    }
  }

  private func pairs(_ count: Double) -> Double { count * (count - 1) / 2 }

  private func equalPairs(_ index: Int) -> EqualPairs {
    let comparison = table.plan.comparisons[index]
    let total = max(1, pairs(Double(table.count)))
    var levels: [Double?] = comparison.kind.levels.map { _ in nil }
    if comparison.kind == .employer {
      let held = (0..<table.count).count { record in comparison.columns.contains { table.value(record, $0) != 0 } }
      return EqualPairs(comparison: index, levels: levels, present: pairs(Double(held)) / total)
    }
    let column = comparison.columns[0]
    var counts = Array(repeating: UInt32(0), count: table.valueCount)
    var held = 0.0
    for record in 0..<table.count where table.value(record, column) != 0 {
      counts[Int(table.value(record, column))] += 1
      held += 1
    }
    let equal = counts.reduce(0.0) { $0 + ($1 > 1 ? pairs(Double($1)) : 0) }
    levels[levels.count - 1] = equal / total
    if comparison.kind == .email || comparison.kind == .phone {
      levels[1] = max(0, alikePairs(counts) - equal) / total
    }
    return EqualPairs(comparison: index, levels: levels, present: pairs(held) / total)
  }

  /// Pairs whose values have the same key of blocks: local parts, tails of numbers.
  private func alikePairs(_ counts: [UInt32]) -> Double {
    var keyed: [UInt64] = []
    for value in counts.indices where counts[value] > 0 {
      keyed.append(UInt64(table.entries[value].blockKey) << 32 | UInt64(counts[value]))
    }
    radixSort(&keyed)
    var alike = 0.0
    var start = 0
    while start < keyed.count {
      var end = start
      var sum = 0.0
      while end < keyed.count && keyed[end] >> 32 == keyed[start] >> 32 {
        sum += Double(keyed[end] & 0xFFFF_FFFF)
        end += 1
      }
      alike += pairs(sum)
      start = end
    }
    return alike
  }

  /// By how many different last names each value of a column is carried, where several records have it.
  private func carriers(_ column: Int) -> [Carriers] {
    var keyed: [UInt64] = []
    for record in 0..<table.count {
      let value = table.value(record, column)
      if value != 0 && table.entries[Int(value)].count > 1 {
        keyed.append(UInt64(value) << 32 | UInt64(table.value(record, MatchPlan.last)))
      }
    }
    radixSort(&keyed)
    var carriers: [Carriers] = []
    var start = 0
    while start < keyed.count {
      var end = start + 1
      while end < keyed.count && keyed[end] >> 32 == keyed[start] >> 32 { end += 1 }
      keyed[start..<end].sort()
      var names: UInt32 = 1
      for index in start + 1..<end where keyed[index] != keyed[index - 1] { names += 1 }
      carriers.append(Carriers(value: UInt32(keyed[start] >> 32), names: names))
      start = end
    }
    return carriers
  }
}
