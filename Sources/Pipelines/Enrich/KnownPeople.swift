internal import Identity
internal import PipelineModel

/// Whom among the rows the ledger knew before the run.
struct KnownPeople: Sendable {
  fileprivate(set) var sights = KnownSights()
  /// Batches of the spool with keys that nobody was known by.
  fileprivate(set) var newBatches: Set<Int> = []
}

extension PipelineRun {
  /// Asks the ledger whom the rows' keys belong to, and joins the rows that it knows as one person.
  func joinKnown(
    _ spool: borrowing Spool, people: inout People, index: any PeopleIndex
  ) async throws -> KnownPeople {
    var known = KnownPeople()
    func meet(_ key: UInt128, _ id: UnsafeRawBufferPointer, hash: UInt128) {
      guard let row = people.know(key), let other = known.sights.add(id, hash: hash, row: row) else { return }
      people.join(other, row)
    }
    // A few are held back, so that the tables' memory is there when they are looked for.
    var ahead: [(key: UInt128, hash: UInt128, end: Int)] = []
    var ids: [UInt8] = []
    func meetAll() {
      var start = 0
      ids.withUnsafeBytes { ids in
        for (key, hash, end) in ahead {
          meet(key, UnsafeRawBufferPointer(rebasing: ids[start..<end]), hash: hash)
          start = end
        }
      }
      ahead.removeAll(keepingCapacity: true)
      ids.removeAll(keepingCapacity: true)
    }
    let isReadThrough = try index.forEachKey(insteadOf: people.keyCount) { key, id in
      people.prefetch(key)
      ids.append(contentsOf: id)
      ahead.append((key, known.sights.prefetch(id), ids.count))
      if ahead.count == 32 { meetAll() }
    }
    meetAll()
    if !isReadThrough {
      try await withKeys(spool, batches: Array(0..<spool.count)) { _, _, _, owners in
        for (key, id) in owners {
          var id = id
          id.withUTF8 {
            let id = UnsafeRawBufferPointer($0)
            meet(key, id, hash: known.sights.prefetch(id))
          }
        }
      } owners: { keys in
        try index.people(forKeys: keys)
      }
    }
    people.forEachUnknownKey { known.newBatches.insert(spool.batch(ofRow: $0)) }
    return known
  }

  /// Keeps everybody with all their keys, where somebody asks who is who. Another run may have kept somebody in the
  /// meantime: then it is by that id that they are known.
  func remember(_ collected: inout CollectedPeople, index: any PeopleIndex) async throws {
    guard var ids = collected.ids else { return }
    let people = collected.people
    try await withKeys(collected.spool, batches: collected.newBatches.sorted()) { _, firstRow, keys, owners in
      var new: [(id: String, keys: [UInt128])] = []
      var persons: [Int] = []
      for row in 0..<keys.count {
        let unknown = keys.keys(ofRow: row).filter { owners[$0] == nil }
        if unknown.isEmpty { continue }
        let person = people.person(ofRow: firstRow + row)
        new.append((people.id(ofPerson: person, known: ids), unknown))
        persons.append(person)
      }
      if new.isEmpty { return }
      for (place, owners) in try index.remember(new).sorted(by: { $0.key < $1.key }) {
        for owner in owners.sorted() where !ids.all(ofPerson: persons[place]).contains(owner) {
          ids.add(owner, ofPerson: persons[place], among: people.rowCount)
        }
      }
    } owners: { keys in
      try index.people(forKeys: keys)
    }
    collected.ids = ids
  }

  /// Goes over the rows of some batches in order with their keys and whom the ledger knows by them.
  private func withKeys(
    _ spool: borrowing Spool, batches: [Int],
    take: (_ batch: Int, _ firstRow: Int, RowKeys, [UInt128: String]) throws -> Void,
    owners: @escaping @Sendable ([UInt128]) throws -> [UInt128: String]
  ) async throws {
    var next = 0
    try await orderedMap {
      guard next < batches.count else { return nil }
      defer { next += 1 }
      let batch = batches[next]
      return (batch: batch, bytes: try spool.read(batch), rows: spool.rows(ofBatch: batch))
    } work: { (item: (batch: Int, bytes: [UInt8], rows: Range<Int>)) in
      let keys = RowKeys(SpoolCodec.decode(item.bytes).batch, identify: true)
      return (item.batch, item.rows.lowerBound, keys, try owners(keys.distinct))
    } consume: { (looked: (Int, Int, RowKeys, [UInt128: String])) in
      try take(looked.0, looked.1, looked.2, looked.3)
    }
  }
}

extension ResolvedPeople {
  /// Appends a person's id: the one that the ledger keeps, else the one of the first sight.
  func appendID(ofPerson person: Int, known: KnownIDs, to out: inout [UInt8]) {
    if !known.append(ofPerson: person, to: &out) { appendID(ofPerson: person, to: &out) }
  }

  /// A person's id as text.
  func id(ofPerson person: Int, known: KnownIDs) -> String {
    var bytes: [UInt8] = []
    appendID(ofPerson: person, known: known, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
