internal import Foundation
internal import GRDB
package import PipelineModel

extension SQLiteLedger {
  /// Late evidence beats assumptions: results settle a submission that is sent, unknown, failed or withdrawn as well;
  /// only one that never left (intent) cannot have any.
  ///
  /// Of one submission the first value for a person and field stays, whatever comes again, late or in another order; an
  /// answer of "not found" is replaced by a value.
  package func deliver(
    _ submission: Int64, results: [DeliveredResult], isComplete: Bool, spent: Int?, at time: Int64
  ) throws {
    try write { db in
      let found = try self.submission(submission, db)
      if found.state == .intent {
        throw LedgerError.wrongTransition(
          submission: submission, from: .intent, to: isComplete ? .completed : .accepted)
      }
      // Nothing is no evidence.
      if results.isEmpty && !isComplete && [.sent, .unknown, .withdrawn].contains(found.state) { return }
      try keep(results, of: submission, db)
      if found.state == .unknown { try restand(found, from: "unknown", to: "open", db) }
      if found.state == .withdrawn { try retake(found, db) }
      try apply(results, to: found, at: time, db)
      if found.state == .completed { return }
      if let spent {
        try db.execute(sql: "UPDATE submission SET spent = ? WHERE id = ?", arguments: [spent, submission])
      }
      if try isComplete || !isWaiting(found, db) {
        try complete(found, db)
      } else if found.state != .failed && found.state != .accepted {
        try set(submission, .accepted, db)
      }
    }
  }

  /// Keeps each item's JSON once; one that matched nobody before may match now.
  private func keep(_ results: [DeliveredResult], of submission: Int64, _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO result(submission, hash, key, error, raw) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (submission, hash) DO UPDATE SET key = excluded.key
        WHERE result.key IS NULL AND excluded.key IS NOT NULL
        """)
    for result in results {
      try statement.execute(arguments: [
        submission, PackedKeys.blob(contentHash(result.raw.span)), result.key.map(PackedKeys.blob), result.error,
        Data(result.raw),
      ])
    }
  }

  /// Whether there is somebody who was not left out and has no result yet.
  private func isWaiting(_ submission: Found, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM claimed_person WHERE submission = ? AND freed = 0 AND found IS NULL)
          """), arguments: [submission.id]) ?? false
  }

  /// Settles what has no answer, and the cost.
  private func complete(_ submission: Found, _ db: Database) throws {
    try leaveOutUnnamed(submission, db)
    try lose(submission, db)
    try db.cachedStatement(
      sql: """
        UPDATE submission SET state = 'completed', changed_at = unixepoch(), spent = coalesce(spent, (
          SELECT coalesce(sum(base + (coalesce(found, 0) & 1) * email + (coalesce(found, 0) >> 1) * phone), 0)
          FROM claimed_person WHERE claimed_person.submission = submission.id AND (freed = 0 OR found IS NOT NULL)))
        WHERE id = ?
        """
    ).execute(arguments: [submission.id])
  }

  /// Where the service took only some people without naming the others, and no more than the others are without a
  /// result, it is they who were left out.
  private func leaveOutUnnamed(_ submission: Found, _ db: Database) throws {
    guard let taken = submission.taken else { return }
    let keys = try Data.fetchAll(
      db, sql: "SELECT key FROM claimed_person WHERE submission = ? AND freed = 0", arguments: [submission.id])
    let without = try Data.fetchAll(
      db, sql: "SELECT key FROM claimed_person WHERE submission = ? AND freed = 0 AND found IS NULL",
      arguments: [submission.id])
    if without.count <= keys.count - taken {
      try leaveOut(without.compactMap(PackedKeys.key), of: submission, db)
    }
  }
}
