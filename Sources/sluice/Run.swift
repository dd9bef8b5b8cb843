import ArgumentParser
import Foundation
import PipelineModel
import Pipelines
import Transport

/// `sluice run`: the whole way, from exports to outputs.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Run a pipeline: exports in, enriched files out.")

  @Argument(help: "The pipeline file; - for stdin.") var file: String
  @Flag(help: "Print the report as one JSON object on stdout.") var json = false
  @Flag(help: "Say nothing but errors and the result.") var quiet = false
  @Option(
    help: ArgumentHelp(
      "Buy no more, and nobody else, than a plan that `sluice plan --out` wrote.", valueName: "plan.json"))
  var plan: String?
  @Flag(help: "Buy everybody again, also what is answered and fresh. Says what that costs and asks.") var force = false
  @Flag(help: "Do not ask.") var yes = false
  @Flag(help: "Rebuild the outputs from the ledger. Submits nobody and costs nothing.") var publishOnly = false

  func validate() throws {
    if publishOnly && (force || plan != nil) {
      throw ValidationError("--publish-only buys nothing: it goes with neither --force nor --plan.")
    }
    if force && plan != nil { throw ValidationError("--force and --plan do not go together.") }
    if force && file == "-" && !yes { throw ValidationError("--force asks on stdin: give a file, or --yes.") }
  }

  func run() async throws {
    let talk = Talk(quiet: quiet)
    let definition = try definition(at: file, talk)
    var choices = RunChoices(force: force, publishOnly: publishOnly)
    do {
      if let plan { choices.plan = try PurchaseOrder(contentsOf: plan) }
    } catch {
      guard let failure = Failure.from(error) else { throw error }
      talk.say(failure.diagnostic.description)
      try PipelineModel.ExitCode.usage.end()
    }
    if force, !yes { try await confirm(definition, choices, talk) }
    let run = PipelineRun(definition, environment: .standard(talk), choices: choices)
    // Ctrl-C and SIGTERM stop the run where it can stop: nothing half-written, nothing unrecorded.
    let signals = Signals()
    let task = Task { try await run.run() }
    signals.onFirst { task.cancel() }
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

  /// Says what buying everybody again costs, and asks.
  private func confirm(_ definition: PipelineDefinition, _ choices: RunChoices, _ talk: Talk) async throws {
    do {
      let plan = try await PipelineRun(definition, environment: .standard(talk), choices: choices).plan()
      talk.clear()
      let cost = "\(plan.toBuy) people for at least \(plan.least) and at most \(plan.most) credits"
      guard talk.ask("--force buys \(cost), \(plan.toRefresh) of them again.") else {
        talk.say("nothing was bought")
        try PipelineModel.ExitCode.usage.end()
        return
      }
    } catch let code as ArgumentParser.ExitCode {
      throw code
    } catch {
      try end(after: error, talk)
    }
  }
}

extension PurchaseOrder {
  /// Reads a plan's file.
  init(contentsOf path: String) throws {
    var input = try InputFile(path: path)
    var bytes: [UInt8] = []
    while try input.read(into: &bytes, atMost: 1 << 20) > 0 {}
    try self.init(bytes, file: path)
  }
}
