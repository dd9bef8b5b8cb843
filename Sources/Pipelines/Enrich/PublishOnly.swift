internal import Identity
internal import Loading
internal import PipelineModel
internal import Transforms

extension PipelineRun {
  /// Rebuilds the outputs from what the ledger holds; talks to nobody and spends nothing.
  func publishFromLedger(_ built: BuiltPipeline, load: ComponentUse, state: inout RunState) async throws {
    let settings = try EnrichmentService.checked(load).settings
    state.report.loads = true
    try await withLedger(state: &state) { ledger, run, state in
      try ledger.renewKeys(rules: Normalise.rules, RenewedKeys.of)
      let sinks = try open(built, run: run, state: &state)
      let collected = try await collectPeople(built, ledger: ledger, state: &state)
      environment.emit(.phase(.publish))
      var bought = Bought(keys: Array(repeating: 0, count: collected.people.rowCount), otherwise: .publishOnly)
      let scope = try SurveyScope(
        settings, journal: ledger, identities: collected.identities(in: ledger, for: settings),
        freshness: .forever, people: collected.people.count)
      bought.before = scope.before
      bought.places = Array(repeating: 0, count: bought.keys.count)
      try await survey(collected, scope: scope) { prospects, aliases in
        bought.aliases.merge(aliases) { one, _ in one }
        for prospect in prospects {
          bought.keys[prospect.person] = prospect.key
          bought.places[prospect.person] = prospect.place
        }
      }
      state.report.unknownSubmissions = try unknownSubmissions(ledger, at: settings.destination)
      try await publish(collected, bought: bought, ledger: ledger, settings: settings, sinks: sinks, state: &state)
    }
  }
}
