internal import GRDB
package import PipelineModel

extension ContactField {
  /// Its number in the ledger; a set of fields is their sum.
  var ledgerBit: Int { self == .email ? 1 : 2 }
}

extension Set<ContactField> {
  /// The sum of the fields' numbers.
  var ledgerBits: Int { reduce(0) { $0 | $1.ledgerBit } }

  /// The fields of a sum.
  init(ledgerBits bits: Int) { self = Set(ContactField.allCases.filter { bits & $0.ledgerBit != 0 }) }
}

/// A claim as the ledger keeps it, found by a list of keys. It is read off the statement at once: a million of them, column
/// by column through rows, take longer than finding them.
struct ClaimRow: DatabaseValueConvertible, StatementColumnConvertible {
  /// Which of the keys it belongs to.
  var place: Int
  var field: ContactField
  var state: FieldStanding.State
  /// Who holds it.
  var holder: Int64
  /// Who brought the answer; 0 where there is none.
  var answerer: Int64
  private var value: String?
  private var sequence: Int64
  private var renewed: Int64
  private var at: Int64

  /// The claims of `:count` keys in `:keys`, in their order.
  static let query = """
    \(PackedKeys.indices)
    SELECT i, field, unicode(standing), submission, answered_by, value IS NULL, value, sequence, renewed, answered_at
    FROM n CROSS JOIN claim ON claim.destination = :destination AND key = substr(:keys, 1 + 16 * i, 16)
    """

  init(sqliteStatement row: SQLiteStatement, index first: CInt) {
    func number(_ column: CInt) -> Int64 { Int64(sqliteStatement: row, index: first + column) }
    place = Int(number(0))
    field = number(1) == 1 ? .email : .phone
    state = FieldStanding.State(ledgerLetter: number(2))
    holder = number(3)
    answerer = number(4)
    value = number(5) != 0 ? nil : String(sqliteStatement: row, index: first + 6)
    sequence = number(7)
    renewed = number(8)
    at = number(9)
  }

  /// It is only ever read.
  var databaseValue: DatabaseValue { .null }
  static func fromDatabaseValue(_ value: DatabaseValue) -> ClaimRow? { nil }

  func standing(enrichmentID: String?, answerID: String?) -> FieldStanding {
    FieldStanding(
      state,
      answer: answerer == 0
        ? nil : Answer(value: value, sequence: sequence, renewed: renewed, at: at, enrichmentID: answerID),
      enrichmentID: enrichmentID)
  }
}

extension FieldStanding.State {
  /// The state by the first letter of its word in the ledger: no two have the same.
  init(ledgerLetter letter: Int64) {
    switch UInt8(truncatingIfNeeded: letter) {
    case UInt8(ascii: "a"): self = .answered
    case UInt8(ascii: "l"): self = .lost
    case UInt8(ascii: "u"): self = .unknown
    default: self = .inFlight
    }
  }
}

extension SQLiteLedger {
  package func standing(of keys: [UInt128], destination: String) throws -> [UInt128: Standings] {
    try read { db in
      guard let destination = try destinationID(destination, db) else { return [:] }
      var standings: [UInt128: Standings] = [:]
      standings.reserveCapacity(keys.count)
      // Neighbours mostly have the same submission; a join would look it up for every key.
      var last: (submission: Int64, enrichmentID: String?) = (0, nil)
      func enrichmentID(of submission: Int64) throws -> String? {
        if submission != last.submission { last = (submission, try self.enrichmentID(of: submission, db)) }
        return last.enrichmentID
      }
      let statement = try db.cachedStatement(sql: ClaimRow.query)
      try forEachChunk(of: keys) { chunk, packed in
        let claims = try ClaimRow.fetchCursor(
          statement, arguments: ["count": packed.count, "keys": packed.data, "destination": destination])
        // The fields of a key come one after the other.
        var place = -1
        var fields = Standings()
        func keep() { if place >= 0 { standings[chunk[chunk.startIndex + place]] = fields } }
        while let claim = try claims.next() {
          if claim.place != place {
            keep()
            place = claim.place
            fields = Standings()
          }
          fields[claim.field] = claim.standing(
            enrichmentID: try enrichmentID(of: claim.holder),
            answerID: claim.answerer == 0 ? nil : try enrichmentID(of: claim.answerer))
        }
        keep()
      }
      return standings
    }
  }

  /// The ledger's number of a destination; nil where nothing was ever meant for it.
  func destinationID(_ name: String, _ db: Database) throws -> Int64? {
    try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM destination WHERE name = ?"), arguments: [name])
  }

  /// Hands out keys in ascending order, so that neighbours share pages, a chunk at a time.
  func forEachChunk(of keys: [UInt128], _ body: (ArraySlice<UInt128>, PackedKeys) throws -> Void) throws {
    let sorted = keys.sorted()
    for start in stride(from: 0, to: sorted.count, by: PackedKeys.chunk) {
      let chunk = sorted[start..<min(start + PackedKeys.chunk, sorted.count)]
      try body(chunk, PackedKeys(chunk))
    }
  }
}
