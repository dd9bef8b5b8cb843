internal import Identity
internal import Loading
internal import PipelineModel
internal import Transport

extension PipelineRun {
  /// The whole way: collect, resolve, enrich, publish.
  func enrichAndPublish(
    _ built: BuiltPipeline, load: ComponentUse, state: inout RunState
  ) async throws {
    let lock = try lockPipeline()
    let ledger = try environment.openLedger(definition.stateFolder)
    let run = try ledger.beginRun(pipeline: definition.name, at: environment.now())
    state.report.run = run
    state.report.loads = true
    do {
      try await enrich(built, load: load, ledger: ledger, run: run, state: &state)
      try ledger.endRun(
        run, exitCode: state.report.exitCode.rawValue, at: environment.now(), report: state.report.json)
    } catch {
      // What was bought stands in the ledger already; the run's own end is worth a line, and no more than that.
      try? ledger.endRun(
        run, exitCode: (Failure.from(error)?.exitCode ?? .failed).rawValue, at: environment.now(), report: "{}")
      throw error
    }
    _ = consume lock
  }

  private func enrich(
    _ built: BuiltPipeline, load: ComponentUse, ledger: any Journal & PeopleIndex, run: String, state: inout RunState
  ) async throws {
    environment.emit(.phase(.settle))
    let service = try await EnrichmentService.start(load, definition: definition, environment: environment)
    do {
      try await enrich(built, service: service, ledger: ledger, run: run, state: &state)
    } catch {
      await service.stop()
      throw error
    }
    await service.stop()
  }

  private func enrich(
    _ built: BuiltPipeline, service: EnrichmentService, ledger: any Journal & PeopleIndex, run: String,
    state: inout RunState
  ) async throws {
    let queue = JobQueue()
    try settle(ledger, service: service, queue: queue)
    let sinks = try open(built, run: run, state: &state)
    environment.emit(.phase(.collect))
    var spool = try Spool(folder: temporaryFolder())
    var people = People(keep: built.dedupe?.keep ?? .first)
    try await collect(built, into: &spool, people: &people, state: &state)
    environment.emit(.phase(.resolve))
    let known = built.dedupe == nil ? [:] : try await joinKnown(spool, people: &people, index: ledger)
    let resolved = people.resolve()
    state.report.people = resolved.count
    environment.emit(.phase(.enrich))
    let gatherer = Gatherer(
      journal: ledger, client: service.client, codec: service.codec, limits: service.limits, environment: environment,
      queue: queue)
    let submitter = Submitter(
      journal: ledger, client: service.client, codec: service.codec, settings: service.settings, run: run,
      pipeline: definition.name, environment: environment, queue: queue)
    let gathering = Task { try await gatherer.gather() }
    let bought: Bought
    do {
      bought = try await buy(
        spool, people: resolved, submitter: submitter, budget: service.limits.budget, ledger: ledger)
      queue.close()
    } catch {
      gathering.cancel()
      throw error
    }
    let gathered = try await withTaskCancellationHandler {
      try await gathering.value
    } onCancel: {
      gathering.cancel()
    }
    try await remember(spool, people: resolved, known: known, identify: built.dedupe != nil, index: ledger)

    environment.emit(.phase(.publish))
    let sequence = try ledger.latestSequence()
    let answers = AnswerBook(
      journal: ledger, destination: service.settings.destination, fields: service.settings.enrich.sorted(),
      published: try ledger.publishedSequence(pipeline: definition.name), keys: bought.keys, reasons: bought.reasons,
      knownIDs: resolvedIDs(known, people: resolved))
    try await publish(spool, people: resolved, answers: answers, into: sinks, state: &state)
    state.report.submitted = bought.submitted
    state.report.enriched = gathered.enriched
    state.report.creditsReserved = bought.reserved
    state.report.creditsSpent = try ledger.credits(ofRun: run).spent
    state.report.unknownSubmissions = try ledger.submissions(in: [.unknown])
      .filter { $0.destination == service.settings.destination }.count
    if gathered.unmatched > 0 { environment.emit(.diagnostic(.unmatched(gathered.unmatched))) }
    try finish(sinks, state: &state)
    try ledger.markPublished(pipeline: definition.name, sequence: sequence)
  }

