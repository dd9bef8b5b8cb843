import ArgumentParser
import Foundation
import Ledger
import PipelineModel
import Pipelines
import Transport

/// `sluice ledger`: take the ledger along, bring it back, check it.
struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "Export, import or verify the ledger of a pipeline.",
    subcommands: [LedgerExportCommand.self, LedgerImportCommand.self, LedgerVerifyCommand.self])
}

/// `sluice ledger export`: the whole ledger as JSON Lines.
struct LedgerExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the whole ledger as JSON Lines.",
    discussion: "It holds people's data and the webhook's address: keep it as you keep the ledger.")

  @Argument(help: "The pipeline file.") var file: String
  @Option(help: ArgumentHelp("The file to write; - for stdout.", valueName: "file")) var out = "-"

  func run() throws {
    let talk = Talk(quiet: false)
    let definition = try definition(at: file, talk)
    do {
      let ledger = try existingLedger(of: definition)
      if out == "-" {
        let stdout = StandardOutput()
        try ledger.export { try stdout.write($0.span) }
        return
      }
      var output = try OutputFile(path: out)
      try ledger.export { try output.write($0) }
      try output.synchronize()
      try output.commit()
    } catch {
      try end(after: error, talk)
    }
  }
}

/// `sluice ledger import`: takes an export into the ledger.
struct LedgerImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take an export into the ledger: all of it, or nothing where it contradicts.")

  @Argument(help: "The pipeline file.") var file: String
  @Argument(help: "What `sluice ledger export` wrote; - for stdin.") var input: String

  func run() throws {
    let talk = Talk(quiet: false)
    let definition = try definition(at: file, talk)
    do {
      var source = try InputFile(path: input)
      let count = try SQLiteLedger(folder: definition.stateFolder).importing {
        var bytes: [UInt8] = []
        return try source.read(into: &bytes, atMost: 1 << 20) > 0 ? bytes : nil
      }
      talk.say("\(count.added) rows added, \(count.known) known already")
    } catch {
      try end(after: error, talk)
    }
  }
}

/// `sluice ledger verify`: whether the ledger is sound.
struct LedgerVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check the ledger's file and everything that must hold in it.")

  @Argument(help: "The pipeline file.") var file: String
  @Flag(help: "Print the problems as a JSON array on stdout.") var json = false

  func run() throws {
    let talk = Talk(quiet: false)
    let definition = try definition(at: file, talk)
    do {
      let problems = try existingLedger(of: definition).verify().map(\.diagnostic)
      if json { try put(Diagnostic.json(problems)) }
      for problem in problems where !json { talk.tell(.diagnostic(problem)) }
      if !problems.isEmpty { try PipelineModel.ExitCode.failed.end() }
      if !json { talk.say("\(definition.stateFolder)/ledger.sqlite: sound") }
    } catch let code as ArgumentParser.ExitCode {
      throw code
    } catch {
      try end(after: error, talk)
    }
  }
}

/// The ledger of a pipeline that has run before.
private func existingLedger(of definition: PipelineDefinition) throws -> SQLiteLedger {
  if let ledger = try SQLiteLedger.openIfPresent(folder: definition.stateFolder) { return ledger }
  throw Diagnostic(
    code: "no_ledger", "there is no ledger in \(definition.stateFolder) yet", hint: "a run with a load makes one")
}
