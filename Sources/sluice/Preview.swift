import ArgumentParser
import Foundation
import PipelineModel
import Pipelines

/// `sluice preview`: the first rows before and after, without side effects.
struct Preview: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Show the first rows before and after the transforms.")

  @Argument(help: "The pipeline file; - for stdin.") var file: String
  @Option(name: .shortAndLong, help: "How many rows.") var rows = 6
  @Flag(help: "Print JSON on stdout.") var json = false

  func validate() throws {
    if rows < 1 { throw ValidationError("--rows must be at least 1.") }
  }

  func run() throws {
    let talk = Talk(quiet: false)
    let definition = try definition(at: file, talk)
    do {
      let preview = try Pipelines.Preview(definition, limit: rows, at: Int64(Date().timeIntervalSince1970)) {
        talk.tell($0)
      }
      try put(json ? preview.json : preview.table)
    } catch {
      try end(after: error, talk)
    }
  }
}
