internal import GRDB
internal import GRDBSQLite
package import PipelineModel

/// The first columns of a row as SQLite holds them, valid until the next one: a million rows are read in the time that
/// values of their own would take to be made and let go.
private struct RawRow: DatabaseValueConvertible, StatementColumnConvertible {
  private let statement: SQLiteStatement

  init(sqliteStatement: SQLiteStatement, index: CInt) { statement = sqliteStatement }

  /// It is only ever read.
  var databaseValue: DatabaseValue { .null }
  static func fromDatabaseValue(_ value: DatabaseValue) -> RawRow? { nil }

  func number(_ column: CInt) -> Int64 { sqlite3_column_int64(statement, column) }

  /// The bytes of a blob or a text; nil for null.
  func bytes(_ column: CInt) -> UnsafeRawBufferPointer? {
    if sqlite3_column_type(statement, column) == SQLITE_NULL { return nil }
    let start = sqlite3_column_blob(statement, column)
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
  }

  /// A key of 16 bytes, big-endian.
  func key(_ column: CInt) -> UInt128? {
    guard let bytes = bytes(column), bytes.count == 16 else { return nil }
    return UInt128(bigEndian: bytes.loadUnaligned(as: UInt128.self))
  }
}

extension SQLiteLedger {
  /// What asking for one thing costs, in things that are read through in the same time: a look-up goes down a tree or two,
  /// mostly through pages that are not at hand.
  private static let lookUpCost = 8

  package func forEachKey(
    insteadOf count: Int, _ body: (_ key: UInt128, _ person: UnsafeRawBufferPointer) throws -> Void
  ) throws -> Bool {
    try read { db in
      // A key with its person takes some 40 bytes, and no ledger holds keys alone; so this is how many there are at most.
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      let size = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
      if pages * size / 40 > count * Self.lookUpCost * 8 { return false }
      let rows = try RawRow.fetchCursor(db.cachedStatement(sql: "SELECT key, person FROM person_key ORDER BY key"))
      while let row = try rows.next() {
        guard let key = row.key(0), let person = row.bytes(1) else { continue }
        do { try body(key, person) } catch { throw CallersError(error: error) }
      }
      return true
    }
  }

  package func standings(destination: String, insteadOf count: Int) throws -> StandingSnapshot? {
    try read { db in
      guard let destination = try destinationID(destination, db) else { return StandingSnapshot(capacity: 0) }
      let claims = try Int.fetchOne(db, sql: "SELECT coalesce(max(id), 0) FROM claim") ?? 0
      let fields = ContactField.allCases.count
      // All of it is held, so it is to be of the run's own size whatever the ledger's.
      if claims > count * fields * 2 { return nil }
      var snapshot = StandingSnapshot(capacity: min(claims, count * fields) / fields)
      // Neighbours mostly have the same submission.
      var places: [Int64: UInt32] = [:]
      var last: (submission: Int64, place: UInt32) = (0, 0)
      func place(of submission: Int64) throws -> UInt32 {
        if submission == last.submission { return last.place }
        if let place = places[submission] {
          last = (submission, place)
          return place
        }
        let place = try enrichmentID(of: submission, db).map { snapshot.add(enrichmentID: $0) } ?? 0
        places[submission] = place
        last = (submission, place)
        return place
      }
      let rows = try RawRow.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT key, field, unicode(standing), submission, answered_by, value, sequence, renewed, answered_at
            FROM claim NOT INDEXED WHERE destination = ? ORDER BY id
            """), arguments: [destination])
      while let row = try rows.next() {
        guard let key = row.key(0) else { continue }
        let answerer = row.number(4)
        let holder = try place(of: row.number(3))
        let answer =
          answerer == 0
          ? nil
          : StandingSnapshot.PackedAnswer(
            value: row.bytes(5), sequence: row.number(6), renewed: row.number(7), at: row.number(8),
            enrichmentID: try place(of: answerer))
        snapshot.add(
          key, row.number(1) == 1 ? .email : .phone, FieldStanding.State(ledgerLetter: row.number(2)), holder: holder,
          answer: answer)
      }
      return snapshot
    }
  }
}
