import Foundation
import PipelineModel
import Testing
import Transport

@testable import Sandbox

/// Four people; with seed 1 the first has an e-mail and a phone.
private let four = request(people: 0..<4)

@Suite("Faults of a job, and of asking for it", .timeLimit(.minutes(2)))
struct JobFaultTests {
  @Test(
    "asking for a job or the balance ends as the fault says, and costs nothing",
    arguments: [
      ("close: reset", .failure(.maybeSent)), ("close: orderly", .failure(.maybeSent)),
      ("answer: none", .failure(.maybeSent)), ("answer: truncated", .failure(.maybeSent)),
      ("answer: garbage", .status(200)), ("answer: drip, pause: 0ms", .status(200)), ("status: 404", .status(404)),
      ("status: 429, retry_after: 0", .status(429)), ("status: 503", .status(503)),
      ("status: 500, answer: garbage", .status(500)),
    ] as [(String, Loopback.Outcome)])
  func asking(rule: String, outcome: Loopback.Outcome) async throws {
    try await Loopback.with(faults: "faults: [{on: job, at: 1, \(rule)}, {on: credits, at: 1, \(rule)}]") { sandbox in
      let id = try #require(try await sandbox.enrich(four).json["enrichment_id"].text)
      let bill = try await sandbox.send("GET", "/_sandbox/bill").json
      for path in ["/v1/jobs/\(id)", "/v1/credits"] {
        #expect(await sandbox.outcome("GET", path) == outcome)
        #expect(await sandbox.outcome("GET", path) == .status(200))
      }
      #expect(try await sandbox.send("GET", "/_sandbox/bill").json == bill)
    }
  }

  @Test("a job that failed, is stuck or forgotten was billed, and stays what it is")
  func fates() async throws {
    let faults =
      "faults: [{on: submit, at: 1, job: failed}, {on: submit, at: 2, job: stuck}, {on: submit, at: 3, job: forgotten}]"
    let clock = HandClock()
    try await Loopback.with(latency: .seconds(2), faults: faults, clock: clock) { sandbox in
      var ids: [String] = []
      for _ in 0..<4 { ids.append(try #require(try await sandbox.enrich(four).json["enrichment_id"].text)) }
      func statuses() async throws -> [String?] {
        var statuses: [String?] = []
        for id in ids { statuses.append(try await sandbox.send("GET", "/v1/jobs/\(id)").json["status"].text) }
        return statuses
      }
      #expect(try await statuses() == ["pending", "pending", nil, "pending"])
      clock.advance(milliseconds: 1000)
      #expect(try await statuses() == ["in_progress", "in_progress", nil, "in_progress"])
      for _ in 0..<2 {
        clock.advance(milliseconds: 1_000_000)
        #expect(try await statuses() == ["failed", "in_progress", nil, "completed"])
      }
      let failed = try await sandbox.send("GET", "/v1/jobs/\(ids[0])").json
      #expect(failed["results"].isNull && failed["error"].text == "the job failed")
      #expect(try await sandbox.send("GET", "/v1/jobs/\(ids[2])").status == 404)
      #expect(try await sandbox.tally().billed == 16)
    }
  }

  /// The results of `four` under a fault, and their cost.
  private func results(_ shape: String) async throws -> (items: [JSON], job: JSON) {
    try await Loopback.with(faults: "faults: [{on: submit, results: {\(shape)}}]") { sandbox in
      let job = try await sandbox.job(of: four)
      let spent = 1_000_000 - (try await sandbox.send("GET", "/v1/credits").json["credits"].number ?? 0)
      #expect(job["cost"]["credits"].number == spent)
      return (job["results"].items, job)
    }
  }

  @Test("leads are missing from the results of a completed job, and billed all the same")
  func missing() async throws {
    let plain = try await results("values: text")
    let (items, job) = try await results("missing: [1, 3-]")
    #expect(items == [plain.items[1]])
    #expect(job["cost"] == plain.job["cost"] && job["progress"]["total"].number == 4)
    #expect(try await results("missing: 1-").items == [])
  }

  @Test("an item that failed costs its lead; one of which a part failed has no phone, and costs none")
  func errors() async throws {
    let plain = try await results("values: text").items
    let (items, job) = try await results("error: 1, part_error: 2")
    #expect(items[0]["error"].text == "the look-up failed")
    #expect(items[0]["custom_data"] == plain[0]["custom_data"])
    #expect(items[0]["enrichEmail"].isMissing && items[0]["enrichPhone"].isMissing)
    #expect(items[1]["enrichment_errors"][0].text == "the look-up of the phone failed")
    #expect(items[1]["enrichEmail"] == plain[1]["enrichEmail"] && items[1]["enrichPhone"].isMissing)
    #expect(Array(items[2...]) == Array(plain[2...]))
    var cost = 4
    for (index, item) in plain.enumerated() {
      if index > 0, item["enrichEmail"].text != nil { cost += 1 }
      if index > 1, item["enrichPhone"].text != nil { cost += 10 }
    }
    #expect(job["cost"]["credits"].number == cost)
  }

  @Test("names, values and the echo take the shapes that are seen")
  func shapes() async throws {
    let plain = try await results("values: text").items[0]
    let (url, row) = (try #require(plain["linkedinUrl"].text), #"{"row":"0"}"#)
    let (email, phone) = (plain["enrichEmail"], plain["enrichPhone"])
    func expect(_ shape: String, _ item: String) async throws {
      #expect(try await results(shape).items[0] == JSON(item), "\(shape)")
    }
    try await expect(
      "names: snake_case",
      #"{"custom_data":\#(row),"linkedin_url":"\#(url)","enrich_email":\#(email),"enrich_phone":\#(phone)}"#)
    try await expect(
      "values: array, echo: customData",
      #"{"customData":\#(row),"linkedinUrl":"\#(url)","enrichEmail":\#(email.isNull ? "[]" : "[\(email)]"),"#
        + #""enrichPhone":\#(phone.isNull ? "[]" : "[\(phone)]")}"#)
    try await expect(
      "values: object, echo: none",
      #"{"linkedinUrl":"\#(url)","enrichEmail":{"value":\#(email)},"enrichPhone":{"value":\#(phone)}}"#)
  }

  @Test("a service with a faults file goes by it, and does not start with one that is wrong")
  func service() async throws {
    try await withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let path = folder + "/faults.yaml"
      try Data("faults: [{on: credits, status: 418}]".utf8).write(to: URL(fileURLWithPath: path))
      let options = ComponentOptions(["faults": .text(path)])
      let service = try await SandboxService().start(options, stateFolder: folder)
      #expect(
        try await HTTPClient().send(HTTPRequest(method: "GET", url: service.baseURL + "/v1/credits")).status == 401)
      let headers = [HTTPRequest.Header("Authorization", "Bearer \(service.token)")]
      #expect(
        try await HTTPClient().send(
          HTTPRequest(method: "GET", url: service.baseURL + "/v1/credits", headers: headers)
        ).status == 418)
      await service.stop()
      try Data("faults: [{on: credit, status: 418}]".utf8).write(to: URL(fileURLWithPath: path))
      await #expect(throws: SandboxError.self) { try await SandboxService().start(options, stateFolder: folder) }
    }
  }
}
