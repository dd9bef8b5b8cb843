import ArgumentParser
import PipelineModel
import Pipelines

/// `sluice sniff`: what CSV files are written in.
struct Sniff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the encoding and the CSV dialect of files, as a run would read them.")

  @Argument(help: "CSV files; - for stdin.") var files: [String]
  @Flag(help: "Print JSON on stdout.") var json = false

  func run() throws {
    let talk = Talk(quiet: false)
    var found: [Pipelines.Sniff] = []
    var code = PipelineModel.ExitCode.done
    for file in files {
      do {
        found += try Pipelines.Sniff.all(path: file) { talk.say($0.description) }
      } catch {
        guard let failure = Failure.from(error) else { return }
        talk.say(failure.diagnostic.description)
        code = failure.exitCode
      }
    }
    if json {
      try put(Pipelines.Sniff.json(found))
    } else if !found.isEmpty {
      try put(found.map(\.text).joined(separator: "\n"))
    }
    try code.end()
  }
}
