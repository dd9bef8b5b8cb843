internal import Foundation
internal import Loading
internal import PipelineModel
internal import Transport

/// Brings in the results of accepted jobs until all are in: by polling, and sooner where they come by themselves.
struct Gatherer: Sendable {
  let store: any LedgerStore
  let service: EnrichmentService
  let environment: RunEnvironment
  let queue: JobQueue

  /// What was gathered.
  struct Outcome: Sendable {
    /// People whose results brought at least one contact detail.
    var enriched = 0
    /// Result items that match nobody; kept in the ledger.
    var unmatched = 0
  }

  /// A job and when it is asked next.
  private struct Open: Sendable {
    var job: AcceptedJob
    var pace: PollPace
    var dueAt: Double
  }

  /// What came of asking for one job.
  private enum Answered: Sendable {
    case notYet
    case completed([UInt8])
    /// `why` is the service's own words and may name people: it goes to the ledger and nowhere else.
    case failed(why: String)
    case gone
    case givenUp(String)
  }

  /// Goes on until the queue is closed and all jobs are settled, or none has moved for the pipeline's `timeout` while
  /// nobody was submitted.
  func gather() async throws -> Outcome {
    defer { queue.abandon() }
    var delivering = Delivering(store: store, destination: service.settings.destination, codec: service.results)
    var open: [Open] = []
    var lastMove = environment.seconds()
    while true {
      let (new, isAwaited, isClosed) = queue.take()
      let now = environment.seconds()
      open += new.map { Open(job: $0, pace: PollPace(poll: service.limits.poll), dueAt: now) }
      if !new.isEmpty { delivering.lookAgain() }
      let before = open.count
      try applyInbox(&delivering, &open)
      try await ask(&delivering, &open)
      if open.count < before || !new.isEmpty || !(isAwaited || isClosed) { lastMove = environment.seconds() }
      if open.isEmpty && isClosed { break }
      if !open.isEmpty && environment.seconds() - lastMove > service.limits.timeout.inSeconds {
        environment.emit(.diagnostic(.stillOpen(open.count)))
        queue.finish(open.count, givenUp: true)
        open = []
        if isClosed { break }
      }
      let pause = open.map(\.dueAt).min().map { max(0, $0 - environment.seconds()) }
      try await queue.wait(
        pause.map { .milliseconds(Int(($0 * 1000).rounded(.up))) }, sleep: environment.sleep)
    }
    return Outcome(enriched: delivering.enriched.count, unmatched: delivering.unmatched.count)
  }

  /// What came by itself: applied; the jobs that it settled are done, and those that nobody knew of are open.
  private func applyInbox(_ delivering: inout Delivering, _ open: inout [Open]) throws {
    for submission in try delivering.applyPending() {
      guard let id = submission.enrichmentID else { continue }
      let place = open.firstIndex { $0.job.submission == submission.id }
      if submission.state == .accepted, place == nil {
        // Its answer was lost; what came of it shows that it counted.
        let job = AcceptedJob(submission: submission.id, enrichmentID: id)
        guard queue.adopt(job) else { continue }
        open.append(Open(job: job, pace: PollPace(poll: service.limits.poll), dueAt: environment.seconds()))
      } else if submission.state != .accepted, let place {
        open.remove(at: place)
        queue.finish(1)
      }
    }
  }

  private func standing(of job: AcceptedJob) throws -> SubmissionState? {
    try store.submission(enrichmentID: job.enrichmentID, destination: service.settings.destination)?.state
  }

  /// Asks for the jobs that are due, a few at once, and applies what they answer in the order of the jobs.
  private func ask(_ delivering: inout Delivering, _ open: inout [Open]) async throws {
    let now = environment.seconds()
    let due = open.indices.filter { open[$0].dueAt <= now }
    if due.isEmpty { return }
    var answers: [Int: Answered] = [:]
    try await withThrowingTaskGroup(of: (Int, Answered).self) { group in
      for (number, index) in due.enumerated() {
        if number >= service.limits.concurrency, let (place, answer) = try await group.next() {
          answers[place] = answer
        }
        let job = open[index].job
        group.addTask { (index, try await ask(job)) }
      }
      for try await (place, answer) in group { answers[place] = answer }
    }
    var left: [Open] = []
    for index in open.indices {
      var one = open[index]
      if let answer = answers[index], try take(answer, of: one.job, &delivering) {
        queue.finish(1, givenUp: { if case .givenUp = answer { true } else { false } }())
        continue
      }
      if answers[index] != nil {
        one.dueAt = environment.seconds() + one.pace.next().inSeconds
      }
      left.append(one)
    }
    open = left
  }

  private func ask(_ job: AcceptedJob) async throws -> Answered {
    try await service.limiter.wait()
    let result: Result<HTTPResponse, HTTPFailure>
    do throws(HTTPFailure) {
      result = .success(try await service.client.send(service.codec.job(job.enrichmentID)))
    } catch {
      result = .failure(error)
    }
    try Task.checkCancellation()
    // A question costs nothing: what fails is asked again with the next round, until the time-out.
    switch RetryPolicy().afterAsking(result, attempt: 1, random: 0, now: Int(environment.unixTime())) {
    case .askAgain: return .notYet
    case .giveUp(let why): return .givenUp(why)
    case .gone: return .gone
    case .answer(let body):
      switch service.results.status(body) {
      case .pending, .unreadable: return .notYet
      case .completed: return .completed(body)
      case .failed(let why): return .failed(why: why)
      }
    }
  }

  /// True where nothing more is to be asked.
  private func take(_ answer: Answered, of job: AcceptedJob, _ delivering: inout Delivering) throws -> Bool {
    switch answer {
    case .notYet: return false
    case .completed(let body):
      try delivering.apply(body, to: job.submission, at: environment.unixTime())
    case .failed(let why): try fail(job, why: why, saying: "the service says that it failed")
    case .gone: try fail(job, why: "the service does not know the job", saying: "the service does not know it")
    case .givenUp(let why):
      environment.emit(.diagnostic(.notAnswered(job.enrichmentID, why)))
    }
    return true
  }

  private func fail(_ job: AcceptedJob, why: String, saying words: String) throws {
    // A webhook may have brought everything before the service forgot the job or gave it up.
    if try standing(of: job) == .completed { return }
    try store.markFailed(job.submission, why: why)
    environment.emit(.diagnostic(.jobFailed(job.enrichmentID, words)))
  }
}

extension Duration {
  /// As a number of seconds.
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
