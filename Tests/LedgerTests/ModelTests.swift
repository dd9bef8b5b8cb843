@testable import Ledger
import PipelineModel
import Testing

@Suite("the ledger against a model of it")
struct ModelTests {
  @Test("whatever is done in whatever order, both say the same", arguments: 1...6 as ClosedRange<UInt64>)
  func walk(seed: UInt64) throws {
    var walk = try Walk(seed: seed)
    var states: Set<SubmissionState> = []
    for step in 1...600 {
      try walk.step()
      let place = "seed \(seed), step \(step): \(walk.last)"
      try walk.compareStandings(place)
      if step % 20 == 0 {
        try walk.compareSubmissions(place)
        let problems = try walk.desk.ledger.verify()
        try #require(problems.isEmpty, "\(place): \(problems)")
      }
      states.formUnion(walk.model.jobs.values.map(\.state))
    }
    // Something of everything has come about.
    #expect(states == Set(SubmissionState.allCases))
    #expect(walk.model.held.values.contains { $0.answer != nil && $0.state != .answered })
  }
}

/// Takes random steps in a ledger and in the model.
private struct Walk {
  var desk: Desk
  var model = LedgerModel(prices: .test)
  var last = ""
  private var random: SplitMix
  private var runs: [String]
  private var time: Int64 = 1_000
  private var batches = 0
  private let names = (0..<14).map { "person \($0)" }
  private let values = ["v1", "v2", "v3"]
  /// Sequence numbers and the model's versions, as they were after the step before.
  private var seen: [LedgerModel.Place: (told: Answer, expected: Answer)] = [:]
  private var latest: Int64 = 0
  /// The latest sequence number as it once was, and the model's number of renewals then.
  private var moments: [(latest: Int64, renewals: Int)] = [(0, 0)]

  init(seed: UInt64) throws {
    desk = try Desk()
    // Thousands of steps; the power does not fail.
    try desk.ledger.onWriter("PRAGMA synchronous = OFF")
    random = SplitMix(state: seed)
    runs = [desk.run, try desk.ledger.beginRun(pipeline: "other", at: "2026-01-02T03:04:06Z")]
  }

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  private mutating func some(_ names: [String], _ one: Int) -> [String] {
    var some: [String] = []
    for name in names where chance(one) { some.append(name) }
    return some
  }

