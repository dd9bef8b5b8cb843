import Ledger
import PipelineModel
import Testing

@Suite("deliveries")
struct DeliveryTests {
  @Test("answers are kept with the enrichment id, and each gets a later sequence number than any before")
  func answers() throws {
    let desk = try Desk()
    let id = try desk.submission(["a", "b"], in: .accepted)
    try desk.deliver(id, [found("a", email: "a@example.com")])
    let first = try desk.ledger.latestSequence()
    #expect(first > 0)
    try desk.deliver(id, [found("b", phone: "+4420")], isComplete: true, spent: 13)
    let a = try desk.standing("a")
    let b = try desk.standing("b")
    #expect(
      a.values.allSatisfy { $0.state == .answered && $0.answer?.enrichmentID == "e-b1" && $0.answer?.at == 2_000 })
    #expect(
      b.values.allSatisfy { $0.state == .answered && $0.answer?.enrichmentID == "e-b1" && $0.answer?.at == 2_000 })
    #expect(
      [a[.email], a[.phone], b[.email], b[.phone]].map(\.?.answer?.value) == ["a@example.com", nil, nil, "+4420"])
    let sequencesOfA = a.values.compactMap(\.answer?.sequence)
    let sequencesOfB = b.values.compactMap(\.answer?.sequence)
    #expect(Set(sequencesOfA + sequencesOfB).count == 4)
    #expect(sequencesOfA.allSatisfy { $0 <= first })
    #expect(sequencesOfB.allSatisfy { $0 > first })
    #expect(try desk.ledger.latestSequence() >= sequencesOfB.max() ?? 0)
    #expect(try desk.state(id)?.state == .completed)
    #expect(try desk.state(id)?.spent == 13)
  }

  @Test("delivering the same results again changes nothing", arguments: [true, false])
  func twice(isComplete: Bool) throws {
    let desk = try Desk()
    let id = try desk.submission(["a", "b", "c"], in: .accepted)
    let results = [
      found("a", email: "a@example.com", phone: "+1"), found("b"), found("c", error: "not found"),
      DeliveredResult(key: nil, found: [.email: "x@example.com"], raw: Array("{\"who\":1}".utf8)),
    ]
    try desk.deliver(id, results, isComplete: isComplete, spent: 3)
    let before = try ["a", "b", "c"].map { try desk.standing($0) }
    let sequence = try desk.ledger.latestSequence()
    let submission = try desk.state(id)
    try desk.deliver(id, results.reversed(), isComplete: isComplete, spent: isComplete ? 99 : 3)
    #expect(try ["a", "b", "c"].map { try desk.standing($0) } == before)
    #expect(try desk.ledger.latestSequence() == sequence)
    #expect(try desk.state(id) == submission)
    #expect(try desk.ledger.rawResults(of: id) == results.map(\.raw))
  }

  @Test("a claim without a result is lost when the job is complete, and in flight before")
  func lost() throws {
    let desk = try Desk()
    let id = try desk.submission(["a", "b"], in: .accepted)
    try desk.deliver(id, [found("a", email: "a@example.com")])
    #expect(try desk.standing("b") == [.email: .inFlight("e-b1"), .phone: .inFlight("e-b1")])
    try desk.deliver(id, [], isComplete: true)
    #expect(try desk.standing("b") == [.email: .lost("e-b1"), .phone: .lost("e-b1")])
    #expect(try desk.intend(["b"], batch: "b2").claims.isEmpty)
  }

  @Test("an item that failed answers what it found and loses the rest")
  func failedItem() throws {
    let desk = try Desk()
    let id = try desk.submission(["a"], in: .accepted)
    try desk.deliver(id, [found("a", email: "a@example.com", error: "phone search failed")])
    let standing = try desk.standing("a")
    #expect(standing[.email] == .answered("a@example.com", sequence: 1, enrichmentID: "e-b1"))
    #expect(standing[.phone] == .lost("e-b1"))
  }

  @Test("a value replaces 'not found' and 'lost', and is never replaced itself")
  func precedence() throws {
    let desk = try Desk()
    let id = try desk.submission(["a"], in: .accepted)
    func email() throws -> FieldStanding? { try desk.standing("a")[.email] }
    try desk.deliver(id, [found("a", error: "failed")])
    #expect(try email() == .lost("e-b1"))
    try desk.deliver(id, [found("a")])
    #expect(try email() == .answered(nil, sequence: 1, enrichmentID: "e-b1"))
    try desk.deliver(id, [found("a", email: "a@example.com")])
    let answer = try #require(try email()?.answer)
    #expect(answer.value == "a@example.com")
    let sequence = answer.sequence
    #expect(sequence > 1)
    try desk.deliver(id, [found("a", email: "other@example.com"), found("a", error: "failed late")], isComplete: true)
    #expect(try email() == .answered("a@example.com", sequence: sequence, enrichmentID: "e-b1"))
  }

  @Test("of two items for one person in one delivery the first value counts")
  func twoItems() throws {
    let desk = try Desk()
    let id = try desk.submission(["a"], in: .accepted)
    try desk.deliver(
      id,
      [
        found("a", email: "1@example.com"), found("a", email: "2@example.com", phone: "+1"), found("a", error: "x"),
      ],
      isComplete: true, spent: nil)
    #expect(try desk.standing("a")[.email] == .answered("1@example.com", sequence: 1, enrichmentID: "e-b1"))
    #expect(try desk.standing("a")[.phone]?.answer?.value == "+1")
  }

  @Test(
    "late evidence settles what was given up",
    arguments: [SubmissionState.sent, .unknown, .failed, .withdrawn], [false, true])
  func lateEvidence(state: SubmissionState, isComplete: Bool) throws {
    let desk = try Desk()
    let id = try desk.submission(["a", "b"], in: state)
    try desk.deliver(id, [found("a", email: "a@example.com")], isComplete: isComplete)
    #expect(try desk.standing("a")[.email]?.answer?.value == "a@example.com")
    let left = state == .failed ? SubmissionState.failed : .accepted
    #expect(try desk.state(id)?.state == (isComplete ? .completed : left))
    let isLost = isComplete || state == .failed
    let enrichmentID = state == .failed ? "e-b1" : nil
    #expect(try desk.standing("b")[.email] == (isLost ? .lost(enrichmentID) : .inFlight()))
  }

  @Test("the enrichment id may come after the results")
  func idAfterResults() throws {
    let desk = try Desk()
    let id = try desk.submission(["a", "b"], in: .sent)
    try desk.deliver(id, [found("a", email: "a@example.com")])
    try desk.ledger.markAccepted(
      id, enrichmentID: "e9", leftOut: ["a", "b"].map { SubmissionKey(text: $0).id }, taken: nil, response: [])
    #expect(try desk.standing("a")[.email] == .answered("a@example.com", sequence: 1, enrichmentID: "e9"))
    #expect(try desk.standing("b") == [:])
    try desk.ledger.markAccepted(id, enrichmentID: "e9", leftOut: [], taken: nil, response: [])
    #expect(throws: LedgerError.wrongTransition(submission: id, from: .accepted, to: .accepted)) {
      try desk.ledger.markAccepted(id, enrichmentID: "e10", leftOut: [], taken: nil, response: [])
    }
  }

  @Test("a result for somebody who was left out takes the claim back, unless another submission holds it")
  func leftOutAfterAll() throws {
    let desk = try Desk()
    let first = try desk.submission(["a", "b", "c"], in: .sent)
    try desk.ledger.markAccepted(
      first, enrichmentID: "e1", leftOut: ["b", "c"].map { SubmissionKey(text: $0).id }, taken: nil, response: [])
    _ = try desk.submission(["c"], batch: "b2", in: .accepted)
    try desk.deliver(first, [found("b", email: "b@example.com"), found("c", email: "c@example.com")])
    #expect(try desk.standing("b")[.email]?.answer?.value == "b@example.com")
    #expect(try desk.state(first)?.people == 2)
    let c = try #require(try desk.standing("c")[.email])
    #expect(c.state == .inFlight)
    #expect(c.enrichmentID == "e-b2")
    // The answer is there all the same, until the other one's comes.
    #expect(c.answer?.value == "c@example.com")
  }

  @Test("what was not asked for or nobody asked for is kept whole and answers nothing")
  func strangers() throws {
    let desk = try Desk()
    let id = try #require(try desk.intend(["a"], fields: [.email]).submission)
    try desk.ledger.markSent(id)
    let results = [found("a", email: "a@example.com", phone: "+1"), found("stranger", email: "s@example.com")]
    try desk.deliver(id, results, isComplete: true)
    #expect(try desk.standing("a")[.phone] == nil)
    #expect(try desk.standing("stranger") == [:])
    #expect(try desk.ledger.rawResults(of: id) == results.map(\.raw))
  }
}
