internal import Loading
internal import PipelineModel
internal import Transport

/// Sends batches, one at a time and in order, and writes every step into the journal before it is taken.
struct Submitter: Sendable {
  let journal: any Journal
  let client: HTTPClient
  let codec: RequestCodec
  let settings: LoadSettings
  let run: String
  let pipeline: String
  let environment: RunEnvironment
  let queue: JobQueue

  private let policy = RetryPolicy()

  init(
    journal: any Journal, client: HTTPClient, codec: RequestCodec, settings: LoadSettings, run: String,
    pipeline: String, environment: RunEnvironment, queue: JobQueue
  ) {
    self.journal = journal
    self.client = client
    self.codec = codec
    self.settings = settings
    self.run = run
    self.pipeline = pipeline
    self.environment = environment
    self.queue = queue
  }

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
  }

  /// Submits the people of a batch; those whom another run has claimed in the meantime are left to it.
  func submit(_ batch: Batch) async throws -> Outcome {
    var outcome = Outcome()
    try await submit(batch, into: &outcome)
    return outcome
  }

  private func submit(_ batch: Batch, into outcome: inout Outcome) async throws {
    var attempt = 1
    while true {
      try Task.checkCancellation()
      let batchKey = Batch.key(run: run, number: attempt, random: .random(in: .min ... .max))
      let (id, claims) = try journal.intend(
        batchKey: batchKey, run: run, destination: settings.destination, translate: batch.translate,
        claims: batch.claims, reserve: { PriceList.current.worstCase($0) })
      guard let id, let granted = batch.granted(claims) else { return }
      switch try await send(granted, as: id, batchKey: batchKey, attempt: attempt) {
      case .accepted(let acceptance, let response):
        try journal.markAccepted(
          id, enrichmentID: acceptance.enrichmentID, leftOut: acceptance.leftOut, response: response)
        for key in acceptance.leftOut { outcome.leftOut[key] = .credits }
        // Whom the service left out without saying so keeps the claim until the job is done.
        outcome.submitted += granted.leads.count - acceptance.leftOut.count - acceptance.leftOutUnnamed
        outcome.reserved += PriceList.current.worstCase(granted.claims)
        if acceptance.leftOut.count + acceptance.leftOutUnnamed > 0 { outcome.stop = .credits }
        queue.add(AcceptedJob(submission: id, enrichmentID: acceptance.enrichmentID))
        return
      case .sendAgain(let pause):
        try journal.withdraw(id, why: "not taken, attempt \(attempt)")
        attempt += 1
        try await environment.sleep(pause)
      case .refused(let why):
        try journal.withdraw(id, why: why)
        try await bisect(granted, why: why, into: &outcome)
        return
      case .stop(let reason, let why, let remedy):
        try journal.withdraw(id, why: why)
        for lead in granted.leads { outcome.leftOut[lead.key.id] = reason }
        outcome.stop = reason
        environment.emit(.diagnostic(.stopped(why, remedy: remedy)))
        return
      case .unknown(let why):
        try journal.markUnknown(id, why: why)
        outcome.submitted += granted.leads.count
        outcome.reserved += PriceList.current.worstCase(granted.claims)
        environment.emit(.diagnostic(.unknown(batchKey: batchKey, people: granted.leads.count, why: why)))
        return
      }
    }
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
  private func send(_ batch: Batch, as id: Int64, batchKey: String, attempt: Int) async throws -> Sent {
    let request = codec.submit(batch, pipeline: pipeline, batchKey: batchKey)
    let result: Result<HTTPResponse, HTTPFailure>
    do throws(HTTPFailure) {
      result = .success(try await client.send(request) { try journal.markSent(id) })
    } catch {
      result = .failure(error)
    }
    let response = try? result.get()
    let acceptance = response.flatMap { ResponseCodec().acceptance($0.body, of: batch.claims) }
    let verdict = policy.afterSubmit(
      result, acceptance: acceptance, attempt: attempt, random: .random(in: 0..<1), now: secondsSince1970())
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
      environment.emit(.diagnostic(.refused(why)))
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
