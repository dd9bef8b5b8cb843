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

extension SQLiteLedger {
  package func standing(of keys: [UInt128], destination: String) throws -> [UInt128: [ContactField: FieldStanding]] {
    try read { db in
      guard let destination = try destinationID(destination, db) else { return [:] }
      var standings: [UInt128: [ContactField: FieldStanding]] = [:]
      var enrichmentIDs: [Int64: String?] = [:]
      let statement = try db.cachedStatement(
        sql: """
          \(PackedKeys.indices)
          SELECT i, field, standing, value, sequence, submission
          FROM n CROSS JOIN claim ON destination = :destination AND key = substr(:keys, 1 + 16 * i, 16)
          """)
      try forEachChunk(of: keys) { chunk, packed in
        let rows = try Row.fetchCursor(
          statement, arguments: ["count": packed.count, "keys": packed.data, "destination": destination])
        while let row = try rows.next() {
          // A join would look the same few submissions up for every key.
          let submission: Int64 = row[5]
          let enrichmentID = try enrichmentIDs[submission] ?? self.submission(submission, db).enrichmentID
          enrichmentIDs[submission] = .some(enrichmentID)
          let field: ContactField = row[1] == 1 ? .email : .phone
          standings[chunk[chunk.startIndex + (row[0] as Int)], default: [:]][field] =
            standing(in: row, enrichmentID: enrichmentID)
        }
      }
      return standings
    }
  }

  private func standing(in row: Row, enrichmentID: String?) -> FieldStanding {
    switch row[2] as String {
    case "answered": .answered(value: row[3], sequence: row[4], enrichmentID: enrichmentID)
    case "lost": .lost(enrichmentID: enrichmentID)
    case "unknown": .unknown
    default: .inFlight
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