  /// What came of submitting.
  private struct Bought {
    var keys: [UInt128]
    var reasons: [UInt128: UnprocessedReason] = [:]
    var submitted = 0
    var reserved = 0
  }

  /// Plans and submits, batch by batch, in the order of the rows.
  private func buy(
    _ spool: borrowing Spool, people: ResolvedPeople, submitter: Submitter, budget: Int?, ledger: any Journal
  ) async throws -> Bought {
    let settings = submitter.settings
    var planning = Planning(rows: people.rowCount, fields: settings.enrich)
    var bought = Bought(keys: [])
    var stop: UnprocessedReason?
    func submit(_ batches: [Batch]) async throws {
      for batch in batches {
        if let stop {
          for lead in batch.leads { bought.reasons[lead.key.id] = stop }
          continue
        }
        var affordable: Batch? = batch
        if let budget {
          // In the worst case: what one run may spend is never passed, whatever the answers cost.
          let (covered, rest) = batch.covered(by: budget - bought.reserved, prices: .current)
          affordable = covered
          for lead in rest { bought.reasons[lead.key.id] = .budget }
        }
        guard let affordable else { continue }
        let outcome = try await submitter.submit(affordable)
        bought.submitted += outcome.submitted
        bought.reserved += outcome.reserved
        bought.reasons.merge(outcome.leftOut, uniquingKeysWith: { $1 })
        stop = outcome.stop
      }
    }
    try await plan(spool, people: people, settings: settings, journal: ledger) { prospects, standing in
      let batches = planning.add(prospects, standing: standing, prices: .current)
      try await submit(batches)
    }
    try await submit(planning.finish())
    bought.keys = planning.keys
    return bought
  }

  /// Goes over the people in the order of their rows, with how they stand in the ledger.
  func plan(
    _ spool: borrowing Spool, people: ResolvedPeople, settings: LoadSettings, journal: (any Journal)?,
    take: ([Prospects.Prospect], [UInt128: [ContactField: FieldStanding]]) async throws -> Void
  ) async throws {
    let total = spool.count
    var next = 0
    try await orderedMap {
      guard next < total else { return nil }
      defer { next += 1 }
      return (bytes: try spool.read(next), rows: spool.rows(ofBatch: next))
    } work: { (item: (bytes: [UInt8], rows: Range<Int>)) in
      let (leads, _) = SpoolCodec.decode(item.bytes)
      let prospects = Prospects(leads, firstRow: item.rows.lowerBound, people: people).prospects
      let keys = Array(Set(prospects.map(\.key.id))).sorted()
      let standing = try journal?.standing(of: keys, destination: settings.destination) ?? [:]
      return (prospects, standing)
    } consume: { (planned: ([Prospects.Prospect], [UInt128: [ContactField: FieldStanding]])) in
      try await take(planned.0, planned.1)
    }
  }

  /// Brings what earlier runs left open to where it can be brought without asking anybody.
  private func settle(_ ledger: any Journal, service: EnrichmentService, queue: JobQueue) throws {
    var counts = (withdrawn: 0, unknown: 0, accepted: 0)
    for submission in try ledger.submissions(in: [.intent, .sent, .accepted]) {
      if submission.state == .accepted {
        // Its answer lies at the service; only who talks to that service can fetch it. Asking twice does no harm.
        guard submission.destination == service.settings.destination, let id = submission.enrichmentID else { continue }
        queue.add(AcceptedJob(submission: submission.id, enrichmentID: id))
        counts.accepted += 1
        continue
      }
      guard try isDead(submission.pipeline) else { continue }
      if submission.state == .intent {
        try ledger.withdraw(submission.id, why: "its run ended before anything was sent")
        counts.withdrawn += 1
      } else {
        try ledger.markUnknown(submission.id, why: "its run ended while it was being sent")
        counts.unknown += 1
      }
    }
    if counts.withdrawn + counts.unknown + counts.accepted > 0 {
      environment.emit(
        .diagnostic(.settled(withdrawn: counts.withdrawn, unknown: counts.unknown, accepted: counts.accepted)))
    }
  }
}
