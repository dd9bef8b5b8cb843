internal import Foundation
internal import GRDB
package import PipelineModel

extension SQLiteLedger {
  package func markSent(_ submission: Int64) throws {
    try write { db in _ = try move(submission, from: [.intent], to: .sent, db) }
  }

  package func markAccepted(
    _ submission: Int64, enrichmentID: String, leftOut: [UInt128], taken: Int?, response: [UInt8]
  ) throws {
    try write { db in
      let found = try self.submission(submission, db)
      // Results may come before the answer to the request (a webhook): they tell that it counted, and perhaps its id.
      let isOnlyNamed =
        (found.enrichmentID ?? enrichmentID) == enrichmentID
        && [.accepted, .completed, .failed].contains(found.state)
      guard isOnlyNamed || [.sent, .unknown].contains(found.state) else {
        throw LedgerError.wrongTransition(submission: submission, from: found.state, to: .accepted)
      }
      if found.state == .unknown { try restand(found, from: "unknown", to: "open", db) }
      try leaveOut(leftOut, of: found, db)
      try db.execute(
        sql: "UPDATE submission SET enrichment_id = ?, taken = ?, response = ? WHERE id = ?",
        arguments: [enrichmentID, taken, Data(response), submission])
      try set(submission, isOnlyNamed ? found.state : .accepted, db)
    }
  }

  // Two runs that share a state may settle the same submission: whoever comes second finds it done.

  package func withdraw(_ submission: Int64, why: String) throws {
    try write { db in
      if try self.submission(submission, db).state == .withdrawn { return }
      try letGo(move(submission, from: [.intent, .sent], to: .withdrawn, why: why, db), db)
    }
  }

  package func markUnknown(_ submission: Int64, why: String) throws {
    try write { db in
      if try self.submission(submission, db).state == .unknown { return }
      let found = try move(submission, from: [.sent], to: .unknown, why: why, db)
      try restand(found, from: "open", to: "unknown", db)
    }
  }

  package func markFailed(_ submission: Int64, why: String) throws {
    try write { db in
      // Completed: its results came after all.
      if [.failed, .completed].contains(try self.submission(submission, db).state) { return }
      try lose(move(submission, from: [.accepted, .unknown], to: .failed, why: why, db), db)
    }
  }

  package func resolve(_ submission: Int64, as resolution: Resolution, why: String) throws {
    try write { db in
      switch resolution {
      case .accepted(let enrichmentID):
        let found = try move(submission, from: [.unknown], to: .accepted, why: why, db)
        try restand(found, from: "unknown", to: "open", db)
        try name(found, enrichmentID, db)
      case .lost:
        try lose(move(submission, from: [.unknown], to: .failed, why: why, db), db)
      case .resend:
        try letGo(move(submission, from: [.unknown], to: .withdrawn, why: why, db), db)
      }
    }
  }

  /// Gives a submission the enrichment id that an operator found, unless another one has it: the results of one job
  /// must not be taken twice.
  private func name(_ submission: Found, _ enrichmentID: String, _ db: Database) throws {
    let other = try Int64.fetchOne(
      db, sql: "SELECT id FROM submission WHERE destination = ? AND enrichment_id = ? AND id <> ?",
      arguments: [submission.destination, enrichmentID, submission.id])
    if let other { throw LedgerError.enrichmentIDTaken(enrichmentID, by: other) }
    try db.execute(
      sql: "UPDATE submission SET enrichment_id = ? WHERE id = ?", arguments: [enrichmentID, submission.id])
  }

  /// What a submission was before its step.
  struct Found {
    var id: Int64
    var state: SubmissionState
    var destination: Int64
    var enrichmentID: String?
    /// How many people were asked for, and how many of them were not left out.
    var asked: Int
    var people: Int
    /// How many people the service took where it left some out without naming them.
    var taken: Int?
  }

  func submission(_ id: Int64, _ db: Database) throws -> Found {
    let statement = try db.cachedStatement(
      sql: "SELECT state, destination, enrichment_id, asked, people, taken FROM submission WHERE id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [id]), let state = SubmissionState(rawValue: row[0]) else {
      throw LedgerError.noSuchSubmission(id)
    }
    return Found(
      id: id, state: state, destination: row[1], enrichmentID: row[2], asked: row[3], people: row[4], taken: row[5])
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
      sql: "UPDATE submission SET state = ?, why = coalesce(?, why), changed_at = unixepoch() WHERE id = ?"
    ).execute(arguments: [state.rawValue, why, submission])
  }
}
