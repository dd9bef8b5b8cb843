import ArgumentParser
import Foundation
import PipelineModel
import Pipelines
import Sandbox

/// `sluice sandbox`: the enrichment service that Sluice brings along, for tests and demos.
struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Run a local enrichment service that keeps the contract and counts what it bills.",
    discussion: """
      Its answers are made up, the same for the same seed, and cost nothing. GET /_sandbox/bill tells whom it billed \
      for what and how often, GET /_sandbox/requests how many requests of each kind it had. Results go to loopback \
      webhooks only.

      --faults FILE makes it misbehave, always in the same way for the same seed:

        faults:
          - {on: submit, at: 2, status: 503, retry_after: 1}
          - {on: submit, chance: 10%, answer: none}  # billed all the same
          - {on: job, every: 5, answer: truncated}
          - {on: webhook, at: 3-5, deliver: tripled}
      """)

  @Option(help: "Port on 127.0.0.1; 0 takes a free one.") var port = 8089
  @Option(help: "The token it takes.") var token = "sandbox"
  @Option(help: "The balance it begins with.") var credits = 100_000
  @Option(help: "What its made-up answers come from.") var seed: UInt64 = 1
  @Option(help: "Time a job takes: 50ms, 2s.") var latency = "0ms"
  @Option(help: "Folder for its jobs and bill; without one they are gone with the process.") var state: String?
  @Option(help: ArgumentHelp("What goes wrong when: a YAML file.", valueName: "file")) var faults: String?

  func validate() throws {
    if !(0...65535).contains(port) { throw ValidationError("--port must be from 0 to 65535.") }
    if credits < 0 { throw ValidationError("--credits cannot be negative.") }
    if duration(latency) == nil { throw ValidationError("--latency must be a number with a unit, like 50ms or 2s.") }
  }

  func run() async throws {
    let talk = Talk(quiet: false)
    do {
      let server = try SandboxServer(
        port: port, token: token, credits: credits, seed: seed, latency: duration(latency) ?? .zero, stateFolder: state,
        faults: try faults.map { try FaultPlan(file: $0) } ?? FaultPlan())
      try await server.run { talk.say("sandbox listens on \($0); its bill: \($0)/_sandbox/bill") }
    } catch {
      try end(after: error, talk)
    }
  }
}
