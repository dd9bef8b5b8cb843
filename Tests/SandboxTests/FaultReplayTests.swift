import Foundation
import PipelineModel
import Testing

@testable import Sandbox

@Suite("Faults and restarts", .timeLimit(.minutes(2)))
struct FaultReplayTests {
  @Test("a restart without faults answers what was accepted under faults the same, and bills it the same")
  func replay() async throws {
    let faults = """
      faults:
        - {on: submit, at: 1, take: 2, unprocessed: unnamed, results: {error: 1, values: array, echo: none}}
        - {on: submit, at: 2, job: failed}
        - {on: submit, at: 3, job: stuck}
        - {on: submit, at: 4, job: forgotten}
        - {on: submit, at: 5, results: {missing: 2, part_error: 1, names: snake_case, echo: customData}}
        - {on: submit, at: 6, answer: none}
        - {on: submit, at: 7, status: 500}
        - {on: submit, at: 8, status: 500, billed: true}
      """
    try await withFolder { folder in
      func state(_ sandbox: Loopback, _ ids: [String]) async throws -> [JSON] {
        var state = [
          try await sandbox.send("GET", "/_sandbox/bill").json, try await sandbox.send("GET", "/v1/credits").json,
        ]
        for id in ids { state.append(try await sandbox.send("GET", "/v1/jobs/\(id)").json) }
        return state
      }
      let (ids, before) = try await Loopback.with(folder: folder, faults: faults) { sandbox in
        var ids: [String] = []
        for number in 0..<9 {
          _ = await sandbox.outcome("POST", "/v1/leads/enrich", body: request(people: number * 4..<number * 4 + 4))
        }
        for number in 1...8 { ids.append(SandboxAccount.jobID(number: number, seed: 1)) }
        let tally = try await sandbox.tally()
        #expect(tally.billed == 2 + 7 * 4)
        return (ids, try await state(sandbox, ids))
      }
      #expect(before[2]["progress"]["total"].number == 2)
      let after = try await Loopback.with(folder: folder) { try await state($0, ids) }
      #expect(after == before)
      #expect(
        before[2...].map { $0["status"].text } == [
          "completed", "failed", "in_progress", nil, "completed", "completed", "completed", "completed",
        ])
    }
  }

  @Test("requests are counted on over a restart and by all servers of a folder, else by each process from 1")
  func counting() async throws {
    let faults = "faults: [{on: credits, at: [2, 4], status: 500}]"
    func ask(_ sandbox: Loopback) async -> Loopback.Outcome { await sandbox.outcome("GET", "/v1/credits") }
    try await withFolder { folder in
      try await Loopback.with(folder: folder, faults: faults) { #expect(await ask($0) == .status(200)) }
      try await Loopback.with(folder: folder, faults: faults) { first in
        try await Loopback.with(folder: folder, faults: faults) { second async throws in
          #expect(await ask(first) == .status(500))
          #expect(await ask(second) == .status(200))
          #expect(await ask(first) == .status(500))
          #expect(await ask(second) == .status(200))
          #expect(try await second.tally().requests["credits"].number == 5)
        }
      }
    }
    for _ in 0..<2 { try await Loopback.with(faults: faults) { #expect(await ask($0) == .status(200)) } }
  }

  @Test("a log of an older version, without faults, is read")
  func oldLog() async throws {
    try await withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let line =
        #"{"seed":1,"time":1700000000000,"taken":1,"request":{"leads":[{"linkedinUrl":"u"}],"webhookUrl":"https://hooks.example/x"}}"#
      try Data((line + "\n").utf8).write(to: URL(fileURLWithPath: folder + "/sandbox.jsonl"))
      try await Loopback.with(folder: folder) { sandbox async throws in
        #expect(try await sandbox.tally().billed == 1)
        #expect(
          try await sandbox.send("GET", "/v1/jobs/\(SandboxAccount.jobID(number: 1, seed: 1))").json["status"].text
            == "completed")
      }
    }
  }
}