  mutating func step() throws {
    time += Int64.random(in: -1...3, using: &random)
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<4: try intend()
    case 4..<7:
      try both("send", from: [.intent]) {
        try $0.markSent($1)
      } model: {
        try $0.step($1, from: [.intent], to: .sent)
      }
    case 7..<10: try accept()
    case 10:
      try both("withdraw", from: [.intent, .sent]) {
        try $0.withdraw($1, why: "w")
      } model: {
        try $0.settle($1, from: [.intent, .sent], to: .withdrawn)
      }
    case 11:
      try both("doubt", from: [.sent]) {
        try $0.markUnknown($1, why: "u")
      } model: {
        try $0.settle($1, from: [.sent], to: .unknown)
      }
    case 12:
      try both("fail", from: [.accepted, .unknown]) {
        try $0.markFailed($1, why: "f")
      } model: {
        try $0.settle($1, from: [.accepted, .unknown], to: .failed)
      }
    case 13: try resolve()
    default: try deliver()
    }
  }

  private mutating func intend() throws {
    batches += 1
    let run = runs[Int.random(in: 0..<2, using: &random)]
    var wanted: [(name: String, fields: Set<ContactField>)] = []
    for name in some(names.shuffled(using: &random), 3) {
      wanted.append((name, chance(3) ? [.email] : chance(3) ? [.phone] : [.email, .phone]))
    }
    var limits = BudgetLimits(dayStart: time - 40, monthStart: time - 200)
    if chance(3) { limits.run = Int.random(in: 0..<600, using: &random) }
    if chance(3) { limits.day = Int.random(in: 0..<200, using: &random) }
    if chance(3) { limits.month = Int.random(in: 0..<400, using: &random) }
    var freshness = Freshness.forever
    if chance(2) { freshness.found[.email] = time - Int64.random(in: -5...30, using: &random) }
    if chance(2) { freshness.found[.phone] = time - Int64.random(in: -5...30, using: &random) }
    if chance(2) { freshness.notFound = time - Int64.random(in: -5...30, using: &random) }
    freshness.retakesLost = chance(3)
    var modelled = freshness
    if chance(4), let moment = moments.suffix(30).randomElement(using: &random) {
      freshness.retakesUpTo = moment.latest
      modelled.retakesUpTo = Int64(moment.renewals)
    }
    last = "intend b\(batches)"
    let grant = try desk.ledger.intend(
      Intent(
        batchKey: "b\(batches)", run: run, destination: "sandbox", translate: false,
        claims: wanted.map { Claim(key: SubmissionKey(text: $0.name), fields: $0.fields) }, prices: .test,
        limits: limits, freshness: freshness, time: time))
    let before = model
    let id = Int64((model.jobs.keys.max() ?? 0) + 1)
    let expected = model.intend(id, run: run, wanted, limits: limits, freshness: modelled, at: time)
    #expect(grant.claims.map(\.key.text) == expected.granted, "\(last)")
    #expect(grant.uncovered.map(\.key.text) == expected.uncovered, "\(last)")
    #expect(grant.submission == (expected.granted.isEmpty ? nil : id), "\(last)")
    // What is granted never passes a limit, and never takes what another submission holds.
    if !expected.granted.isEmpty {
      #expect(model.committed { $0.run == run } <= limits.run ?? .max, "\(last)")
      #expect(model.committed { $0.intendedAt >= limits.dayStart } <= limits.day ?? .max, "\(last)")
    }
    for claim in grant.claims {
      for field in claim.fields {
        let standing = before.standing(LedgerModel.Place(name: claim.key.text, field: field))
        #expect(![.inFlight, .unknown].contains(standing.state), "\(last)")
      }
    }
  }

  private mutating func accept() throws {
    let taken = chance(4) ? Int.random(in: 0..<8, using: &random) : nil
    let leftOut = chance(2) ? [] : some(names, 4)
    try both("accept, taken \(taken.map(String.init) ?? "all")", from: [.sent, .unknown]) {
      try $0.markAccepted(
        $1, enrichmentID: "e\($1)", leftOut: leftOut.map { SubmissionKey(text: $0).id }, taken: taken, response: [])
    } model: {
      try $0.accept($1, "e\($1)", leftOut: leftOut, taken: taken)
    }
  }

  private mutating func resolve() throws {
    let resolution = [Resolution.accepted(enrichmentID: "o\(batches)-\(time)"), .lost, .resend][
      Int.random(in: 0..<3, using: &random)]
    try both("resolve as \(resolution)", from: [.unknown]) {
      try $0.resolve($1, as: resolution, why: "r")
    } model: {
      switch resolution {
      case .lost: try $0.step($1, from: [.unknown], to: .failed)
      case .resend: try $0.step($1, from: [.unknown], to: .withdrawn)
      case .accepted(let enrichmentID):
        try $0.step($1, from: [.unknown], to: .accepted)
        $0.jobs[$1]?.enrichmentID = enrichmentID
      }
    }
  }

  private mutating func deliver() throws {
    var items: [(name: String, found: [ContactField: String], failed: Bool)] = []
    for name in some(names, 4) {
      var found: [ContactField: String] = [:]
      if chance(2) { found[.email] = values[Int.random(in: 0..<3, using: &random)] }
      if chance(3) { found[.phone] = values[Int.random(in: 0..<3, using: &random)] }
      items.append((name, found, chance(5)))
    }
    let isComplete = chance(6)
    let spent = chance(6) ? Int.random(in: 0..<50, using: &random) : nil
    let results = items.map {
      PipelineModel.DeliveredResult(
        key: SubmissionKey(text: $0.name).id, found: $0.found, error: $0.failed ? "failed" : nil,
        raw: Array("\($0.name) \($0.found.sorted { $0.key < $1.key }) \($0.failed)".utf8))
    }
    let time = time
    try both(
      "deliver \(items.map(\.name)), complete \(isComplete)",
      from: [.sent, .accepted, .unknown, .failed, .completed, .withdrawn]
    ) {
      try $0.deliver($1, results: results, isComplete: isComplete, spent: spent, at: time)
    } model: {
      try $0.deliver($1, items, isComplete: isComplete, spent: spent, at: time)
    }
  }

  /// Takes a step with a random submission, mostly with one in a state that it begins at: either both take it, or both
  /// refuse it.
  private mutating func both(
    _ step: String, from: Set<SubmissionState>, ledger: (SQLiteLedger, Int64) throws -> Void,
    model change: (inout LedgerModel, Int64) throws -> Void
  ) throws {
    let likely = model.jobs.filter { from.contains($0.value.state) }.keys.sorted().suffix(12)
    let all = chance(10) || likely.isEmpty ? model.jobs.keys.sorted() : Array(likely)
    guard let id = all.randomElement(using: &random) else { return }
    last = "\(step), submission \(id), \(model.jobs[id].map { "\($0.state)" } ?? "")"
    var changed = model
    let isTaken = (try? change(&changed, id)) != nil
    if isTaken {
      model = changed
      try ledger(desk.ledger, id)
    } else {
      #expect(throws: LedgerError.self, "\(last)") { try ledger(desk.ledger, id) }
    }
  }

  mutating func compareStandings(_ place: String) throws {
    let keys = names.map { SubmissionKey(text: $0).id }
    let standings = try desk.ledger.standing(of: keys, destination: "sandbox")
    // Read through, the ledger says the same as when it is asked for each.
    let snapshot = try desk.ledger.standings(destination: "sandbox", insteadOf: 1_000_000)
    for key in keys {
      #expect(snapshot?.standing(of: key) == standings[key] ?? Standings(), "\(place): read through")
    }
    let newest = try desk.ledger.latestSequence()
    for (name, key) in zip(names, keys) {
      for field in ContactField.allCases {
        let spot = LedgerModel.Place(name: name, field: field)
        var told = standings[key]?[field] ?? .free
        let expected = model.standing(spot)
        if let answer = told.answer, let model = expected.answer {
          let old = seen[spot]
          let isOld = (answer.sequence == old?.told.sequence, answer.renewed == old?.told.renewed)
          if isOld != (model.sequence == old?.expected.sequence, model.renewed == old?.expected.renewed)
            || !(isOld.0 || answer.sequence > latest) || !(isOld.1 || answer.renewed > latest)
            || answer.renewed > newest
          {
            Issue.record("\(place): \(spot) has the numbers \(answer.sequence) and \(answer.renewed)")
          }
          seen[spot] = (answer, model)
          told.answer?.sequence = model.sequence
          told.answer?.renewed = model.renewed
        }
        if told != expected { try #require(told == expected, "\(place): \(spot)") }
      }
    }
    latest = newest
    if moments.last?.latest != newest { moments.append((newest, model.renewals)) }
  }

  func compareSubmissions(_ place: String) throws {
    let submissions = try desk.ledger.submissions(in: Set(SubmissionState.allCases))
    try #require(submissions.map(\.id) == model.jobs.keys.sorted(), "\(place)")
    for submission in submissions {
      let job = try #require(model.jobs[submission.id])
      let told = "\(submission.state) \(submission.enrichmentID ?? "") \(submission.people) \(submission.reserved)"
      let expected = "\(job.state) \(job.enrichmentID ?? "") \(job.counted) \(job.reserved)"
      try #require(told == expected, "\(place): submission \(submission.id)")
      try #require(submission.spent == job.spent, "\(place): submission \(submission.id)")
    }
    for run in runs {
      let credits = try desk.ledger.credits(ofRun: run)
      try #require(credits.reserved + credits.spent == model.committed { $0.run == run }, "\(place)")
    }
    let since = time - 40
    try #require(
      try desk.ledger.committed(destination: "sandbox", since: since) == model.committed { $0.intendedAt >= since },
      "\(place)")
  }
}

/// Numbers that a seed always gives again (Steele, Lea, Flood 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
