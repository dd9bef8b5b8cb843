internal import PipelineModel

/// Joins rows to people: rows that share a key, directly or through others, are one person.
///
/// Rows are added in input order; the result does not depend on how they were batched.
package struct People: Sendable {
  /// For each row, a row of the same person that came no later; a row that points at itself is its person's first.
  private var parents: [UInt32] = []
  private(set) var sights: [UInt128] = []
  private var completeness: [UInt8] = []
  private var table: KeyTable
  private let keep: Dedupe.Keep
  /// Rows of people who are to be left out.
  private var excluded: [Int] = []

  package init(keep: Dedupe.Keep) {
    self.keep = keep
    table = KeyTable()
  }

  /// How many rows were added.
  package var rowCount: Int { parents.count }

  /// How many different keys the rows have.
  package var keyCount: Int { table.count }

  /// Asks for the memory that `know` will look at first.
  package func prefetch(_ key: UInt128) { table.prefetch(key) }

  /// The first row with a key that the ledger knows; nil where no row has it.
  package mutating func know(_ key: UInt128) -> Int? { table.know(key) }

  /// The first rows of keys that the ledger was not said to know, in no order.
  package func forEachUnknownKey(_ body: (_ row: Int) -> Void) { table.forEachUnknown(body) }

  /// Adds a batch's rows.
  package mutating func add(_ batch: RowKeys) {
    let ahead = 12
    for key in batch.keys.prefix(ahead) { table.prefetch(key) }
    var next = ahead
    for row in 0..<batch.ends.count {
      let index = parents.count
      parents.append(UInt32(index))
      sights.append(batch.sights[row])
      completeness.append(batch.completeness[row])
      for key in batch.keys(ofRow: row) {
        if next < batch.keys.count { table.prefetch(batch.keys[next]) }
        next += 1
        join(table.row(for: key, orInsert: index), index)
      }
    }
  }

  /// Says that two rows are one person (the ledger knows them as one).
  package mutating func join(_ a: Int, _ b: Int) {
    let a = first(of: a)
    let b = first(of: b)
    if a != b { parents[max(a, b)] = UInt32(min(a, b)) }
  }

  private mutating func first(of row: Int) -> Int {
    var row = row
    while Int(parents[row]) != row {
      parents[row] = parents[Int(parents[row])]
      row = Int(parents[row])
    }
    return row
  }

  /// Leaves everybody out who has one of these keys, with all their rows.
  package mutating func exclude(_ keys: [UInt128]) { excluded += keys.compactMap { table.row(for: $0) } }

  /// Leaves out whoever has a row.
  package mutating func exclude(row: Int) { excluded.append(row) }

  /// The first row of those that are one person with a row so far.
  func current(_ row: Int) -> Int {
    var row = row
    while Int(parents[row]) != row { row = Int(parents[row]) }
    return row
  }

  /// Joins two rows; tells whether they were two people.
  mutating func joins(_ a: Int, _ b: Int) -> Bool {
    if first(of: a) == first(of: b) { return false }
    join(a, b)
    return true
  }

  /// Decides who is who; no row can be added afterwards.
  package consuming func resolve() -> ResolvedPeople {
    var firsts: [UInt32] = []
    firsts.reserveCapacity(parents.count)
    for row in parents.indices { firsts.append(UInt32(first(of: row))) }
    // Who stands for the person: the most complete row, of equals the first; kept at the index of the first row.
    var standing = Array(UInt32(0)..<UInt32(firsts.count))
    if keep == .mostComplete {
      for row in firsts.indices {
        let person = Int(firsts[row])
        if completeness[row] > completeness[Int(standing[person])] { standing[person] = UInt32(row) }
      }
    }
    // Equal first sights of different people get a number behind their id. There are next to none, so a table is made of
    // those alone that share some bits of their hash with another.
    var seen = BitTable(minimumCount: firsts.count * 16)
    var shared = BitTable(minimumCount: firsts.count * 16)
    for row in firsts.indices where Int(firsts[row]) == row && seen.insert(sights[row]) {
      _ = shared.insert(sights[row])
    }
    var table = KeyTable()
    var ordinals: [UInt32: UInt32] = [:]
    var repeats: [UInt32: UInt32] = [:]
    var count = 0
    for row in firsts.indices where Int(firsts[row]) == row {
      count += 1
      if !shared.contains(sights[row]) { continue }
      let earlier = table.row(for: sights[row], orInsert: row)
      if earlier != row {
        let ordinal = repeats[UInt32(earlier), default: 1] + 1
        repeats[UInt32(earlier)] = ordinal
        ordinals[UInt32(row)] = ordinal
      }
    }
    let left = Set(excluded.map { firsts[$0] })
    return ResolvedPeople(
      firsts: firsts, standing: standing, sights: sights, ordinals: ordinals, excluded: left, count: count - left.count)
  }
}

/// Who is who among the rows of a run.
package struct ResolvedPeople: Sendable {
  private let firsts: [UInt32]
  private let standing: [UInt32]
  private let sights: [UInt128]
  private let ordinals: [UInt32: UInt32]
  /// People who are left out, by their first rows.
  private let excluded: Set<UInt32>
  /// How many people there are, those who are left out aside.
  package let count: Int

  fileprivate init(
    firsts: [UInt32], standing: [UInt32], sights: [UInt128], ordinals: [UInt32: UInt32], excluded: Set<UInt32>,
    count: Int
  ) {
    self.excluded = excluded
    self.firsts = firsts
    self.standing = standing
    self.sights = sights
    self.ordinals = ordinals
    self.count = count
  }

  /// How many rows there are.
  package var rowCount: Int { firsts.count }

  /// The first row of a row's person: the person's index in tables over rows.
  @inline(__always) package func person(ofRow row: Int) -> Int { Int(firsts[row]) }

  /// Whether a row stands for its person.
  package func stands(_ row: Int) -> Bool { Int(standing[Int(firsts[row])]) == row && !isExcluded(row) }

  /// Whether a row's person is left out.
  package func isExcluded(_ row: Int) -> Bool { !excluded.isEmpty && excluded.contains(firsts[row]) }

  /// How many rows belong to people who are left out.
  package var excludedRows: Int { excluded.isEmpty ? 0 : firsts.count { excluded.contains($0) } }

  /// Appends a person's id: `p` and 16 letters and digits of the first sight's hash, with a number behind where
  /// several people looked the same at first sight.
  package func appendID(ofPerson person: Int, to out: inout [UInt8]) {
    appendPersonID(sights[person], ordinal: ordinals[UInt32(person)], to: &out)
  }
}

/// The letters and digits of person ids (Crockford's base 32, lower case: no i, l, o, u).
let idAlphabet: [UInt8] = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

/// Appends the id of a person: 80 bits of the hash.
func appendPersonID(_ sight: UInt128, ordinal: UInt32?, to out: inout [UInt8]) {
  let high = UInt64(truncatingIfNeeded: sight >> 64)
  let low = UInt64(truncatingIfNeeded: sight >> 48)
  out.append(addingCapacity: 17) { id in
    id.append(UInt8(ascii: "p"))
    for digit in 0..<12 { id.append(idAlphabet[Int(truncatingIfNeeded: high >> UInt64(59 - 5 * digit)) & 31]) }
    for digit in 0..<4 { id.append(idAlphabet[Int(truncatingIfNeeded: low >> UInt64(15 - 5 * digit)) & 31]) }
  }
  if let ordinal {
    out.append(UInt8(ascii: "-"))
    out.append(contentsOf: String(ordinal).utf8)
  }
}
