import Foundation
import PipelineModel
import Testing

@testable import Sandbox

@Suite("The sandbox remembers", .timeLimit(.minutes(2)))
struct RestartTests {
  @Test("jobs, bill, balance and the time of acceptance outlive the process, whatever seed comes next")
  func restart() async throws {
    try await withFolder { folder in
      let clock = HandClock()
      let (id, bill) = try await Loopback.with(
        credits: 500, seed: 3, latency: .seconds(2), folder: folder, clock: clock
      ) { sandbox in
        let id = try #require(try await sandbox.enrich(request(people: 0..<20)).json["enrichment_id"].text)
        clock.advance(milliseconds: 1500)
        return (id, try await sandbox.send("GET", "/_sandbox/bill").json)
      }
      let expected = try await Loopback.with(seed: 3) { try await $0.job(of: request(people: 0..<20)) }
      try await Loopback.with(credits: 500, seed: 99, latency: .seconds(2), folder: folder, clock: clock) { sandbox in
        #expect(try await sandbox.send("GET", "/v1/jobs/\(id)").json["status"].text == "in_progress")
        clock.advance(milliseconds: 500)
        let job = try await sandbox.send("GET", "/v1/jobs/\(id)").json
        #expect(job["status"].text == "completed")
        #expect(job["results"] == expected["results"])
        #expect(try await sandbox.send("GET", "/_sandbox/bill").json == bill)
        let cost = try #require(expected["cost"]["credits"].number)
        #expect(try await sandbox.send("GET", "/v1/credits").json["credits"].number == 500 - cost)
        #expect(try await sandbox.enrich(request(people: 0..<1)).json["enrichment_id"].text != id)
      }
    }
  }

  @Test("a job stands in the log, on one line, before it is confirmed; only its owner may read it")
  func log() async throws {
    try await withFolder { folder in
      try await Loopback.with(folder: folder) { sandbox in
        _ = try await sandbox.enrich("{\n\"leads\": [\r\n  {\"linkedinUrl\": \"u\"}\n]}\n")
        let text = try String(contentsOfFile: folder + "/sandbox.jsonl", encoding: .utf8)
        #expect(
          text == #"{"cost":{"credits":1,"emails":0,"phones":0},"seed":1,"size":40,"taken":1,"time":1700000000000,"#
            + #""request":{ "leads": [    {"linkedinUrl": "u"} ]} }"# + "\n")
        let mode = try FileManager.default.attributesOfItem(atPath: folder + "/sandbox.jsonl")[.posixPermissions]
        #expect(mode as? Int == 0o600)
      }
    }
  }

