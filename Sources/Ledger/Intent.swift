internal import GRDB
package import PipelineModel

extension SQLiteLedger {
  package func intend(
    batchKey: String, run: String, destination: String, translate: Bool, claims: [Claim],
    reserve: @Sendable ([Claim]) -> Int
  ) throws -> (submission: Int64?, granted: [Claim]) {
    try write { db in
      guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM run WHERE id = ?)", arguments: [run]) == true
      else {
        throw LedgerError.noSuchRun(run)
      }
      let taken = "SELECT EXISTS (SELECT 1 FROM submission WHERE batch_key = ?)"
      if try Bool.fetchOne(db, sql: taken, arguments: [batchKey]) == true { throw LedgerError.batchKeyTaken(batchKey) }
      let destination = try makeDestination(destination, db)
      let granted = try free(of: folded(claims), destination: destination, db)
      if granted.isEmpty { return (nil, []) }
      try db.execute(
        sql: """
          INSERT INTO submission(batch_key, destination, run, state, translate, asked, people, reserved)
          VALUES (?, ?, ?, 'intent', ?, ?, ?, ?)
          """,
        arguments: [batchKey, destination, run, translate, granted.count, granted.count, reserve(granted)])
      let submission = db.lastInsertedRowID
      try take(granted, for: submission, destination: destination, db)
      return (submission, granted)
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

  /// The claims without what other submissions hold.
  private func free(of claims: [Claim], destination: Int64, _ db: Database) throws -> [Claim] {
    var claims = claims
    let packed = PackedKeys(claims.map(\.key.id))
    let held = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          \(PackedKeys.indices)
          SELECT i, field FROM n CROSS JOIN claim
          ON claim.destination = :destination AND key = substr(:keys, 1 + 16 * i, 16)
          """),
      arguments: ["count": packed.count, "keys": packed.data, "destination": destination])
    while let row = try held.next() {
      claims[row[0]].fields.remove(row[1] == 1 ? .email : .phone)
    }
    return claims.filter { !$0.fields.isEmpty }
  }

  /// Writes the claims down. The primary key of `claim` would refuse a second holder even if `free` were wrong.
  private func take(_ claims: [Claim], for submission: Int64, destination: Int64, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO claimed_person(submission, key, position, text, fields)
        SELECT :submission, substr(:keys, 1 + 16 * key, 16), key, value, CAST(substr(:fields, 1 + key, 1) AS INTEGER)
        FROM json_each(:texts)
        """
    ).execute(arguments: [
      "submission": submission, "keys": PackedKeys(claims.map(\.key.id)).data,
      "texts": jsonArray(claims.map(\.key.text)), "fields": claims.map { String($0.fields.ledgerBits) }.joined(),
    ])
    try insertOpenClaims(of: submission, destination: destination, orIgnore: false, db)
  }

  /// Opens a claim for every person and field that a submission asks for; with `orIgnore` only where it is free.
  func insertOpenClaims(of submission: Int64, destination: Int64, orIgnore: Bool, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT \(orIgnore ? "OR IGNORE" : "") INTO claim(destination, key, field, submission, standing)
        SELECT ?, key, b.column1, submission, 'open'
        FROM claimed_person CROSS JOIN (VALUES (1), (2)) AS b
        WHERE submission = ? AND fields & b.column1 <> 0
        """
    ).execute(arguments: [destination, submission])
  }

  private func makeDestination(_ name: String, _ db: Database) throws -> Int64 {
    if let id = try destinationID(name, db) { return id }
    try db.execute(sql: "INSERT INTO destination(name) VALUES (?)", arguments: [name])
    return db.lastInsertedRowID
  }
}
