internal import Identity
internal import PipelineModel

extension PipelineRun {
  /// Joins the people who are one by what somebody has decided, and those who probably are; lists pairs to review.
  func decideAndMatch(
    _ built: BuiltPipeline, _ matcher: consuming Matcher?, _ spool: borrowing Spool, _ people: inout People,
    state: inout RunState
  ) async throws -> (decisions: MatchDecisions, matcher: Matcher?) {
    guard let dedupe = built.dedupe else { return (MatchDecisions(), nil) }
    var decisions = MatchDecisions()
    let file = dedupe.decisions.map(definition.absolute)
    if let file {
      decisions = try DecisionsFile(path: file, emit: environment.emit).decisions(on: people, emit: environment.emit)
      people.decide(decisions)
      let conflicts = people.conflicts(with: decisions)
      if conflicts > 0 { environment.emit(.diagnostic(.conflictingDecisions(conflicts, file: file))) }
    }
    guard var matcher, let options = dedupe.match else { return (decisions, nil) }
    try await match(&matcher, &people, different: decisions.different)
    state.report.match = matcher.report
    if let path = options.pairs {
      state.reviewFile = try ReviewFile(
        path: definition.absolute(path), pairs: matcher.reviewPairs, compared: options.plan.compared,
        names: state.names, spool: spool, people: people)
    }
    return (decisions, matcher)
  }

  /// Joins the people who are probably one.
  private func match(_ matcher: inout Matcher, _ people: inout People, different: [RowPair]) async throws {
    matcher.seal()
    while true {
      let sets = matcher.blocking.nextSets()
      if sets.isEmpty { break }
      let blocking = matcher.blocking
      matcher.blocking.take(try await each(of: sets) { blocking.blocks(of: $0) })
    }
    matcher.blocking.close()
    let counting = matcher
    matcher.learn(try await each(of: counting.measurements) { counting.measure($0) }, people)
    let ready = matcher
    matcher.join(try await each(of: ready.pieces) { ready.links(in: $0) }, &people, different: different)
  }

  /// Works on items at once; what comes of them, in their order.
  private func each<Item: Sendable, Product: Sendable>(
    of items: [Item], _ work: @escaping @Sendable (Item) -> Product
  ) async throws -> [Product] {
    var products: [Product] = []
    var next = 0
    try await orderedMap {
      guard next < items.count else { return nil }
      defer { next += 1 }
      return items[next]
    } work: { (item: Item) in
      work(item)
    } consume: { (product: Product) in
      products.append(product)
    }
    return products
  }
}
