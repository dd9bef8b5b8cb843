internal import GRDB
internal import PipelineModel

/// Who holds which claim.
extension SQLiteLedger {
  /// Writes down what a submission was granted and takes the claims: those that nobody holds, and those whose answer is
  /// to be bought again, which remember how they stood.
  func take(_ claims: [Claim], for submission: Int64, destination: Int64, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO claimed_person(submission, key, position, text, fields)
        SELECT :submission, substr(:keys, 1 + 16 * key, 16), key, value, CAST(substr(:fields, 1 + key, 1) AS INTEGER)
        FROM json_each(:texts)
        """
    ).execute(arguments: [
      "submission": submission, "keys": PackedKeys(claims.map(\.key.id)).data,
      "texts": jsonArray(claims.map(\.key.text)), "fields": claims.map { String($0.fields.ledgerBits) }.joined(),
    ])
    try db.cachedStatement(sql: Self.taking(where: "", unless: "standing IN ('open', 'unknown')"))
      .execute(arguments: ["submission": submission, "destination": destination])
    // A claim that is held in spite of what was read in this very transaction.
    if db.changesCount != claims.reduce(0, { $0 + $1.fields.count }) { throw LedgerError.claimsHeld }
  }

  /// Takes back the claims of a submission that was withdrawn: it counted all the same. Those that a later submission
  /// has taken in the meantime stay with it.
  func retake(_ submission: Found, _ db: Database) throws {
    try db.cachedStatement(sql: Self.taking(where: "AND freed = 0", unless: Self.isTakenLater))
      .execute(arguments: ["submission": submission.id, "destination": submission.destination])
    try count(submission, db)
  }

  /// Takes back the claims of people who were left out, and have a result for all that.
  func retake(_ keys: PackedKeys, leftOutOf submission: Found, _ db: Database) throws {
    let isAmongThem = "key IN (\(PackedKeys.indices) SELECT substr(:keys, 1 + 16 * i, 16) FROM n)"
    try db.execute(
      sql: Self.taking(where: "AND freed = 1 AND \(isAmongThem)", unless: Self.isTakenLater),
      arguments: [
        "submission": submission.id, "destination": submission.destination, "count": keys.count, "keys": keys.data,
      ])
    try db.execute(
      sql: """
        UPDATE claimed_person SET freed = 0 WHERE submission = :submission AND freed = 1 AND \(isAmongThem)
        AND EXISTS (
          SELECT 1 FROM claim WHERE claim.destination = :destination AND claim.key = claimed_person.key
          AND claim.submission = :submission)
        """,
      arguments: [
        "submission": submission.id, "destination": submission.destination, "count": keys.count, "keys": keys.data,
      ])
    try count(submission, db)
  }

  private static let isTakenLater = "standing IN ('open', 'unknown') OR submission > excluded.submission"

  private static func taking(where condition: String, unless isHeld: String) -> String {
    """
    INSERT INTO claim(destination, key, field, submission, standing)
    SELECT :destination, key, b.column1, submission, 'open'
    FROM claimed_person CROSS JOIN (VALUES (1), (2)) AS b
    WHERE submission = :submission AND fields & b.column1 <> 0 \(condition)
    ON CONFLICT (destination, key, field) DO UPDATE
    SET prior_submission = submission, prior_standing = standing, submission = excluded.submission, standing = 'open'
    WHERE NOT (\(isHeld))
    """
  }

  /// Lets go of all claims of a submission that are not answered: they stand as they stood before it.
  func letGo(_ submission: Found, _ db: Database) throws {
    try letGo(submission, where: "", db)
  }

  /// Lets go of the claims of those whom the service left out; who was answered all the same was not left out.
  func leaveOut(_ keys: [UInt128], of submission: Found, _ db: Database) throws {
    if keys.isEmpty { return }
    let packed = PackedKeys(keys)
    try db.execute(
      sql: """
        UPDATE claimed_person SET freed = 1 WHERE submission = :submission AND coalesce(found, 0) = 0
        AND key IN (\(PackedKeys.indices) SELECT substr(:keys, 1 + 16 * i, 16) FROM n)
        AND NOT EXISTS (
          SELECT 1 FROM claim WHERE claim.destination = :destination AND claim.key = claimed_person.key
          AND claim.submission = :submission AND standing = 'answered')
        """,
      arguments: [
        "submission": submission.id, "destination": submission.destination, "count": packed.count, "keys": packed.data,
      ])
    try letGo(
      submission, where: "AND key IN (SELECT key FROM claimed_person WHERE submission = :submission AND freed = 1)", db)
    try count(submission, db)
  }

  private func letGo(_ submission: Found, where condition: String, _ db: Database) throws {
    let own = "submission = :submission AND standing <> 'answered' \(condition)"
    try db.execute(
      sql: """
        UPDATE claim SET submission = coalesce(prior_submission, answered_by),
          standing = coalesce(prior_standing, 'answered'), prior_submission = NULL, prior_standing = NULL
        WHERE \(own) AND (prior_submission IS NOT NULL OR sequence IS NOT NULL)
        """, arguments: ["submission": submission.id])
    try db.execute(sql: "DELETE FROM claim WHERE \(own)", arguments: ["submission": submission.id])
  }

  /// Changes how a submission's claims stand.
  func restand(_ submission: Found, from: String, to: String, _ db: Database) throws {
    try db.cachedStatement(sql: "UPDATE claim SET standing = ? WHERE submission = ? AND standing = ?")
      .execute(arguments: [to, submission.id, from])
  }

  /// What is not answered never will be.
  func lose(_ submission: Found, _ db: Database) throws {
    try restand(submission, from: "open", to: "lost", db)
    try restand(submission, from: "unknown", to: "lost", db)
  }

  /// Sets `people` to how many still have a claim, and `reserved` to the worst case of those who were not left out.
  func count(_ submission: Found, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE submission SET
          people = (SELECT count(DISTINCT key) FROM claim WHERE claim.submission = submission.id),
          reserved = (
            SELECT coalesce(sum(base + (fields & 1) * email + (fields >> 1) * phone), 0)
            FROM claimed_person WHERE claimed_person.submission = submission.id AND freed = 0)
        WHERE id = ?
        """, arguments: [submission.id])
  }
}
