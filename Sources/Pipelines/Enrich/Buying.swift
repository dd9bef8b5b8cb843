internal import Identity
internal import Loading
internal import PipelineModel

/// What came of buying.
struct Bought: Sendable {
  /// By person, the submission key; 0 where the person cannot be submitted.
  var keys: [UInt128]
  var outcome = Submitter.Outcome()
  /// Why those were not bought of whom `outcome` says nothing.
  var otherwise: UnprocessedReason = .serviceUnavailable
}

/// How much of what is wanted can be paid for.
struct Cover: Sendable {
  /// Credits that the budget leaves; nil where there is none.
  var budget: Int?
  /// The balance; nil where the service did not tell it.
  var balance: Int?
  /// What everybody together can cost at most.
  var most: Int

  /// Whether the budget does not cover everybody in the worst case.
  var budgetBinds: Bool { budget.map { most > $0 } ?? false }
  /// Whether budget or balance do not cover everybody in the worst case: then the order of people matters.
  var isShort: Bool { budgetBinds || (balance.map { most > $0 } ?? false) }
  /// Why those who are left over are.
  var reason: UnprocessedReason { budgetBinds ? .budget : .credits }

  /// How many people can be bought at the very best.
  func people(at prices: Prices) -> Int {
    let credits = min(budget ?? .max, balance ?? .max)
    return prices.base > 0 ? max(0, credits) / prices.base : .max
  }
}

extension PipelineRun {
  /// Goes over the people in the order of their rows, with how they stand in the ledger.
  func plan(
    _ spool: borrowing Spool, people: ResolvedPeople, settings: LoadSettings, priorities: [Priority] = [],
    journal: (any Journal)?,
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
      let prospects = Prospects(leads, firstRow: item.rows.lowerBound, people: people, priorities: priorities).prospects
      let keys = Array(Set(prospects.map(\.key.id))).sorted()
      let standing = try journal?.standing(of: keys, destination: settings.destination) ?? [:]
      return (prospects, standing)
    } consume: { (planned: ([Prospects.Prospect], [UInt128: [ContactField: FieldStanding]])) in
      try await take(planned.0, planned.1)
    }
  }

  /// Looks at everybody first, then buys: all at once where everybody is covered, else in the declared order.
  func buy(
    _ spool: borrowing Spool, people: ResolvedPeople, submitter: Submitter, balance: Int?
  ) async throws -> Bought {
    let service = submitter.service
    let allowed = choices.plan?.allowed
    var survey = Planning(
      rows: people.rowCount, fields: service.settings.enrich, freshness: submitter.freshness,
      prices: service.limits.prices, allowed: allowed)
    try await plan(spool, people: people, settings: service.settings, journal: submitter.store) { prospects, standing in
      _ = survey.add(prospects, standing: standing)
    }
    var bought = Bought(keys: survey.keys)
    bought.outcome.leftOut = survey.leftOut
    if survey.counts.toBuy == 0 { return bought }
    let cover = Cover(
      budget: try submitter.store.left(of: submitter.budget, run: submitter.run, at: service.settings.destination),
      balance: balance, most: survey.counts.most)
    var again = Planning(
      rows: people.rowCount, fields: service.settings.enrich, freshness: submitter.freshness,
      prices: service.limits.prices, allowed: allowed)
    if cover.isShort {
      var waiting = WaitingList(limit: cover.people(at: service.limits.prices))
      try await plan(
        spool, people: people, settings: service.settings, priorities: service.limits.priorities,
        journal: submitter.store
      ) { prospects, standing in waiting.add(again.add(prospects, standing: standing)) }
      bought.otherwise = cover.reason
      bought.outcome.add(try await submitter.submit(inOrder: waiting.sorted(), cover: cover))
    } else {
      let came = try await submitter.submitAll { submit in
        var batcher = Batcher()
        try await plan(spool, people: people, settings: service.settings, journal: submitter.store) {
          prospects, standing in
          for wanted in again.add(prospects, standing: standing) {
            if let batch = batcher.add(wanted.lead, translate: wanted.translate) { try await submit(batch) }
          }
        }
        for batch in batcher.finish() { try await submit(batch) }
      }
      bought.outcome.add(came)
    }
    return bought
  }
}

extension Journal {
  /// Credits that limits leave at a destination; nil where nothing limits.
  func left(of limits: BudgetLimits, run: String, at destination: String) throws -> Int? {
    var left: [Int] = []
    if let most = limits.run {
      let credits = try credits(ofRun: run)
      left.append(most - credits.reserved - credits.spent)
    }
    if let most = limits.day {
      left.append(most - (try committed(destination: destination, since: limits.dayStart)))
    }
    if let most = limits.month {
      left.append(most - (try committed(destination: destination, since: limits.monthStart)))
    }
    return left.min().map { max(0, $0) }
  }
}

/// People in the declared order, as many as can be bought at the very best.
struct WaitingList {
  private var people: [(wanted: Planning.Wanted, place: Int)] = []
  private var count = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  mutating func add(_ wanted: [Planning.Wanted]) {
    for one in wanted {
      people.append((one, count))
      count += 1
    }
    // Twice as many as can be of use are never held for long.
    if people.count > 4096, limit < people.count / 2 { cut() }
  }

  private mutating func cut() {
    sort()
    people.removeLast(max(0, people.count - limit))
  }

  private mutating func sort() {
    people.sort { a, b in
      if let one = a.wanted.rank, let other = b.wanted.rank {
        if one < other { return true }
        if other < one { return false }
      }
      return a.place < b.place
    }
  }

  /// In the declared order; equals in the order of their rows.
  consuming func sorted() -> [Planning.Wanted] {
    cut()
    return people.map(\.wanted)
  }
}
