internal import Identity
internal import Loading
internal import PipelineModel
internal import Transforms
internal import Transport

extension PipelineRun {
  /// The whole way: collect, resolve, enrich, publish.
  func enrichAndPublish(
    _ built: BuiltPipeline, load: ComponentUse, state: inout RunState
  ) async throws {
    state.report.loads = true
    try await withLedger(state: &state) { ledger, run, state in
      try await enrich(built, load: load, ledger: ledger, run: run, state: &state)
    }
  }

  private func enrich(
    _ built: BuiltPipeline, load: ComponentUse, ledger: any LedgerStore, run: String, state: inout RunState
  ) async throws {
    environment.emit(.phase(.settle))
    let queue = JobQueue()
    let service = try await EnrichmentService.start(
      load, definition: definition, environment: environment, inbox: ledger, queue: queue)
    do {
      if let plan = choices.plan,
        let mismatch = plan.mismatch(
          pipeline: definition.name, destination: service.settings.destination)
      {
        throw Failure(mismatch, exitCode: .usage)
      }
      try await enrich(built, service: service, ledger: ledger, queue: queue, run: run, state: &state)
    } catch {
      await service.stop()
      throw error
    }
    await service.stop()
  }

  private func enrich(
    _ built: BuiltPipeline, service: EnrichmentService, ledger: any LedgerStore, queue: JobQueue, run: String,
    state: inout RunState
  ) async throws {
    try settle(ledger, service: service, queue: queue)
    try ledger.renewKeys(rules: Normalise.rules, RenewedKeys.of)
    let sinks = try open(built, run: run, state: &state)
    var collected = try await collectPeople(built, ledger: ledger, state: &state)
    try await remember(&collected, index: ledger)
    environment.emit(.phase(.enrich))
    let submitter = Submitter(
      store: ledger, service: service, run: run, pipeline: definition.name,
      freshness: try freshness(service.limits, ledger),
      budget: budget(service.limits), environment: environment, queue: queue)
    let (bought, gathered) = try await buyAndGather(collected, submitter: submitter)
    // What came while the last job was being settled by a question; only what then belongs to nobody is worth a word.
    var late = Delivering(store: ledger, destination: service.settings.destination, codec: service.results)
    _ = try late.applyPending()
    if late.homeless > 0 { environment.emit(.diagnostic(.waitingDeliveries(late.homeless))) }

    environment.emit(.phase(.publish))
    state.report.submitted = bought.outcome.submitted
    state.report.enriched = gathered.enriched
    state.report.creditsReserved = bought.outcome.reserved
    let credits = try ledger.credits(ofRun: run)
    state.report.creditsSpent = credits.spent
    state.report.unknownSubmissions = try unknownSubmissions(ledger, at: service.settings.destination)
    if let warnAt = service.limits.budget.warnAt, credits.spent + credits.reserved >= warnAt {
      environment.emit(
        .diagnostic(.budgetWarning(spent: credits.spent, reserved: credits.reserved, warnAt: warnAt)))
    }
    if let (people, why) = submitter.refusals.told { environment.emit(.diagnostic(.refused(people, why))) }
    if gathered.unmatched > 0 { environment.emit(.diagnostic(.unmatched(gathered.unmatched))) }
    try await publish(
      collected, bought: bought, ledger: ledger, settings: service.settings, sinks: sinks, state: &state)
  }

  func unknownSubmissions(_ ledger: any Journal, at destination: String) throws -> Int {
    try ledger.submissions(in: [.unknown]).filter { $0.destination == destination }.count
  }

  /// Writes the outputs with what the ledger says now, and notes that they hold it.
  func publish(
    _ collected: borrowing CollectedPeople, bought: Bought, ledger: any LedgerStore, settings: LoadSettings,
    sinks: [OutputSink], state: inout RunState
  ) async throws {
    let sequence = try ledger.latestSequence()
    let answers = AnswerBook(
      journal: ledger, destination: settings.destination, fields: settings.enrich.sorted(),
      published: try ledger.publishedSequence(pipeline: definition.name), keys: bought.keys,
      aliases: bought.aliases, reasons: bought.outcome.leftOut,
      otherwise: bought.outcome.stop ?? bought.otherwise, before: bought.before, places: bought.places,
      wanted: bought.wanted, identities: collected.identities(in: ledger, for: settings))
    try await publish(collected, answers: answers, into: sinks, state: &state)
    try finish(sinks, state: &state)
    try ledger.markPublished(pipeline: definition.name, sequence: sequence)
  }

  /// Buys while results are gathered, and waits for both.
  private func buyAndGather(
    _ collected: borrowing CollectedPeople, submitter: Submitter
  ) async throws -> (Bought, Gatherer.Outcome) {
    let balance = await submitter.service.balance()
    if let balance {
      try submitter.store.noteBalance(
        balance, destination: submitter.service.settings.destination, at: environment.unixTime())
    }
    let gatherer = Gatherer(
      store: submitter.store, service: submitter.service, environment: environment, queue: submitter.queue)
    let gathering = Task { try await gatherer.gather() }
    let bought: Bought
    do {
      bought = try await buy(collected, submitter: submitter, balance: balance)
      submitter.queue.close()
    } catch {
      gathering.cancel()
      _ = await gathering.result
      throw error
    }
    let gathered = try await withTaskCancellationHandler {
      try await gathering.value
    } onCancel: {
      gathering.cancel()
    }
    return (bought, gathered)
  }

  /// Which answers hold in this run.
  func freshness(_ limits: LoadLimits, _ ledger: (any Journal)?) throws -> Freshness {
    var freshness = limits.refresh.freshness(at: environment.unixTime())
    if choices.force {
      freshness.retakesUpTo = try ledger?.latestSequence() ?? 0
      freshness.retakesLost = true
    }
    return freshness
  }

  /// What this run may spend.
  func budget(_ limits: LoadLimits) -> BudgetLimits {
    let (day, month) = utcStarts(of: environment.unixTime())
    let run = [limits.budget.run, choices.plan?.most].compactMap(\.self).min()
    return BudgetLimits(
      run: run, day: limits.budget.day, month: limits.budget.month, dayStart: day, monthStart: month)
  }
}
