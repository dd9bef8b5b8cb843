internal import GRDB
package import PipelineModel

extension SQLiteLedger {
  package func intend(_ intent: Intent) throws -> Grant {
    try write { db in
      guard
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM run WHERE id = ?)", arguments: [intent.run]) == true
      else {
        throw LedgerError.noSuchRun(intent.run)
      }
      let taken = "SELECT EXISTS (SELECT 1 FROM submission WHERE batch_key = ?)"
      if try Bool.fetchOne(db, sql: taken, arguments: [intent.batchKey]) == true {
        throw LedgerError.batchKeyTaken(intent.batchKey)
      }
      let destination = try makeDestination(intent.destination, db)
      var grant = Grant(
        claims: try buyable(folded(intent.claims), destination: destination, freshness: intent.freshness, db))
      try keepWithinBudget(&grant, of: intent, destination: destination, db)
      if grant.claims.isEmpty { return grant }
      let submission = try insert(intent, claims: grant.claims, destination: destination, db)
      try take(grant.claims, for: submission, destination: destination, db)
      grant.submission = submission
      return grant
    }
  }

  /// One claim per key, in the order of first sight.
  private func folded(_ claims: [Claim]) -> [Claim] {
    var places: [UInt128: Int] = [:]
    var folded: [Claim] = []
    for claim in claims where !claim.fields.isEmpty {
      if let place = places[claim.key.id] {
        folded[place].fields.formUnion(claim.fields)
      } else {
        places[claim.key.id] = folded.count
        folded.append(claim)
      }
    }
    return folded
  }

  /// The claims without what other submissions hold and what is answered and fresh, be it under another key of the same
  /// person: a run that knows somebody's profile and one that does not submit them under different keys.
  private func buyable(
    _ claims: [Claim], destination: Int64, freshness: Freshness, _ db: Database
  ) throws -> [Claim] {
    var claims = claims
    // By key: the place of the claim that it stands for.
    var places = Dictionary(uniqueKeysWithValues: claims.enumerated().map { ($1.key.id, [$0]) })
    let others = try otherKeys(of: claims.map(\.key.id), destination: destination, db)
    for (place, claim) in claims.enumerated() {
      for other in others[claim.key.id] ?? [] { places[other, default: []].append(place) }
    }
    try forEachChunk(of: Array(places.keys)) { chunk, packed in
      let held = try ClaimRow.fetchCursor(
        db.cachedStatement(sql: ClaimRow.query),
        arguments: ["count": packed.count, "keys": packed.data, "destination": destination])
      while let claim = try held.next() {
        // Whose job it was is of no matter here.
        if freshness.mayBuy(claim.field, claim.standing(enrichmentID: nil, answerID: nil)) { continue }
        for place in places[chunk[chunk.startIndex + claim.place]] ?? [] { claims[place].fields.remove(claim.field) }
      }
    }
    return claims.filter { !$0.fields.isEmpty }
  }

  /// Moves everything from the first claim whose worst case a limit does not cover to `uncovered`.
  private func keepWithinBudget(
    _ grant: inout Grant, of intent: Intent, destination: Int64, _ db: Database
  ) throws {
    guard var left = try left(of: intent.limits, run: intent.run, destination: destination, db) else { return }
    for (place, claim) in grant.claims.enumerated() {
      left -= intent.prices.worstCase(fields: claim.fields)
      if left >= 0 { continue }
      grant.uncovered = Array(grant.claims[place...])
      grant.claims.removeSubrange(place...)
      return
    }
  }

  private func insert(_ intent: Intent, claims: [Claim], destination: Int64, _ db: Database) throws -> Int64 {
    try db.execute(
      sql: """
        INSERT INTO submission(batch_key, destination, run, state, translate, asked, people, prices_as_of, base, email,
          phone, reserved, intended_at, changed_at, balance_mark)
        VALUES (?1, ?2, ?3, 'intent', ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
          (SELECT max(id) FROM balance WHERE destination = ?2))
        """,
      arguments: [
        intent.batchKey, destination, intent.run, intent.translate, claims.count, claims.count, intent.prices.asOf,
        intent.prices.base, intent.prices.email, intent.prices.phone, intent.prices.worstCase(claims), intent.time,
        intent.time,
      ])
    return db.lastInsertedRowID
  }

  /// The ledger's number of a destination, given where there is none yet.
  func makeDestination(_ name: String, _ db: Database) throws -> Int64 {
    if let id = try destinationID(name, db) { return id }
    try db.execute(sql: "INSERT INTO destination(name) VALUES (?)", arguments: [name])
    return db.lastInsertedRowID
  }
}
