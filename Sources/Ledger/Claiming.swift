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
    try db.execute(sql: "UPDATE submission SET reopened = 1 WHERE id = ?", arguments: [submission.id])
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
    try handOver(own, of: submission, db)
    // The later of the two: an earlier submission's results may have come in the meantime.
    let isAnswered = "coalesce(answered_by, 0) > coalesce(prior_submission, 0)"
    try db.execute(
      sql: """
        UPDATE claim SET submission = CASE WHEN \(isAnswered) THEN answered_by ELSE prior_submission END,
          standing = CASE WHEN \(isAnswered) THEN 'answered' ELSE prior_standing END,
          prior_submission = NULL, prior_standing = NULL
        WHERE \(own) AND (prior_submission IS NOT NULL OR sequence IS NOT NULL)
        """, arguments: ["submission": submission.id])
    try db.execute(sql: "DELETE FROM claim WHERE \(own)", arguments: ["submission": submission.id])
  }

  /// Gives claims to the submission that was withdrawn before this one took them, where it turned out to have counted:
  /// what it has bought must not be bought again.
  private func handOver(_ own: String, of submission: Found, _ db: Database) throws {
    let reopened = try Bool.fetchOne(
      db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM submission WHERE destination = ? AND reopened)"),
      arguments: [submission.destination])
    guard reopened == true else { return }
    // A result that came for it stands with the claim; where it brought no answer, it was an error.
    let counted = """
      SELECT r.id, CASE WHEN r.state = 'accepted' AND p.found IS NULL THEN 'open' ELSE 'lost' END
      FROM submission AS r JOIN claimed_person AS p ON p.submission = r.id
      WHERE r.destination = :destination AND r.reopened AND r.state <> 'withdrawn' AND r.id <> :submission
      AND r.id > max(coalesce(prior_submission, 0), coalesce(answered_by, 0))
      AND p.key = claim.key AND p.fields & claim.field <> 0 AND p.freed = 0
      AND (p.found IS NULL OR claim.sequence IS NULL)
      ORDER BY r.id DESC LIMIT 1
      """
    try db.execute(
      sql: "UPDATE claim SET (submission, standing) = (\(counted)) WHERE \(own) AND EXISTS (\(counted))",
      arguments: ["submission": submission.id, "destination": submission.destination])
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

  /// Sets `people` to how many were not left out, and `reserved` to their worst case.
  func count(_ submission: Found, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE submission SET (people, reserved) = (
          SELECT count(*), coalesce(sum(base + (fields & 1) * email + (fields >> 1) * phone), 0)
          FROM claimed_person WHERE claimed_person.submission = submission.id AND freed = 0)
        WHERE id = ?
        """, arguments: [submission.id])
  }
}
