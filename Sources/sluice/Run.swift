import ArgumentParser
import Foundation
import PipelineModel
import Pipelines

/// `sluice run`: the whole way, from exports to outputs.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Run a pipeline: exports in, enriched files out.")

  @Argument(help: "The pipeline file; - for stdin.") var file: String
  @Flag(help: "Print the report as one JSON object on stdout.") var json = false
  @Flag(help: "Say nothing but errors and the result.") var quiet = false

  func run() async throws {
    let talk = Talk(quiet: quiet)
    let definition = try definition(at: file, talk)
    let run = PipelineRun(definition, environment: .standard(talk))
    // Ctrl-C and SIGTERM stop the run where it can stop: nothing half-written, nothing unrecorded.
    let task = Task { try await run.run() }
    let signals = Signals { task.cancel() }
    defer { signals.stop() }
    do {
      let report = try await task.value
      talk.clear()
      if json { try put(report.json) } else { talk.say(report.summary) }
      try report.exitCode.end()
    } catch let code as ArgumentParser.ExitCode {
      throw code
    } catch {
      try end(after: error, talk)
    }
  }
}
