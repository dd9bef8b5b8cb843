package import PipelineModel

/// The registry of loaders: what `load:` can name, and what it can be told besides.
package enum Loaders {
  /// Every loader.
  package static let all: [ComponentSpec] = [precept, sandbox]

  /// What `load:` takes beside the loader, whichever it is.
  package static let sharedOptions: [OptionSpec] = [
    OptionSpec(
      "budget", .either(.integer(credits), .object(budgets)),
      "credits that may be spent; the worst case is reserved before anything is sent"),
    OptionSpec(
      "prioritise", .list(.text),
      "who goes first when credits or budget do not cover everybody: `has no FIELD`, `has FIELD`, `newest`, `oldest`, or a lead field"
    ),
    OptionSpec(
      "refresh_after",
      .either(
        .text,
        .object([
          OptionSpec("email", .text, "how long an e-mail address holds", standard: "never"),
          OptionSpec("phone", .text, "how long a phone number holds", standard: "never"),
          OptionSpec("not_found", .text, "how long \"not found\" holds", standard: "90d"),
        ])), "how old an answer may be (`180d`, `never`) before it is bought again; the ledger serves younger ones"),
    OptionSpec(
      "prices",
      .object([
        OptionSpec("as_of", .text, "the day they were read, like 2026-01-01", isRequired: true),
        OptionSpec("base", .integer(price), "for each person"),
        OptionSpec("email", .integer(price), "for each e-mail address found"),
        OptionSpec("phone", .integer(price), "for each phone number found"),
      ]), "what enrichment costs in credits, where it is not what this version knows"),
    OptionSpec("batch_size", .integer(1...Batch.maximumLeads), "people in one request at most", standard: "1000"),
    OptionSpec("requests_per_minute", .integer(1...1_000_000), "requests to the service that are not passed"),
    OptionSpec("concurrency", .integer(1...64), "requests that may be under way at once", standard: "4"),
    OptionSpec(
      "retry_for", .duration, "how long a submission that certainly did not count is tried again", standard: "10m"),
    OptionSpec(
      "results",
      .object([
        OptionSpec("poll", .duration, "how often an open job is asked for its results", standard: "4s"),
        OptionSpec(
          "timeout", .duration, "how long a run waits for results; the next run fetches what is left", standard: "30m"),
        OptionSpec(
          "webhook",
          .object([
            OptionSpec("listen", .text, "HOST:PORT to listen on", standard: "127.0.0.1:0"),
            OptionSpec("url", .text, "the public address that leads there; the sandbox needs none"),
            OptionSpec("streaming", .boolean, "whether results are asked for as they are found", standard: "true"),
          ]), "receive results as they come; what does not come is polled for all the same"),
      ]), "how results are waited for"),
    OptionSpec(
      "answers",
      .object([
        OptionSpec("email", .list(.text), "paths to try first, like contact.email or emails[0]"),
        OptionSpec("phone", .list(.text), "paths to try first, like contact.phone or phones[0].number"),
      ]), "where a result holds what was found, where it is not where this version looks"),
  ]

  private static let credits = 0...1_000_000_000
  private static let price = 0...1_000_000

  private static let budgets = [
    OptionSpec("run", .integer(credits), "credits that one run may spend"),
    OptionSpec("day", .integer(credits), "credits that all runs may spend in a day (UTC)"),
    OptionSpec("month", .integer(credits), "credits that all runs may spend in a month (UTC)"),
    OptionSpec("warn_at", .integer(credits), "credits from which a run says what it may have spent"),
  ]

  private static let enrich = OptionSpec(
    "enrich", .list(.choice(ContactField.allCases.map(\.requestWord))), "what to look for",
    standard: "[emails, phones]",
    mayBeEmpty: false)

  private static let precept = ComponentSpec(
    name: "precept", kind: .loader, summary: "Contacts enrichment by the Precept API",
    options: [
      OptionSpec("token", .secret, "the API key, as ${VARIABLE}", isRequired: true),
      OptionSpec("base_url", .text, "where the API is", standard: LoadSettings.standardBaseURL),
      OptionSpec("account", .text, "a label that keeps the answers and bills of several accounts apart"),
      OptionSpec("ca_file", .path, "authorities to trust instead of the system's, a PEM file"),
      OptionSpec(
        "proxy", .secret, "the proxy to go through instead of https_proxy's, as ${VARIABLE} where it holds a password"),
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
