internal import Identity
internal import PipelineModel

extension PipelineRun {
  /// Joins the people who are probably one; says what was found.
  func match(_ collected: consuming Matcher, _ people: inout People) async throws -> MatchReport {
    var matcher = collected
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
    matcher.join(try await each(of: ready.pieces) { ready.links(in: $0) }, &people)
    return matcher.report
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
