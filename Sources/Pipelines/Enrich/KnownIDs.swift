internal import Identity
internal import PipelineModel

/// By person, the ids that the ledger knew them by before the run; 4 bytes a row and some 20 an id.
///
/// Of several ids of one person, the one that the earliest row shows is the person's; the others are those of people who
/// turned out to be the same.
struct KnownIDs: Sendable {
  private var bytes: [UInt8] = []
  /// By id, one past its last byte.
  private var ends: [UInt32] = []
  /// By person, the place of the first id plus one; 0 where the ledger did not know them. Empty where it knew nobody.
  private var first: [UInt32] = []
  /// Further ids, by person.
  private var others: [Int: [Int]] = [:]

  init() {}

  /// Takes ids and, for each, the earliest row that shows it.
  init(_ sights: consuming KnownSights, people: ResolvedPeople) {
    let order = sights.inOrder
    if order.isEmpty { return }
    // In the order of the rows, so that going through the rows goes through the ids.
    bytes.reserveCapacity(sights.bytes.count)
    ends.reserveCapacity(order.count)
    first = Array(repeating: 0, count: people.rowCount)
    for sight in order {
      bytes.append(contentsOf: sights.bytes[sights.range(sight)])
      let place = ends.count
      ends.append(UInt32(bytes.count))
      let person = people.person(ofRow: Int(sights.rows[sight]))
      if first[person] == 0 { first[person] = UInt32(place + 1) } else { others[person, default: []].append(place) }
    }
  }

  /// Whether the ledger knew a person.
  func contains(_ person: Int) -> Bool { !first.isEmpty && first[person] != 0 }

  /// Appends the person's id; false where the ledger did not know them.
  func append(ofPerson person: Int, to out: inout [UInt8]) -> Bool {
    if !contains(person) { return false }
    out.append(contentsOf: bytes[range(Int(first[person]) - 1)])
    return true
  }

  /// Everything that the ledger knew a person by, the person's own id first.
  func all(ofPerson person: Int) -> [String] {
    if !contains(person) { return [] }
    return ([Int(first[person]) - 1] + (others[person] ?? [])).map { String(decoding: bytes[range($0)], as: UTF8.self) }
  }

  /// Says by what else a person is known.
  mutating func add(_ id: String, ofPerson person: Int, among count: Int) {
    if first.isEmpty { first = Array(repeating: 0, count: count) }
    let place = ends.count
    bytes.append(contentsOf: id.utf8)
    ends.append(UInt32(bytes.count))
    if first[person] == 0 { first[person] = UInt32(place + 1) } else { others[person, default: []].append(place) }
  }

  private func range(_ place: Int) -> Range<Int> { (place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place]) }
}

/// Ids of the ledger as they are met among the rows.
struct KnownSights: Sendable {
  fileprivate private(set) var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  /// By id, the earliest row that shows it.
  fileprivate private(set) var rows: [UInt32] = []
  /// By an id's hash, its place.
  private var places = KeyTable()

  /// Asks for the memory that `add` will look at first; returns the id's hash.
  func prefetch(_ id: UnsafeRawBufferPointer) -> UInt128 {
    let hash = id.withMemoryRebound(to: UInt8.self) { contentHash($0.span) }
    places.prefetch(hash)
    return hash
  }

  /// Keeps that a row shows an id with its hash; returns another row that does, where there is one.
  mutating func add(_ id: UnsafeRawBufferPointer, hash: UInt128, row: Int) -> Int? {
    let place = places.row(for: hash, orInsert: ends.count)
    if place < ends.count {
      defer { rows[place] = min(rows[place], UInt32(row)) }
      return Int(rows[place])
    }
    bytes.append(contentsOf: id)
    ends.append(UInt32(bytes.count))
    rows.append(UInt32(row))
    return nil
  }

  /// The earliest row that shows an id; nil where none does.
  func row(of id: String) -> Int? {
    places.row(for: contentHash(Array(id.utf8).span)).map { Int(rows[$0]) }
  }

  fileprivate func range(_ place: Int) -> Range<Int> {
    (place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place])
  }

  /// The ids by their earliest rows; of one row's in the order of their letters.
  fileprivate var inOrder: [Int] {
    var order = rows.indices.map { UInt64(rows[$0]) << 32 | UInt64($0) }
    order.sort()
    var places = order.map { Int(truncatingIfNeeded: $0 & 0xFFFF_FFFF) }
    var start = 0
    while start < places.count {
      var end = start + 1
      while end < places.count && rows[places[end]] == rows[places[start]] { end += 1 }
      if end > start + 1 {
        places[start..<end].sort { bytes[range($0)].lexicographicallyPrecedes(bytes[range($1)]) }
      }
      start = end
    }
    return places
  }
}
