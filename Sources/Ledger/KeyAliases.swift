internal import Foundation
internal import GRDB
package import PipelineModel

/// Submission keys that stand for the same person: those that one person was submitted under, and those that another
/// Sluice's rules made of the same facts.
extension SQLiteLedger {
  /// Whom each key stands beside: through the person, or because rules have changed.
  static let otherKeys = """
    \(PackedKeys.indices)
    SELECT i, other.key FROM n CROSS JOIN person_submission AS own
    ON own.destination = :destination AND own.key = substr(:keys, 1 + 16 * i, 16)
    CROSS JOIN person_submission AS other
    ON other.destination = own.destination AND other.person = own.person AND other.key <> own.key
    UNION
    SELECT i, alias.other FROM n CROSS JOIN key_alias AS alias
    ON alias.destination = :destination AND alias.key = substr(:keys, 1 + 16 * i, 16)
    """

  package func otherKeys(of keys: [UInt128], destination: String) throws -> [UInt128: [UInt128]] {
    try read { db in
      guard let destination = try destinationID(destination, db) else { return [:] }
      return try otherKeys(of: keys, destination: destination, db)
    }
  }

  func otherKeys(of keys: [UInt128], destination: Int64, _ db: Database) throws -> [UInt128: [UInt128]] {
    var others: [UInt128: [UInt128]] = [:]
    let statement = try db.cachedStatement(sql: Self.otherKeys)
    try forEachChunk(of: keys) { chunk, packed in
      let rows = try Row.fetchCursor(
        statement, arguments: ["count": packed.count, "keys": packed.data, "destination": destination])
      while let row = try rows.next() {
        guard let other = PackedKeys.key(row[1]) else { continue }
        others[chunk[chunk.startIndex + (row[0] as Int)], default: []].append(other)
      }
    }
    return others
  }

  package func remember(aliases: [(key: UInt128, other: UInt128)], destination: String) throws {
    let told = aliases.filter { $0.key != $0.other }
    if told.isEmpty { return }
    try write { db in
      let destination = try makeDestination(destination, db)
      for (key, other) in told {
        try insert(PackedKeys.blob(key), PackedKeys.blob(other), destination: destination, db)
      }
    }
  }

  private func insert(_ key: Data, _ other: Data, destination: Int64, _ db: Database) throws {
    try db.cachedStatement(
      sql: "INSERT OR IGNORE INTO key_alias(destination, key, other) VALUES (?1, ?2, ?3), (?1, ?3, ?2)"
    ).execute(arguments: [destination, key, other])
  }

  package func renewKeys(rules: Int, _ renew: (_ texts: [String]) throws -> [Set<UInt128>]) throws {
    let known = try read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    if known >= rules { return }
    try write { db in
      // All at once would be a ledger in memory; their own order costs no sorting.
      var last: (submission: Int64, position: Int64) = (0, -1)
      while true {
        let rows = try Row.fetchAll(
          db.cachedStatement(
            sql: """
              SELECT p.submission, p.position, s.destination, p.key, p.text
              FROM claimed_person AS p JOIN submission AS s ON s.id = p.submission
              WHERE (p.submission, p.position) > (?, ?) ORDER BY p.submission, p.position LIMIT \(PackedKeys.chunk)
              """), arguments: [last.submission, last.position])
        guard let end = rows.last else { break }
        last = (end[0], end[1])
        let renewed = try CallersError.passing { try renew(rows.map { $0[4] }) }
        for (row, others) in zip(rows, renewed) {
          let (destination, key): (Int64, Data) = (row[2], row[3])
          for other in others.sorted() where PackedKeys.blob(other) != key {
            try insert(key, PackedKeys.blob(other), destination: destination, db)
          }
        }
      }
      try db.execute(sql: "PRAGMA user_version = \(rules)")
    }
  }
}
