package import PipelineModel

/// The options of `dedupe`: rows that share an exact key are one person.
///
/// It is no `Transform`: it needs the whole input, so the run spools before it and resolves after the last row.
package struct Dedupe: Component {
  package static let spec = ComponentSpec(
    name: "dedupe", kind: .transform,
    summary:
      "rows that share a LinkedIn profile, an e-mail address, or first name, last name and company domain are one person",
    options: [
      OptionSpec(
        "keep", .choice(["most_complete", "first"]), "the row that stands for its person", standard: "most_complete"),
      OptionSpec("remember", .boolean, "keep people in the ledger without a load too", standard: "false"),
      OptionSpec(
        "match", .object(MatchOptions.specs),
        "also join rows that are probably one person; `match: {}` learns from the rows themselves"),
      OptionSpec(
        "decisions", .path, "a CSV of pairs that somebody has decided on: `decision` (m merge, d different), `a`, `b`"),
      OptionSpec(
        "exclude", .path, "a CSV of people who are never submitted nor written: whoever shares an exact key with one"),
    ],
    shorthand: "keep", example: "- dedupe: {keep: most_complete}")

  /// Which row stands for its person.
  package enum Keep: String, Sendable { case mostComplete = "most_complete", first }

  package let keep: Keep
  package let remember: Bool
  /// The file of decisions; nil where there is none.
  package let decisions: String?
  /// The file of people to leave out; nil where there is none.
  package let exclude: String?
  /// Nil: exact keys alone.
  package let match: MatchOptions?

  package init(options: ComponentOptions) throws(OptionProblem) {
    keep = options.text("keep").flatMap(Keep.init) ?? .mostComplete
    remember = options.boolean("remember") ?? false
    decisions = options.text("decisions")
    exclude = options.text("exclude")
    match = if let match = options.object("match") { try MatchOptions(options: match) } else { nil }
  }
}
