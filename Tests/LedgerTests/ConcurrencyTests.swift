import Foundation
import Ledger
import PipelineModel
import Testing

@Suite("several users of one ledger")
struct ConcurrencyTests {
  @Test("opened at the same time, the new ledger is made once")
  func opening() async throws {
    // SQLite refuses, without waiting, one of two that make a ledger in the same instant: once in fifteen times.
    for _ in 0..<40 {
      let folder = try TemporaryFolder()
      let runs = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<8 {
          group.addTask {
            try SQLiteLedger(folder: folder.state).beginRun(pipeline: "leads", at: "2026-01-02T03:04:05Z")
          }
        }
        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
      }
      #expect(runs == Set((1...8).map { "r00000\($0)" }))
    }
  }

  @Test("two ledgers on one folder never claim the same thing twice")
  func claiming() async throws {
    let folder = try TemporaryFolder()
    let ledgers = [try SQLiteLedger(folder: folder.state), try SQLiteLedger(folder: folder.state)]
    let run = try ledgers[0].beginRun(pipeline: "leads", at: "2026-01-02T03:04:05Z")
    let people = (0..<400).map { "person \($0)" }
    let claimed = try await withThrowingTaskGroup(of: [Claim].self) { group in
      for worker in 0..<8 {
        let ledger = ledgers[worker % 2]
        group.addTask {
          var granted: [Claim] = []
          for round in 0..<10 {
            // Every worker wants overlapping people, each in another order, and half of them one field at a time.
            let wanted = (0..<80).map { people[($0 * 7 + worker * 31 + round * 53) % people.count] }
            let fields: Set<ContactField> = worker < 4 ? [.email, .phone] : [round % 2 == 0 ? .email : .phone]
            granted += try ledger.intend(
              Intent(
                batchKey: "w\(worker)-\(round)", run: run, destination: "sandbox", translate: false,
                claims: wanted.map { Claim(key: SubmissionKey(text: $0), fields: fields) }, prices: .test, time: 1)
            ).claims
          }
          return granted
        }
      }
      return try await group.reduce(into: [Claim]()) { $0 += $1 }
    }
    let single = claimed.flatMap { claim in claim.fields.map { "\(claim.key.text) \($0.rawValue)" } }
    #expect(Set(single).count == single.count)
    let states = try ledgers[0].submissions(in: [.intent])
    let journalled = try states.flatMap { submission in
      try ledgers[1].claims(of: submission.id).flatMap { claim in
        claim.fields.map { "\(claim.key.text) \($0.rawValue)" }
      }
    }
    #expect(journalled.sorted() == single.sorted())
    #expect(try ledgers[0].credits(ofRun: run).reserved == Prices.test.worstCase(claimed))
  }

  @Test("of two who take the same step one succeeds")
  func stepping() async throws {
    let desk = try Desk()
    let other = try SQLiteLedger(folder: desk.folder.state)
    let id = try desk.submission(["a"], in: .intent)
    let ledger = desk.ledger
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for worker in 0..<6 {
        group.addTask { (try? (worker % 2 == 0 ? ledger : other).markSent(id)) != nil }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.filter { $0 }.count == 1)
  }

  @Test("however many buy at once, together they never pass a budget", arguments: ["run", "day", "month"])
  func budget(kind: String) async throws {
    let folder = try TemporaryFolder()
    let ledgers = [try SQLiteLedger(folder: folder.state), try SQLiteLedger(folder: folder.state)]
    let run = try ledgers[0].beginRun(pipeline: "leads", at: "2026-01-02T03:04:05Z")
    // 100 people fit, and some credits are left over that cover nobody.
    let limit = 100 * 12 + 7
    let limits = BudgetLimits(
      run: kind == "run" ? limit : nil, day: kind == "day" ? limit : nil, month: kind == "month" ? limit : nil,
      dayStart: 50, monthStart: 10)
    let counts = try await withThrowingTaskGroup(of: (granted: Int, uncovered: Int).self) { group in
      for worker in 0..<8 {
        let ledger = ledgers[worker % 2]
        group.addTask {
          var counts = (granted: 0, uncovered: 0)
          for round in 0..<12 {
            let grant = try ledger.intend(
              Intent(
                batchKey: "w\(worker)-\(round)", run: run, destination: "sandbox", translate: false,
                claims: (0..<(1 + (worker + round) % 5)).map {
                  Claim(key: SubmissionKey(text: "\(worker) \(round) \($0)"), fields: [.email, .phone])
                }, prices: .test, limits: limits, time: 60))
            counts.granted += grant.claims.count
            counts.uncovered += grant.uncovered.count
            // Some did not count, and make room again.
            if let id = grant.submission, round % 4 == 3 {
              try ledger.withdraw(id, why: "not sent")
              counts.granted -= grant.claims.count
            }
            let committed = try ledger.committed(destination: "sandbox", since: 50)
            if committed > limit { throw Missing() }
          }
          return counts
        }
      }
      return try await group.reduce((granted: 0, uncovered: 0)) {
        ($0.granted + $1.granted, $0.uncovered + $1.uncovered)
      }
    }
    let used = try ledgers[0].credits(ofRun: run)
    #expect(used.reserved == counts.granted * 12)
    #expect(used.reserved <= limit)
    #expect(counts.uncovered > 0)
    let more = try ledgers[1].intend(
      Intent(
        batchKey: "last", run: run, destination: "sandbox", translate: false,
        claims: (0..<200).map { Claim(key: SubmissionKey(text: "last \($0)"), fields: [.email, .phone]) },
        prices: .test, limits: limits, time: 60))
    #expect(counts.granted + more.claims.count == 100)
  }
}
