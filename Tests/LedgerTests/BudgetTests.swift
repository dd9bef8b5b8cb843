import Ledger
import PipelineModel
import Testing

@Suite("budgets")
struct BudgetTests {
  @Test(
    "claims are granted in order, up to the first that a limit does not cover",
    arguments: [(0, 0), (11, 0), (12, 1), (23, 1), (24, 2), (35, 2), (36, 3), (1000, 3), (-1, 0)])
  func prefix(limit: Int, granted: Int) throws {
    let desk = try Desk()
    for limits in [
      BudgetLimits(run: limit), BudgetLimits(day: limit), BudgetLimits(month: limit),
      BudgetLimits(run: limit, day: 1000, month: 1000), BudgetLimits(run: 1000, day: limit, month: 1000),
    ] {
      let run = try desk.ledger.beginRun(pipeline: "leads", at: "2026-01-03T00:00:00Z")
      let place = "at \(run)"
      let grant = try desk.intend(
        ["a", "b", "c"], batch: run, run: run, destination: place, limits: limits)
      #expect(grant.claims.map(\.key.text) == Array(["a", "b", "c"].prefix(granted)))
      #expect(grant.uncovered.map(\.key.text) == Array(["a", "b", "c"].dropFirst(granted)))
      #expect((grant.submission == nil) == (granted == 0))
      #expect(try desk.standing("c", destination: place).isEmpty == (granted < 3))
    }
  }

  @Test("nobody is taken out of turn, however cheap")
  func order() throws {
    let desk = try Desk()
    let claims = [("a", [.email]), ("b", [.email, .phone]), ("c", [.email])] as [(String, Set<ContactField>)]
    let grant = try desk.ledger.intend(
      Intent(
        batchKey: "b1", run: desk.run, destination: "sandbox", translate: false,
        claims: claims.map { Claim(key: SubmissionKey(text: $0.0), fields: $0.1) }, prices: .test,
        limits: BudgetLimits(run: 10), time: 1))
    #expect(grant.claims.map(\.key.text) == ["a"])
    #expect(grant.uncovered.map(\.key.text) == ["b", "c"])
  }

  @Test("what others hold costs nothing, and is not uncovered")
  func held() throws {
    let desk = try Desk()
    _ = try desk.intend(["a"])
    let run = try desk.ledger.beginRun(pipeline: "leads", at: "2026-01-03T00:00:00Z")
    let grant = try desk.intend(["a", "b", "c"], batch: "b2", run: run, limits: BudgetLimits(run: 12))
    #expect(grant.claims.map(\.key.text) == ["b"])
    #expect(grant.uncovered.map(\.key.text) == ["c"])
  }

