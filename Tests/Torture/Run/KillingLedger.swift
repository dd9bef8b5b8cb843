import Foundation
import PipelineModel
import Synchronization

/// A ledger that ends the process with SIGKILL right before or right after one of its writes.
struct KillingLedger: Journal, PeopleIndex, Inbox {
  /// When to die.
  enum Moment: String {
    case before, after
    /// Never: the writes are counted.
    case never
  }

  let ledger: any LedgerStore
  let moment: Moment
  /// Which write, from 1.
  let number: Int
  /// A file that gets the name of every write when it begins, and again with `done ` before it when it is over.
  let log: FileHandle?

  private static let writes = Atomic<Int>(0)

  private func write<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
    let number = Self.writes.add(1, ordering: .sequentiallyConsistent).newValue
    log?.write(Data("\(name)\n".utf8))
    if moment == .before && number == self.number { die() }
    let result = try body()
    log?.write(Data("done \(name)\n".utf8))
    if moment == .after && number == self.number { die() }
    return result
  }

  private func die() { kill(getpid(), SIGKILL) }

  func standing(of keys: [UInt128], destination: String) throws -> [UInt128: Standings] {
    try ledger.standing(of: keys, destination: destination)
  }
  func standings(destination: String, insteadOf count: Int) throws -> StandingSnapshot? {
    try ledger.standings(destination: destination, insteadOf: count)
  }
  func intend(_ intent: Intent) throws -> Grant { try write("intend") { try ledger.intend(intent) } }
  func markSent(_ submission: Int64) throws { try write("markSent") { try ledger.markSent(submission) } }
  func markAccepted(
    _ submission: Int64, enrichmentID: String, leftOut: [UInt128], taken: Int?, response: [UInt8]
  ) throws {
    try write("markAccepted") {
      try ledger.markAccepted(
        submission, enrichmentID: enrichmentID, leftOut: leftOut, taken: taken, response: response)
    }
  }
  func withdraw(_ submission: Int64, why: String) throws {
    try write("withdraw") { try ledger.withdraw(submission, why: why) }
  }
  func markUnknown(_ submission: Int64, why: String) throws {
    try write("markUnknown") { try ledger.markUnknown(submission, why: why) }
  }
  func markFailed(_ submission: Int64, why: String) throws {
    try write("markFailed") { try ledger.markFailed(submission, why: why) }
  }
  func resolve(_ submission: Int64, as resolution: Resolution, why: String) throws {
    try write("resolve") { try ledger.resolve(submission, as: resolution, why: why) }
  }
  func deliver(
    _ submission: Int64, results: [DeliveredResult], isComplete: Bool, spent: Int?, at time: Int64
  ) throws {
    try write("deliver") {
      try ledger.deliver(submission, results: results, isComplete: isComplete, spent: spent, at: time)
    }
  }
  func submissions(in states: Set<SubmissionState>) throws -> [JournalledSubmission] {
    try ledger.submissions(in: states)
  }
  func submission(batchKey: String, destination: String) throws -> JournalledSubmission? {
    try ledger.submission(batchKey: batchKey, destination: destination)
  }
  func submission(enrichmentID: String, destination: String) throws -> JournalledSubmission? {
    try ledger.submission(enrichmentID: enrichmentID, destination: destination)
  }
  func claims(of submission: Int64) throws -> [Claim] { try ledger.claims(of: submission) }
  func credits(ofRun run: String) throws -> (reserved: Int, spent: Int) { try ledger.credits(ofRun: run) }
  func committed(destination: String, since time: Int64) throws -> Int {
    try ledger.committed(destination: destination, since: time)
  }
  func hitRates(destination: String) throws -> [ContactField: HitRate] { try ledger.hitRates(destination: destination) }
  func noteBalance(_ credits: Int, destination: String, at time: Int64) throws {
    try write("noteBalance") { try ledger.noteBalance(credits, destination: destination, at: time) }
  }
  func balances(around submission: Int64) throws -> (before: BalanceNote?, after: BalanceNote?) {
    try ledger.balances(around: submission)
  }
  func beginRun(pipeline: String, at time: String) throws -> String {
    try write("beginRun") { try ledger.beginRun(pipeline: pipeline, at: time) }
  }
  func endRun(_ run: String, exitCode: Int32, at time: String, report: String) throws {
    try write("endRun") { try ledger.endRun(run, exitCode: exitCode, at: time, report: report) }
  }
  func latestSequence() throws -> Int64 { try ledger.latestSequence() }
  func publishedSequence(pipeline: String) throws -> Int64 { try ledger.publishedSequence(pipeline: pipeline) }
  func markPublished(pipeline: String, sequence: Int64) throws {
    try write("markPublished") { try ledger.markPublished(pipeline: pipeline, sequence: sequence) }
  }
  func runs(limit: Int) throws -> [JournalledRun] { try ledger.runs(limit: limit) }
  func people(forKeys keys: [UInt128]) throws -> [UInt128: String] { try ledger.people(forKeys: keys) }
  func otherKeys(of keys: [UInt128], destination: String) throws -> [UInt128: [UInt128]] {
    try ledger.otherKeys(of: keys, destination: destination)
  }
  func remember(aliases: [(key: UInt128, other: UInt128)], destination: String) throws {
    try write("rememberAliases") { try ledger.remember(aliases: aliases, destination: destination) }
  }
  func renewKeys(rules: Int, _ renew: (_ texts: [String]) throws -> [Set<UInt128>]) throws {
    try write("renewKeys") { try ledger.renewKeys(rules: rules, renew) }
  }
  func forEachKey(
    insteadOf count: Int, _ body: (_ key: UInt128, _ person: UnsafeRawBufferPointer) throws -> Void
  ) throws -> Bool {
    try ledger.forEachKey(insteadOf: count, body)
  }
  func remember(_ people: [(id: String, keys: [UInt128])]) throws -> [Int: Set<String>] {
    try write("remember") { try ledger.remember(people) }
  }

  /// A write only the first time: after that the secret is read.
  func hookSecret(destination: String) throws -> String {
    try write("hookSecret") { try ledger.hookSecret(destination: destination) }
  }
  func receive(_ bodies: [[UInt8]], destination: String, at time: Int64) throws -> [Int64] {
    try write("receive") { try ledger.receive(bodies, destination: destination, at: time) }
  }
  func pending(destination: String, after number: Int64, limit: Int) throws -> [RawDelivery] {
    try ledger.pending(destination: destination, after: number, limit: limit)
  }
  func markApplied(_ delivery: Int64, to submission: Int64) throws {
    try write("markApplied") { try ledger.markApplied(delivery, to: submission) }
  }
  func submissionKeys(of people: [String], destination: String) throws -> [String: [UInt128]] {
    try ledger.submissionKeys(of: people, destination: destination)
  }
  func remember(submissions: [(person: String, key: UInt128)], destination: String) throws {
    try write("rememberSubmissions") { try ledger.remember(submissions: submissions, destination: destination) }
  }
}
