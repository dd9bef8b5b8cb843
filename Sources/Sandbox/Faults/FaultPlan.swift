private import PipelineModel

/// Which faults happen when: the rules of a faults file.
///
/// What happens follows from the rules, the seed and the number of the request alone. Requests of each kind are numbered
/// from 1 as they come, whether they are valid or not; with a state folder the numbers go on over restarts and are
/// shared by all processes on it, else they begin anew with each process.
///
/// A faults file is YAML: `seed`, `webhook_retry` (the pause before a delivery's first repetition, 1s) and `faults`, a
/// list of rules. A rule says where (`on`), when (all of what it names must hold; nothing named means always) and what:
///
///     on: connection | submit | job | credits | webhook
///     at: 3 | 2-5 | 7- | [1, 4-6]     every: 3     chance: 10% | 0.1     reused: true (not the first on its connection)
///
///     connection    close: reset | orderly
///     submit        close: reset | before_body | after_body
///                   take: 2, unprocessed: named | unnamed      job: failed | stuck | forgotten
///                   results: {missing: 2, error: 1, part_error: 3-, names: camelCase | snake_case,
///                             values: text | array | object, echo: custom_data | customData | none}
///     job, credits  close: reset | orderly
///     these three   status: 503, retry_after: 2, retry_after_date: 2 (seconds from now), billed: true (submit)
///                   answer: none | drip | truncated | garbage | without_id (submit), pause: 20ms, piece: 64
///                   delay: 2s
///     webhook       deliver: lost | tripled | reordered | before_answer      delay: 2s
///                   wrong_path: then_right | never_right
package struct FaultPlan: Sendable, Equatable {
  /// What chances are drawn from; the sandbox's own seed where there is none.
  var seed: UInt64?
  /// The pause before a delivery's first repetition, doubled before each further one.
  var webhookRetry: Duration?
  var rules: [FaultRule] = []

  /// No faults.
  package init() {}

  /// What goes wrong with the request of this number; nil where nothing does. `isReused`: it is not the first on its
  /// connection.
  ///
  /// Every rule that applies adds its part; where two say something about the same part, the earlier one counts.
  func fault(at endpoint: Endpoint, number: Int, isReused: Bool = false, seed: UInt64) -> Fault? {
    var fault: Fault?
    for (index, rule) in rules.enumerated() where rule.endpoint == endpoint {
      guard rule.schedule.contains(number, isReused: isReused) else { continue }
      if let chance = rule.schedule.chance {
        let draw = contentHash("\(endpoint.rawValue) \(index) \(number)".utf8.span, seed: self.seed ?? seed)
        // 53 bits: what a Double holds.
        if Double(UInt64(truncatingIfNeeded: draw) >> 11) >= chance * 0x1p53 { continue }
      }
      var merged = fault ?? Fault()
      merged.merge(rule.fault)
      fault = merged
    }
    return fault
  }

  /// Whether any rule asks if a connection is being reused.
  var asksForReuse: Bool { rules.contains { $0.schedule.isReused != nil } }
}

/// One rule: where, when, what.
struct FaultRule: Sendable, Equatable {
  var endpoint: Endpoint
  var schedule = Schedule()
  var fault = Fault()

  /// Everything that is named must hold; nothing named means always.
  struct Schedule: Sendable, Equatable {
    var at: NumberSet?
    var every: Int?
    /// From 0 to 1.
    var chance: Double?
    var isReused: Bool?

    /// Whether it holds, chance aside.
    func contains(_ number: Int, isReused: Bool) -> Bool {
      at?.contains(number) ?? true && every.map { number.isMultiple(of: $0) } ?? true
        && self.isReused.map { $0 == isReused } ?? true
    }
  }
}
