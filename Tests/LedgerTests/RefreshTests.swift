import Ledger
import PipelineModel
import Testing

@Suite("answers that are bought again")
struct RefreshTests {
  /// Everything that came before `moment` is stale.
  private func before(_ moment: Int64) -> Freshness {
    Freshness(found: [.email: moment, .phone: moment], notFound: moment)
  }

  /// One person, an e-mail address found and no phone number, at 2,000.
  private func answered() throws -> Desk {
    let desk = try Desk()
    let id = try desk.submission(["a"], in: .accepted)
    try desk.deliver(id, [found("a", email: "a@example.com")])
    return desk
  }

  @Test("what is fresh is not bought again, to the second, field by field and found or not")
  func freshness() throws {
    let desk = try answered()
    var tries = 0
    func fields(_ freshness: Freshness) throws -> Set<ContactField> {
      tries += 1
      let grant = try desk.intend(["a"], batch: "try \(tries)", freshness: freshness)
      if let id = grant.submission { try desk.ledger.withdraw(id, why: "a try") }
      return grant.claims.first?.fields ?? []
    }
    #expect(try fields(.forever) == [])
    #expect(try fields(before(2_000)) == [])
    #expect(try fields(before(2_001)) == [.email, .phone])
    #expect(try fields(Freshness(found: [.email: 2_001, .phone: 2_001])) == [.email])
    #expect(try fields(Freshness(found: [.phone: 2_001])) == [])
    #expect(try fields(Freshness(notFound: 2_001)) == [.phone])
  }

  @Test("the answer is there while the field is bought again, and after, until there is another one")
  func keepsAnswer() throws {
    let desk = try answered()
    let answer = try desk.standing("a")[.email]?.answer
    let id = try desk.submission(["a"], batch: "b2", freshness: before(3_000), in: .sent)
    #expect(try desk.standing("a")[.email] == FieldStanding(.inFlight, answer: answer))
    try desk.ledger.markUnknown(id, why: "the connection broke")
    #expect(try desk.standing("a")[.email] == FieldStanding(.unknown, answer: answer))
    #expect(try desk.intend(["a"], batch: "b3", freshness: before(9_000)).claims.isEmpty)
    try desk.ledger.resolve(id, as: .accepted(enrichmentID: "e2"), why: "seen")
    #expect(try desk.standing("a")[.email] == FieldStanding(.inFlight, answer: answer, enrichmentID: "e2"))
    try desk.ledger.markFailed(id, why: "job failed")
    #expect(try desk.standing("a")[.email] == FieldStanding(.lost, answer: answer, enrichmentID: "e2"))
    #expect(try desk.ledger.verify() == [])
  }

