/// What one round of the torture does, decided by its seed alone.
struct RoundPlan: Sendable {
  let seed: Int
  let leads: Int
  let dedupes: Bool
  /// Rules of a faults file.
  let faults: [String]
  /// Whether a fault takes answers away for good: then the output is not that of a quiet run.
  let losesAnswers: Bool
  /// Whether somebody may be left out by an answer that nobody got, of a submission whose results come by themselves:
  /// then the job is complete without a result for them, and they are not bought again unasked.
  var mayLeaveOutUnheard: Bool { hasWebhook && faults.contains { $0.contains("take:") } }
  private let hasWebhook: Bool
  let load: String
  /// How the runs die, one after the other.
  let kills: [(moment: String, number: Int)]
  /// Whether the clock of the machine jumps back and forth by weeks.
  let clockJumps: Bool

  /// Faults after which a quiet run still gets everything that the service found.
  private static let passing = [
    "{on: submit, chance: 30%, close: reset}", "{on: submit, chance: 30%, close: before_body}",
    "{on: submit, chance: 20%, close: after_body}", "{on: submit, at: 1, status: 500, billed: true}",
    "{on: submit, at: 2, status: 502}", "{on: submit, chance: 20%, status: 503}",
    "{on: submit, chance: 20%, status: 504, billed: true}", "{on: submit, chance: 40%, status: 429, retry_after: 0}",
    "{on: submit, chance: 40%, status: 503, retry_after: 0}", "{on: submit, chance: 20%, answer: none}",
    "{on: submit, chance: 20%, answer: truncated}", "{on: submit, at: 2, answer: garbage}",
    "{on: submit, chance: 20%, answer: without_id}", "{on: submit, chance: 50%, answer: drip, pause: 1ms}",
    "{on: submit, chance: 50%, take: 1}", "{on: submit, chance: 50%, take: 2, unprocessed: unnamed}",
    "{on: submit, chance: 50%, results: {names: snake_case, values: array}}",
    "{on: submit, chance: 50%, results: {echo: customData, values: object}}",
    "{on: submit, chance: 50%, results: {echo: none}}",
    "{on: submit, reused: true, answer: none}", "{on: job, chance: 40%, status: 500}",
    "{on: job, chance: 40%, status: 429, retry_after: 0}", "{on: job, chance: 30%, close: reset}",
    "{on: job, chance: 30%, answer: truncated}", "{on: job, chance: 30%, answer: garbage}",
    "{on: job, at: 1-3, answer: none}", "{on: credits, chance: 50%, close: reset}",
    "{on: credits, chance: 50%, status: 500}", "{on: connection, chance: 20%, close: reset}",
    "{on: webhook, chance: 50%, deliver: lost}", "{on: webhook, chance: 50%, deliver: tripled}",
    "{on: webhook, chance: 50%, deliver: reordered}", "{on: webhook, chance: 50%, deliver: before_answer}",
    "{on: webhook, chance: 50%, wrong_path: then_right}", "{on: webhook, chance: 50%, wrong_path: never_right}",
  ]

  /// Faults that take answers away for good.
  private static let losing = [
    "{on: submit, chance: 40%, job: failed}", "{on: submit, chance: 40%, job: forgotten}",
    "{on: submit, chance: 40%, results: {missing: 1}}", "{on: submit, chance: 40%, results: {error: [1, 2]}}",
  ]

  init(seed: Int) {
    var chance = Chance(seed: seed)
    self.seed = seed
    leads = [3, 7, 12].randomElement(using: &chance) ?? 3
    dedupes = !chance.oneIn(4)
    var faults: [String] = []
    for _ in 0..<Int.random(in: 0...3, using: &chance) {
      faults.append(Self.passing.randomElement(using: &chance) ?? Self.passing[0])
    }
    losesAnswers = chance.oneIn(6)
    if losesAnswers { faults.append(Self.losing.randomElement(using: &chance) ?? Self.losing[0]) }
    self.faults = faults
    let webhook = chance.oneIn(3) ? ", webhook: {streaming: \(chance.oneIn(2))}" : ""
    hasWebhook = !webhook.isEmpty
    let size = [1, 2, 5, 1000].randomElement(using: &chance) ?? 2
    let concurrency = Int.random(in: 1...3, using: &chance)
    load =
      "batch_size: \(size), concurrency: \(concurrency), retry_for: 1s, results: {poll: 2ms, timeout: 2s\(webhook)}"
    kills = (0..<Int.random(in: 1...3, using: &chance)).map { _ in
      if chance.oneIn(3) { return ("timer", Int.random(in: 2_000...150_000, using: &chance)) }
      return (chance.oneIn(2) ? "before" : "after", Int.random(in: 1...24, using: &chance))
    }
    clockJumps = chance.oneIn(3)
  }

  var description: String {
    "seed \(seed): \(leads) leads, dedupe \(dedupes), \(load), faults \(faults), kills \(kills)"
      + (clockJumps ? ", a clock that jumps" : "")
  }
}