  @Test("two servers on one folder share jobs, bill and balance")
  func shared() async throws {
    try await withFolder { folder in
      try await Loopback.with(credits: 100, folder: folder) { first in
        try await Loopback.with(credits: 100, folder: folder) { second in
          let plain = { (name: String) in #"{"leads":[{"linkedinUrl":"\#(name)"}]}"# }
          var ids: [String] = []
          for (index, sandbox) in [first, second, second, first].enumerated() {
            ids.append(try #require(try await sandbox.enrich(plain("u\(index / 2)")).json["enrichment_id"].text))
          }
          #expect(Set(ids).count == 4)
          for sandbox in [first, second] {
            for id in ids { #expect(try await sandbox.send("GET", "/v1/jobs/\(id)").status == 200) }
            #expect(try await sandbox.send("GET", "/v1/credits").json["credits"].number == 96)
            #expect(
              try await sandbox.send("GET", "/_sandbox/bill").json
                == JSON(
                  #"[{"lead":"u0","field":"base","times":2},{"lead":"u1","field":"base","times":2}]"#))
          }
        }
      }
    }
  }

  @Test("many requests at once to two servers are all counted once")
  func concurrent() async throws {
    try await withFolder { folder in
      try await Loopback.with(folder: folder) { first in
        try await Loopback.with(folder: folder) { second in
          let ids = try await withThrowingTaskGroup(of: String?.self) { group in
            for index in 0..<40 {
              group.addTask {
                let sandbox = index % 2 == 0 ? first : second
                return try await sandbox.enrich(request(people: index..<index + 1)).json["enrichment_id"].text
              }
            }
            return try await group.reduce(into: Set<String>()) { ids, id in if let id { ids.insert(id) } }
          }
          #expect(ids.count == 40)
          let bill = try await first.send("GET", "/_sandbox/bill").json.items.filter { $0["field"].text == "base" }
          #expect(bill.count == 40)
          #expect(bill.allSatisfy { $0["times"].number == 1 })
        }
      }
    }
  }

  @Test(
    "a last line that was torn by a kill never counted, and what follows it does",
    arguments: [
      #"{"seed":1,"time":17"#, #"{"seed":1,"time":1,"taken":1,"request":{"leads":[{"linkedinUrl":"torn"}]}}"#,
      #"{"cost":{"credits":1,"emails":0,"phones":0},"seed":1,"size":36,"taken":1,"time":1,"request":{"leads":[{"l"#,
      #"{"cost":{"credits":1,"emails":0,"phones":0},"seed":1,"size":38,"taken":1,"time":1,"request":"#
        + #"{"leads":[{"linkedinUrl":"whole-th"}]}}"#,
    ])
  func torn(tail: String) async throws {
    try await withFolder { folder in
      _ = try await Loopback.with(folder: folder) { try await $0.enrich(#"{"leads":[{"linkedinUrl":"a"}]}"#) }
      let path = folder + "/sandbox.jsonl"
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      try (whole + Data(tail.utf8)).write(to: URL(fileURLWithPath: path))
      for _ in 0..<2 {
        _ = try await Loopback.with(folder: folder) { try await $0.enrich(#"{"leads":[{"linkedinUrl":"b"}]}"#) }
      }
      try await Loopback.with(folder: folder) { sandbox in
        let bill = try await sandbox.send("GET", "/_sandbox/bill").json
        #expect(
          bill
            == JSON(#"[{"lead":"a","field":"base","times":1},{"lead":"b","field":"base","times":2}]"#))
      }
    }
  }

  private static let head = #"{"cost":{"credits":1,"emails":0,"phones":0},"seed":1,"taken":1,"time":1,"size""#

  @Test(
    "a log that cannot be read stops the start, says what to do and stays as it is",
    arguments: [
      "not a log\n", "\n", #"{"seed":1,"time":1,"request":{}}"# + "\n",
      #"{"seed":1,"time":1,"taken":1,"request":"# + "\n",
      #"{"seed":1,"time":1,"taken":1,"request":{"leads":[]}"# + "\n",
      head + #":2,"request":{"leads":[{"linkedinUrl":"a"}]}}"# + "\n",
      head + #":99,"request":{"leads":[{"linkedinUrl":"a"}]}}"# + "\n",
      head + #":9223372036854775807,"request":{"leads":[{"linkedinUrl":"a"}]}}"# + "\n" + head,
      head + #":-1,"request":{"leads":[{"linkedinUrl":"a"}]}}"# + "\n",
    ])
  func unreadable(text: String) async throws {
    try await withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let file = URL(fileURLWithPath: folder + "/sandbox.jsonl")
      try Data(text.utf8).write(to: file)
      #expect(
        throws: SandboxError(
          "\(folder)/sandbox.jsonl holds a line that cannot be read", hint: "move the file away to start afresh")
      ) { try SandboxServer(token: "t", stateFolder: folder) }
      #expect(try Data(contentsOf: file) == Data(text.utf8))
    }
  }

  @Test("a start reads no request: one that is damaged shows when it is asked for")
  func passedOver() async throws {
    try await withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let file = URL(fileURLWithPath: folder + "/sandbox.jsonl")
      try Data((Self.head + #":7,"request":{"lead!"# + "}\n").utf8).write(to: file)
      try await Loopback.with(credits: 10, folder: folder) { sandbox in
        #expect(try await sandbox.send("GET", "/v1/credits").json["credits"].number == 9)
        let bill = try await sandbox.send("GET", "/_sandbox/bill")
        #expect(bill.status == 500)
        #expect(bill.json["error"].text == "\(folder)/sandbox.jsonl holds a line that cannot be read")
        let job = try await sandbox.send("GET", "/v1/jobs/\(SandboxAccount.jobID(number: 1, seed: 1))")
        #expect(job.status == 503)
      }
    }
  }

  @Test("results that are no longer kept are made again as they were", arguments: [nil, "state"])
  func remade(folder: String?) async throws {
    try await withFolder { path in
      let api = try SandboxAPI(
        credits: 10_000, seed: 1, latency: .zero, stateFolder: folder.map { path + $0 }, recentResults: 1, now: { 1 })
      let first = try #require(try api.enrich(Array(request(people: 0..<20).utf8)).accepted)
      let answer = try api.job(first.job.id)
      #expect(answer.status == 200)
      #expect(answer.body.count > first.results.json.count)
      for _ in 0..<3 { #expect(try api.enrich(Array(request(people: 20..<30).utf8)).accepted != nil) }
      #expect(try api.job(first.job.id).body == answer.body)
    }
  }

  @Test("a folder that cannot be made stops the start")
  func noFolder() {
    #expect(
      throws: SandboxError(
        "/proc/none/sandbox.jsonl: cannot open: No such file or directory",
        hint: "give the sandbox a folder it may write to")
    ) { try SandboxServer(token: "t", stateFolder: "/proc/none") }
  }
}
