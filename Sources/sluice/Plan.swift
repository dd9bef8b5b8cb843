import ArgumentParser
import PipelineModel
import Pipelines
import Transport

/// `sluice plan`: what a run would buy, at least and at most; free.
struct Plan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what a run would submit and what that costs, at least and at most. Submits nothing.")

  @Argument(help: "The pipeline file; - for stdin.") var file: String
  @Flag(help: "Print the plan as one JSON object on stdout.") var json = false
  @Option(
    help: ArgumentHelp("Write whom it would buy to a file, for `sluice run --plan`.", valueName: "plan.json"))
  var out: String?

  func run() async throws {
    let talk = Talk(quiet: false)
    let definition = try definition(at: file, talk)
    do {
      let plan = try await PipelineRun(definition, environment: .standard(talk)).plan(listing: out != nil)
      talk.clear()
      if let out, let order = plan.order {
        var file = try OutputFile(path: out)
        try file.write(Array(order.json.utf8))
        try file.synchronize()
        try file.commit()
      }
      try put(json ? plan.json : plan.summary)
    } catch {
      try end(after: error, talk)
    }
  }
}
