internal import Foundation
internal import GRDB
package import PipelineModel

extension SQLiteLedger {
  package func submissions(in states: Set<SubmissionState>) throws -> [JournalledSubmission] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT s.id, batch_key, d.name, run, pipeline, state, enrichment_id, people, reserved, spent
          FROM submission AS s JOIN run AS r ON r.id = s.run JOIN destination AS d ON d.id = s.destination
          WHERE state IN (SELECT value FROM json_each(?)) ORDER BY s.id
          """, arguments: [jsonArray(states.map(\.rawValue).sorted())])
      return rows.compactMap { row in
        SubmissionState(rawValue: row[5]).map { state in
          JournalledSubmission(
            id: row[0], batchKey: row[1], destination: row[2], run: row[3], pipeline: row[4], state: state,
            enrichmentID: row[6], people: row[7], reserved: row[8], spent: row[9])
        }
      }
    }
  }

  /// In the order in which they were intended; those that are free again are not among them.
  package func claims(of submission: Int64) throws -> [Claim] {
    try read { db in
      let found = try self.submission(submission, db)
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT text, sum(field) FROM claimed_person AS p
          JOIN claim AS c ON c.destination = ? AND c.key = p.key AND c.submission = p.submission
          WHERE p.submission = ? GROUP BY p.key ORDER BY position
          """, arguments: [found.destination, submission])
      var claims: [Claim] = []
      while let row = try rows.next() {
        claims.append(Claim(key: SubmissionKey(text: row[0]), fields: Set(ledgerBits: row[1])))
      }
      return claims
    }
  }

  /// `reserved` is the worst case of those submissions whose cost is not known yet, `spent` what the others cost:
  /// together they are the most that the run can have cost. One that was withdrawn reserves nothing.
  package func credits(ofRun run: String) throws -> (reserved: Int, spent: Int) {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT coalesce(sum(CASE WHEN spent IS NULL OR state <> 'completed' THEN reserved END), 0),
            coalesce(sum(CASE WHEN state = 'completed' THEN spent END), 0)
          FROM submission WHERE run = ? AND state <> 'withdrawn'
          """, arguments: [run])
      return row.map { (reserved: $0[0], spent: $0[1]) } ?? (0, 0)
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
