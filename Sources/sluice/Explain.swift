import ArgumentParser
import Foundation
import PipelineModel
import Pipelines

/// `sluice explain`: what became of one row, and by which rules.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what the transforms do to one row, and by which rules.")

  @Argument(help: "The pipeline file; - for stdin.") var file: String
  @Option(name: .shortAndLong, help: "Which row: counted from 1 over all sources, refused ones aside.") var row: Int
  @Flag(help: "Print JSON on stdout.") var json = false

  func validate() throws {
    if row < 1 { throw ValidationError("--row must be at least 1.") }
  }

  func run() throws {
    let talk = Talk(quiet: false)
    let definition = try definition(at: file, talk)
    do {
      guard
        let explanation = try Explanation(
          definition, row: row, at: Int64(Date().timeIntervalSince1970), emit: { talk.tell($0) })
      else {
        throw ValidationError("There is no row \(row): the sources hold fewer.")
      }
      try put(json ? explanation.json : explanation.table)
    } catch let error as ValidationError {
      throw error
    } catch {
      try end(after: error, talk)
    }
  }
}
