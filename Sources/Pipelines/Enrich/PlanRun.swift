internal import Identity
internal import Loading
internal import PipelineModel
internal import Transport

extension PipelineRun {
  /// Works out what a run would buy now; submits nothing and writes nothing. With `listing` it also lists whom.
  package func plan(listing: Bool = false) async throws -> PurchasePlan {
    var built = try BuiltPipeline(definition, at: environment.unixTime())
    _ = try built.leaveOutRead(stateFolder: definition.stateFolder, pipeline: definition.name)
    built.giveBookmarks()
    var plan = PurchasePlan(pipeline: definition.name)
    var state = RunState(
      report: RunReport(run: "plan", pipeline: definition.name), rejects: nil, inputBytes: built.inputBytes,
      emit: environment.emit)
    let ledger = try environment.openLedgerIfPresent(definition.stateFolder)
    let collected = try await collectPeople(built, ledger: ledger, state: &state)
    let people = collected.people
    plan.rejected = state.rejected
    plan.read = state.accepted + state.rejected
    plan.people = people.count
    plan.filtered = state.report.count(.filtered) + people.excludedRows
    plan.duplicates = people.rowCount - people.excludedRows - people.count
    guard let load = built.load else { return plan }
    let (settings, limits) = try EnrichmentService.checked(load)
    plan.destination = settings.destination
    let scope = try SurveyScope(
      settings, journal: ledger, identities: ledger.flatMap { collected.identities(in: $0, for: settings) },
      freshness: freshness(limits, ledger), people: people.count)
    var planning = Planning(
      rows: people.rowCount, snapshot: scope.before?.count ?? 0, fields: settings.enrich, freshness: scope.freshness,
      prices: limits.prices)
    var allowed: [UInt128: Set<ContactField>] = [:]
    try await survey(collected, scope: scope) { prospects, _ in
      let wanted = planning.add(prospects)
      if listing { for one in wanted { allowed[one.lead.key.id] = one.lead.fields } }
    }
    plan.take(planning.counts, people: people.count, limits: limits, now: environment.unixTime())
    plan.expected = try ledger.flatMap {
      planning.counts.expected(try $0.hitRates(destination: settings.destination), prices: limits.prices)
    }
    plan.budget = try left(of: limits, ledger: ledger, destination: settings.destination)
    plan.balance = try await balance(load, ledger: ledger)
    if listing {
      plan.order = PurchaseOrder(
        pipeline: definition.name, destination: settings.destination, most: planning.counts.most, allowed: allowed)
    }
    return plan
  }

  /// Credits that the budget leaves, for a run that has not begun.
  private func left(of limits: LoadLimits, ledger: (any Journal)?, destination: String) throws -> Int? {
    let budget = budget(limits)
    if let ledger { return try ledger.left(of: budget, run: "", at: destination) }
    return [budget.run, budget.day, budget.month].compactMap(\.self).min()
  }

  /// The balance as the service tells it. A sandbox that nobody has used yet has what its options say; starting it would
  /// write its books.
  private func balance(_ load: ComponentUse, ledger: (any Journal)?) async throws -> Int? {
    if load.spec.name == "sandbox", ledger == nil { return load.options.integer("credits") }
    let service = try await EnrichmentService.start(load, definition: definition, environment: environment)
    let balance = await service.balance()
    await service.stop()
    if balance == nil { environment.emit(.diagnostic(.noBalance())) }
    return balance
  }
}

extension Planning.Counts {
  /// What the purchase costs if as much is found as was found until now; nil where nothing was asked for yet.
  func expected(_ rates: [ContactField: HitRate], prices: Prices) -> Int? {
    var credits = Double(least)
    for (field, count) in asked {
      guard let rate = rates[field], rate.asked > 0 else { return nil }
      credits += Double(count * prices.of(field)) * Double(rate.found) / Double(rate.asked)
    }
    return Int(credits.rounded())
  }
}
