import ArgumentParser
import Foundation
import PipelineModel
import Pipelines

/// `sluice explain`: what became of one row, and by which rules; or why two rows are one person, or not.
struct Explain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what the transforms do to one row, or why two rows are one person, or not.")

  @Argument(help: "The pipeline file; - for stdin.") var file: String
  @Option(name: .shortAndLong, help: "Which row: counted from 1 over all sources, refused ones aside.") var row: Int?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Which two rows: counted from 1, refused and filtered ones aside. Reads all of them.", valueName: "a b"))
  var pair: [Int] = []
  @Flag(help: "Print JSON on stdout.") var json = false

  func validate() throws {
    if (row == nil) == pair.isEmpty { throw ValidationError("Name a row with --row, or two with --pair.") }
    if let row, row < 1 { throw ValidationError("--row must be at least 1.") }
    if !pair.isEmpty {
      if pair.count != 2 { throw ValidationError("--pair takes two rows.") }
      if pair.contains(where: { $0 < 1 }) { throw ValidationError("Rows are counted from 1.") }
      if pair[0] == pair[1] { throw ValidationError("--pair takes two different rows.") }
    }
  }

  func run() async throws {
    let talk = Talk(quiet: false)
    let definition = try definition(at: file, talk)
    do {
      if pair.count == 2 {
        try await explainPair(definition, talk)
      } else if let row {
        try explainRow(row, definition, talk)
      }
    } catch let error as ValidationError {
      throw error
    } catch {
      try end(after: error, talk)
    }
  }

  private func explainRow(_ row: Int, _ definition: PipelineDefinition, _ talk: Talk) throws {
    guard
      let explanation = try Explanation(
        definition, row: row, at: Int64(Date().timeIntervalSince1970), emit: { talk.tell($0) })
    else {
      throw ValidationError("There is no row \(row): the sources hold fewer.")
    }
    try put(json ? explanation.json : explanation.table)
  }

  private func explainPair(_ definition: PipelineDefinition, _ talk: Talk) async throws {
    let run = PipelineRun(definition, environment: .standard(talk))
    let explanation = try await run.explainPair(pair[0], pair[1])
    talk.clear()
    guard let explanation else {
      throw ValidationError("There is no row \(pair.max() ?? 0): the sources hold fewer.")
    }
    try put(json ? explanation.json : explanation.table)
  }
}
