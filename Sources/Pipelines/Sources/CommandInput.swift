internal import Extractors
internal import PipelineModel

/// `- command: {run: [psql, …], format: csv}`: what a program prints, read by another extractor.
enum CommandInput {
  static let spec: ComponentSpec = {
    var spec = ComponentSpec(
      name: "command", kind: .extractor, summary: "What a program prints, in the format of another extractor",
      options: [
        run,
        OptionSpec(
          "format",
          .choice(Extractors.all.map { $0.spec }.filter { !$0.isProgram && $0.name != "rejects" }.map(\.name)),
          "The extractor that reads it; its options, and `fields`, stand beside", isRequired: true),
      ],
      example: """
        - command: {run: [cat, leads.csv], format: csv, dialect: {header: true}}
        """,
      sample: "first_name,last_name\nAda,Lovelace\nGrace,Hopper\n")
    spec.isProgram = true
    spec.takesFormatOptions = true
    return spec
  }()

  /// What a use has beside its format's options.
  static let run = OptionSpec(
    "run", .list(.text),
    "The program and its arguments, started in the pipeline file's folder without a shell; an exit code other than 0 fails the run",
    isRequired: true, mayBeEmpty: false)
}
