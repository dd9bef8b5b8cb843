internal import Foundation
internal import Loading
internal import PipelineModel
internal import Transport

/// Fetches the results of accepted jobs until all are in, and hands them to the journal.
struct Gatherer: Sendable {
  let journal: any Journal
  let client: HTTPClient
  let codec: RequestCodec
  let limits: LoadLimits
  let environment: RunEnvironment
  let queue: JobQueue

  /// The pause between two rounds begins here and doubles up to the pipeline's `poll`.
  private static let firstPause = Duration.milliseconds(10)

  /// What was gathered.
  struct Outcome: Sendable {
    /// People whose results brought at least one contact detail.
    var enriched = 0
    /// Result items that match nobody; kept in the ledger.
    var unmatched = 0
  }

  /// Goes on until the queue is closed and all jobs are settled, or none has moved for the pipeline's `timeout`.
  func gather() async throws -> Outcome {
    var outcome = Outcome()
    var jobs: [AcceptedJob] = []
    var pause = Self.firstPause
    var lastMove = environment.seconds()
    while true {
      let (new, isClosed) = queue.take()
      jobs += new
      if jobs.isEmpty && isClosed { return outcome }
      var left: [AcceptedJob] = []
      for job in jobs { if try await !settle(job, &outcome) { left.append(job) } }
      if left.count < jobs.count || !new.isEmpty {
        pause = Self.firstPause
        lastMove = environment.seconds()
      }
      jobs = left
      if !jobs.isEmpty && isClosed && environment.seconds() - lastMove > limits.timeout.inSeconds {
        environment.emit(.diagnostic(.stillOpen(jobs.count)))
        return outcome
      }
      try await environment.sleep(pause)
      pause = min(pause * 2, limits.poll)
    }
  }

  /// Asks for one job; true where nothing more is to be asked.
  private func settle(_ job: AcceptedJob, _ outcome: inout Outcome) async throws -> Bool {
    let result: Result<HTTPResponse, HTTPFailure>
    do throws(HTTPFailure) {
      result = .success(try await client.send(codec.job(job.enrichmentID)))
    } catch {
      result = .failure(error)
    }
    try Task.checkCancellation()
    // A question costs nothing: what fails is asked again with the next round, until the time-out.
    switch RetryPolicy().afterAsking(result, attempt: 1, random: 0, now: secondsSince1970()) {
    case .askAgain: return false
    case .giveUp(let why):
      environment.emit(.diagnostic(.notAnswered(job.enrichmentID, why)))
      return true
    case .gone:
      try journal.markFailed(job.submission, why: "the service does not know the job")
      environment.emit(.diagnostic(.jobFailed(job.enrichmentID, "the service does not know it")))
      return true
    case .answer(let body):
      let claims = try journal.claims(of: job.submission)
      switch ResponseCodec().job(body, of: claims) {
      case .pending, .unreadable: return false
      case .completed(let results, let spent):
        try deliver(results, of: job, claims: claims, spent: spent, &outcome)
        return true
      case .failed(let why):
        try journal.markFailed(job.submission, why: why)
        environment.emit(.diagnostic(.jobFailed(job.enrichmentID, why)))
        return true
      }
    }
  }

  private func deliver(
    _ results: [DeliveredResult], of job: AcceptedJob, claims: [Claim], spent: Int?, _ outcome: inout Outcome
  ) throws {
    let matched = results.filter { $0.key != nil }
    let emails = matched.filter { $0.found[.email] != nil }.count
    let phones = matched.filter { $0.found[.phone] != nil }.count
    try journal.deliver(
      job.submission, results: results, isComplete: true,
      spent: spent ?? PriceList.current.cost(people: matched.count, emails: emails, phones: phones))
    outcome.enriched += Set(matched.filter { !$0.found.isEmpty }.compactMap(\.key)).count
    outcome.unmatched += results.count - matched.count
  }
}

/// The time as services write it in `Retry-After`.
func secondsSince1970() -> Int { Int(Date.now.timeIntervalSince1970) }

extension Duration {
  /// As a number of seconds.
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
