internal import Foundation
internal import GRDB
package import PipelineModel

extension SQLiteLedger {
  package func submissions(in states: Set<SubmissionState>) throws -> [JournalledSubmission] {
    try read { db in
      try submissions(
        "state IN (SELECT value FROM json_each(?)) ORDER BY s.id", [jsonArray(states.map(\.rawValue).sorted())], db)
    }
  }

  package func submission(batchKey: String, destination: String) throws -> JournalledSubmission? {
    try read { try submissions("batch_key = ? AND d.name = ?", [batchKey, destination], $0).first }
  }

  /// Should a service give one id to two submissions, the first.
  package func submission(enrichmentID: String, destination: String) throws -> JournalledSubmission? {
    try read { db in
      guard let destination = try destinationID(destination, db) else { return nil }
      return try submissions(
        "s.destination = ? AND enrichment_id = ? ORDER BY s.id LIMIT 1", [destination, enrichmentID], db
      ).first
    }
  }

  private func submissions(
    _ condition: String, _ arguments: StatementArguments, _ db: Database
  ) throws -> [JournalledSubmission] {
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT s.id, batch_key, d.name, run, pipeline, state, enrichment_id, people, reserved, spent, intended_at, why
          FROM submission AS s JOIN run AS r ON r.id = s.run JOIN destination AS d ON d.id = s.destination
          WHERE \(condition)
          """), arguments: arguments)
    return rows.compactMap { row in
      SubmissionState(rawValue: row[5]).map { state in
        JournalledSubmission(
          id: row[0], batchKey: row[1], destination: row[2], run: row[3], pipeline: row[4], state: state,
          enrichmentID: row[6], people: row[7], reserved: row[8], spent: row[9], intendedAt: row[10], why: row[11])
      }
    }
  }

  /// As they were granted, in that order: also of people who were left out and of a submission that was withdrawn, for
  /// whom there may be results all the same.
  package func claims(of submission: Int64) throws -> [Claim] {
    try read { db in
      _ = try self.submission(submission, db)
      let rows = try Row.fetchCursor(
        db.cachedStatement(sql: "SELECT text, fields, key FROM claimed_person WHERE submission = ? ORDER BY position"),
        arguments: [submission])
      var claims: [Claim] = []
      while let row = try rows.next() {
        var key = SubmissionKey(text: row[0])
        // As it was claimed, whatever became of the text.
        key.id = PackedKeys.key(row[2]) ?? key.id
        claims.append(Claim(key: key, fields: Set(ledgerBits: row[1])))
      }
      return claims
    }
  }

  /// The JSON of a submission's results, whole, in the order in which they came.
  package func rawResults(of submission: Int64) throws -> [[UInt8]] {
    try read { db in
      try Data.fetchAll(db, sql: "SELECT raw FROM result WHERE submission = ? ORDER BY id", arguments: [submission])
        .map { [UInt8]($0) }
    }
  }
}
