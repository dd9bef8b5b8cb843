/// A contact detail that can be bought.
package enum ContactField: String, Sendable, CaseIterable, Comparable {
  case email, phone

  /// The word for it in a request's `enrichType` and a pipeline's `enrich:`.
  package var requestWord: String { self == .email ? "emails" : "phones" }

  package static func < (a: ContactField, b: ContactField) -> Bool { a == .email && b == .phone }
}

/// What the service sees of a person: the canonical LinkedIn URL, else names and company as sent.
package struct SubmissionKey: Sendable, Hashable {
  /// A hash of `text`, which the ledger indexes.
  package var id: UInt128
  /// The LinkedIn URL, or first name, last name and company with `|` between.
  package var text: String

  package init(text: String) {
    self.text = text
    self.id = contentHash(text.utf8.span)
  }
}

/// How one contact field of one submission key stands at a destination.
package enum FieldStanding: Sendable, Equatable {
  /// Never bought: may be bought.
  case free
  /// Answered; nil where the service found nothing. `sequence` orders answers within the ledger.
  case answered(value: String?, sequence: Int64, enrichmentID: String?)
  /// Claimed by a submission that is not settled.
  case inFlight
  /// Claimed by a submission of which nobody knows whether it counted.
  case unknown
  /// Bought without an answer: the job failed or left the person out. Never bought again unasked.
  case lost(enrichmentID: String?)
}

/// The states of a submission, each committed before the step that it announces.
package enum SubmissionState: String, Sendable, CaseIterable {
  /// Claims are taken; no byte has left. After a crash: safe to send.
  case intent
  /// The connection stands and the first byte may leave. After a crash: unknown.
  case sent
  /// The service gave an enrichment id.
  case accepted
  /// All results are in.
  case completed
  /// The job failed or is gone; bought without an answer.
  case failed
  /// Nobody knows whether it counted. Settled by a result, or by an operator.
  case unknown
  /// It certainly did not count; its claims are free again.
  case withdrawn
}

/// What one submission would buy for one person.
package struct Claim: Sendable, Equatable {
  package var key: SubmissionKey
  package var fields: Set<ContactField>

  package init(key: SubmissionKey, fields: Set<ContactField>) {
    self.key = key
    self.fields = fields
  }
}

/// A submission as the journal remembers it.
package struct JournalledSubmission: Sendable, Equatable {
  package var id: Int64
  package var batchKey: String
  package var destination: String
  package var run: String
  package var pipeline: String
  package var state: SubmissionState
  package var enrichmentID: String?
  /// How many people it holds, after the service left out whom it left out.
  package var people: Int
  /// Worst case in credits.
  package var reserved: Int
  /// What it cost, once known.
  package var spent: Int?

  package init(
    id: Int64, batchKey: String, destination: String, run: String, pipeline: String, state: SubmissionState,
    enrichmentID: String? = nil, people: Int, reserved: Int, spent: Int? = nil
  ) {
    self.id = id
    self.batchKey = batchKey
    self.destination = destination
    self.run = run
    self.pipeline = pipeline
    self.state = state
    self.enrichmentID = enrichmentID
    self.people = people
    self.reserved = reserved
    self.spent = spent
  }
}

/// One item of a job's results, matched to a person or not.
package struct DeliveredResult: Sendable, Equatable {
  /// The person's submission key; nil where the item matches nobody (kept and reported all the same).
  package var key: UInt128?
  /// What was found, by field; an asked field that is missing here was not found.
  package var found: [ContactField: String]
  /// The item's own error, where the service told one.
  package var error: String?
  /// The item's JSON, whole.
  package var raw: [UInt8]

  package init(key: UInt128?, found: [ContactField: String], error: String? = nil, raw: [UInt8]) {
    self.key = key
    self.found = found
    self.error = error
    self.raw = raw
  }
}

