/// What is about to be submitted: claims, and the limits within which the ledger may grant them.
package struct Intent: Sendable {
  package var batchKey: String
  package var run: String
  package var destination: String
  package var translate: Bool
  /// In the order in which they are granted while the budget lasts.
  package var claims: [Claim]
  /// What the worst case is worked out from; kept with the submission.
  package var prices: Prices
  package var limits: BudgetLimits
  /// Which answers may be bought again.
  package var freshness: Freshness
  /// Seconds since 1970.
  package var time: Int64

  package init(
    batchKey: String, run: String, destination: String, translate: Bool, claims: [Claim], prices: Prices,
    limits: BudgetLimits = .none, freshness: Freshness = .forever, time: Int64
  ) {
    self.batchKey = batchKey
    self.run = run
    self.destination = destination
    self.translate = translate
    self.claims = claims
    self.prices = prices
    self.limits = limits
    self.freshness = freshness
    self.time = time
  }
}

/// What came of an intent.
package struct Grant: Sendable, Equatable {
  /// Nil where nothing was granted.
  package var submission: Int64?
  /// What may be bought: the claims without what other submissions hold and what is answered and fresh.
  package var claims: [Claim]
  /// What could be bought but for the budget: everything from the first claim that it does not cover.
  package var uncovered: [Claim]

  package init(submission: Int64? = nil, claims: [Claim] = [], uncovered: [Claim] = []) {
    self.submission = submission
    self.claims = claims
    self.uncovered = uncovered
  }
}

/// What an operator found out about a submission with unknown outcome.
package enum Resolution: Sendable, Equatable {
  /// It counted, and this is its enrichment id: its results can be fetched.
  case accepted(enrichmentID: String)
  /// It counted, and its results are out of reach.
  case lost
  /// It did not count, or is to be bought again all the same: its claims are free.
  case resend
}

/// The record of what was bought: every step is durable before the call returns.
///
/// Errors are the store's own (disk full, corrupt, locked); after one the step did not happen.
package protocol Journal: Sendable {
  /// How these keys stand at a destination, for each field; keys that are not in the answer are free.
  func standing(of keys: [UInt128], destination: String) throws -> [UInt128: Standings]
  /// How all keys stand at a destination, where reading that is cheaper than asking for `count` of them; else nil.
  func standings(destination: String, insteadOf count: Int) throws -> StandingSnapshot?

  /// The other keys of whoever these keys stand for: those the same person was submitted under, and those that other rules
  /// of normalisation made of the same facts; a key without any is not in the answer.
  func otherKeys(of keys: [UInt128], destination: String) throws -> [UInt128: [UInt128]]
  /// Writes down that keys stand for the same person, in one transaction.
  func remember(aliases: [(key: UInt128, other: UInt128)], destination: String) throws
  /// Works out, once for each version of the rules of normalisation, the keys that everybody who was ever claimed would
  /// have by them, in one transaction: `renew` is given the texts of submission keys and returns the keys that they may
  /// have now.
  func renewKeys(rules: Int, _ renew: (_ texts: [String]) throws -> [Set<UInt128>]) throws

  /// Takes claims, reserves their worst case and writes down the intent to submit them, in one transaction, so that
  /// concurrent runs can neither buy the same thing nor pass a budget together. What a claim asks for is granted where
  /// nobody holds it, or where `freshness` lets it be bought again; with nothing granted there is no submission.
  ///
  /// A field that is bought again keeps its answer until there is another one.
  func intend(_ intent: Intent) throws -> Grant

  /// intent → sent.
  func markSent(_ submission: Int64) throws
  /// sent → accepted; the claims of `leftOut` are free again. `taken`: how many people the service took where it left
  /// some out without naming them; see `deliver`.
  func markAccepted(
    _ submission: Int64, enrichmentID: String, leftOut: [UInt128], taken: Int?, response: [UInt8]) throws
  /// intent or sent → withdrawn: it certainly did not count; its claims are as they were before it. This step and the
  /// next two change nothing where another run has taken them already.
  func withdraw(_ submission: Int64, why: String) throws
  /// sent → unknown.
  func markUnknown(_ submission: Int64, why: String) throws
  /// accepted or unknown → failed: bought without an answer. One that is completed stays so.
  func markFailed(_ submission: Int64, why: String) throws
  /// unknown → what an operator says; any other state is refused.
  func resolve(_ submission: Int64, as resolution: Resolution, why: String) throws

  /// Keeps results raw and applies them, in one transaction. Delivering the same results again changes nothing.
  ///
  /// With `isComplete`, or once every claim has its answer, accepted becomes completed. Claims that have none by then
  /// are lost; but where the service took only `taken` people without naming the others, and no more than the others
  /// are without a result, they are free again. Where nobody told what the job cost, the submission's own prices do.
  /// A value that is known is replaced by another value, never by "not found".
  func deliver(
    _ submission: Int64, results: [DeliveredResult], isComplete: Bool, spent: Int?, at time: Int64) throws

  /// Submissions in one of these states, oldest first.
  func submissions(in states: Set<SubmissionState>) throws -> [JournalledSubmission]
  /// The submission with that batch key at a destination.
  func submission(batchKey: String, destination: String) throws -> JournalledSubmission?
  /// The submission that the service gave that enrichment id.
  func submission(enrichmentID: String, destination: String) throws -> JournalledSubmission?
  /// The claims of a submission, for matching results to people.
  func claims(of submission: Int64) throws -> [Claim]

  /// Credits reserved and spent by the submissions of a run: the worst case of those that are not settled, and the cost
  /// of the others.
  func credits(ofRun run: String) throws -> (reserved: Int, spent: Int)
  /// Credits that were spent at a destination since a moment, or may be: what `day` and `month` of a budget count.
  func committed(destination: String, since time: Int64) throws -> Int
  /// How often each field was found at a destination where it was asked for and answered.
  func hitRates(destination: String) throws -> [ContactField: HitRate]
  /// Writes down a balance that the service told.
  func noteBalance(_ credits: Int, destination: String, at time: Int64) throws
  /// The last balance that was noted before a submission was intended, and the first one noted after.
  func balances(around submission: Int64) throws -> (before: BalanceNote?, after: BalanceNote?)

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

/// What a run is given to remember with.
package typealias LedgerStore = Inbox & Journal & PeopleIndex

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
