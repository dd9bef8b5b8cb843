import PipelineModel
import Synchronization
import Testing
import Transport

@testable import Sandbox

/// Pauses that are noted and take no time.
private final class Pauses: Sendable {
  private let noted = Mutex<[Duration]>([])
  var all: [Duration] { noted.withLock { $0 } }
  var sleep: Courier.Sleep { { pause in self.noted.withLock { $0.append(pause) } } }
}

@Suite("The sandbox sends results to webhooks", .timeLimit(.minutes(2)))
struct WebhookTests {
  /// A sandbox with a receiver.
  private func with<R>(
    faults: String? = nil, latency: Duration = .zero, statuses: [Int] = [],
    sleep: @escaping Courier.Sleep = { try await Task.sleep(for: $0) },
    _ body: (Loopback, WebhookReceiver) async throws -> R
  ) async throws -> R {
    let receiver = WebhookReceiver(statuses: statuses)
    defer { receiver.stop() }
    return try await Loopback.with(latency: latency, faults: faults, sleep: sleep) { try await body($0, receiver) }
  }

  private func submission(_ people: Range<Int>, _ receiver: WebhookReceiver, streaming: Bool = false) -> String {
    request(people: people, extra: #","webhookUrl":"\#(receiver.url)","streamingResults":\#(streaming)"#)
  }

  @Test("once and whole, with what polling tells")
  func whole() async throws {
    try await with { sandbox, receiver in
      let job = try await sandbox.job(of: submission(0..<3, receiver))
      let delivery = await receiver.deliveries(1)
      #expect(delivery.count == 1 && delivery[0].path == "/hook")
      #expect(delivery[0].body["enrichment_id"] == job["enrichment_id"])
      #expect(delivery[0].body["results"] == job["results"])
    }
  }

  @Test("lead by lead, over the time the job takes, where results are to stream")
  func streaming() async throws {
    let pauses = Pauses()
    try await with(latency: .seconds(9), sleep: pauses.sleep) { sandbox, receiver in
      let id = try await sandbox.enrich(submission(0..<3, receiver, streaming: true)).json["enrichment_id"]
      let deliveries = await receiver.deliveries(3)
      #expect(deliveries.map(\.rows) == [["0"], ["1"], ["2"]])
      #expect(deliveries.allSatisfy { $0.body["enrichment_id"] == id })
      #expect(pauses.all == [.seconds(3), .seconds(3), .seconds(3)])
      #expect(try await sandbox.tally().requests["webhook"].number == 3)
    }
  }

  @Test("again after an error, up to three times with pauses that double, and never after that")
  func retries() async throws {
    let pauses = Pauses()
    try await with(faults: "webhook_retry: 50ms", statuses: [500, 404, 503, 500], sleep: pauses.sleep) {
      sandbox, receiver in
      _ = try await sandbox.enrich(submission(0..<1, receiver))
      let failed = await receiver.deliveries(4)
      #expect(failed.map(\.rows) == [["0"], ["0"], ["0"], ["0"]])
      _ = try await sandbox.enrich(submission(1..<2, receiver))
      #expect(await receiver.deliveries(5).last?.rows == ["1"])
      #expect(pauses.all == [.milliseconds(50), .milliseconds(100), .milliseconds(200)])
    }
  }

  @Test("no more once one was taken, and a receiver that is down delays nobody else")
  func retriesEnd() async throws {
    let pauses = Pauses()
    try await with(statuses: [500, 200, 200], sleep: pauses.sleep) { sandbox, receiver in
      _ = try await sandbox.enrich(submission(0..<2, receiver, streaming: true))
      #expect(Set(await receiver.deliveries(3).map { $0.rows.joined() }) == ["0", "1"])
      #expect(pauses.all == [.seconds(1)])
    }
  }

  @Test(
    "each delivery goes as its fault says",
    arguments: [
      ("at: 1, deliver: lost", ["1 /hook", "2 /hook"], [0, 1, 2]),
      ("at: 2, deliver: tripled", ["0 /hook", "1 /hook", "1 /hook", "1 /hook", "2 /hook"], [1, 4, 5]),
      ("at: 1, deliver: reordered, delay: 1d", ["1 /hook", "0 /hook", "2 /hook"], [0, 2, 3]),
      ("at: 1, delay: 1d", ["1 /hook", "2 /hook"], [0, 1, 2]),
      ("at: 1, wrong_path: then_right", ["0 /hook-wrong", "0 /hook", "1 /hook", "2 /hook"], [2, 3, 4]),
      ("at: 1, wrong_path: never_right", ["0 /hook-wrong", "1 /hook", "2 /hook"], [1, 2, 3]),
    ])
  func faults(rule: String, expected: [String], counts: [Int]) async throws {
    try await with(faults: "faults: [{on: webhook, \(rule)}]") { sandbox, receiver in
      for (number, count) in counts.enumerated() {
        _ = try await sandbox.enrich(submission(number..<number + 1, receiver))
        // What is awaited here makes the order of arrival that of sending.
        _ = await receiver.deliveries(count)
      }
      let arrived = await receiver.deliveries(expected.count)
      #expect(arrived.map { "\($0.rows.joined()) \($0.path)" } == expected)
    }
  }

  @Test(
    "each delivery of a stream goes as its fault says",
    arguments: [
      ("at: 2, deliver: lost", ["0", "2"]), ("at: 1, deliver: reordered", ["1", "0", "2"]),
      ("at: 1-2, deliver: reordered", ["1", "0", "2"]), ("at: 1, deliver: tripled", ["0", "0", "0", "1", "2"]),
      ("at: 1, delay: 1d", ["1", "2"]), ("at: 3, deliver: reordered, delay: 0ms", ["0", "1", "2"]),
    ])
  func streamFaults(rule: String, expected: [String]) async throws {
    try await with(faults: "faults: [{on: webhook, \(rule)}]") { sandbox, receiver in
      _ = try await sandbox.enrich(submission(0..<3, receiver, streaming: true))
      #expect(await receiver.deliveries(expected.count).map { $0.rows.joined() } == expected)
    }
  }

  @Test("before the answer, where a fault says so: even before the job is done")
  func early() async throws {
    try await with(
      faults: "faults: [{on: webhook, deliver: before_answer}, {on: submit, delay: 10d}]", latency: .seconds(864_000)
    ) { sandbox, receiver in
      // The answer does not come for ten days.
      async let outcome = sandbox.outcome(
        "POST", "/v1/leads/enrich", body: submission(0..<2, receiver), timeout: .seconds(1))
      let delivery = await receiver.deliveries(1)
      #expect(delivery.map(\.rows) == [["0", "1"]])
      let id = try #require(delivery[0].body["enrichment_id"].text)
      #expect(try await sandbox.send("GET", "/v1/jobs/\(id)").json["status"].text == "pending")
      #expect(await outcome == .failure(.maybeSent))
    }
  }

  @Test("no results, no delivery: a job that fails or is stuck sends nothing, one that is forgotten does")
  func fates() async throws {
    let faults =
      "faults: [{on: submit, at: 1, job: failed}, {on: submit, at: 2, job: stuck}, {on: submit, at: 3, job: forgotten}]"
    try await with(faults: faults) { sandbox, receiver in
      for number in 0..<3 { _ = try await sandbox.enrich(submission(number..<number + 1, receiver)) }
      #expect(await receiver.deliveries(1).map(\.rows) == [["2"]])
      #expect(try await sandbox.tally().requests["webhook"].number == 1)
    }
  }

  @Test("stopping ends what is pending, however long it would have taken")
  func stop() async throws {
    try await with(latency: .seconds(864_000)) { sandbox, receiver in
      for isStreaming in [false, true] {
        let answer = try await sandbox.enrich(submission(0..<2, receiver, streaming: isStreaming))
        #expect(answer.status == 202)
      }
    }
  }

  @Test(
    "only this machine is sent to",
    arguments: [
      ("http://127.0.0.1/", true), ("http://127.0.0.1:8080/hook?a=b", true), ("https://localhost:1/x", true),
      ("http://[::1]:9/x", true), ("http://127.8.9.1", true), ("HTTP://LOCALHOST/x", false),
      ("http://127.0.0.1?x", true),
      ("https://hooks.example.com/x", false), ("http://127.0.0.1.example.com/", false), ("http://10.0.0.1/", false),
      ("http://127.0.0.1:80@example.com/", false), ("http://localhost@example.com/", false),
      ("http://127.0.0.1#@x/", false),
      ("http://127.0.0.1\\\\@example.com/", false), ("ftp://127.0.0.1/", false), ("//127.0.0.1/", false), ("", false),
      ("http://127.0.0.1/ x", false), ("http://localhostile/", false), ("http://127.0.0.1/%zz", false),
      ("http://127.0.0.1/%C3%A9?x=1", true), ("http://127.0.0.1/#x", false), ("http://127.0.0.1:123456/", false),
      ("http://[::2]/", false),
    ])
  func loopback(url: String, isTaken: Bool) async throws {
    try await Loopback.with(faults: "faults: [{on: webhook, deliver: lost}]") { sandbox in
      let answer = try await sandbox.enrich(#"{"leads":[{"linkedinUrl":"u"}],"webhookUrl":"\#(url)"}"#)
      #expect(answer.status == (isTaken ? 202 : 400))
      if !isTaken {
        #expect(
          answer.json["error"].text
            == "webhookUrl must lead to this machine (http://127.0.0.1:PORT/…): the sandbox sends to no other")
      }
      #expect(try await sandbox.tally().billed == (isTaken ? 1 : 0))
    }
  }
}
