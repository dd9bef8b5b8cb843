import ArgumentParser
import Foundation
import PipelineModel
import Pipelines
import Transport

/// Lead lists clean, deduplicated and enriched, without wasting a credit or losing a row.
@main
struct Sluice: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sluice",
    abstract: "Lead lists clean, deduplicated and enriched, without wasting a credit or losing a row.",
    discussion: """
      Data goes to stdout, talk to stderr; `-` stands for stdin or stdout.
      `sluice help exit-codes` tells what the exit codes mean.
      """,
    version: "0.1.0",
    subcommands: [
      Init.self, Run.self, Lint.self, Sniff.self, Preview.self, Explain.self, Plan.self, Status.self, Runs.self,
      Resolve.self,
      LedgerCommand.self,
      SandboxCommand.self,
      List.self, Describe.self,
      Schema.self,
    ])

  static func main() async {
    Privacy.disableCoreDumps()
    StandardOutput.keepNumbers()
    Memory.keepBuffers()
    // A reader that goes away shows as a failed write, which ends quietly.
    signal(SIGPIPE, SIG_IGN)
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments == ["help", "exit-codes"] {
      try? put(PipelineModel.ExitCode.table)
      return
    }
    do {
      var command = try parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let error where Failure.tells(error) {
      // Every command's file errors, such as a full disk under stdout, read like those of a run.
      guard let failure = Failure.from(error) else { return }
      try? StandardOutput.error.write((failure.diagnostic.description + "\n").utf8.span)
      Foundation.exit(failure.exitCode.rawValue)
    } catch {
      let code = exitCode(for: error)
      let message = fullMessage(for: error)
      if code.isSuccess {
        try? put(message)
        return
      }
      if !message.isEmpty { try? StandardOutput.error.write((message + "\n").utf8.span) }
      Foundation.exit(code == .validationFailure ? PipelineModel.ExitCode.usage.rawValue : code.rawValue)
    }
  }
}

extension PipelineModel.ExitCode {
  /// The table that `sluice help exit-codes` shows.
  static var table: String {
    let rows = allCases.map { code in
      let number = String(code.rawValue)
      return String(repeating: " ", count: 4 - number.count) + number + "  " + code.summary
    }
    return "When several apply, the first in this order wins:\n\n" + rows.joined(separator: "\n")
  }

  /// Ends the command with this code.
  func end() throws {
    if self != .done { throw ArgumentParser.ExitCode(rawValue) }
  }
}