/// The record of what was bought: every step is durable before the call returns.
///
/// Errors are the store's own (disk full, corrupt, locked); after one the step did not happen.
package protocol Journal: Sendable {
  /// How these keys stand at a destination, for each field; keys that are not in the answer are free.
  func standing(of keys: [UInt128], destination: String) throws -> [UInt128: [ContactField: FieldStanding]]

  /// Takes claims and writes down the intent to submit them, in one transaction. A claim whose key and field
  /// another submission holds is left out of the answer's `granted`; with nothing granted there is no submission.
  func intend(
    batchKey: String, run: String, destination: String, translate: Bool, claims: [Claim],
    reserve: @Sendable ([Claim]) -> Int
  ) throws -> (submission: Int64?, granted: [Claim])

  /// intent → sent.
  func markSent(_ submission: Int64) throws
  /// sent → accepted; the claims of `leftOut` are free again.
  func markAccepted(_ submission: Int64, enrichmentID: String, leftOut: [UInt128], response: [UInt8]) throws
  /// intent or sent → withdrawn: it certainly did not count; its claims are free again.
  func withdraw(_ submission: Int64, why: String) throws
  /// sent → unknown.
  func markUnknown(_ submission: Int64, why: String) throws
  /// accepted or unknown → failed: bought without an answer.
  func markFailed(_ submission: Int64, why: String) throws
  /// Keeps results raw and applies them, in one transaction; `isComplete` makes accepted → completed, and claims
  /// without a result are lost. Delivering the same results again changes nothing.
  func deliver(_ submission: Int64, results: [DeliveredResult], isComplete: Bool, spent: Int?) throws

  /// Submissions in one of these states, oldest first.
  func submissions(in states: Set<SubmissionState>) throws -> [JournalledSubmission]
  /// The claims of a submission, for matching results to people.
  func claims(of submission: Int64) throws -> [Claim]
  /// Credits reserved and spent by the submissions of a run.
  func credits(ofRun run: String) throws -> (reserved: Int, spent: Int)

  /// Writes down that a run began and returns its id.
  func beginRun(pipeline: String, at time: String) throws -> String
  /// Writes down how a run ended, with its report (JSON).
  func endRun(_ run: String, exitCode: Int32, at time: String, report: String) throws
  /// The latest answer's sequence number in the ledger.
  func latestSequence() throws -> Int64
  /// The sequence up to which a pipeline has published.
  func publishedSequence(pipeline: String) throws -> Int64
  /// Writes down that a pipeline published what was answered up to `sequence`.
  func markPublished(pipeline: String, sequence: Int64) throws
  /// The latest runs, newest first.
  func runs(limit: Int) throws -> [JournalledRun]
}

/// A run as the journal remembers it.
package struct JournalledRun: Sendable, Equatable {
  package var id: String
  package var pipeline: String
  package var startedAt: String
  package var endedAt: String?
  package var exitCode: Int32?
  /// The report as JSON.
  package var report: String?

  package init(
    id: String, pipeline: String, startedAt: String, endedAt: String? = nil, exitCode: Int32? = nil,
    report: String? = nil
  ) {
    self.id = id
    self.pipeline = pipeline
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.exitCode = exitCode
    self.report = report
  }
}

/// People that earlier runs have seen.
package protocol PeopleIndex: Sendable {
  /// Whom these identity keys belong to.
  func people(forKeys keys: [UInt128]) throws -> [UInt128: String]
  /// Which of these person ids are taken.
  func taken(_ ids: [String]) throws -> Set<String>
  /// Keeps people with their keys, in one transaction; a key that is known keeps its person.
  func remember(_ people: [(id: String, keys: [UInt128])]) throws
}

/// A service that a run starts for itself (the sandbox).
package protocol ServiceHost: Sendable {
  /// Starts it on a free loopback port; what it must remember stands in `stateFolder`.
  func start(_ options: ComponentOptions, stateFolder: String) async throws -> any RunningService
}

/// A service that runs beside a run.
package protocol RunningService: Sendable {
  /// `http://127.0.0.1:PORT`.
  var baseURL: String { get }
  /// The token it takes.
  var token: String { get }
  /// Stops it and waits until it has.
  func stop() async
}
