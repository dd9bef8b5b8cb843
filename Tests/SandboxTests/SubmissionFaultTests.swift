import PipelineModel
import Testing
import Transport

@testable import Sandbox

private let one = #"{"leads":[{"linkedinUrl":"a"}]}"#

@Suite("Faults of a submission", .timeLimit(.minutes(2)))
struct SubmissionFaultTests {
  @Test(
    "each ends as it says, is billed as it says, and the next request finds all well",
    arguments: [
      ("on: connection, close: reset", .failure(.maybeSent), 0, 0),
      ("on: connection, close: orderly", .failure(.maybeSent), 0, 0),
      ("on: submit, close: reset", .failure(.maybeSent), 0, 0),
      ("on: submit, close: before_body", .failure(.maybeSent), 0, 0),
      ("on: submit, close: after_body", .failure(.maybeSent), 1, 0),
      ("on: submit, answer: none", .failure(.maybeSent), 1, 1),
      ("on: submit, answer: truncated", .failure(.maybeSent), 1, 1),
      ("on: submit, answer: drip, pause: 0ms, piece: 7", .status(202), 1, 1),
      ("on: submit, answer: garbage", .status(202), 1, 1),
      ("on: submit, answer: without_id", .status(202), 1, 1),
      ("on: submit, status: 200", .status(200), 1, 1),
      ("on: submit, status: 400", .status(400), 1, 0),
      ("on: submit, status: 408", .status(408), 1, 0),
      ("on: submit, status: 429, retry_after: 1", .status(429), 1, 0),
      ("on: submit, status: 500", .status(500), 1, 0),
      ("on: submit, status: 502", .status(502), 1, 0),
      ("on: submit, status: 503", .status(503), 1, 0),
      ("on: submit, status: 504", .status(504), 1, 0),
      ("on: submit, status: 500, billed: true", .status(500), 1, 1),
      ("on: submit, status: 502, billed: true", .status(502), 1, 1),
      ("on: submit, status: 503, billed: true", .status(503), 1, 1),
      ("on: submit, status: 504, billed: true", .status(504), 1, 1),
      ("on: submit, status: 500, billed: true, answer: none", .failure(.maybeSent), 1, 1),
      ("on: submit, reused: true, answer: none", .status(202), 1, 1),
      ("on: submit, reused: false, answer: none", .failure(.maybeSent), 1, 1),
    ] as [(String, Loopback.Outcome, Int, Int)])
  func outcome(rule: String, outcome: Loopback.Outcome, read: Int, billed: Int) async throws {
    try await Loopback.with(faults: "faults: [{at: 1, \(rule)}]") { sandbox in
      #expect(await sandbox.outcome("POST", "/v1/leads/enrich", body: one) == outcome)
      let tally = try await sandbox.tally()
      #expect(tally.read == read && tally.billed == billed)
      #expect(await sandbox.outcome("POST", "/v1/leads/enrich", body: one) == .status(202))
      #expect(try await sandbox.tally().billed == billed + 1)
    }
  }

  @Test("a connection is closed before a byte of it is read, with a reset or without", arguments: ["reset", "orderly"])
  func refused(close: String) async throws {
    try await Loopback.with(faults: "faults: [{on: connection, close: \(close)}]") { sandbox in
      let ended = await RawConnection(url: sandbox.url).read()
      #expect(ended.text.isEmpty && ended.end == (close == "reset" ? .reset : .closed))
    }
  }

  @Test("a submission is turned away when its head has come, without a wait for its body")
  func unreadBody() async throws {
    try await Loopback.with(faults: "faults: [{on: submit, close: before_body}]") { sandbox in
      let connection = RawConnection(url: sandbox.url)
      connection.send("POST /v1/leads/enrich HTTP/1.1\r\nHost: sandbox\r\nContent-Length: 100000\r\n\r\n{")
      let ended = await connection.read()
      #expect(ended.text.isEmpty && ended.end != .open)
      let tally = try await sandbox.tally()
      #expect(tally.submitted == 1 && tally.read == 0)
    }
  }

