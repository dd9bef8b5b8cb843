internal import Foundation
package import PipelineModel

/// The options of `match`: from which probability rows are one person, and what they are compared by.
package struct MatchOptions: Sendable {
  static let specs = [
    OptionSpec(
      "threshold", .text, "the probability from which two rows are one person, 0.5 to 0.999999",
      standard: "0.95"),
    OptionSpec(
      "review", .text, "from this probability to the threshold pairs are listed, not merged", standard: "0.8"),
    OptionSpec("pairs", .path, "a CSV of the pairs to review: fill in `decision` and give it to `decisions`"),
    OptionSpec(
      "compare",
      .list(
        .object([
          OptionSpec("field", .text, "a column of the source, or a lead field", isRequired: true),
          OptionSpec("as", .choice(Array(kinds.map(\.name))), "what it holds", isRequired: true),
        ])), "columns to compare beside names, company, e-mail, phone and LinkedIn profile"),
  ]

  private static let kinds: [(name: String, kind: ComparisonKind)] = [
    ("name", .lastName), ("text", .text), ("code", .code), ("date", .date), ("phone", .phone), ("email", .email),
  ]

  /// More columns than this are not compared: their levels would not fit a pattern.
  static let mostCompared = 14

  /// The probability from which two rows are one person.
  package let threshold: Double
  /// From here to the threshold pairs are listed, not merged.
  package let review: Double
  /// Where the pairs to review are listed; nil: nowhere.
  package let pairs: String?
  /// What rows are compared by.
  package let plan: MatchPlan

  package init(options: ComponentOptions) throws(OptionProblem) {
    threshold = try Self.probability(options, "threshold", standard: 0.95)
    review = try Self.probability(options, "review", standard: min(0.8, threshold))
    if review > threshold {
      throw OptionProblem(
        option: "match.review", message: "expected no more than the threshold (\(threshold))",
        hint: "pairs from `review` to `threshold` are listed and not merged")
    }
    pairs = options.text("pairs")
    var compared: [(name: String, kind: ComparisonKind)] = []
    for (index, item) in (options.list("compare") ?? []).enumerated() {
      guard case .map(let entries) = item else { continue }
      let one = ComponentOptions(Dictionary(entries.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 }))
      guard let kind = Self.kinds.first(where: { $0.name == one.text("as") })?.kind else { continue }
      var name = one.text("field") ?? ""
      if name.hasPrefix("source.") { name.removeFirst("source.".count) }
      if compared.contains(where: { $0.name == name }) {
        throw OptionProblem(
          option: "match.compare[\(index)].field", message: "expected each column once",
          hint: "what a column says counts once")
      }
      if let field = LeadField(name: name), MatchPlan.standard.contains(field) {
        throw OptionProblem(
          option: "match.compare[\(index)].field", message: "expected a column that is not compared already",
          hint: "names, company, e-mail, phone and LinkedIn profile are compared without being asked for")
      }
      compared.append((name, kind))
    }
    if compared.count > Self.mostCompared {
      throw OptionProblem(
        option: "match.compare", message: "expected at most \(Self.mostCompared) columns",
        hint: "leave out those that tell people apart least", showsValue: false)
    }
    plan = MatchPlan(compare: compared)
  }

  private static func probability(
    _ options: ComponentOptions, _ name: String, standard: Double
  ) throws(OptionProblem) -> Double {
    guard let text = options.text(name) else { return standard }
    if let number = Double(text), number >= 0.5, number <= 0.999999 { return number }
    throw OptionProblem(
      option: "match.\(name)", message: "expected a probability from 0.5 to 0.999999", hint: "such as \(standard)")
  }

  /// The threshold as log2 of odds.
  var leastWeight: Float { Float(log2(threshold / (1 - threshold))) }
  /// The same of `review`.
  var leastReviewWeight: Float { Float(log2(review / (1 - review))) }
}
