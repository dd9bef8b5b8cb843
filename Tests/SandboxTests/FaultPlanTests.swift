import Testing

@testable import Sandbox

@Suite("The fault plan") struct FaultPlanTests {
  /// The numbers from 1 to 12 that a rule's schedule picks.
  private func picked(_ schedule: String, isReused: Bool = false) throws -> [Int] {
    let plan = try FaultPlan(yaml: "faults: [{on: submit, \(schedule) status: 500}]")
    return (1...12).filter { plan.fault(at: .submit, number: $0, isReused: isReused, seed: 1) != nil }
  }

  @Test(
    "a schedule picks numbers",
    arguments: [
      ("", Array(1...12)), ("at: 3,", [3]), ("at: 2-4,", [2, 3, 4]), ("at: 11-,", [11, 12]),
      ("at: [1, 5-6, 12-],", [1, 5, 6, 12]), ("every: 5,", [5, 10]), ("every: 2, at: 3-7,", [4, 6]),
      ("chance: 0%,", []), ("chance: 100%,", Array(1...12)), ("chance: 1.0, at: 2,", [2]), ("reused: true,", []),
      ("reused: false, at: 1-2,", [1, 2]),
    ])
  func schedule(text: String, numbers: [Int]) throws { #expect(try picked(text) == numbers) }

  @Test("a rule may ask for a connection that is being reused")
  func reused() throws {
    #expect(try picked("reused: true, at: 2-3,", isReused: true) == [2, 3])
    #expect(try picked("reused: false,", isReused: true) == [])
  }

  @Test("a rule applies where it says, and nowhere else")
  func endpoints() throws {
    let plan = try FaultPlan(yaml: "faults: [{on: job, answer: none}]")
    #expect(Endpoint.allCases.filter { plan.fault(at: $0, number: 1, seed: 1) != nil } == [.job])
  }

  @Test("chances follow from seed, rule and number alone: as often as said, and each rule for itself")
  func chances() throws {
    func drawn(_ head: String, seed: UInt64, rule: Int) throws -> [Int] {
      let plan = try FaultPlan(
        yaml: "{\(head) faults: [{on: submit, chance: 0.1, delay: 1s}, {on: submit, chance: 10%, status: 500}]}")
      return (1...10_000).filter { number in
        let fault = plan.fault(at: .submit, number: number, seed: seed)
        return rule == 0 ? fault?.delay != nil : fault?.status != nil
      }
    }
    let first = try drawn("", seed: 7, rule: 0)
    #expect((900...1100).contains(first.count))
    #expect(try drawn("", seed: 7, rule: 0) == first)
    #expect(try drawn("", seed: 8, rule: 0) != first)
    // The file's own seed counts more than the sandbox's.
    #expect(try drawn("seed: 7,", seed: 8, rule: 0) == first)
    let both = Set(first).intersection(try drawn("", seed: 7, rule: 1))
    #expect((60...140).contains(both.count))
  }

  @Test("of rules that apply together each adds its part, and the earlier one counts where two say the same")
  func merging() throws {
    let plan = try FaultPlan(
      yaml: """
        faults:
          - {on: submit, at: 1, status: 503}
          - {on: submit, at: 1-2, status: 429, retry_after: 5, job: failed}
          - {on: submit, answer: drip, pause: 1ms}
        """)
    let first = try #require(plan.fault(at: .submit, number: 1, seed: 1))
    #expect(first.status == Fault.Status(code: 503) && first.job == .failed && first.answer?.kind == .drip)
    let second = try #require(plan.fault(at: .submit, number: 2, seed: 1))
    #expect(second.status == Fault.Status(code: 429, retryAfter: .seconds(5)))
    #expect(plan.fault(at: .submit, number: 3, seed: 1)?.job == nil)
  }

  @Test("the same seed brings the same faults over the wire, and another one others")
  func determinism() async throws {
    func sequence(seed: UInt64) async throws -> [Loopback.Outcome] {
      let faults = "faults: [{on: credits, chance: 30%, status: 500}, {on: credits, chance: 20%, close: reset}]"
      return try await Loopback.with(seed: seed, faults: faults) { sandbox async throws in
        var outcomes: [Loopback.Outcome] = []
        for _ in 0..<40 { outcomes.append(await sandbox.outcome("GET", "/v1/credits")) }
        return outcomes
      }
    }
    let first = try await sequence(seed: 3)
    #expect(Set(first.map { "\($0)" }).count == 3)
    #expect(try await sequence(seed: 3) == first)
    #expect(try await sequence(seed: 4) != first)
  }
}
