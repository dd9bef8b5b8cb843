internal import Identity
internal import Loading
internal import PipelineModel

/// What came of buying.
struct Bought: Sendable {
  /// By person, the submission key; 0 where the person cannot be submitted.
  var keys: [UInt128]
  /// By person: other keys that they were submitted under, whose answers are theirs too.
  var aliases: [Int: [UInt128]] = [:]
  /// By person, whether something was to be bought under their key; empty where nothing was.
  var wanted: [Planning.Wish] = []
  /// How everybody stood before; nil where that was not read. By person, the key's place in it.
  var before: StandingSnapshot?
  var places: [UInt32] = []
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

/// Who is looked at, and in whose light.
struct SurveyScope: Sendable {
  let destination: String
  let fields: Set<ContactField>
  var priorities: [Priority] = []
  /// Nil: nobody was ever asked.
  let journal: (any Journal)?
  /// Nil where the pipeline does not tell who is who.
  let identities: Identities?
  /// How everybody stood when the survey began, where reading that is cheaper than asking for each.
  let before: StandingSnapshot?
  /// Which answers hold.
  let freshness: Freshness

  /// `people`: how many are to be looked at.
  init(
    _ settings: LoadSettings, journal: (any Journal)?, identities: Identities?, freshness: Freshness, people: Int
  ) throws {
    self.freshness = freshness
    destination = settings.destination
    fields = settings.enrich
    self.journal = journal
    self.identities = identities
    before = try journal?.standings(destination: settings.destination, insteadOf: people)
  }
}

extension PipelineRun {
  /// Goes over the people in the order of their rows, with how they stand in the ledger and the other keys that they
  /// were submitted under.
  func survey(
    _ collected: borrowing CollectedPeople, scope: SurveyScope,
    take: (_ prospects: [Prospects.Prospect], _ aliases: [Int: [UInt128]]) async throws -> Void
  ) async throws {
    let people = collected.people
    let total = collected.spool.count
    var next = 0
    try await orderedMap {
      guard next < total else { return nil }
      defer { next += 1 }
      return (bytes: try collected.spool.read(next), rows: collected.spool.rows(ofBatch: next))
    } work: { (item: (bytes: [UInt8], rows: Range<Int>)) in
      let (leads, _) = SpoolCodec.decode(item.bytes)
      var prospects = Prospects(
        leads, firstRow: item.rows.lowerBound, people: people, priorities: scope.priorities
      ).prospects
      guard let journal = scope.journal else { return (prospects, [:]) }
      var open: [Int] = []
      var found: [UInt128: Standings] = [:]
      func look(up keys: some Sequence<UInt128>) throws {
        if scope.before == nil {
          found.merge(try journal.standing(of: Array(Set(keys)), destination: scope.destination)) { one, _ in one }
        }
      }
      func standing(_ key: UInt128) -> Standings { scope.before?.standing(of: key) ?? found[key] ?? Standings() }
      try look(up: prospects.map(\.key))
      let fields = scope.fields.sorted()
      for index in prospects.indices {
        let key = prospects[index].key
        if let before = scope.before {
          prospects[index].place = before.place(of: key)
          prospects[index].held = before.held(at: prospects[index].place, fields, by: scope.freshness)
          if prospects[index].held != nil { continue }
          prospects[index].standing = before.standing(at: prospects[index].place)
        } else {
          prospects[index].standing = standing(key)
        }
        if scope.fields.contains(where: { prospects[index].standing[$0]?.state != .answered }) { open.append(index) }
      }
      let aliases = try journal.otherKeys(
        of: open.map { (person: prospects[$0].person, key: prospects[$0].key) }, destination: scope.destination,
        known: scope.identities?.aliases(of: open.map { prospects[$0] }) ?? [:])
      if !aliases.isEmpty {
        try look(up: aliases.values.joined())
        for index in open {
          guard let aliases = aliases[prospects[index].person] else { continue }
          prospects[index].standing = prospects[index].standing.merged(with: aliases.map(standing))
        }
      }
      return (prospects, aliases)
    } consume: { (surveyed: ([Prospects.Prospect], [Int: [UInt128]])) in
      try await take(surveyed.0, surveyed.1)
    }
  }

  /// Looks at everybody first, then buys: all at once where everybody is covered, else in the declared order.
  func buy(
    _ collected: borrowing CollectedPeople, submitter: Submitter, balance: Int?
  ) async throws -> Bought {
    let service = submitter.service
    let settings = service.settings
    let (people, ids) = (collected.people, collected.ids)
    var scope = try SurveyScope(
      settings, journal: submitter.store, identities: collected.identities(in: submitter.store, for: settings),
      freshness: submitter.freshness, people: people.count)
    var planning = Planning(
      rows: people.rowCount, snapshot: scope.before?.count ?? 0, fields: settings.enrich,
      freshness: submitter.freshness, prices: service.limits.prices, allowed: choices.plan?.allowed)
    var bought = Bought(keys: [])
    try await survey(collected, scope: scope) { prospects, aliases in
      let wanted = planning.add(prospects)
      bought.aliases.merge(aliases) { one, _ in one }
      // Before anybody is submitted: what is bought now must be found again by who it was bought for, and by what the
      // standard rules would have made of it.
      if !definition.normalisesAsStandard {
        let keys = wanted.map(\.lead.key)
        try submitter.store.remember(
          aliases: zip(keys, RenewedKeys.of(keys.map(\.text))).flatMap { key, others in others.map { (key.id, $0) } },
          destination: settings.destination)
      }
      guard let ids else { return }
      try submitter.store.remember(
        submissions: wanted.map { (people.id(ofPerson: $0.person, known: ids), $0.lead.key.id) },
        destination: settings.destination)
    }
    planning.end()
    bought.keys = planning.keys
    bought.places = planning.places
    bought.before = scope.before
    bought.outcome.leftOut = planning.leftOut
    if planning.counts.toBuy == 0 { return bought }
    bought.wanted = planning.wanted
    let cover = Cover(
      budget: try submitter.store.left(of: submitter.budget, run: submitter.run, at: settings.destination),
      balance: balance, most: planning.counts.most)
    if cover.isShort {
      var waiting = WaitingList(limit: cover.people(at: service.limits.prices))
      scope.priorities = service.limits.priorities
      try await survey(collected, scope: scope) { prospects, _ in waiting.add(planning.wanted(of: prospects)) }
      bought.otherwise = cover.reason
      bought.outcome.add(try await submitter.submit(inOrder: waiting.sorted(), cover: cover))
    } else {
      let came = try await submitter.submitAll { submit in
        var batcher = Batcher(limit: service.limits.batchSize)
        try await survey(collected, scope: scope) { prospects, _ in
          for wanted in planning.wanted(of: prospects) {
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
