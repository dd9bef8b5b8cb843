import Foundation
@testable import Ledger
import PipelineModel
import Testing

@Suite("verifying")
struct VerifyTests {
  private func desk() throws -> Desk {
    let desk = try Desk()
    for state in SubmissionState.allCases { _ = try desk.submission(["of \(state)"], batch: "\(state)", in: state) }
    let id = try desk.submission(["a", "b"], batch: "more", in: .accepted)
    try desk.deliver(id, [found("a", email: "a@example.com")])
    try desk.ledger.markPublished(pipeline: "leads", sequence: 2)
    let deliveries = try desk.ledger.receive([Array("{}".utf8)], destination: "elsewhere", at: 9)
    #expect(deliveries == [1])
    return desk
  }

  @Test("a ledger in use is sound")
  func sound() throws {
    #expect(try desk().ledger.verify() == [])
    #expect(try Desk().ledger.verify() == [])
  }

  /// Each breaks one rule, in a ledger where the submissions 1 to 7 stand in the seven states and 8 is answered in part.
  static let faults: [(LedgerProblem.Rule, String)] = [
    (.heldByWithdrawn, "UPDATE claim SET submission = 7 WHERE id = 2"),
    (.openWithoutJob, "UPDATE claim SET standing = 'open' WHERE submission = 4"),
    (.openWithoutJob, "UPDATE claim SET standing = 'open' WHERE submission = 6"),
    (.openWithoutJob, "UPDATE claim SET standing = 'unknown' WHERE submission = 2"),
    (.answeredWithoutAnswer, "UPDATE claim SET standing = 'answered' WHERE submission = 1"),
    (.neverAsked, "DELETE FROM claimed_person WHERE submission = 2"),
    (.neverAsked, "UPDATE claimed_person SET fields = 1 WHERE submission = 2"),
    (.otherDestination, "UPDATE submission SET destination = 2 WHERE id = 3"),
    (.boughtButFree, "DELETE FROM claim WHERE submission = 5"),
    (.boughtButFree, "DELETE FROM claim WHERE submission = 2 AND field = 2"),
    (.reservedTooLittle, "UPDATE submission SET reserved = 11 WHERE id = 6"),
    (.completedWithoutCost, "UPDATE submission SET spent = NULL WHERE id = 4"),
    (.acceptedWithoutEvidence, "UPDATE submission SET enrichment_id = NULL WHERE id = 3"),
    (.sequenceTwice, "UPDATE claim SET sequence = 1"),
    (.sequenceAhead, "UPDATE counter SET value = 1"),
    (.publishedAhead, "UPDATE publication SET sequence = 3"),
    (.deliveryElsewhere, "UPDATE delivery SET submission = 1"),
    (.deliveryWithoutBody, "UPDATE delivery SET body = NULL"),
    (.reference, "DELETE FROM run"),
  ]

  @Test("what must never be is told by its rule", arguments: faults.indices)
  func broken(index: Int) throws {
    let (rule, sql) = Self.faults[index]
    let desk = try desk()
    try desk.ledger.onWriter("PRAGMA foreign_keys = OFF")
    try desk.ledger.onWriter("PRAGMA ignore_check_constraints = ON")
    try desk.ledger.onWriter(sql)
    try desk.ledger.onWriter("PRAGMA ignore_check_constraints = OFF")
    let problems = try desk.ledger.verify()
    #expect(problems.contains { $0.rule == rule }, "\(problems)")
  }

  @Test("every rule is broken by a test, and has words of its own")
  func rules() {
    let tested = Set(Self.faults.map(\.0)).union([.file])
    #expect(tested == Set(LedgerProblem.Rule.allCases))
    let words = LedgerProblem.Rule.allCases.map {
      LedgerProblem(rule: $0, count: 1, example: "7").diagnostic.message
    }
    #expect(Set(words).count == words.count)
    #expect(words.allSatisfy { $0.contains("7") && !$0.contains("#") })
    #expect(
      LedgerProblem(rule: .boughtButFree, count: 3, example: "7").diagnostic.description == """
        error: submission 7 has bought something that nobody holds: it would be bought again (and 2 more like it)
          hint: keep a copy of the state folder; without a sound ledger Sluice could buy again what was bought
        """)
  }

  @Test("a damaged page is found")
  func damage() throws {
    let desk = try desk()
    let root = try #require(
      Int(try desk.ledger.onWriter("SELECT rootpage FROM sqlite_schema WHERE name = 'claim_submission'")[0]))
    let size = try #require(Int(try desk.ledger.onWriter("PRAGMA page_size")[0]))
    try desk.ledger.close()
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: desk.ledger.file))
    // The last cell of the index: another claim than the table has.
    try file.seek(toOffset: UInt64(root * size - 1))
    try file.write(contentsOf: Data([0x7f]))
    try file.close()
    let reader = try #require(try SQLiteLedger.openIfPresent(folder: desk.folder.state))
    #expect(try reader.verify().first?.rule == .file)
  }
}
