import Foundation
@testable import Ledger
import PipelineModel
import Testing

@Suite("the inbox")
struct InboxTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test("bodies are kept whole, in order, until they are applied")
  func keeps() throws {
    var desk = try Desk()
    let bodies = [bytes("{\"a\":1}"), [0xff, 0x00, 0xfe], [], bytes("{\"b\":2}")]
    let numbers = try desk.ledger.receive(bodies, destination: "sandbox", at: 7)
    try desk.reopen()
    let pending = try desk.ledger.pending(destination: "sandbox", after: 0, limit: 10)
    #expect(pending == zip(numbers, bodies).map { RawDelivery(id: $0, body: $1, receivedAt: 7) })
    #expect(try desk.ledger.pending(destination: "sandbox", after: numbers[1], limit: 1).map(\.id) == [numbers[2]])
    #expect(try desk.ledger.pending(destination: "elsewhere", after: 0, limit: 10).isEmpty)
    #expect(try desk.ledger.receive([], destination: "sandbox", at: 7).isEmpty)
  }

  @Test("the same body is kept once, for each destination, and stays applied")
  func twice() throws {
    let desk = try Desk()
    let id = try desk.submission(["a"], in: .accepted)
    let first = try desk.ledger.receive([bytes("x"), bytes("y"), bytes("x")], destination: "sandbox", at: 7)
    #expect(first[0] == first[2])
    #expect(first[0] != first[1])
    try desk.ledger.markApplied(first[0], to: id)
    #expect(try desk.ledger.receive([bytes("y"), bytes("x")], destination: "sandbox", at: 9) == [first[1], first[0]])
    #expect(
      try desk.ledger.pending(destination: "sandbox", after: 0, limit: 10)
        == [RawDelivery(id: first[1], body: bytes("y"), receivedAt: 7)])
    let elsewhere = try desk.ledger.receive([bytes("x")], destination: "elsewhere", at: 9)
    #expect(try desk.ledger.pending(destination: "elsewhere", after: 0, limit: 10).map(\.id) == elsewhere)
  }

  @Test("what was applied waits no longer; applying it again changes nothing")
  func applied() throws {
    let desk = try Desk()
    let id = try desk.submission(["a"], in: .accepted)
    let other = try desk.submission(["b"], batch: "b2", in: .accepted)
    let number = try desk.ledger.receive([bytes("x")], destination: "sandbox", at: 7)[0]
    try desk.ledger.markApplied(number, to: id)
    try desk.ledger.markApplied(number, to: other)
    #expect(try desk.ledger.pending(destination: "sandbox", after: 0, limit: 99).isEmpty)
    #expect(try desk.ledger.onWriter("SELECT submission FROM delivery") == ["\(id)"])
    #expect(try desk.ledger.onWriter("SELECT count(body) FROM delivery") == ["0"])
    #expect(throws: LedgerError.noSuchDelivery(99)) { try desk.ledger.markApplied(99, to: id) }
    #expect(throws: LedgerError.noSuchSubmission(99)) { try desk.ledger.markApplied(number, to: 99) }
  }

  @Test("a delivery never crosses from one destination to another")
  func crossing() throws {
    let desk = try Desk()
    let id = try desk.submission(["a"], in: .accepted)
    let number = try desk.ledger.receive([bytes("x")], destination: "elsewhere", at: 7)[0]
    #expect(throws: LedgerError.crossesDestinations(delivery: number, submission: id)) {
      try desk.ledger.markApplied(number, to: id)
    }
    #expect(try desk.ledger.pending(destination: "elsewhere", after: 0, limit: 99).count == 1)
  }

  @Test("many bodies at once are one transaction: all or none")
  func allOrNone() throws {
    let desk = try Desk()
    let pages = try desk.ledger.onWriter("PRAGMA page_count")[0]
    try desk.ledger.onWriter("PRAGMA max_page_count = \(pages)")
    let bodies = (0..<500).map { bytes("\($0)" + String(repeating: "x", count: 1_000)) }
    #expect(throws: LedgerError.full(file: desk.ledger.file)) {
      try desk.ledger.receive(bodies, destination: "sandbox", at: 7)
    }
    #expect(try desk.ledger.pending(destination: "sandbox", after: 0, limit: 99).isEmpty)
  }

  @Test("a hook's secret is made once for each destination, long and unlike any other")
  func secret() async throws {
    var desk = try Desk()
    let ledgers = [desk.ledger, try SQLiteLedger(folder: desk.folder.state)]
    let secrets = try await withThrowingTaskGroup(of: String.self) { group in
      for worker in 0..<8 { group.addTask { try ledgers[worker % 2].hookSecret(destination: "sandbox") } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    let secret = try #require(secrets.first)
    #expect(secrets.count == 1)
    #expect(secret.count == 64)
    #expect(secret.allSatisfy { $0.isHexDigit })
    #expect(try desk.ledger.hookSecret(destination: "elsewhere") != secret)
    try desk.reopen()
    #expect(try desk.ledger.hookSecret(destination: "sandbox") == secret)
    let reader = try #require(try SQLiteLedger.openIfPresent(folder: desk.folder.state))
    #expect(try reader.hookSecret(destination: "sandbox") == secret)
    #expect(throws: LedgerError.openedForReading(file: reader.file)) { try reader.hookSecret(destination: "new") }
  }
}