  @Test(
    "a submission counts with its worst case until it is completed, and not at all once it is withdrawn",
    arguments: zip(SubmissionState.allCases, [24, 24, 24, 3, 24, 24, 0]))
  func counts(state: SubmissionState, credits: Int) throws {
    let desk = try Desk()
    let id = try desk.submission(["a", "b"], in: state == .completed ? .accepted : state)
    if state == .completed {
      try desk.deliver(id, [found("a", email: "a@example.com"), found("b")], isComplete: true)
    }
    #expect(try desk.ledger.committed(destination: "sandbox", since: 0) == credits)
    #expect(try desk.ledger.committed(destination: "elsewhere", since: 0) == 0)
    let used = try desk.ledger.credits(ofRun: desk.run)
    #expect(used.reserved + used.spent == credits)
    #expect(try desk.intend(["c"], batch: "b2", limits: BudgetLimits(run: credits + 11)).claims.isEmpty)
    #expect(try desk.intend(["c"], batch: "b2", limits: BudgetLimits(day: credits + 11)).claims.isEmpty)
    #expect(
      try desk.intend(["c"], batch: "b2", limits: BudgetLimits(run: credits + 12, day: credits + 12)).claims.count == 1)
  }

  @Test("a day and a month begin when they begin; what is dated later counts, since clocks are set back")
  func since() throws {
    let desk = try Desk()
    for (batch, time) in [("b1", 999), ("b2", 1_000), ("b3", 1_001), ("b4", 99_999)] as [(String, Int64)] {
      _ = try desk.intend(["\(batch)"], batch: batch, at: time)
    }
    #expect(try desk.ledger.committed(destination: "sandbox", since: 1_000) == 36)
    #expect(try desk.intend(["x"], batch: "b5", limits: BudgetLimits(day: 47, dayStart: 1_000)).claims.isEmpty)
    #expect(try desk.intend(["x"], batch: "b5", limits: BudgetLimits(month: 47, monthStart: 1_000)).claims.isEmpty)
    #expect(
      try desk.intend(["x"], batch: "b5", limits: BudgetLimits(day: 48, month: 60, dayStart: 1_000)).claims.count == 1)
  }

  @Test("whom the service left out is not reserved for any longer")
  func leftOut() throws {
    let desk = try Desk()
    let id = try desk.submission(["a", "b", "c"], in: .sent)
    try desk.ledger.markAccepted(
      id, enrichmentID: "e1", leftOut: [SubmissionKey(text: "c").id], taken: nil, response: [])
    #expect(try desk.ledger.credits(ofRun: desk.run) == (reserved: 24, spent: 0))
  }

  @Test("where nobody tells what a job cost, its own prices do: every person, and every value")
  func ownPrices() throws {
    let desk = try Desk()
    let id = try desk.submission(["a", "b", "c", "d", "e"], in: .sent)
    try desk.ledger.markAccepted(
      id, enrichmentID: "e1", leftOut: [SubmissionKey(text: "e").id], taken: nil, response: [])
    let results = [found("a", email: "a@example.com", phone: "+1"), found("b"), found("c", error: "failed")]
    try desk.deliver(id, results)
    #expect(try desk.state(id)?.spent == nil)
    try desk.deliver(id, [], isComplete: true)
    #expect(try desk.state(id)?.spent == 4 + 1 + 10)
    #expect(try desk.state(id)?.state == .completed)
  }

  @Test("a job is completed with its last result, whether anybody says so or not")
  func lastResult() throws {
    let desk = try Desk()
    let id = try desk.submission(["a", "b"], in: .accepted)
    try desk.deliver(id, [found("a", email: "a@example.com")])
    #expect(try desk.state(id)?.state == .accepted)
    try desk.deliver(id, [found("b", error: "failed")])
    #expect(try desk.state(id)?.state == .completed)
    #expect(try desk.state(id)?.spent == 3)
  }

  @Test("hit rates count what was answered, by field and destination")
  func hitRates() throws {
    let desk = try Desk()
    #expect(try desk.ledger.hitRates(destination: "sandbox").isEmpty)
    let id = try desk.submission(["a", "b", "c", "d"], in: .accepted)
    try desk.deliver(id, [found("a", email: "a@example.com"), found("b", email: "b@example.com"), found("c")])
    #expect(
      try desk.ledger.hitRates(destination: "sandbox")
        == [.email: HitRate(asked: 3, found: 2), .phone: HitRate(asked: 3, found: 0)])
    #expect(try desk.ledger.hitRates(destination: "elsewhere").isEmpty)
  }

  @Test("the balances before and after a submission are told, also where all were noted within a second")
  func balances() throws {
    let desk = try Desk()
    func note(_ credits: Int, destination: String = "sandbox") throws {
      try desk.ledger.noteBalance(credits, destination: destination, at: 1_000)
    }
    func around(_ submission: Int64) throws -> [Int?] {
      let (before, after) = try desk.ledger.balances(around: submission)
      return [before?.credits, after?.credits]
    }
    let first = try desk.submission(["a"], batch: "b1", in: .sent)
    #expect(try around(first) == [nil, nil])
    try note(1, destination: "elsewhere")
    #expect(try around(first) == [nil, nil])
    try note(100)
    try note(90)
    let second = try desk.submission(["b"], batch: "b2", in: .sent)
    #expect(try around(second) == [90, nil])
    try note(80)
    try note(70)
    #expect(try around(first) == [nil, 100])
    #expect(try around(second) == [90, 80])
    #expect(try around(99) == [nil, nil])
  }
}
