internal import Foundation
internal import GRDB
package import PipelineModel

extension SQLiteLedger {
  package func receive(_ bodies: [[UInt8]], destination: String, at time: Int64) throws -> [Int64] {
    if bodies.isEmpty { return [] }
    return try write { db in
      let destination = try makeDestination(destination, db)
      let insert = try db.cachedStatement(
        sql: "INSERT OR IGNORE INTO delivery(destination, hash, body, received_at) VALUES (?, ?, ?, ?)")
      let find = try db.cachedStatement(sql: "SELECT id FROM delivery WHERE destination = ? AND hash = ?")
      return try bodies.map { body in
        let hash = PackedKeys.blob(contentHash(body.span))
        try insert.execute(arguments: [destination, hash, Data(body), time])
        if db.changesCount > 0 { return db.lastInsertedRowID }
        return try Int64.fetchOne(find, arguments: [destination, hash]) ?? 0
      }
    }
  }

  package func pending(destination: String, after number: Int64, limit: Int) throws -> [RawDelivery] {
    try read { db in
      guard let destination = try destinationID(destination, db) else { return [] }
      return try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT id, body, received_at FROM delivery WHERE destination = ? AND submission IS NULL AND id > ?
            ORDER BY id LIMIT ?
            """), arguments: [destination, number, max(0, limit)]
      ).map { RawDelivery(id: $0[0], body: [UInt8]($0[1] as Data), receivedAt: $0[2]) }
    }
  }

  /// Applied once; the first submission stays. The body goes: its items stand in the ledger, whole.
  package func markApplied(_ delivery: Int64, to submission: Int64) throws {
    try write { db in
      let found = try self.submission(submission, db)
      let row = try Row.fetchOne(
        db.cachedStatement(sql: "SELECT destination, submission FROM delivery WHERE id = ?"), arguments: [delivery])
      guard let row else { throw LedgerError.noSuchDelivery(delivery) }
      guard row[0] == found.destination else {
        throw LedgerError.crossesDestinations(delivery: delivery, submission: submission)
      }
      if row[1] as Int64? != nil { return }
      try db.cachedStatement(sql: "UPDATE delivery SET submission = ?, body = NULL WHERE id = ?")
        .execute(arguments: [submission, delivery])
    }
  }

  /// 256 bits of the system's random numbers, in hexadecimal digits.
  package func hookSecret(destination: String) throws -> String {
    let known = try read { db in try destinationID(destination, db).flatMap { try hookPath($0, db) } }
    if let known { return known }
    return try write { db in
      let destination = try makeDestination(destination, db)
      // Another process may have made it in the meantime.
      if let known = try hookPath(destination, db) { return known }
      var random = SystemRandomNumberGenerator()
      let path = (0..<4).map { _ in String(format: "%016lx", random.next() as UInt64) }.joined()
      try db.execute(sql: "INSERT INTO hook(destination, path) VALUES (?, ?)", arguments: [destination, path])
      return path
    }
  }

  private func hookPath(_ destination: Int64, _ db: Database) throws -> String? {
    try String.fetchOne(db, sql: "SELECT path FROM hook WHERE destination = ?", arguments: [destination])
  }
}
