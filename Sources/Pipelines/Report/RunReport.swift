package import PipelineModel

/// How a run went: the object that `--json` prints and the summary that people read.
package struct RunReport: Sendable, Equatable {
  package var run: String
  package var pipeline: String
  /// Rows read, the rejected included; the sum of the eight classes.
  package var read = 0
  /// Rows by the class they ended in.
  package var outcomes: [Outcome: Int] = [:]
  package var people = 0
  /// People submitted in this run.
  package var submitted = 0
  /// People for whom this run's answers brought at least one contact detail.
  package var enriched = 0
  package var creditsReserved = 0
  package var creditsSpent = 0
  package var seconds = 0.0
  /// Absolute paths, the rejects file included where there is one.
  package var outputs: [String] = []
  package var rejectsFile: String?
  /// Whether the pipeline submits anybody at all.
  package var loads = false
  /// How often each rule of normalisation took part, by its raw value; empty where none did.
  package var rules: [Int] = []
  /// What probabilistic matching did, where it was asked for.
  package var match: MatchReport?
  /// Unprocessed rows by reason.
  package var reasons: [UnprocessedReason: Int] = [:]
  /// Submissions of this destination whose outcome nobody knows.
  package var unknownSubmissions = 0
  package var exitCode = ExitCode.done

  package init(run: String, pipeline: String) {
    self.run = run
    self.pipeline = pipeline
  }

  /// Adds how often rules took part in a batch.
  mutating func add(rules counts: [Int]) {
    if rules.isEmpty { rules = Array(repeating: 0, count: counts.count) }
    for index in counts.indices { rules[index] += counts[index] }
  }

  /// The rules that took part and how often, most often first.
  package var ruleCounts: [(rule: LeadRule, count: Int)] {
    LeadRule.allCases.filter { Int($0.rawValue) < rules.count && rules[Int($0.rawValue)] > 0 }
      .map { ($0, rules[Int($0.rawValue)]) }
      .sorted { ($1.count, $0.rule.rawValue) < ($0.count, $1.rule.rawValue) }
  }

  /// Rows that ended in a class.
  package func count(_ outcome: Outcome) -> Int { outcomes[outcome] ?? 0 }

  /// Whether every row read ended in exactly one class.
  package var isBalanced: Bool { read == Outcome.allCases.reduce(0) { $0 + count($1) } }
}