  @Test("the first request on a connection is served; a second is read whole, billed, and its connection closed")
  func keptAlive() async throws {
    try await Loopback.with(faults: "faults: [{on: submit, reused: true, answer: none}]") { sandbox in
      let connection = RawConnection(url: sandbox.url)
      connection.send(RawConnection.request("POST /v1/leads/enrich", body: one))
      let first = await connection.read(until: #""enrichment_id":""#)
      #expect(first.text.hasPrefix("HTTP/1.1 202") && first.end == .open)
      connection.send(RawConnection.request("POST /v1/leads/enrich", body: one))
      let second = await connection.read()
      #expect(!second.text.contains("HTTP/1.1") && second.end == .closed)
      let tally = try await sandbox.tally()
      #expect(tally.read == 2 && tally.billed == 2)
    }
  }

  @Test(
    "when to come again is told in seconds or as a date",
    arguments: [
      ("retry_after: 2", "2"), ("retry_after_date: 2", "Tue, 14 Nov 2023 22:13:22 GMT"),
    ])
  func retryAfter(option: String, value: String) async throws {
    for status in [429, 503] {
      try await Loopback.with(faults: "faults: [{on: submit, status: \(status), \(option)}]") { sandbox in
        let answer = try await sandbox.client.send(
          HTTPRequest(
            method: "POST", url: sandbox.url + "/v1/leads/enrich", headers: [.init("Authorization", "Bearer t0ken")],
            body: Array(one.utf8)))
        #expect(answer.status == status)
        #expect(answer.header("Retry-After") == value)
        #expect(JSON(answer.body)["error"].text == "a fault of the faults file: status \(status)")
      }
    }
  }

  @Test("an answer that drips comes whole, one pause before each piece")
  func drip() async throws {
    let (pauses, log) = AsyncStream.makeStream(of: Duration.self)
    try await Loopback.with(
      faults: "faults: [{on: submit, answer: drip, pause: 5s, piece: 10}]", sleep: { log.yield($0) }
    ) { sandbox in
      let answer = try await sandbox.enrich(one)
      #expect(answer.status == 202 && answer.json["enrichment_id"].text != nil)
    }
    log.finish()
    var slept: [Duration] = []
    for await pause in pauses { slept.append(pause) }
    // {"message":"enrichment started","enrichment_id":"…36…"}
    #expect(slept == Array(repeating: .seconds(5), count: 9))
  }

  @Test("an answer that is held back is billed when the client gives up, and its end needs no end of the pause")
  func delay() async throws {
    try await Loopback.with(faults: "faults: [{on: submit, at: 1, delay: 10d}]") { sandbox in
      let outcome = await sandbox.outcome("POST", "/v1/leads/enrich", body: one, timeout: .milliseconds(300))
      let tally = try await sandbox.tally()
      #expect(outcome == .failure(.maybeSent) && tally.billed == 1)
    }
  }

  @Test(
    "only the first leads are taken and billed; the rest is named, or only their number is", arguments: [true, false])
  func partial(isNamed: Bool) async throws {
    let rule = "on: submit, take: 2" + (isNamed ? "" : ", unprocessed: unnamed")
    try await Loopback.with(faults: "faults: [{\(rule)}]") { sandbox in
      let leads = (0..<4).map { #"{"linkedinUrl":"u\#($0)"}"# }
      let answer = try await sandbox.enrich(#"{"leads":[\#(leads.joined(separator: ","))]}"#)
      #expect(answer.status == 202)
      #expect(answer.json["finalLimit"].number == 2)
      #expect(answer.json["unprocessed_leads"] == JSON(isNamed ? "[\(leads[2]),\(leads[3])]" : "nothing"))
      #expect(try await sandbox.tally().billed == 2)
      let whole = try await sandbox.enrich(one)
      #expect(whole.json["finalLimit"].isMissing)
    }
  }

  @Test("a submission whose token is wrong is not billed, whatever the fault")
  func token() async throws {
    try await Loopback.with(faults: "faults: [{on: submit, status: 500, billed: true}]") { sandbox in
      let answer = try await sandbox.send("POST", "/v1/leads/enrich", body: one, authorization: "Bearer x")
      #expect(answer.status == 401)
      #expect(try await sandbox.tally().billed == 0)
    }
  }
}
