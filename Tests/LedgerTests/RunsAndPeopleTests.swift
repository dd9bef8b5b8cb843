import Ledger
import PipelineModel
import Testing

@Suite("runs, publications and people")
struct RunsAndPeopleTests {
  @Test("runs are numbered and listed newest first")
  func runs() throws {
    var desk = try Desk()
    let second = try desk.ledger.beginRun(pipeline: "other", at: "2026-01-03T00:00:00Z")
    #expect([desk.run, second] == ["r000001", "r000002"])
    try desk.ledger.endRun(second, exitCode: 6, at: "2026-01-03T00:01:00Z", report: "{\"read\":1}")
    try desk.reopen()
    #expect(
      try desk.ledger.runs(limit: 10) == [
        JournalledRun(
          id: second, pipeline: "other", startedAt: "2026-01-03T00:00:00Z", endedAt: "2026-01-03T00:01:00Z",
          exitCode: 6,
          report: "{\"read\":1}"),
        JournalledRun(id: "r000001", pipeline: "leads", startedAt: "2026-01-02T03:04:05Z"),
      ])
    #expect(try desk.ledger.runs(limit: 1).map(\.id) == [second])
    #expect(throws: LedgerError.noSuchRun("r9")) { try desk.ledger.endRun("r9", exitCode: 0, at: "", report: "") }
  }

  @Test("what a pipeline published is its own, and never goes back")
  func publications() throws {
    var desk = try Desk()
    #expect(try desk.ledger.publishedSequence(pipeline: "leads") == 0)
    #expect(try desk.ledger.latestSequence() == 0)
    try desk.ledger.markPublished(pipeline: "leads", sequence: 7)
    try desk.ledger.markPublished(pipeline: "leads", sequence: 5)
    try desk.ledger.markPublished(pipeline: "other", sequence: 2)
    try desk.reopen()
    #expect(try desk.ledger.publishedSequence(pipeline: "leads") == 7)
    #expect(try desk.ledger.publishedSequence(pipeline: "other") == 2)
  }

  @Test("a known key keeps its person; extremes of a key survive")
  func people() throws {
    var desk = try Desk()
    try desk.ledger.remember([(id: "p2", keys: [0, .max]), (id: "p1", keys: [1 << 127, 5, 0])])
    #expect(try desk.ledger.remember([(id: "p4", keys: [9]), (id: "p3", keys: [5, 6])]) == [1: ["p1"]])
    try desk.reopen()
    #expect(
      try desk.ledger.people(forKeys: [0, 1, 5, 6, 1 << 127, .max, 5])
        == [0: "p2", 5: "p1", 6: "p3", 1 << 127: "p1", .max: "p2"])
    var read: [UInt128: String] = [:]
    var last: UInt128 = 0
    let isRead = try desk.ledger.forEachKey(insteadOf: 1_000_000) { key, person in
      #expect(key >= last)
      last = key
      read[key] = String(decoding: person, as: UTF8.self)
    }
    #expect(isRead)
    #expect(read == [0: "p2", 5: "p1", 6: "p3", 9: "p4", 1 << 127: "p1", .max: "p2"])
    // Nobody reads a ledger through for a handful of people.
    let isReadForOne = try desk.ledger.forEachKey(insteadOf: 1) { _, _ in Issue.record("it was read through") }
    #expect(!isReadForOne)
    #expect(try desk.ledger.people(forKeys: []).isEmpty)
  }

  @Test("under which keys somebody was submitted is found again, at the destination where it was")
  func submissionKeys() throws {
    var desk = try Desk()
    try desk.ledger.remember([(id: "p1", keys: [1])])
    try desk.ledger.remember(submissions: [("p1", 9), ("p2", 7), ("p1", 8)], destination: "sandbox")
    try desk.ledger.remember(submissions: [("p1", 9), ("p1", .max)], destination: "sandbox")
    try desk.ledger.remember(submissions: [("p1", 5)], destination: "elsewhere")
    try desk.reopen()
    func keys(_ people: [String], _ destination: String = "sandbox") throws -> [String: [UInt128]] {
      try desk.ledger.submissionKeys(of: people, destination: destination)
    }
    #expect(try keys(["p1", "p2", "p3", "p1", "p\"'"]) == ["p1": [8, 9, .max], "p2": [7]])
    #expect(try keys(["p1"], "elsewhere") == ["p1": [5]])
    #expect(try keys(["p1"], "nowhere").isEmpty && keys([]).isEmpty)
    let many = (0..<5000).map { (person: "m\($0)", key: UInt128($0)) }
    try desk.ledger.remember(submissions: many, destination: "sandbox")
    #expect(try keys(many.map(\.person)) == Dictionary(uniqueKeysWithValues: many.map { ($0.person, [$0.key]) }))
  }

  @Test("more keys than one statement takes are all found", arguments: [4095, 4096, 4097, 10_000])
  func manyKeys(count: Int) throws {
    let desk = try Desk()
    let keys = (0..<count).map { SubmissionKey(text: "\($0)").id }
    try desk.ledger.remember(keys.map { (id: "p\($0 % 1000)", keys: [$0]) })
    let found = try desk.ledger.people(forKeys: keys + [SubmissionKey(text: "x").id])
    #expect(found == Dictionary(uniqueKeysWithValues: keys.map { ($0, "p\($0 % 1000)") }))
    #expect(try desk.intend(keys.map(String.init)).claims.count == count)
    let asked = keys.map { SubmissionKey(text: "\($0)").id }
    #expect(try desk.ledger.standing(of: asked, destination: "sandbox").count == count)
    #expect(try desk.ledger.standing(of: asked, destination: "elsewhere").isEmpty)
  }

  @Test("texts come back as they went in", arguments: ["Zoë|O'Brien|\"Ω\" \\ GmbH", "名|字|会社", "a\nb|\u{1}|c", "👩🏽‍💻|x|y"])
  func texts(text: String) throws {
    let desk = try Desk()
    let id = try desk.submission([text], in: .accepted)
    #expect(try desk.ledger.claims(of: id).map(\.key.text) == [text])
    try desk.deliver(id, [found(text, email: text)], isComplete: true)
    #expect(try desk.standing(text)[.email] == .answered(text, sequence: 1, enrichmentID: "e-b1"))
  }
}
