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
  /// A line of an export cannot be read, or does not fit.
  case badExport(line: Int, detail: String)
  /// The export was written by a newer Sluice.
  case newerExport(version: Int)
  /// The export ends before its last line.
  case exportCutShort(lines: Int)
  /// Rows of the ledger that say something else than the export; the first few are named.
  case exportConflicts(Int, first: [String])
  /// With what the export holds the ledger would contradict itself.
  case exportContradicts([LedgerProblem])
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
    case .badExport: "bad_export"
    case .newerExport: "newer_export"
    case .exportCutShort: "export_cut_short"
    case .exportConflicts: "export_conflicts"
    case .exportContradicts: "export_contradicts"
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
    case .badExport(let line, let detail):
      (nil, "line \(line) of the export: \(detail)", "nothing was imported")
    case .newerExport(let version):
      (nil, "the export was written by a newer Sluice (version \(version))", "use that version of Sluice")
    case .exportCutShort(let lines):
      (nil, "the export ends after \(lines) lines without its last one", "nothing was imported; export again")
    case .exportConflicts(let count, let first):
      (
        nil,
        "\(count) rows of the ledger say something else than the export: \(first.joined(separator: ", "))"
          + (count > first.count ? ", …" : ""),
        "nothing was imported; an export goes into an empty state folder, or into the ledger it came from"
      )
    case .exportContradicts(let problems):
      (
        nil,
        "with the export the ledger would contradict itself: "
          + problems.map(\.diagnostic.message).joined(separator: "; "), "nothing was imported"
      )
    case .storage(let file, let detail):
      (file, "the ledger failed: \(detail)", "the step was not written down; run again")
    }
  }
}

extension LedgerError: CustomStringConvertible {
  /// The diagnostic's text.
  package var description: String { diagnostic.description }
}

extension LedgerProblem {
  /// The problem as a person reads it.
  package var diagnostic: Diagnostic {
    var message = words.replacing("#", with: example, maxReplacements: 1)
    if count > 1 { message += " (and \(count - 1) more like it)" }
    return Diagnostic(
      code: rule.rawValue, message,
      hint: "keep a copy of the state folder; without a sound ledger Sluice could buy again what was bought")
  }

  /// `#` stands for the first case of it.
  private var words: String {
    switch rule {
    case .file: "the file is damaged: #"
    case .reference: "a row refers to one that is not there: #"
    case .heldByWithdrawn: "claim # is held by a submission that was withdrawn"
    case .openWithoutJob: "claim # is open, and the submission that holds it is not"
    case .answeredWithoutAnswer: "claim # is answered without an answer"
    case .neverAsked: "claim # is held by a submission that never asked for it"
    case .otherDestination: "claim # was answered, or is held, by a submission to another destination"
    case .boughtButFree: "submission # has bought something that nobody holds: it would be bought again"
    case .reservedTooLittle: "submission # reserves less than its open claims can cost"
    case .completedWithoutCost: "submission # is completed and has no cost"
    case .acceptedWithoutEvidence: "submission # is accepted without an enrichment id or a result"
    case .sequenceTwice: "two answers have the sequence number #"
    case .sequenceAhead: "an answer has the sequence number #, which was never given out"
    case .publishedAhead: "pipeline # has published answers that are not there"
    case .deliveryElsewhere: "delivery # was applied to a submission of another destination"
    case .deliveryWithoutBody: "delivery # waits without its body"
    }
  }
}
