/// Finds the pairs of records worth comparing: those that agree in a key, where not too many do; those that agree in two
/// keys, where each alone is too common; then in three; and so on.
///
/// Sets of keys are blocked level by level: `nextSets` says which, `blocks(of:)` may run for several of them at once,
/// `take` ends the level, and `close` the blocking.
package struct Blocking: Sendable {
  /// The largest block whose pairs are all compared.
  static let limit = 16
  /// How many of a block that nothing cuts are compared with each other.
  private static let window = 8
  /// How many keys at most are put together.
  private static let depth = 4
  /// More sets than this are not asked for.
  private static let mostSets = 64

  /// A set of keys, a bit for each.
  package typealias KeySet = UInt64

  /// A key that records are brought together by.
  private struct Key {
    var column: Int
    /// Whether all of the value counts, or what sounds or begins alike is alike.
    var isWhole: Bool
    /// The comparisons that it says something of: keys of one are not put together.
    var topics: UInt64
    /// First and last name, either way round.
    var isBothNames = false
  }

  /// The blocks of a set of keys.
  package struct Blocks: Sendable {
    let keys: KeySet
    /// The records of all blocks of two or more, block by block.
    fileprivate(set) var records: [UInt32] = []
    /// For each block, one past its last record.
    fileprivate(set) var ends: [UInt32] = []
    /// The records whose blocks are too large.
    fileprivate var oversized: [UInt32] = []
    /// How many pairs the blocks hold.
    var pairCount: Int {
      var pairs = 0
      var start = 0
      for end in ends {
        let count = Int(end) - start
        pairs += count * (count - 1) / 2
        start = Int(end)
      }
      return pairs
    }

    /// How many blocks were too large.
    fileprivate(set) var oversizedCount = 0
  }

  private let keys: [Key]
  /// The keys of first and last name, and of both in one.
  private var names: KeySet { keySet { !$0.isBothNames && $0.column <= MatchPlan.last } }
  private var bothNames: KeySet { keySet { $0.isBothNames } }

  private func keySet(_ isIn: (Key) -> Bool) -> KeySet {
    keys.indices.reduce(0) { isIn(keys[$1]) ? $0 | 1 << KeySet($1) : $0 }
  }

  let keyCount: Int
  /// By record and key, its hash; 0 for none.
  private(set) var hashes: [UInt32] = []
  let recordCount: Int
  /// The blocks of all levels so far.
  private(set) var sets: [Blocks] = []
  /// By record, a bit for each of `sets` that has it in a block.
  private(set) var blocked: [UInt64]
  /// Sets with blocks that are too large, and which records stand in them, a bit for each.
  private var oversized: [KeySet: [UInt64]] = [:]
  private var level = 0
  /// How many blocks were too large, and how many records stood in some that no other key could cut.
  private(set) var oversizedCount = 0
  private(set) var uncutRecords = 0

  init(_ table: MatchTable) {
    var keys: [Key] = []
    func topic(_ column: Int) -> UInt64 {
      guard let index = table.plan.comparisons.firstIndex(where: { $0.columns.contains(column) }) else { return 0 }
      return 1 << UInt64(index)
    }
    func add(_ column: Int, isWhole: Bool) {
      keys.append(Key(column: column, isWhole: isWhole, topics: topic(column)))
    }
    let names = topic(MatchPlan.first) | topic(MatchPlan.last)
    keys.append(Key(column: MatchPlan.first, isWhole: false, topics: names, isBothNames: true))
    for column in table.plan.columns.indices {
      switch table.plan.columns[column].form {
      case .words:
        add(column, isWhole: false)
        if column > MatchPlan.profile { add(column, isWhole: true) }
      case .email, .phone: add(column, isWhole: false)
      // Whoever has the same profile is the same person already.
      case .profile where column == MatchPlan.profile: break
      case .company, .domain, .profile, .date, .code: add(column, isWhole: true)
      }
    }
    // What no record has needs no key.
    let used = keys.prefix(62).filter { key in
      var place = key.column
      while place < table.values.count && table.values[place] == 0 { place += table.width }
      return place < table.values.count
    }
    self.keys = used
    keyCount = used.count
    recordCount = table.count
    blocked = Array(repeating: 0, count: table.count)
    hashes.reserveCapacity(table.count * keyCount)
    for record in 0..<table.count {
      for key in used {
        if key.isBothNames {
          let first = table.entries[Int(table.value(record, MatchPlan.first))].blockKey
          let last = table.entries[Int(table.value(record, MatchPlan.last))].blockKey
          let both = UInt64(max(first, last)) << 32 | UInt64(min(first, last))
          hashes.append(first == 0 || last == 0 ? 0 : max(1, UInt32(truncatingIfNeeded: scattered(both))))
        } else {
          let value = table.entries[Int(table.value(record, key.column))]
          hashes.append(key.isWhole ? value.wholeKey : value.blockKey)
        }
      }
    }
  }

  /// The sets of the next level; none where everything is blocked.
  package func nextSets() -> [KeySet] {
    if level == 0 { return (0..<keyCount).map { 1 << KeySet($0) } }
    if level >= Self.depth { return [] }
    var next: Set<KeySet> = []
    let (names, bothNames) = (self.names, self.bothNames)
    for known in oversized.keys where known.nonzeroBitCount == level {
      let topics = self.topics(of: known)
      for key in 0..<keyCount where known >> KeySet(key) & 1 == 0 && keys[key].topics & topics == 0 {
        let grown = known | 1 << KeySet(key)
        // First and last name together are a key already, either way round.
        if bothNames != 0 && grown & names == names { continue }
        if self.parents(of: grown).allSatisfy({ oversized[$0] != nil }) { next.insert(grown) }
      }
    }
    return Array(next.sorted().prefix(max(0, Self.mostSets - sets.count)))
  }

  private func topics(of set: KeySet) -> UInt64 {
    var topics: UInt64 = 0
    for key in 0..<keyCount where set >> KeySet(key) & 1 != 0 { topics |= keys[key].topics }
    return topics
  }

  /// The sets that lack one of its keys.
  private func parents(of set: KeySet) -> [KeySet] {
    (0..<keyCount).filter { set >> KeySet($0) & 1 != 0 }.map { set & ~(1 << KeySet($0)) }
  }

  /// The hash of a record's keys; nil where it lacks one.
  @inline(__always)
  private func hash(_ record: Int, _ places: [Int]) -> UInt32? {
    var hash: UInt64 = 0
    for place in places {
      let key = hashes[record * keyCount + place]
      if key == 0 { return nil }
      hash = scattered(hash &+ UInt64(key) &+ 0x9e37_79b9_7f4a_7c15)
    }
    return UInt32(truncatingIfNeeded: hash >> 32)
  }

  /// Blocks the records by a set of keys.
  package func blocks(of set: KeySet) -> Blocks {
    let places = (0..<keyCount).filter { set >> KeySet($0) & 1 != 0 }
    var keyed: [UInt64] = []
    if level == 0 {
      keyed.reserveCapacity(recordCount)
      for record in 0..<recordCount {
        if let hash = hash(record, places) { keyed.append(UInt64(hash) << 32 | UInt64(record)) }
      }
    } else {
      // Those alone whose blocks are too large by every key that one could do without.
      let parents = self.parents(of: set).compactMap { oversized[$0] }
      guard let first = parents.first else { return Blocks(keys: set) }
      for word in first.indices {
        var bits = parents.reduce(UInt64.max) { $0 & $1[word] }
        while bits != 0 {
          let record = word * 64 + bits.trailingZeroBitCount
          bits &= bits - 1
          if let hash = hash(record, places) { keyed.append(UInt64(hash) << 32 | UInt64(record)) }
        }
      }
    }
    radixSort(&keyed)
    return cut(keyed, set)
  }

  /// Cuts sorted hashes and records into blocks.
  private func cut(_ keyed: [UInt64], _ set: KeySet) -> Blocks {
    var blocks = Blocks(keys: set)
    var start = 0
    while start < keyed.count {
      let hash = keyed[start] >> 32
      var end = start + 1
      while end < keyed.count && keyed[end] >> 32 == hash { end += 1 }
      if end - start > Self.limit {
        blocks.oversizedCount += 1
        for index in start..<end { blocks.oversized.append(UInt32(truncatingIfNeeded: keyed[index])) }
      } else if end - start > 1 {
        for index in start..<end { blocks.records.append(UInt32(truncatingIfNeeded: keyed[index])) }
        blocks.ends.append(UInt32(blocks.records.count))
      }
      start = end
    }
    return blocks
  }

  /// Takes the blocks of a level.
  package mutating func take(_ level: [Blocks]) {
    self.level += 1
    for var blocks in level {
      let bit: UInt64 = sets.count < Self.mostSets ? 1 << UInt64(sets.count) : 0
      for record in blocks.records { blocked[Int(record)] |= bit }
      oversizedCount += blocks.oversizedCount
      if !blocks.oversized.isEmpty {
        var bits = Array(repeating: UInt64(0), count: (recordCount + 63) / 64)
        for record in blocks.oversized { bits[Int(record >> 6)] |= 1 << UInt64(record & 63) }
        oversized[blocks.keys] = bits
        blocks.oversized = []
      }
      sets.append(blocks)
    }
  }

  /// Ends the blocking: what stands in blocks that are too large, and no other key could cut, is compared with those
  /// that follow it in the order of all its keys.
  package mutating func close() {
    let attempted = Set(sets.map(\.keys))
    for set in oversized.keys.sorted() where topics(of: set).nonzeroBitCount > 1 {
      guard let bits = oversized[set] else { continue }
      let children = (0..<keyCount).filter { set >> KeySet($0) & 1 == 0 && attempted.contains(set | 1 << KeySet($0)) }
      let places = (0..<keyCount).filter { set >> KeySet($0) & 1 != 0 }
      // What has one of the names in it is cut by the other: both are a key.
      let rest = set & names != 0 && bothNames != 0 ? names & ~set : 0
      let others = (0..<keyCount).filter { rest >> KeySet($0) & 1 != 0 }
      var keyed: [UInt64] = []
      for record in 0..<recordCount where bits[record >> 6] >> UInt64(record & 63) & 1 != 0 {
        let isCut = children.contains { key in
          hashes[record * keyCount + key] != 0
            && parents(of: set | 1 << KeySet(key)).allSatisfy {
              oversized[$0].map { $0[record >> 6] >> UInt64(record & 63) & 1 != 0 } ?? false
            }
        }
        if !isCut && others.contains(where: { hashes[record * keyCount + $0] != 0 }) { continue }
        if !isCut, let hash = hash(record, places) { keyed.append(UInt64(hash) << 32 | UInt64(record)) }
      }
      if keyed.isEmpty { continue }
      uncutRecords += keyed.count
      radixSort(&keyed)
      sets.append(windows(keyed, set))
    }
    oversized = [:]
  }

  /// Cuts each run of one hash into windows, records with most keys alike beside each other.
  private func windows(_ keyed: [UInt64], _ set: KeySet) -> Blocks {
    var blocks = Blocks(keys: set)
    var start = 0
    while start < keyed.count {
      var end = start + 1
      while end < keyed.count && keyed[end] >> 32 == keyed[start] >> 32 { end += 1 }
      let records = keyed[start..<end].map { Int($0 & 0xFFFF_FFFF) }.sorted { a, b in
        for key in 0..<keyCount {
          let (one, other) = (hashes[a * keyCount + key], hashes[b * keyCount + key])
          if one != other { return one < other }
        }
        return a < b
      }
      for (index, record) in records.enumerated() {
        blocks.records.append(UInt32(record))
        if index % Self.window == Self.window - 1 || index == records.count - 1 {
          blocks.ends.append(UInt32(blocks.records.count))
        }
      }
      start = end
    }
    return blocks
  }

  /// Whether two records of a block of a set have met in an earlier one.
  @inline(__always)
  func haveMet(_ a: Int, _ b: Int, before set: Int) -> Bool {
    var earlier = blocked[a] & blocked[b]
    if set < Self.mostSets { earlier &= (1 << UInt64(set)) - 1 }
    if earlier == 0 { return false }
    var equal: UInt64 = 0
    for key in 0..<keyCount {
      let hash = hashes[a * keyCount + key]
      if hash != 0 && hash == hashes[b * keyCount + key] { equal |= 1 << UInt64(key) }
    }
    while earlier != 0 {
      let keys = sets[earlier.trailingZeroBitCount].keys
      if keys & equal == keys { return true }
      earlier &= earlier - 1
    }
    return false
  }

  /// All blocks in pieces that are worth a task each.
  var pieces: [BlockPiece] {
    sets.indices.flatMap { set in
      stride(from: 0, to: sets[set].ends.count, by: 20_000).map {
        BlockPiece(set: set, blocks: $0..<min($0 + 20_000, sets[set].ends.count))
      }
    }
  }

  /// The wanted pairs of some blocks that have not met in the blocks of an earlier set, the lower record first.
  @inline(__always)
  func forEachPair(in piece: BlockPiece, where isWanted: (Int, Int) -> Bool, body: (Int, Int) -> Void) {
    let blocks = sets[piece.set]
    for block in piece.blocks {
      let range = Int(block == 0 ? 0 : blocks.ends[block - 1])..<Int(blocks.ends[block])
      for i in range {
        let a = Int(blocks.records[i])
        for j in i + 1..<range.upperBound {
          let b = Int(blocks.records[j])
          let (low, high) = (min(a, b), max(a, b))
          if isWanted(low, high) && !haveMet(a, b, before: piece.set) { body(low, high) }
        }
      }
    }
  }
}
