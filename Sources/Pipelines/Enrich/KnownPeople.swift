internal import Identity
internal import PipelineModel

/// Whom among the rows the ledger knew before the run.
struct KnownPeople: Sendable {
  /// By row: the ids that the ledger keeps for the row's person, each at the first row that showed it.
  fileprivate(set) var rows: [Int: [String]] = [:]
  /// Batches of the spool with keys that nobody was known by.
  fileprivate(set) var newBatches: Set<Int> = []

  /// By person: the ids that the ledger keeps. Of several, the one whose row came first is the person's; the others are
  /// those of people who turned out to be the same.
  func ids(_ people: ResolvedPeople) -> [Int: [String]] {
    var ids: [Int: [String]] = [:]
    for row in rows.keys.sorted() { ids[people.person(ofRow: row), default: []] += rows[row] ?? [] }
    return ids
  }
}

extension PipelineRun {
  /// Asks the ledger whom the rows' keys belong to, and joins the rows that it knows as one person.
  func joinKnown(
    _ spool: borrowing Spool, people: inout People, index: any PeopleIndex
  ) async throws -> KnownPeople {
    var rowOfID: [String: Int] = [:]
    var known = KnownPeople()
    try await withKeys(spool, batches: Array(0..<spool.count)) { batch, firstRow, keys, owners in
      for row in 0..<keys.count {
        for key in keys.keys(ofRow: row) {
          guard let id = owners[key] else {
            known.newBatches.insert(batch)
            continue
          }
          if let other = rowOfID[id] {
            people.join(other, firstRow + row)
          } else {
            rowOfID[id] = firstRow + row
            known.rows[firstRow + row, default: []].append(id)
          }
        }
      }
    } owners: { keys in
      try index.people(forKeys: keys)
    }
    return known
  }

  /// Keeps everybody with all their keys, where somebody asks who is who.
  func remember(_ collected: borrowing CollectedPeople, index: any PeopleIndex) async throws {
    guard let ids = collected.ids else { return }
    let people = collected.people
    try await withKeys(collected.spool, batches: collected.newBatches.sorted()) { _, firstRow, keys, owners in
      var new: [(id: String, keys: [UInt128])] = []
      for row in 0..<keys.count {
        let unknown = keys.keys(ofRow: row).filter { owners[$0] == nil }
        if unknown.isEmpty { continue }
        new.append((people.id(ofPerson: people.person(ofRow: firstRow + row), known: ids), unknown))
      }
      if !new.isEmpty { try index.remember(new) }
    } owners: { keys in
      try index.people(forKeys: keys)
    }
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
  /// A person's id: the one that the ledger keeps, else the one of the first sight.
  func id(ofPerson person: Int, known: [Int: [String]]) -> String {
    if let id = known[person]?.first { return id }
    var bytes: [UInt8] = []
    appendID(ofPerson: person, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
