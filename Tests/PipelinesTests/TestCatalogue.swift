import PipelineModel

@testable import Pipelines

/// Components invented for these tests; between them they take every type of option.
let testCatalogue = Catalogue(
  extractors: [
    ComponentSpec(
      name: "csv", kind: .extractor, summary: "Comma-separated values",
      options: [
        OptionSpec(
          "dialect",
          .object([
            OptionSpec("delimiter", .character, "What stands between fields", standard: ","),
            OptionSpec("header", .boolean, "Whether the first row names the columns", standard: "true"),
          ]), "How the file departs from the standard"),
        OptionSpec("record_limit", .integer(1...1000), "Largest record, in KiB", standard: "1_000"),
      ], example: "- csv: leads.csv"),
    ComponentSpec(
      name: "jsonl", kind: .extractor, summary: "JSON Lines, one object per line", example: "- jsonl: leads.jsonl"),
    ComponentSpec(
      name: "xml", kind: .extractor, summary: "XML",
      options: [OptionSpec("record", .text, "Path of the element that is a record", isRequired: true)],
      example: "- xml: leads.xml\n  record: /leads/lead"),
  ],
  transforms: [
    ComponentSpec(
      name: "normalise", kind: .transform, summary: "Cleans names, companies and contact fields",
      options: [
        OptionSpec("region", .text, "Region of numbers without a country code"),
        OptionSpec("only", .list(.leadField), "The fields to clean"),
      ], example: "- normalise: {region: GB}"),
    ComponentSpec(
      name: "translate", kind: .transform, summary: "Marks names that are not in English",
      options: [OptionSpec("when", .choice(["auto", "always", "never"]), "Which names", standard: "auto")],
      shorthand: "when", example: "- translate: auto"),
    ComponentSpec(
      name: "dedupe", kind: .transform, summary: "Folds rows of one person",
      options: [
        OptionSpec("keep", .choice(["first", "most_complete"]), "Which row stands", standard: "most_complete"),
        OptionSpec(
          "match", .either(.boolean, .object([OptionSpec("least", .integer(0...100), "Least score")])), "Match"),
        OptionSpec("weights", .map(.integer(0...(.max))), "Weight of each source"),
      ], example: "- dedupe: {keep: first}"),
  ],
  loaders: [
    ComponentSpec(
      name: "precept", kind: .loader, summary: "Contact enrichment",
      options: [
        OptionSpec("token", .secret, "The account's token", isRequired: true),
        OptionSpec("enrich", .list(.choice(["emails", "phones"])), "What to buy", standard: "[emails, phones]"),
      ], example: "precept: {token: \"${PRECEPT_API_KEY}\"}"),
    ComponentSpec(name: "sandbox", kind: .loader, summary: "Made-up answers", example: "sandbox: {}"),
  ],
  writers: [
    ComponentSpec(name: "csv", kind: .writer, summary: "Comma-separated values", example: "- csv: out.csv"),
    ComponentSpec(name: "jsonl", kind: .writer, summary: "JSON Lines", example: "- jsonl: out.jsonl"),
  ],
  shared: Catalogue.sharedOptions.merging([
    .loader: [
      OptionSpec("budget", .object([OptionSpec("run", .integer(0...(.max)), "Credits for one run")]), "Credits"),
      OptionSpec(
        "results",
        .object([
          OptionSpec("poll", .duration, "Time between looks", standard: "4s"),
          OptionSpec("timeout", .duration, "Longest wait", standard: "30m"),
        ]), "How results come", standard: "{}"),
    ]
  ]) { $1 })

/// Reads a pipeline file that stands in `/data`.
func read(
  _ text: String, file: String = "p.yaml", environment: [String: String] = [:], catalogue: Catalogue = testCatalogue,
  check: (ComponentUse) -> OptionProblem? = { _ in nil }
) -> (definition: PipelineDefinition?, diagnostics: [Diagnostic]) {
  PipelineDefinition.read(
    file: file, text: text, environment: environment, catalogue: catalogue, currentFolder: "/data", check: check)
}

/// The environment of the tests.
let testEnvironment = ["REGION": "NO", "EMPTY": "", "TOKEN": "s3cret", "BIG": "5000", "BRACES": "{s3cret}"]
