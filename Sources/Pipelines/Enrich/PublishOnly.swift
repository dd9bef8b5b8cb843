internal import Identity
internal import Loading
internal import PipelineModel
internal import Transport

extension PipelineRun {
  /// Rebuilds the outputs from what the ledger holds; talks to nobody and spends nothing.
  func publishFromLedger(_ built: BuiltPipeline, load: ComponentUse, state: inout RunState) async throws {
    let lock = try lockPipeline()
    let settings = try EnrichmentService.checked(load).settings
    let ledger = try environment.openLedger(definition.stateFolder)
    let run = try ledger.beginRun(pipeline: definition.name, at: environment.now())
    state.report.run = run
    state.report.loads = true
    try await noting(run, in: ledger, state: &state) { state in
      try await republish(built, settings: settings, ledger: ledger, run: run, state: &state)
    }
    _ = consume lock
  }

  private func republish(
    _ built: BuiltPipeline, settings: LoadSettings, ledger: any LedgerStore, run: String, state: inout RunState
  ) async throws {
    let sinks = try open(built, run: run, state: &state)
    environment.emit(.phase(.collect))
    var spool = try Spool(folder: temporaryFolder())
    var people = People(keep: built.dedupe?.keep ?? .first)
    try await collect(built, into: &spool, people: &people, state: &state)
    environment.emit(.phase(.resolve))
    let known = built.dedupe == nil ? nil : try await joinKnown(spool, people: &people, index: ledger)
    let resolved = people.resolve()
    let ids = known?.ids(resolved)
    state.report.people = resolved.count
    environment.emit(.phase(.publish))
    var bought = Bought(keys: Array(repeating: 0, count: resolved.rowCount), otherwise: .publishOnly)
    let scope = SurveyScope(
      destination: settings.destination, fields: settings.enrich, journal: ledger,
      identities: ids.map { Identities(index: ledger, destination: settings.destination, known: $0) })
    try await survey(spool, people: resolved, scope: scope) { prospects, aliases in
      bought.aliases.merge(aliases) { one, _ in one }
      for prospect in prospects { bought.keys[prospect.person] = prospect.key.id }
    }
    state.report.unknownSubmissions = try unknownSubmissions(ledger, at: settings.destination)
    try await publish(
      spool, people: resolved, ids: ids ?? [:], bought: bought, ledger: ledger, settings: settings, sinks: sinks,
      state: &state)
  }
}
