import Foundation
import PipelineModel
import Synchronization
import Testing
import Transport

@testable import Sandbox

/// A clock that stands until it is moved.
final class HandClock: Sendable {
  private let time = Atomic<Int64>(1_700_000_000_000)
  var now: @Sendable () -> Int64 { { self.time.load(ordering: .relaxed) } }
  func advance(milliseconds: Int64) { time.add(milliseconds, ordering: .relaxed) }
}

/// A started server and a client that knows its token.
struct Loopback {
  let server: SandboxServer
  let url: String
  let client = HTTPClient()
  let token = "t0ken"

  init(
    credits: Int = 1_000_000, seed: UInt64 = 1, latency: Duration = .zero, folder: String? = nil,
    faults: String? = nil, clock: HandClock = HandClock(),
    sleep: @escaping Courier.Sleep = { try await Task.sleep(for: $0) }
  ) async throws {
    server = try SandboxServer(
      token: token, credits: credits, seed: seed, latency: latency, stateFolder: folder,
      faults: try faults.map { try FaultPlan(yaml: $0) } ?? FaultPlan(), now: clock.now, sleep: sleep)
    url = try await server.start()
  }

  /// Starts a server, works with it and stops it, whatever happens.
  static func with<R>(
    credits: Int = 1_000_000, seed: UInt64 = 1, latency: Duration = .zero, folder: String? = nil,
    faults: String? = nil, clock: HandClock = HandClock(),
    sleep: @escaping Courier.Sleep = { try await Task.sleep(for: $0) }, _ body: (Loopback) async throws -> R
  ) async throws -> R {
    let loopback = try await Loopback(
      credits: credits, seed: seed, latency: latency, folder: folder, faults: faults, clock: clock, sleep: sleep)
    do {
      let result = try await body(loopback)
      await loopback.server.stop()
      return result
    } catch {
      await loopback.server.stop()
      throw error
    }
  }

  /// How a request ended.
  enum Outcome: Equatable {
    case status(Int)
    case failure(HTTPFailure.Stage)
  }

  /// Sends a request as the loader sends one that buys something, and tells how it ended.
  func outcome(_ method: String, _ path: String, body: String? = nil, timeout: Duration = .seconds(60)) async -> Outcome
  {
    let request = HTTPRequest(
      method: method, url: url + path, headers: [.init("Authorization", "Bearer t0ken")],
      body: body.map { Array($0.utf8) },
      timeout: timeout)
    do {
      return .status(try await HTTPClient().send(request, beforeSending: {}).status)
    } catch {
      return .failure(error.stage)
    }
  }

  /// What the service counted.
  struct Tally {
    /// Leads paid for.
    var billed: Int
    /// Requests by kind.
    var requests: JSON
    var submitted: Int? { requests["submit"].number }
    /// Submissions whose body was read whole.
    var read: Int? { requests["submit_read"].number }
  }

  func tally() async throws -> Tally {
    let bill = try await send("GET", "/_sandbox/bill").json.items.filter { $0["field"].text == "base" }
    return Tally(
      billed: bill.reduce(0) { $0 + ($1["times"].number ?? 0) },
      requests: try await send("GET", "/_sandbox/requests").json)
  }

  /// Sends a request; `authorization` nil leaves the header out.
  func send(
    _ method: String, _ path: String, body: String? = nil, authorization: String? = "Bearer t0ken"
  ) async throws -> (status: Int, json: JSON) {
    let response = try await client.send(
      HTTPRequest(
        method: method, url: url + path, headers: authorization.map { [.init("Authorization", $0)] } ?? [],
        body: body.map { Array($0.utf8) }))
    return (response.status, JSON(response.body))
  }

  func enrich(_ body: String) async throws -> (status: Int, json: JSON) {
    try await send("POST", "/v1/leads/enrich", body: body)
  }

  /// Has leads accepted and returns the finished job.
  func job(of body: String) async throws -> JSON {
    let accepted = try await enrich(body)
    try #require(accepted.status == 202)
    return try await send("GET", "/v1/jobs/\(try #require(accepted.json["enrichment_id"].text))").json
  }
}

/// A JSON value to look into, kept as its canonical text.
struct JSON: Sendable, Equatable, CustomStringConvertible {
  /// `nothing` where there is no value.
  let description: String

  init(_ bytes: [UInt8]) {
    self.init(value: try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed))
  }
  init(_ text: String) { self.init(Array(text.utf8)) }
  private init(value: Any?) {
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .fragmentsAllowed, .withoutEscapingSlashes]
    let data = value.flatMap { try? JSONSerialization.data(withJSONObject: $0, options: options) }
    description = data.map { String(decoding: $0, as: UTF8.self) } ?? "nothing"
  }

  private var value: Any? {
    try? JSONSerialization.jsonObject(with: Data(description.utf8), options: .fragmentsAllowed)
  }
  subscript(name: String) -> JSON { JSON(value: (value as? [String: Any])?[name]) }
  subscript(index: Int) -> JSON { JSON(value: (value as? [Any]).flatMap { index < $0.count ? $0[index] : nil }) }
  var items: [JSON] { (value as? [Any] ?? []).map { JSON(value: $0) } }
  var text: String? { value as? String }
  var number: Int? { value as? Int }
  var isNull: Bool { description == "null" }
  var isMissing: Bool { description == "nothing" }
}

/// A folder that goes when the body ends.
func withFolder<R>(_ body: (String) async throws -> R) async throws -> R {
  let folder = NSTemporaryDirectory() + "/sluice-sandbox-" + UUID().uuidString
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try await body(folder)
}

/// A request for invented people, each with a LinkedIn URL of its own.
func request(people: Range<Int>, extra: String = "") -> String {
  let leads = people.map {
    #"{"linkedinUrl":"https://www.linkedin.com/in/person-\#($0)","customData":{"row":"\#($0)"}}"#
  }
  return #"{"includeContactDetails":true,"leads":[\#(leads.joined(separator: ","))]\#(extra)}"#
}