  @Test("another value replaces a value; the same one, and 'not found', only make it younger")
  func outcomes() throws {
    let desk = try answered()
    let first = try #require(try desk.standing("a")[.email]?.answer)
    let phone = try #require(try desk.standing("a")[.phone]?.answer)
    func refresh(_ batch: String, _ result: DeliveredResult, at time: Int64) throws {
      let id = try desk.submission(["a"], batch: batch, freshness: before(time), in: .accepted)
      try desk.deliver(id, [result], at: time)
      #expect(try desk.state(id)?.state == .completed)
      // Once more, in other words, and late.
      try desk.deliver(id, [found("a", error: "late")], isComplete: true, at: time + 1)
    }
    try refresh("b2", found("a"), at: 3_000)
    #expect(
      try desk.standing("a")[.email]?.answer
        == Answer(value: first.value, sequence: 1, renewed: 3, at: 3_000, enrichmentID: "e-b1"))
    #expect(try desk.standing("a")[.email]?.enrichmentID == "e-b2")
    #expect(
      try desk.standing("a")[.phone]?.answer
        == Answer(value: nil, sequence: phone.sequence, renewed: 4, at: 3_000, enrichmentID: "e-b2"))
    #expect(try desk.intend(["a"], batch: "no", freshness: before(3_000)).claims.isEmpty)
    try refresh("b3", found("a", email: "a@example.com"), at: 4_000)
    #expect(
      try desk.standing("a")[.email]?.answer
        == Answer(value: "a@example.com", sequence: first.sequence, renewed: 5, at: 4_000, enrichmentID: "e-b3"))
    let latest = try desk.ledger.latestSequence()
    try refresh("b4", found("a", email: "new@example.com", phone: "+1"), at: 5_000)
    let email = try #require(try desk.standing("a")[.email]?.answer)
    let number = try #require(try desk.standing("a")[.phone]?.answer)
    #expect(email.value == "new@example.com")
    #expect(number.value == "+1")
    #expect(min(email.sequence, number.sequence) > latest)
    #expect(email.sequence != number.sequence)
    #expect(try desk.ledger.verify() == [])
    // One person three times, and what each time found.
    #expect(try desk.ledger.credits(ofRun: desk.run) == (reserved: 0, spent: 2 + 1 + 2 + 12))
  }

  @Test(
    "what did not count leaves everything as it was", arguments: ["withdraw", "resend", "leave out"], [false, true])
  func restores(how: String, lost: Bool) throws {
    let desk = try answered()
    if lost {
      let id = try desk.submission(["a"], batch: "l1", freshness: before(3_000), in: .accepted)
      try desk.ledger.markFailed(id, why: "job failed")
    }
    let standing = try desk.standing("a")
    var freshness = before(3_000)
    freshness.retakesLost = true
    let id = try desk.submission(["a", "b"], batch: "b2", freshness: freshness, in: .sent)
    #expect(try desk.standing("a")[.email]?.state == .inFlight)
    switch how {
    case "withdraw": try desk.ledger.withdraw(id, why: "no credits")
    case "resend":
      try desk.ledger.markUnknown(id, why: "the connection broke")
      try desk.ledger.resolve(id, as: .resend, why: "not on the dashboard")
    default:
      try desk.ledger.markAccepted(
        id, enrichmentID: "e2", leftOut: [SubmissionKey(text: "a").id], taken: nil, response: [])
    }
    #expect(try desk.standing("a") == standing)
    #expect(try desk.standing("b").isEmpty == (how != "leave out"))
    #expect(try desk.ledger.verify() == [])
  }

  @Test("what was lost is bought again only where an operator asks for it")
  func lost() throws {
    let desk = try Desk()
    let first = try desk.submission(["a"], in: .failed)
    #expect(try desk.intend(["a"], batch: "b2", freshness: before(9_000)).claims.isEmpty)
    let freshness = Freshness(retakesLost: true)
    let id = try desk.submission(["a"], batch: "b2", freshness: freshness, in: .accepted)
    // Results of the first job, late: they are an answer, and the second one's claim stays.
    try desk.deliver(first, [found("a", email: "late@example.com")])
    #expect(try desk.standing("a")[.email]?.state == .inFlight)
    #expect(try desk.standing("a")[.email]?.enrichmentID == "e-b2")
    #expect(try desk.standing("a")[.email]?.answer?.value == "late@example.com")
    try desk.deliver(id, [found("a", email: "a@example.com")])
    #expect(try desk.standing("a")[.email]?.answer?.value == "a@example.com")
    #expect(try desk.ledger.rawResults(of: first).count == 1)
  }

  @Test("results for what was withdrawn take the claim back from an earlier answer, never from a later submission")
  func lateEvidence() throws {
    let desk = try answered()
    let withdrawn = try desk.submission(["a"], batch: "b2", freshness: before(3_000), in: .withdrawn)
    let later = try desk.submission(["b"], batch: "b3", in: .accepted)
    try desk.deliver(withdrawn, [found("a", email: "new@example.com")], at: 3_000)
    #expect(try desk.standing("a")[.email]?.answer?.value == "new@example.com")
    #expect(try desk.state(withdrawn)?.state == .completed)
    let second = try desk.submission(["c"], batch: "b4", in: .withdrawn)
    let third = try desk.submission(["c"], batch: "b5", in: .accepted)
    try desk.deliver(third, [found("c", email: "c@example.com")])
    try desk.deliver(second, [found("c", email: "other@example.com")])
    #expect(try desk.standing("c")[.email]?.answer?.value == "c@example.com")
    #expect(try desk.standing("c")[.email]?.enrichmentID == "e-b5")
    #expect(try desk.state(later)?.state == .accepted)
    // It was billed all the same.
    #expect(try desk.state(second)?.spent == 2)
    #expect(try desk.ledger.verify() == [])
  }

  @Test("of two runs that force at once the second finds what the first bought, though it is what it was")
  func forced() throws {
    let desk = try answered()
    let freshness = Freshness(retakesUpTo: try desk.ledger.latestSequence())
    let sequence = try desk.standing("a")[.email]?.answer?.sequence
    let id = try desk.submission(["a"], batch: "b2", freshness: freshness, in: .accepted)
    #expect(try desk.intend(["a"], batch: "b3", freshness: freshness).claims.isEmpty)
    // The same e-mail address, and still no phone number.
    try desk.deliver(id, [found("a", email: "a@example.com")])
    #expect(try desk.standing("a")[.email]?.answer?.sequence == sequence)
    #expect(try desk.intend(["a"], batch: "b3", freshness: freshness).claims.isEmpty)
    let later = Freshness(retakesUpTo: try desk.ledger.latestSequence())
    #expect(try desk.intend(["a"], batch: "b3", freshness: later).claims.count == 1)
  }

  @Test("of two who buy the same stale answer again, one does")
  func two() async throws {
    let desk = try answered()
    let ledger = desk.ledger
    let other = try SQLiteLedger(folder: desk.folder.state)
    let freshness = before(.max)
    let run = desk.run
    let granted = try await withThrowingTaskGroup(of: Int.self) { group in
      for worker in 0..<8 {
        group.addTask {
          try (worker % 2 == 0 ? ledger : other).intend(
            Intent(
              batchKey: "w\(worker)", run: run, destination: "sandbox", translate: false,
              claims: [Claim(key: SubmissionKey(text: "a"), fields: [.email, .phone])], prices: .test,
              freshness: freshness, time: 1)
          ).claims.count
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(granted == 1)
  }
}
