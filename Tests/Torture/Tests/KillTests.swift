import Foundation
import Testing

/// kill -9 at every write of the ledger, before and after it, then the same run again.
@Suite(.serialized) struct KillTests {
  /// Whether a request was on its way when the run died, between `markSent` and `markAccepted`: what became of it nobody
  /// can know. `maybe`: one of these two was under way itself.
  private enum CutOff { case no, maybe, yes }

  private static func cutOff(_ killed: Workshop.Ended) -> CutOff {
    func count(_ name: String, in names: [String]) -> Int { names.count { $0 == name } }
    if count("markSent", in: killed.done) > count("markAccepted", in: killed.writes) { return .yes }
    return count("markSent", in: killed.writes) > count("markAccepted", in: killed.done) ? .maybe : .no
  }

  @Test(
    "killed at any ledger write, the next run finishes the job, and nobody is billed twice",
    arguments: ["before", "after"])
  func finishes(moment: String) async throws {
    let whole = try Workshop()
    let plain = try whole.run()
    #expect(plain.code == 0)
    let expected = try whole.answers()
    let expectedBill = try await whole.bill()
    #expect(
      Set(plain.writes).isSuperset(of: [
        "beginRun", "intend", "markSent", "markAccepted", "deliver", "remember", "markPublished", "endRun",
      ]))
    #expect(plain.writes.filter { $0 == "markSent" }.count == 2, "two scripts make two batches")

    for (index, write) in plain.writes.enumerated() {
      let workshop = try Workshop()
      let killed = try workshop.run("main", moment, index + 1)
      let place = "\(moment) write \(index + 1)"
      #expect(killed.isKilled, "\(place)")
      let step = killed.writes.last ?? write
      let cutOff = Self.cutOff(killed)
      let again = try workshop.run()
      let bill = try await workshop.bill()
      #expect(bill.allSatisfy { $0.times == 1 }, "\(place) (\(step)): somebody was billed twice")
      if cutOff == .yes || (cutOff == .maybe && again.code != 0) {
        #expect(again.code == 5, "\(place) (\(step)): \(again.stderr)")
        #expect((again.count("unknown") ?? 0) > 0, "\(place)")
        let third = try workshop.run()
        #expect(third.code == 5 && third.count("submitted") == 0, "\(place): unknown is never sent again")
        #expect(try await workshop.bill() == bill, "\(place)")
      } else {
        #expect(again.code == 0, "\(place) (\(step)): \(again.stderr)")
        #expect(try workshop.answers() == expected, "\(place) (\(step))")
        #expect(bill == expectedBill, "\(place) (\(step))")
      }
      #expect(again.count("read") == 12)
    }
  }

  @Test("a second run over the same leads submits nobody and costs nothing")
  func secondRun() async throws {
    let workshop = try Workshop()
    let first = try workshop.run()
    let bill = try await workshop.bill()
    let second = try workshop.run()
    #expect(second.code == 0)
    #expect(second.count("submitted") == 0)
    #expect(second.count("merged") == 0)
    #expect(second.count("cached") == first.count("merged"))
    #expect(try await workshop.bill() == bill)
  }

  @Test("a load without dedupe bills nobody twice, and every row has its answer")
  func withoutDedupe() async throws {
    let workshop = try Workshop(transform: "[normalise, {translate: auto}]")
    let csv = workshop.folder.appendingPathComponent("leads.csv")
    let text = try String(contentsOf: csv, encoding: .utf8)
    let rows = text.split(separator: "\n").dropFirst().joined(separator: "\n")
    try Data((text + rows + "\n").utf8).write(to: csv)
    let ended = try workshop.run()
    #expect(ended.code == 0)
    #expect(ended.count("read") == 24)
    #expect(ended.count("merged") == 24)
    #expect(ended.count("submitted") == 12)
    #expect(try await workshop.bill().allSatisfy { $0.times == 1 })
  }

  @Test("two pipelines at once on one state bill nobody twice")
  func twoPipelines() async throws {
    let workshop = try Workshop(leads: 60, pipelines: ["one", "two"])
    let both = [try workshop.start("one"), try workshop.start("two")]
    let ended = try both.map { try $0() }
    for run in ended { #expect([0, 75].contains(run.code), "\(run.stderr)") }
    #expect(try await workshop.bill().allSatisfy { $0.times == 1 })
    // Whoever found the other's people in flight gets their answers now.
    for name in ["one", "two"] { #expect(try workshop.run(name).code == 0) }
    #expect(try workshop.answers("one").map { $0 } == workshop.answers("two"))
    #expect(try await workshop.bill().allSatisfy { $0.times == 1 })
  }

  @Test("two runs of one pipeline at once bill nobody twice, and the later one is told to wait")
  func twoRuns() async throws {
    let workshop = try Workshop(leads: 60)
    let both = [try workshop.start("main"), try workshop.start("main")]
    let ended = try both.map { try $0() }
    #expect(ended.contains { $0.code == 0 })
    for run in ended where run.code != 0 {
      #expect(run.code == 75)
      #expect(run.stderr.contains("another run of this pipeline is at work"))
    }
    #expect(try await workshop.bill().allSatisfy { $0.times == 1 })
  }
}
