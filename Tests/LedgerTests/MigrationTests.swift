import Foundation
@testable import Ledger
import PipelineModel
import Testing

@Suite("a ledger of an older Sluice")
struct MigrationTests {
  /// When the first ledger's submissions changed last, all of them.
  private let then: Int64 = 1_767_323_046

  private func standing(_ name: String, in ledger: SQLiteLedger) throws -> Standings {
    let key = SubmissionKey(text: name)
    return try ledger.standing(of: [key.id], destination: "sandbox")[key.id] ?? Standings()
  }

  /// Everything that the first ledger knew, as this Sluice tells it.
  private func check(_ ledger: SQLiteLedger) throws {
    #expect(
      try standing("ann", in: ledger) == [
        .email: .answered("ann@example.com", sequence: 1, enrichmentID: "e1", at: then),
        .phone: .answered("+1", sequence: 3, enrichmentID: "e1", at: then),
      ])
    #expect(try standing("ben", in: ledger)[.email] == .answered(nil, sequence: 2, enrichmentID: "e1", at: then))
    #expect(try standing("cid", in: ledger) == [.email: .lost("e1"), .phone: .lost("e1")])
    #expect(try standing("left", in: ledger) == [:])
    #expect(try standing("gus", in: ledger) == [.email: .inFlight("e3"), .phone: .inFlight("e3")])
    #expect(try standing("fay", in: ledger) == [.email: .lost("e3"), .phone: .lost("e3")])
    #expect(try standing("hal", in: ledger) == [.email: .inFlight()])
    #expect(try standing("jon", in: ledger) == [.email: .unknown, .phone: .unknown])
    #expect(try standing("kim", in: ledger) == [.email: .lost("e7"), .phone: .lost("e7")])
    #expect(try standing("lea", in: ledger) == [:])
    let submissions = try ledger.submissions(in: Set(SubmissionState.allCases))
    #expect(
      submissions.map(\.state)
        == [.completed, .completed, .accepted, .intent, .sent, .unknown, .failed, .withdrawn, .intent])
    #expect(submissions.map(\.people) == [3, 1, 3, 1, 1, 1, 1, 1, 1])
    #expect(submissions.map(\.reserved) == [48, 12, 36, 2, 12, 12, 12, 12, 12])
    // What the second one cost was never told: one person and an e-mail address.
    #expect(submissions.map(\.spent) == [13, 2, nil, nil, nil, nil, nil, nil, nil])
    #expect(submissions.allSatisfy { $0.intendedAt == then })
    #expect(submissions[5].why == "the connection broke")
    #expect(try ledger.committed(destination: "sandbox", since: then) == 13 + 2 + 36 + 2 + 12 + 12 + 12)
    #expect(try ledger.rawResults(of: 3).count == 2)
    #expect(try ledger.people(forKeys: [1, 2, .max]) == [1: "p1", 2: "p1", .max: "p2"])
    #expect(try ledger.publishedSequence(pipeline: "leads") == 4)
    #expect(try ledger.runs(limit: 9).map(\.report) == ["{\"read\":9}"])
    #expect(try ledger.verify() == [])
  }

  @Test("keeps everything it knew when it is opened for writing, and works on")
  func migrates() throws {
    let folder = try TemporaryFolder()
    try FirstLedger.write(to: folder.state)
    let ledger = try SQLiteLedger(folder: folder.state)
    try check(ledger)
    // The last one without a result, of a job that the first Sluice began.
    try ledger.deliver(3, results: [found("gus", phone: "+2")], isComplete: false, spent: nil, at: then + 9)
    let third = try ledger.submission(enrichmentID: "e3", destination: "sandbox")
    #expect(third?.state == .completed)
    #expect(third?.spent == 3 + 1 + 10)
    try ledger.resolve(6, as: .resend, why: "not on the dashboard")
    let run = try ledger.beginRun(pipeline: "leads", at: "2026-02-01T00:00:00Z")
    let grant = try ledger.intend(
      Intent(
        batchKey: "c1", run: run, destination: "sandbox", translate: false,
        claims: ["ann", "jon", "left", "kim"].map { Claim(key: SubmissionKey(text: $0), fields: [.email]) },
        prices: .test, time: then + 10))
    #expect(grant.submission == 10)
    #expect(grant.claims.map(\.key.text) == ["jon", "left"])
    #expect(try ledger.verify() == [])
  }

  @Test("is read as it is: nothing in its folder changes")
  func reads() throws {
    let folder = try TemporaryFolder()
    try FirstLedger.write(to: folder.state)
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.state)
    let file = URL(fileURLWithPath: folder.state + "/ledger.sqlite")
    let bytes = try Data(contentsOf: file)
    let reader = try #require(try SQLiteLedger.openIfPresent(folder: folder.state))
    try check(reader)
    #expect(throws: LedgerError.openedForReading(file: reader.file)) {
      try reader.beginRun(pipeline: "leads", at: "2026-01-02T03:04:05Z")
    }
    try reader.close()
    #expect(try Data(contentsOf: file) == bytes)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.state) == before)
  }

  @Test("can be at work while it is read, and while it is migrated loses nothing")
  func together() throws {
    let folder = try TemporaryFolder()
    try FirstLedger.write(to: folder.state)
    let old = try SQLiteLedger(folder: folder.state, upTo: "v1")
    let reader = try #require(try SQLiteLedger.openIfPresent(folder: folder.state))
    try check(reader)
    try old.onWriter("UPDATE run SET report = 'still writing'")
    try reader.close()
    let new = try SQLiteLedger(folder: folder.state)
    #expect(try new.runs(limit: 1).map(\.report) == ["still writing"])
    // Its way of writing answers does not fit any longer: it fails, and nothing changes.
    #expect(throws: LedgerError.self) {
      try old.onWriter("UPDATE claim SET standing = 'answered', value = 'x', sequence = 9 WHERE standing = 'open'")
    }
    #expect(try new.verify() == [])
  }

  @Test("has the tables that it had: a migration that shipped is never edited")
  func shipped() throws {
    let folder = try TemporaryFolder()
    let ledger = try SQLiteLedger(folder: folder.state, upTo: "v1")
    let tables = try ledger.onWriter("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
    #expect(contentHash(tables.joined(separator: ";").utf8.span) == 235_086_043_849_605_203_927_172_125_228_307_696_216)
  }
}
