import ArgumentParser
import Ledger
import PipelineModel
import Pipelines

/// `sluice runs`: the runs of a pipeline's ledger and what came of them.
struct Runs: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the runs of a ledger, newest first.")

  @Argument(help: "The pipeline file; - for stdin.") var file: String
  @Option(name: .shortAndLong, help: "How many.") var limit = 20
  @Flag(help: "Print their reports as a JSON array on stdout.") var json = false

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit must be at least 1.") }
  }

  func run() throws {
    let talk = Talk(quiet: false)
    let definition = try definition(at: file, talk)
    do {
      let ledger = try SQLiteLedger.openIfPresent(folder: definition.stateFolder)
      let runs = RunList(try ledger?.runs(limit: limit) ?? [], stateFolder: definition.stateFolder)
      try put(json ? runs.json : runs.summary)
    } catch {
      try end(after: error, talk)
    }
  }
}
