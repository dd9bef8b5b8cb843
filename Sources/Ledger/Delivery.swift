internal import Foundation
internal import GRDB
package import PipelineModel

extension SQLiteLedger {
  /// Late evidence beats assumptions: results settle a submission that is sent, unknown, failed or withdrawn as well;
  /// only one that never left (intent) cannot have any.
  ///
  /// A value that is known is never replaced; an answer of "not found" is, by a value.
  package func deliver(_ submission: Int64, results: [DeliveredResult], isComplete: Bool, spent: Int?) throws {
    try write { db in
      let found = try self.submission(submission, db)
      let state: SubmissionState =
        isComplete || found.state == .completed ? .completed : found.state == .failed ? .failed : .accepted
      if found.state == .intent { throw LedgerError.wrongTransition(submission: submission, from: .intent, to: state) }
      try keep(results, of: submission, db)
      try reopen(found, db)
      try apply(results, to: found, db)
      if isComplete { try lose(found, db) }
      // What the completed job cost stays; before that the latest word counts.
      try db.cachedStatement(
        sql:
          "UPDATE submission SET spent = ? WHERE id = ? AND ? IS NOT NULL AND (spent IS NULL OR state <> 'completed')"
      ).execute(arguments: [spent, submission, spent])
      if state != found.state { try set(submission, state, db) }
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

  /// Takes claims back that were let go or doubted: the submission counted.
  private func reopen(_ submission: Found, _ db: Database) throws {
    if submission.state == .unknown { try restand(submission, from: "unknown", to: "open", db) }
    guard submission.state == .withdrawn else { return }
    try insertOpenClaims(of: submission.id, destination: submission.destination, orIgnore: true, db)
    try countPeople(of: submission, db)
  }

  private func apply(_ results: [DeliveredResult], to submission: Found, _ db: Database) throws {
    let answers = folded(results)
    guard !answers.isEmpty else { return }
    if submission.people < submission.asked { try reclaim(answers.map(\.key), for: submission, db) }
    for field in ContactField.allCases {
      // An item that failed answers only what it found.
      let answered = answers.filter { !$0.failed || $0.found[field] != nil }
      try answer(
        field, keys: PackedKeys(answered.map(\.key)), values: answered.map { $0.found[field] }, of: submission, db)
      try lose(
        field, keys: PackedKeys(answers.filter { $0.failed && $0.found[field] == nil }.map(\.key)), of: submission, db)
    }
  }

  /// A result for somebody who was left out: the claim is taken back if it is still free.
  private func reclaim(_ keys: [UInt128], for submission: Found, _ db: Database) throws {
    let packed = PackedKeys(keys)
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO claim(destination, key, field, submission, standing)
        SELECT :destination, key, b.column1, submission, 'open'
        FROM claimed_person CROSS JOIN (VALUES (1), (2)) AS b
        WHERE submission = :submission AND fields & b.column1 <> 0
        AND key IN (\(PackedKeys.indices) SELECT substr(:keys, 1 + 16 * i, 16) FROM n)
        """,
      arguments: [
        "destination": submission.destination, "submission": submission.id, "count": packed.count, "keys": packed.data,
      ])
    try countPeople(of: submission, db)
  }

  /// Writes answers with fresh sequence numbers; where nothing changes none are used up.
  private func answer(
    _ field: ContactField, keys: PackedKeys, values: [String?], of submission: Found, _ db: Database
  ) throws {
    if values.isEmpty { return }
    let last = try answerCounter(db)
    // An upsert of rows that exist: only a CROSS JOIN goes from the answers to the claims for certain; UPDATE FROM goes
    // through all claims of the destination.
    try db.cachedStatement(
      sql: """
        INSERT INTO claim(id, destination, key, field, submission, standing, value, sequence)
        SELECT c.id, c.destination, c.key, field, submission, 'answered', answer.value, :last + 1 + answer.key
        FROM json_each(:values) AS answer CROSS JOIN claim AS c
        ON c.destination = :destination AND c.key = substr(:keys, 1 + 16 * answer.key, 16) AND field = :field
        WHERE submission = :submission AND (standing <> 'answered' OR (c.value IS NULL AND answer.value IS NOT NULL))
        ON CONFLICT (id) DO UPDATE
        SET standing = excluded.standing, value = excluded.value, sequence = excluded.sequence
        """
    ).execute(arguments: [
      "last": last, "values": jsonArray(values), "destination": submission.destination, "keys": keys.data,
      "field": field.ledgerBit, "submission": submission.id,
    ])
    if db.changesCount > 0 {
      try db.cachedStatement(sql: "UPDATE counter SET value = ? WHERE name = 'answer'")
        .execute(arguments: [last + Int64(values.count)])
    }
  }

  private func lose(_ field: ContactField, keys: PackedKeys, of submission: Found, _ db: Database) throws {
    if keys.count == 0 { return }
    try db.execute(
      sql: """
        UPDATE claim SET standing = 'lost' WHERE destination = :destination AND field = :field
        AND submission = :submission AND standing <> 'answered'
        AND key IN (\(PackedKeys.indices) SELECT substr(:keys, 1 + 16 * i, 16) FROM n)
        """,
      arguments: [
        "destination": submission.destination, "field": field.ledgerBit, "submission": submission.id,
        "count": keys.count, "keys": keys.data,
      ])
  }

  /// What all items of one delivery say about one person.
  private struct Answer {
    var key: UInt128
    var found: [ContactField: String]
    var failed: Bool
  }

  /// One answer per person, in the order of first sight; the first value wins.
  private func folded(_ results: [DeliveredResult]) -> [Answer] {
    var places: [UInt128: Int] = [:]
    var answers: [Answer] = []
    for result in results {
      guard let key = result.key else { continue }
      if let place = places[key] {
        answers[place].found.merge(result.found) { first, _ in first }
        answers[place].failed = answers[place].failed && result.error != nil
      } else {
        places[key] = answers.count
        answers.append(Answer(key: key, found: result.found, failed: result.error != nil))
      }
    }
    return answers
  }

  /// The latest sequence number.
  func answerCounter(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db.cachedStatement(sql: "SELECT value FROM counter WHERE name = 'answer'")) ?? 0
  }
}
