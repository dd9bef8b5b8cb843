internal import Foundation
internal import GRDB
internal import PipelineModel

/// What an operator found out about a submission with unknown outcome.
package enum Resolution: Sendable, Equatable {
  /// It counted, and this is its enrichment id: its results can be fetched.
  case accepted(enrichmentID: String)
  /// It counted, and its results are out of reach.
  case lost
  /// It did not count: its claims are free again.
  case notCounted
}

extension SQLiteLedger {
  package func markSent(_ submission: Int64) throws {
    try write { db in _ = try move(submission, from: [.intent], to: .sent, db) }
  }

  package func markAccepted(_ submission: Int64, enrichmentID: String, leftOut: [UInt128], response: [UInt8]) throws {
    try write { db in
      let found = try self.submission(submission, db)
      // Results may come before the answer to the request (a webhook): they tell that it counted, but no enrichment id.
      let isOnlyNamed = found.enrichmentID == nil && [.accepted, .completed, .failed].contains(found.state)
      guard isOnlyNamed || [.sent, .unknown].contains(found.state) else {
        throw LedgerError.wrongTransition(submission: submission, from: found.state, to: .accepted)
      }
      if found.state == .unknown { try restand(found, from: "unknown", to: "open", db) }
      try leaveOut(leftOut, of: found, db)
      try db.execute(
        sql: "UPDATE submission SET enrichment_id = ?, response = ? WHERE id = ?",
        arguments: [enrichmentID, Data(response), submission])
      try set(submission, isOnlyNamed ? found.state : .accepted, db)
    }
  }

  package func withdraw(_ submission: Int64, why: String) throws {
    try write { db in
      let found = try move(submission, from: [.intent, .sent], to: .withdrawn, why: why, db)
      try freeClaims(of: found, db)
    }
  }

  package func markUnknown(_ submission: Int64, why: String) throws {
    try write { db in
      let found = try move(submission, from: [.sent], to: .unknown, why: why, db)
      try restand(found, from: "open", to: "unknown", db)
    }
  }

  package func markFailed(_ submission: Int64, why: String) throws {
    try write { db in
      try lose(move(submission, from: [.accepted, .unknown], to: .failed, why: why, db), db)
    }
  }

  /// Settles a submission with unknown outcome by an operator's word; any other state is a wrong transition.
  package func resolve(_ submission: Int64, as resolution: Resolution, why: String) throws {
    try write { db in
      switch resolution {
      case .accepted(let enrichmentID):
        let found = try move(submission, from: [.unknown], to: .accepted, why: why, db)
        try restand(found, from: "unknown", to: "open", db)
        try db.execute(
          sql: "UPDATE submission SET enrichment_id = ? WHERE id = ?", arguments: [enrichmentID, submission])
      case .lost:
        try lose(move(submission, from: [.unknown], to: .failed, why: why, db), db)
      case .notCounted:
        try freeClaims(of: move(submission, from: [.unknown], to: .withdrawn, why: why, db), db)
      }
    }
  }

  /// What a submission was before its step.
  struct Found {
    var id: Int64
    var state: SubmissionState
    var destination: Int64
    var enrichmentID: String?
    var asked: Int
    var people: Int
  }

  func submission(_ id: Int64, _ db: Database) throws -> Found {
    let statement = try db.cachedStatement(
      sql: "SELECT state, destination, enrichment_id, asked, people FROM submission WHERE id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [id]), let state = SubmissionState(rawValue: row[0]) else {
      throw LedgerError.noSuchSubmission(id)
    }
    return Found(
      id: id, state: state, destination: row[1], enrichmentID: row[2], asked: row[3], people: row[4])
  }

  /// Takes a step if the submission stands where the step begins; returns what it was.
  private func move(
    _ submission: Int64, from: Set<SubmissionState>, to: SubmissionState, why: String? = nil, _ db: Database
  ) throws -> Found {
    let found = try self.submission(submission, db)
    guard from.contains(found.state) else {
      throw LedgerError.wrongTransition(submission: submission, from: found.state, to: to)
    }
    try set(submission, to, why: why, db)
    return found
  }

  func set(_ submission: Int64, _ state: SubmissionState, why: String? = nil, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        UPDATE submission SET state = ?, why = coalesce(?, why), changed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
        WHERE id = ?
        """
    ).execute(arguments: [state.rawValue, why, submission])
  }

  /// Changes how a submission's claims stand.
  func restand(_ submission: Found, from: String, to: String, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        UPDATE claim SET standing = ? WHERE submission = ? AND standing = ?
        """
    ).execute(arguments: [to, submission.id, from])
  }

  /// What is not answered never will be.
  func lose(_ submission: Found, _ db: Database) throws {
    try restand(submission, from: "open", to: "lost", db)
    try restand(submission, from: "unknown", to: "lost", db)
  }

  private func freeClaims(of submission: Found, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM claim WHERE submission = ?", arguments: [submission.id])
  }

  /// Frees the claims of those whom the service left out; what was answered all the same stays.
  private func leaveOut(_ keys: [UInt128], of submission: Found, _ db: Database) throws {
    if keys.isEmpty { return }
    let packed = PackedKeys(keys)
    try db.execute(
      sql: """
        DELETE FROM claim WHERE destination = :destination AND submission = :submission AND standing <> 'answered'
        AND key IN (\(PackedKeys.indices) SELECT substr(:keys, 1 + 16 * i, 16) FROM n)
        """,
      arguments: [
        "destination": submission.destination, "submission": submission.id, "count": packed.count, "keys": packed.data,
      ])
    try countPeople(of: submission, db)
  }

  /// Sets `people` to how many still have a claim.
  func countPeople(of submission: Found, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE submission SET people = (SELECT count(DISTINCT key) FROM claim WHERE claim.submission = submission.id)
        WHERE id = ?
        """, arguments: [submission.id])
  }
}
