internal import Loading
internal import PipelineModel
internal import Transport

/// Sends batches and writes every step into the journal before it is taken; several may be under way at once.
struct Submitter: Sendable {
  let store: any LedgerStore
  let service: EnrichmentService
  let run: String
  let pipeline: String
  /// What may be bought again.
  let freshness: Freshness
  /// What may be spent.
  let budget: BudgetLimits
  let environment: RunEnvironment
  let queue: JobQueue
  /// People that the service refused one by one.
  let refusals = Refusals()

  /// What came of a batch.
  struct Outcome: Sendable {
    /// People that the service took, or may have taken.
    var submitted = 0
    /// What they could have cost at most, in credits.
    var reserved = 0
    /// People that were not bought, and why.
    var leftOut: [UInt128: UnprocessedReason] = [:]
    /// Why nobody else can be submitted in this run.
    var stop: UnprocessedReason?
    /// Submissions with unknown outcome since the last one that was accepted.
    var doubts = 0
    /// Submissions that were accepted.
    var accepted = 0

    /// Adds what came of another batch.
    mutating func add(_ other: Outcome) {
      submitted += other.submitted
      reserved += other.reserved
      leftOut.merge(other.leftOut, uniquingKeysWith: { $1 })
      stop = stop ?? other.stop
      doubts = other.accepted > 0 ? other.doubts : doubts + other.doubts
      accepted += other.accepted
    }

    fileprivate mutating func took(_ batch: Batch, prices: Prices, but leftOut: Int = 0) {
      submitted += batch.leads.count - leftOut
      reserved += prices.worstCase(batch.claims)
    }
  }

  private var policy: RetryPolicy { RetryPolicy(deadline: service.limits.retryFor) }

  /// Submits the people of a batch; those whom another run has claimed in the meantime are left to it.
  func submit(_ batch: Batch) async throws -> Outcome {
    var outcome = Outcome()
    try await submit(batch, into: &outcome)
    return outcome
  }

  private func submit(_ batch: Batch, into outcome: inout Outcome) async throws {
    let began = environment.seconds()
    var attempt = 1
    while true {
      try await service.limiter.wait()
      try Task.checkCancellation()
      let batchKey = Batch.key(run: run, number: attempt, random: .random(in: .min ... .max))
      let grant = try store.intend(intent(batch, batchKey: batchKey))
      for claim in grant.uncovered { outcome.leftOut[claim.key.id] = .budget }
      guard let id = grant.submission, let granted = batch.granted(grant.claims) else { return }
      let elapsed = Duration.milliseconds(Int((environment.seconds() - began) * 1000))
      switch try await send(granted, as: id, batchKey: batchKey, attempt: attempt, elapsed: elapsed) {
      case .accepted(let acceptance, let response):
        try accept(acceptance, of: granted, as: id, response: response, into: &outcome)
        return
      case .sendAgain(let pause):
        try store.withdraw(id, why: "not taken, attempt \(attempt)")
        attempt += 1
        try await environment.sleep(pause)
      case .refused(let why):
        try store.withdraw(id, why: why)
        try await bisect(granted, why: why, into: &outcome)
        return
      case .stop(let reason, let why, let remedy):
        try store.withdraw(id, why: why)
        for lead in granted.leads { outcome.leftOut[lead.key.id] = reason }
        outcome.stop = reason
        environment.emit(.diagnostic(.stopped(why, remedy: remedy)))
        return
      case .unknown(let why):
        outcome.took(granted, prices: service.limits.prices)
        outcome.doubts += 1
        try await doubt(id, batchKey: batchKey, people: granted.leads.count, why: why)
        return
      }
    }
  }

  private func intent(_ batch: Batch, batchKey: String) -> Intent {
    Intent(
      batchKey: batchKey, run: run, destination: service.settings.destination, translate: batch.translate,
      claims: batch.claims, prices: service.limits.prices, limits: budget, freshness: freshness,
      time: environment.unixTime())
  }

