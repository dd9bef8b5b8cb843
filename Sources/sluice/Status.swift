import ArgumentParser
import Foundation
import Ledger
import PipelineModel
import Pipelines

/// `sluice status`: the last runs of a pipeline's ledger and what is open in it.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Show the last runs and what is still open.")

  @Argument(help: "The pipeline file; - for stdin.") var file: String
  @Flag(help: "Print JSON on stdout.") var json = false

  func run() throws {
    let talk = Talk(quiet: false)
    let definition = try definition(at: file, talk)
    do {
      let ledger = try SQLiteLedger.openIfPresent(folder: definition.stateFolder)
      let status = try LedgerStatus(ledger, pipeline: definition.name, stateFolder: definition.stateFolder)
      try put(json ? status.json : status.summary)
    } catch {
      try end(after: error, talk)
    }
  }
}
