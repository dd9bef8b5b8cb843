import ArgumentParser
import Foundation
import PipelineModel
import Pipelines

/// `sluice lint`: all problems of pipeline files at once.
struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check pipeline files: every problem at once, with line and column.")

  @Argument(help: "Pipeline files; - for stdin.") var files: [String]
  @Flag(help: "Print the problems as JSON on stdout.") var json = false

  func run() throws {
    let talk = Talk(quiet: false)
    var all: [Diagnostic] = []
    for file in files {
      do {
        all += try PipelineDefinition.load(file).diagnostics
      } catch {
        guard let failure = Failure.from(error) else { return }
        all.append(failure.diagnostic)
      }
    }
    if json { try put(Diagnostic.json(all)) } else { for diagnostic in all { talk.tell(.diagnostic(diagnostic)) } }
    if all.contains(where: { $0.severity == .error }) { try PipelineModel.ExitCode.invalidPipeline.end() }
    if !json { talk.say("\(files.joined(separator: ", ")): valid") }
  }
}

extension Diagnostic {
  /// A list of diagnostics as a JSON array.
  static func json(_ diagnostics: [Diagnostic]) -> String {
    let objects: [[String: Any]] = diagnostics.map { diagnostic in
      var object: [String: Any] = [
        "severity": diagnostic.severity.rawValue, "code": diagnostic.code, "message": diagnostic.message,
      ]
      object["hint"] = diagnostic.hint
      object["file"] = diagnostic.location?.file
      object["line"] = diagnostic.location?.line
      object["column"] = diagnostic.location?.column
      return object
    }
    let data = try? JSONSerialization.data(withJSONObject: objects, options: [.sortedKeys, .withoutEscapingSlashes])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }
}