  private func accept(
    _ acceptance: Acceptance, of batch: Batch, as id: Int64, response: [UInt8], into outcome: inout Outcome
  ) throws {
    let unnamed = acceptance.leftOutUnnamed
    let named = acceptance.leftOut.count
    // Whom the service left out without saying so keeps the claim until the job is done.
    try store.markAccepted(
      id, enrichmentID: acceptance.enrichmentID, leftOut: acceptance.leftOut,
      taken: unnamed > 0 ? batch.leads.count - named - unnamed : nil, response: response)
    refusals.hasAccepted()
    outcome.accepted += 1
    outcome.doubts = 0
    for key in acceptance.leftOut { outcome.leftOut[key] = .credits }
    outcome.took(batch, prices: service.limits.prices, but: named + unnamed)
    if named + unnamed > 0 { outcome.stop = .credits }
    queue.add(AcceptedJob(submission: id, enrichmentID: acceptance.enrichmentID))
  }

  /// Nobody knows whether it counted, unless its results came before its answer would have. The balance is evidence for
  /// whoever has to decide.
  private func doubt(_ id: Int64, batchKey: String, people: Int, why: String) async throws {
    let destination = service.settings.destination
    do {
      try store.markUnknown(id, why: why)
    } catch {
      let found = try store.submission(batchKey: batchKey, destination: destination)
      if found?.state == .completed { return }
      guard found?.state == .accepted, let enrichmentID = found?.enrichmentID else { throw error }
      queue.add(AcceptedJob(submission: id, enrichmentID: enrichmentID))
      return
    }
    environment.emit(.diagnostic(.unknown(batchKey: batchKey, people: people, why: why)))
    if let balance = await service.balance() {
      try store.noteBalance(balance, destination: destination, at: environment.unixTime())
    }
    // A result may stand in the inbox already.
    queue.ring()
  }

  /// A verdict with the raw response of an acceptance.
  private enum Sent {
    case accepted(Acceptance, response: [UInt8])
    case sendAgain(after: Duration)
    case stop(UnprocessedReason, why: String, remedy: String)
    case refused(why: String)
    case unknown(why: String)
  }

  /// Carries the request out once. `sent` is committed when the connection stands and before the first byte leaves.
  /// A run that is to stop finishes what is under way: a request cut off in the middle would stay unknown.
  private func send(
    _ batch: Batch, as id: Int64, batchKey: String, attempt: Int, elapsed: Duration
  ) async throws -> Sent {
    let request = service.codec.submit(
      batch, pipeline: pipeline, batchKey: batchKey, webhookURL: service.webhookURL,
      streams: service.limits.webhook?.streams ?? false)
    let result = await Task { () -> Result<HTTPResponse, HTTPFailure> in
      do throws(HTTPFailure) {
        return .success(try await service.client.send(request) { try store.markSent(id) })
      } catch {
        return .failure(error)
      }
    }.value
    let response = try? result.get()
    let acceptance = response.flatMap { service.results.acceptance($0.body, of: batch.claims) }
    let verdict = policy.afterSubmit(
      result, acceptance: acceptance, attempt: attempt, elapsed: elapsed, random: .random(in: 0..<1),
      now: Int(environment.unixTime()))
    switch verdict {
    case .accepted(let acceptance): return .accepted(acceptance, response: response?.body ?? [])
    case .sendAgain(let pause): return .sendAgain(after: pause)
    case .stop(let reason, let why, let remedy): return .stop(reason, why: why, remedy: remedy)
    case .refused(let why): return .refused(why: why)
    case .unknown(let why): return .unknown(why: why)
    }
  }

  /// One bad lead must not hold back the others: halves are tried on their own.
  private func bisect(_ batch: Batch, why: String, into outcome: inout Outcome) async throws {
    guard batch.leads.count > 1 else {
      for lead in batch.leads { outcome.leftOut[lead.key.id] = .refused }
      if refusals.hasRefused(why) {
        outcome.stop = .serviceUnavailable
        environment.emit(.diagnostic(.refusesEverybody(why)))
      }
      return
    }
    let middle = batch.leads.count / 2
    for half in [batch.leads[..<middle], batch.leads[middle...]] where outcome.stop == nil {
      guard let part = Batch(translate: batch.translate, leads: Array(half)) else { continue }
      try await submit(part, into: &outcome)
    }
    if let stop = outcome.stop {
      for lead in batch.leads[middle...] where outcome.leftOut[lead.key.id] == nil {
        outcome.leftOut[lead.key.id] = stop
      }
    }
  }
}
