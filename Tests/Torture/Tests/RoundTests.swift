import Foundation
import Synchronization
import Testing

/// Seeded rounds of runs that are killed at journal steps and at random moments while the service misbehaves.
///
/// `SLUICE_TORTURE_ROUNDS=10000 swift test --filter RoundTests` plays more of them, `SLUICE_TORTURE_SEED=N` one, and
/// both as many from there on.
@Suite(.serialized) struct RoundTests {
  private static let seeds: Range<Int> = {
    let environment = ProcessInfo.processInfo.environment
    let rounds = environment["SLUICE_TORTURE_ROUNDS"].flatMap { Int($0) }
    if let seed = environment["SLUICE_TORTURE_SEED"].flatMap({ Int($0) }) { return seed..<seed + (rounds ?? 1) }
    return 0..<(rounds ?? 500)
  }()

  /// What a quiet pair of runs gives, by list.
  private final class Quiet: Sendable {
    private let rows = Mutex<[String: [String]]>([:])

    func rows(for plan: RoundPlan) async throws -> [String] {
      let name = "\(plan.leads) \(plan.dedupes)"
      if let known = rows.withLock({ $0[name] }) { return known }
      let outcome = try await Round(plan).play(quietly: true)
      #expect(outcome.complaints.isEmpty && outcome.last.code == 0)
      rows.withLock { $0[name] = outcome.rows }
      return outcome.rows
    }
  }

  @Test("killed again and again under faults, nobody is billed twice, nobody is lost, and the output is the quiet one")
  func rounds() async throws {
    let quiet = Quiet()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, seed) in Self.seeds.enumerated() {
        if number >= 2 { try await group.next() }
        group.addTask { try await Self.play(RoundPlan(seed: seed), against: quiet) }
      }
      try await group.waitForAll()
    }
  }

  private static func play(_ plan: RoundPlan, against quiet: Quiet) async throws {
    let expected = try await quiet.rows(for: plan)
    let outcome = try await Round(plan).play()
    for complaint in outcome.complaints { Issue.record("\(complaint)\n\(plan.description)") }
    let unknown = outcome.last.count("unknown") ?? 0
    #expect(outcome.rows.count == expected.count, "\(plan.description)")
    if outcome.last.code == 5 {
      #expect(unknown > 0, "\(plan.description)")
    } else {
      #expect(outcome.last.code == 0 && unknown == 0, "exit \(outcome.last.code)\n\(plan.description)")
      if plan.losesAnswers { return }
      let lost = plan.mayLeaveOutUnheard ? outcome.people { $0.hasSuffix(",unprocessed,no_result") } : []
      func answered(_ rows: [String]) -> [String] { rows.filter { !lost.contains(outcome.person($0)) } }
      #expect(answered(outcome.rows) == answered(expected), "\(plan.description)")
      // Who has no result was not billed.
      let billed = Set(outcome.bill.map(\.lead)).count
      #expect(billed == outcome.people { _ in true }.count - lost.count, "\(plan.description)")
    }
  }
}
