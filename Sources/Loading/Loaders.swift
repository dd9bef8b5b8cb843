package import PipelineModel

/// The registry of loaders: what `load:` can name, and what it can be told besides.
package enum Loaders {
  /// Every loader.
  package static let all: [ComponentSpec] = [precept, sandbox]

  /// What `load:` takes beside the loader, whichever it is.
  package static let sharedOptions: [OptionSpec] = [
    OptionSpec(
      "budget", .either(.integer(0...1_000_000_000), .object([runBudget])),
      "credits that may be spent; the worst case is reserved before anything is sent"),
    OptionSpec(
      "results",
      .object([
        OptionSpec("poll", .duration, "how often an open job is asked for its results", standard: "4s"),
        OptionSpec(
          "timeout", .duration, "how long a run waits for results; the next run fetches what is left", standard: "30m"),
      ]), "how results are waited for"),
  ]

  private static let runBudget = OptionSpec("run", .integer(0...1_000_000_000), "credits that one run may spend")

  private static let enrich = OptionSpec(
    "enrich", .list(.choice(ContactField.allCases.map(\.requestWord))), "what to look for", standard: "[emails, phones]"
  )

  private static let precept = ComponentSpec(
    name: "precept", kind: .loader, summary: "Contacts enrichment by the Precept API",
    options: [
      OptionSpec("token", .secret, "the API key, as ${VARIABLE}", isRequired: true),
      OptionSpec("base_url", .text, "where the API is", standard: LoadSettings.standardBaseURL),
      OptionSpec("account", .text, "a label that keeps the answers and bills of several accounts apart"),
      enrich,
    ],
    example: """
      precept: {token: "${PRECEPT_API_KEY}", enrich: [emails]}
      budget: {run: 500}
      """)

  private static let sandbox = ComponentSpec(
    name: "sandbox", kind: .loader,
    summary: "A local service with made-up answers that keeps the same contract and costs nothing",
    options: [
      enrich,
      OptionSpec("latency", .duration, "how long a job takes", standard: "0ms"),
      OptionSpec("credits", .integer(0...1_000_000_000), "the balance to begin with", standard: "100000"),
      OptionSpec("seed", .integer(0...Int(Int32.max)), "another seed gives other answers", standard: "1"),
      OptionSpec("faults", .path, "a file that says what goes wrong when, relative to the pipeline file"),
    ],
    example: """
      sandbox: {credits: 1000}
      """)
}
