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

/// A claim as the ledger keeps it.
struct ClaimRow {
  var field: ContactField
  var state: FieldStanding.State
  /// Who holds it.
  var holder: Int64
  /// Who brought the answer; nil where there is none.
  var answerer: Int64?
  private var value: String?
  private var sequence: Int64
  private var at: Int64

  static let columns = "field, standing, submission, value, sequence, answered_at, answered_by"

  init(_ row: Row, at first: Int) {
    field = row[first] == 1 ? .email : .phone
    // Their first letters differ.
    switch row[first + 1] as String {
    case "answered": state = .answered
    case "lost": state = .lost
    case "unknown": state = .unknown
    default: state = .inFlight
    }
    holder = row[first + 2]
    answerer = row[first + 6]
    value = answerer == nil ? nil : row[first + 3]
    sequence = answerer == nil ? 0 : row[first + 4]
    at = answerer == nil ? 0 : row[first + 5]
  }

  func standing(enrichmentID: String?, answerID: String?) -> FieldStanding {
    FieldStanding(
      state,
      answer: answerer == nil ? nil : Answer(value: value, sequence: sequence, at: at, enrichmentID: answerID),
      enrichmentID: enrichmentID)
  }
}

extension SQLiteLedger {
  package func standing(of keys: [UInt128], destination: String) throws -> [UInt128: [ContactField: FieldStanding]] {
    try read { db in
      guard let destination = try destinationID(destination, db) else { return [:] }
      var standings: [UInt128: [ContactField: FieldStanding]] = [:]
      standings.reserveCapacity(keys.count)
      var enrichmentIDs: [Int64: String?] = [:]
      // Neighbours mostly have the same few submissions; a join would look them up for every key.
      var last: (submission: Int64, enrichmentID: String?) = (0, nil)
      func enrichmentID(of submission: Int64) throws -> String? {
        if submission == last.submission { return last.enrichmentID }
        let id = try enrichmentIDs[submission] ?? self.submission(submission, db).enrichmentID
        enrichmentIDs[submission] = .some(id)
        last = (submission, id)
        return id
      }
      let statement = try db.cachedStatement(
        sql: """
          \(PackedKeys.indices)
          SELECT i, \(ClaimRow.columns)
          FROM n CROSS JOIN claim ON destination = :destination AND key = substr(:keys, 1 + 16 * i, 16)
          """)
      try forEachChunk(of: keys) { chunk, packed in
        let rows = try Row.fetchCursor(
          statement, arguments: ["count": packed.count, "keys": packed.data, "destination": destination])
        // The fields of a key come one after the other.
        var place = -1
        var fields: [ContactField: FieldStanding] = [:]
        func keep() { if place >= 0 { standings[chunk[chunk.startIndex + place]] = fields } }
        while let row = try rows.next() {
          if row[0] != place {
            keep()
            place = row[0]
            fields = [:]
            fields.reserveCapacity(2)
          }
          let claim = ClaimRow(row, at: 1)
          fields[claim.field] = claim.standing(
            enrichmentID: try enrichmentID(of: claim.holder),
            answerID: try claim.answerer.flatMap { try enrichmentID(of: $0) })
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
