internal import Identity
internal import PipelineModel

extension PipelineRun {
  /// Asks the ledger whom the rows' keys belong to, and joins the rows that it knows as one person.
  ///
  /// Returns, for the first row that showed each known person, the id that the ledger keeps.
  func joinKnown(
    _ spool: borrowing Spool, people: inout People, index: any PeopleIndex
  ) async throws -> [Int: String] {
    var rowOfID: [String: Int] = [:]
    var known: [Int: String] = [:]
    try await withKeys(spool) { firstRow, keys, owners in
      for row in 0..<keys.count {
        for key in keys.keys(ofRow: row) {
          guard let id = owners[key] else { continue }
          if let other = rowOfID[id] {
            people.join(other, firstRow + row)
          } else {
            rowOfID[id] = firstRow + row
            known[firstRow + row] = id
          }
        }
      }
    } owners: { keys in
      try index.people(forKeys: keys)
    }
    return known
  }

  /// By person, the id that the ledger keeps: of several, the one whose row came first.
  func resolvedIDs(_ known: [Int: String], people: ResolvedPeople) -> [Int: String] {
    var ids: [Int: String] = [:]
    for row in known.keys.sorted() {
      let person = people.person(ofRow: row)
      if ids[person] == nil { ids[person] = known[row] }
    }
    return ids
  }

  /// Keeps everybody with all their keys.
  func remember(
    _ spool: borrowing Spool, people: ResolvedPeople, known: [Int: String], identify: Bool, index: any PeopleIndex
  ) async throws {
    guard identify else { return }
    let ids = resolvedIDs(known, people: people)
    try await withKeys(spool) { firstRow, keys, owners in
      var new: [(id: String, keys: [UInt128])] = []
      for row in 0..<keys.count {
        let unknown = keys.keys(ofRow: row).filter { owners[$0] == nil }
        if unknown.isEmpty { continue }
        let person = people.person(ofRow: firstRow + row)
        var id: [UInt8] = []
        people.appendID(ofPerson: person, to: &id)
        new.append((ids[person] ?? String(decoding: id, as: UTF8.self), unknown))
      }
      if !new.isEmpty { try index.remember(new) }
    } owners: { keys in
      try index.people(forKeys: keys)
    }
  }

  /// Goes over the rows in order with their keys and whom the ledger knows by them.
  private func withKeys(
    _ spool: borrowing Spool, take: (Int, RowKeys, [UInt128: String]) throws -> Void,
    owners: @escaping @Sendable ([UInt128]) throws -> [UInt128: String]
  ) async throws {
    let total = spool.count
    var next = 0
    try await orderedMap {
      guard next < total else { return nil }
      defer { next += 1 }
      return (bytes: try spool.read(next), rows: spool.rows(ofBatch: next))
    } work: { (item: (bytes: [UInt8], rows: Range<Int>)) in
      let keys = RowKeys(SpoolCodec.decode(item.bytes).batch, identify: true)
      return (item.rows.lowerBound, keys, try owners(keys.distinct))
    } consume: { (looked: (Int, RowKeys, [UInt128: String])) in
      try take(looked.0, looked.1, looked.2)
    }
  }
}
