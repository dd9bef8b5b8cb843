import Foundation
import Ledger
import PipelineModel
import Testing

/// Figures of the ledger alone, not a verdict (whole commands are measured by Tests/Benchmarks/run.sh):
/// `SLUICE_BENCH=1000000 swift test -c release --filter LedgerBench` prints, for so many known
/// people (at least 100,000), how long each took, and of that the processor.
@Suite("benchmarks", .enabled(if: ProcessInfo.processInfo.environment["SLUICE_BENCH"] != nil), .serialized)
struct LedgerBench {
  private func seconds(_ what: String, _ body: () throws -> Void) throws {
    let start = clock()
    let time = try ContinuousClock().measure(body)
    let busy = Duration.milliseconds(Int(clock() - start) * 1_000 / Int(CLOCKS_PER_SEC))
    let style = Duration.UnitsFormatStyle.units(allowed: [.milliseconds], width: .narrow)
    print("bench: \(what): \(time.formatted(style)), processor \(busy.formatted(style))")
  }

  private var batchCount: Int {
    max(100, (Int(ProcessInfo.processInfo.environment["SLUICE_BENCH"] ?? "") ?? 0) / 1_000)
  }

  private func claims(_ range: Range<Int>) -> [Claim] {
    range.map {
      Claim(key: SubmissionKey(text: "First\($0)|Last\($0)|Company \($0) Ltd"), fields: [.email, .phone])
    }
  }

  private func results(_ claims: [Claim]) -> [DeliveredResult] {
    claims.enumerated().map { number, claim in
      DeliveredResult(
        key: claim.key.id,
        found: number % 3 == 0
          ? [.email: "person\(number)@example.com", .phone: "+44201234\(number)"]
          : [.email: "person\(number)@example.com"],
        raw: Array(
          """
          {"custom_data":{"key":"\(claim.key.text)"},"enrichEmail":"person\(number)@example.com","name":"First Last"}
          """.utf8))
    }
  }

  private func buy(_ ledger: SQLiteLedger, _ run: String, _ batch: Int, _ claims: [Claim]) throws -> Int64 {
    let grant = try ledger.intend(
      Intent(
        batchKey: "b\(batch)", run: run, destination: "sandbox", translate: false, claims: claims, prices: .test,
        limits: BudgetLimits(run: 100_000_000, day: 100_000_000, month: 100_000_000), time: 1))
    guard let id = grant.submission else { throw Missing() }
    try ledger.markSent(id)
    try ledger.markAccepted(id, enrichmentID: "e\(batch)", leftOut: [], taken: nil, response: Array("{}".utf8))
    return id
  }

  @Test("batches of 1,000 people from intent to answer; many known people; a refresh of 100,000")
  func batches() throws {
    let folder = try TemporaryFolder()
    let ledger = try SQLiteLedger(folder: folder.state)
    let run = try ledger.beginRun(pipeline: "bench", at: "2026-01-02T03:04:05Z")
    let all = (0..<batchCount).map { claims($0 * 1_000..<($0 + 1) * 1_000) }
    var ids: [Int64] = []
    try seconds("100 x 1,000: intent, sent, accepted") {
      for batch in 0..<100 { ids.append(try buy(ledger, run, batch, all[batch])) }
    }
    let delivered = (0..<100).map { results(all[$0]) }
    try seconds("100 x 1,000: deliver") {
      for batch in 0..<100 {
        try ledger.deliver(ids[batch], results: delivered[batch], isComplete: true, spent: nil, at: 2)
      }
    }
    try seconds("\(batchCount - 100) x 1,000: everything, into a growing ledger") {
      for batch in 100..<batchCount {
        let id = try buy(ledger, run, batch, all[batch])
        try ledger.deliver(id, results: results(all[batch]), isComplete: true, spent: nil, at: 2)
      }
    }
    let keys = all.flatMap { $0.map(\.key.id) }.shuffled()
    try seconds("\(keys.count) known keys read through, and found") {
      let snapshot = try #require(try ledger.standings(destination: "sandbox", insteadOf: keys.count))
      #expect(snapshot.count == keys.count)
      #expect(keys.allSatisfy { snapshot.held(at: snapshot.place(of: $0), [.email, .phone], by: .forever) != nil })
    }
    try seconds("standing of \(keys.count) keys in batches of 1,024") {
      for start in stride(from: 0, to: keys.count, by: 1_024) {
        _ = try ledger.standing(of: Array(keys[start..<min(start + 1_024, keys.count)]), destination: "sandbox")
      }
    }
    try seconds("hit rates and commitments") {
      let rates = try ledger.hitRates(destination: "sandbox")
      let committed = try ledger.committed(destination: "sandbox", since: 0)
      #expect(rates[.email]?.asked == keys.count)
      #expect(committed > 0)
    }
    try seconds("100 x 1,000: refresh, everything") {
      for batch in 0..<100 {
        let grant = try ledger.intend(
          Intent(
            batchKey: "again \(batch)", run: run, destination: "sandbox", translate: false, claims: all[batch],
            prices: .test, freshness: Freshness(found: [.email: 9, .phone: 9], notFound: 9), time: 3))
        let id = try #require(grant.submission)
        try ledger.markSent(id)
        try ledger.markAccepted(id, enrichmentID: "again \(batch)", leftOut: [], taken: nil, response: [])
        try ledger.deliver(id, results: delivered[batch], isComplete: true, spent: nil, at: 4)
      }
    }
    try seconds("verify") {
      let problems = try ledger.verify()
      #expect(problems.isEmpty)
    }
    var size = 0
    try seconds("export") { try ledger.export { size += $0.count } }
    print(
      "bench: export: \(size >> 20) MB; file: \(try FileManager.default.attributesOfItem(atPath: ledger.file)[.size] ?? 0)"
    )
  }

  @Test("webhook bodies of one result", arguments: [1, 10, 100])
  func inbox(group: Int) throws {
    let folder = try TemporaryFolder()
    let ledger = try SQLiteLedger(folder: folder.state)
    let count = group == 1 ? 2_000 : 20_000
    let bodies = (0..<count).map {
      Array(
        "{\"enrichment_id\":\"e\($0)\",\"results\":[{\"custom_data\":{\"key\":\"\($0)\"},\"enrichEmail\":\"a\"}]}".utf8)
    }
    try seconds("receive of \(count) bodies, \(group) at a time") {
      for start in stride(from: 0, to: count, by: group) {
        _ = try ledger.receive(Array(bodies[start..<start + group]), destination: "sandbox", at: 1)
      }
    }
    let run = try ledger.beginRun(pipeline: "bench", at: "2026-01-02T03:04:05Z")
    let id = try buy(ledger, run, 1, claims(0..<1_000))
    let results = results(claims(0..<1_000))
    try seconds("1,000 results applied one at a time, with their delivery") {
      for number in 0..<1_000 {
        try ledger.deliver(id, results: [results[number]], isComplete: false, spent: nil, at: 2)
        try ledger.markApplied(Int64(number + 1), to: id)
      }
    }
  }
}
