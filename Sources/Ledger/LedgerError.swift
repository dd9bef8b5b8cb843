internal import GRDB
package import PipelineModel

/// Why the ledger could not be opened, or a step was not taken; after any of these nothing has changed.
///
/// All of the ledger's wording stands in this file.
package enum LedgerError: DiagnosableError, Equatable, Sendable {
  /// A newer Sluice wrote it; `migrations` are the ones that this Sluice does not know.
  case newer(file: String, migrations: [String])
  /// The file is not a ledger: no SQLite database, or somebody else's.
  case notALedger(file: String)
  /// SQLite found the file damaged.
  case damaged(file: String, detail: String)
  /// The disk is full.
  case full(file: String)
  /// Another process kept it locked for longer than the busy timeout.
  case busy(file: String)
  /// The folder or the file cannot be made, opened or written.
  case notWritable(file: String, detail: String)
  /// It was opened for reading only.
  case openedForReading(file: String)
  /// The submission does not stand where the step begins.
  case wrongTransition(submission: Int64, from: SubmissionState, to: SubmissionState)
  /// The ledger has no such submission.
  case noSuchSubmission(Int64)
  /// The ledger has no such run.
  case noSuchRun(String)
  /// A submission with that batch key exists.
  case batchKeyTaken(String)
  /// Another submission has that enrichment id.
  case enrichmentIDTaken(String, by: Int64)
  /// What was free when it was looked at is held: the ledger contradicts itself.
  case claimsHeld
  /// The inbox has no such delivery.
  case noSuchDelivery(Int64)
  /// The delivery came from one destination and the submission went to another.
  case crossesDestinations(delivery: Int64, submission: Int64)
  /// Anything else that SQLite says.
  case storage(file: String, detail: String)

  /// Translates what GRDB throws. Its statement arguments never appear: they are people's data.
  init(_ error: any Error, file: String) {
    if let error = error as? LedgerError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      self = .storage(file: file, detail: "\(error)")
      return
    }
    let detail = "\(error.message ?? "no message") (SQLite \(error.extendedResultCode.rawValue))"
    switch error.resultCode {
    case .SQLITE_NOTADB: self = .notALedger(file: file)
    case .SQLITE_CORRUPT: self = .damaged(file: file, detail: detail)
    case .SQLITE_FULL: self = .full(file: file)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(file: file)
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: self = .notWritable(file: file, detail: detail)
    default: self = .storage(file: file, detail: detail)
    }
  }

  /// A stable identifier.
  package var code: String {
    switch self {
    case .newer: "ledger_newer"
    case .notALedger: "not_a_ledger"
    case .damaged: "ledger_damaged"
    case .full: "disk_full"
    case .busy: "ledger_busy"
    case .notWritable: "ledger_not_writable"
    case .openedForReading: "ledger_opened_for_reading"
    case .wrongTransition: "wrong_transition"
    case .noSuchSubmission: "no_such_submission"
    case .noSuchRun: "no_such_run"
    case .batchKeyTaken: "batch_key_taken"
    case .enrichmentIDTaken: "enrichment_id_taken"
    case .claimsHeld: "claims_held"
    case .noSuchDelivery: "no_such_delivery"
    case .crossesDestinations: "crosses_destinations"
    case .storage: "ledger_failed"
    }
  }

  /// The error as a person reads it: file, what was found, what to do.
  package var diagnostic: Diagnostic {
    let (file, message, hint) = words
    return Diagnostic(code: code, at: file.map { Diagnostic.Location(file: $0) }, message, hint: hint)
  }

  private var words: (file: String?, message: String, hint: String?) {
    switch self {
    case .newer(let file, let migrations):
      (
        file, "the ledger was written by a newer Sluice (it has \(migrations.joined(separator: ", ")))",
        "use that version of Sluice; nothing was changed"
      )
    case .notALedger(let file):
      (file, "found a file that is not a Sluice ledger", "move it away, or point state: at another folder")
    case .damaged(let file, let detail):
      (
        file, "the ledger is damaged: \(detail)",
        "restore the folder from a backup; without the ledger Sluice would buy again what was bought"
      )
    case .full(let file):
      (
        file, "the disk is full; the step was not written down and nothing was sent for it",
        "free some space, run again"
      )
    case .busy(let file):
      (
        file, "another process has kept the ledger locked for \(LedgerFile.busySeconds) seconds",
        "wait for the other run to end, then run again"
      )
    case .notWritable(let file, let detail):
      (file, "the ledger cannot be opened for writing: \(detail)", "check the owner and the mode of its folder")
    case .openedForReading(let file):
      (file, "the ledger was opened for reading; nothing was written", nil)
    case .wrongTransition(let submission, let from, let to):
      (
        nil, "submission \(submission) is \(from.rawValue); it cannot become \(to.rawValue)",
        "sluice status shows how it stands"
      )
    case .noSuchSubmission(let submission):
      (nil, "the ledger has no submission \(submission)", "sluice status shows the ones it has")
    case .noSuchRun(let run):
      (nil, "the ledger has no run \(run)", "sluice runs shows the ones it has")
    case .batchKeyTaken(let key):
      (nil, "a submission with the batch key \(key) exists", nil)
    case .enrichmentIDTaken(let enrichmentID, let other):
      (
        nil, "the enrichment id \(enrichmentID) belongs to submission \(other)",
        "look the batch key up on the vendor's dashboard again; each submission has an id of its own"
      )
    case .claimsHeld:
      (nil, "somebody holds a claim that is free; nothing was bought", "sluice ledger verify tells what is wrong")
    case .noSuchDelivery(let delivery):
      (nil, "the inbox has no delivery \(delivery)", nil)
    case .crossesDestinations(let delivery, let submission):
      (nil, "delivery \(delivery) and submission \(submission) belong to different destinations", nil)
    case .storage(let file, let detail):
      (file, "the ledger failed: \(detail)", "the step was not written down; run again")
    }
  }
}

extension LedgerError: CustomStringConvertible {
  /// The diagnostic's text.
  package var description: String { diagnostic.description }
}
