import Ledger
import PipelineModel
import Testing

@Suite("jobs that took only some people, without naming the others")
struct LeftOutTests {
  private func job(taking taken: Int, of names: [String] = ["a", "b", "c"]) throws -> (desk: Desk, id: Int64) {
    let desk = try Desk()
    let id = try desk.submission(names, in: .sent)
    try desk.ledger.markAccepted(id, enrichmentID: "e1", leftOut: [], taken: taken, response: [])
    return (desk, id)
  }

  @Test("nobody of the batch is free before the job is complete")
  func before() throws {
    let (desk, id) = try job(taking: 1)
    try desk.deliver(id, [found("a")])
    #expect(try desk.intend(["a", "b", "c"], batch: "b2").claims.isEmpty)
    #expect(try desk.state(id)?.state == .accepted)
  }

  @Test(
    "who has no result is free where they can only be those left out, and else lost",
    arguments: zip([0, 1, 2, 3], [true, true, false, false]))
  func complete(taken: Int, isFree: Bool) throws {
    let (desk, id) = try job(taking: taken)
    try desk.deliver(id, [found("a", email: "a@example.com")])
    try desk.deliver(id, [], isComplete: true)
    #expect(try desk.standing("b") == (isFree ? [:] : [.email: .lost("e1"), .phone: .lost("e1")]))
    #expect(try desk.intend(["b", "c"], batch: "b2").claims.count == (isFree ? 2 : 0))
    #expect(try desk.state(id)?.spent == (isFree ? 2 : 4))
    #expect(try desk.ledger.verify() == [])
  }

  @Test("a result that comes after all takes the claim back")
  func late() throws {
    let (desk, id) = try job(taking: 1)
    try desk.deliver(id, [found("a")], isComplete: true)
    try desk.deliver(id, [found("b", email: "b@example.com")])
    #expect(try desk.standing("b")[.email]?.answer?.value == "b@example.com")
    #expect(try desk.standing("c") == [:])
    #expect(try desk.state(id)?.people == 2)
    #expect(try desk.ledger.verify() == [])
  }

  @Test("who was refreshed and left out has the earlier answer back")
  func refreshed() throws {
    let desk = try Desk()
    let first = try desk.submission(["b"], in: .accepted)
    try desk.deliver(first, [found("b", email: "b@example.com")])
    let standing = try desk.standing("b")
    let freshness = Freshness(found: [.email: .max, .phone: .max], notFound: .max)
    let id = try desk.submission(["a", "b"], batch: "b2", freshness: freshness, in: .sent)
    try desk.ledger.markAccepted(id, enrichmentID: "e2", leftOut: [], taken: 1, response: [])
    try desk.deliver(id, [found("a")], isComplete: true)
    #expect(try desk.standing("b") == standing)
    #expect(try desk.ledger.verify() == [])
  }

  @Test("a failed item of somebody whom the service names as left out does not count")
  func failedItem() throws {
    let desk = try Desk()
    let id = try desk.submission(["a", "b"], in: .sent)
    try desk.deliver(id, [found("a", error: "no credits left"), found("b")])
    try desk.ledger.markAccepted(
      id, enrichmentID: "e1", leftOut: ["a", "b"].map { SubmissionKey(text: $0).id }, taken: nil, response: [])
    #expect(try desk.standing("a") == [:])
    #expect(try desk.standing("b")[.email]?.state == .answered)
    #expect(try desk.ledger.verify() == [])
  }
}
