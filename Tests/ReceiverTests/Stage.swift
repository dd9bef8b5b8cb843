import Dispatch
import PipelineModel
import Synchronization
import Transport

@testable import Receiver

/// What a receiver was given to keep, and in which groups.
final class Shelf: Sendable {
  private let groups = Mutex<[[[UInt8]]]>([])
  private let failures: Mutex<Int>
  private let gate: Gate?

  struct Full: Error {}

  /// The first `failures` calls throw; every call waits for the gate.
  init(failures: Int = 0, gate: Gate? = nil) {
    self.failures = Mutex(failures)
    self.gate = gate
  }

  var kept: [[[UInt8]]] { groups.withLock { $0 } }
  var bodies: [String] { kept.flatMap { $0 }.map { String(decoding: $0, as: UTF8.self) } }

  @Sendable func keep(_ bodies: [[UInt8]]) throws {
    gate?.pass()
    let mustFail = failures.withLock { failures in
      defer { failures = max(0, failures - 1) }
      return failures > 0
    }
    if mustFail { throw Full() }
    groups.withLock { $0.append(bodies) }
  }
}

/// Holds back whoever wants to pass until it is opened, for good.
final class Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  private let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)

  func pass() {
    arrival.yield()
    semaphore.wait()
    semaphore.signal()
  }

  func open() { semaphore.signal() }

  /// Returns once somebody stands before it.
  func waitForArrival() async { for await _ in arrivals { return } }
}

/// A receiver on a free port, and ways to talk to it.
struct Stage: Sendable {
  static let path = "/hooks/0123456789abcdef0123456789abcdef"

  let receiver: RunningWebhook
  let client = HTTPClient()
  var host = "127.0.0.1"
  var url: String { "http://\(host):\(receiver.port)" }

  /// Runs `body` with a receiver, and stops that after.
  /// The standard limits, but for time: beside other tests a client may have to wait for its turn.
  static var patient: ReceiverLimits {
    var limits = ReceiverLimits()
    limits.readTimeout = .seconds(300)
    limits.lingerTimeout = .seconds(60)
    return limits
  }

  static func with<Result>(
    _ shelf: Shelf = Shelf(), limits: ReceiverLimits = patient, listen: String = "127.0.0.1:0",
    _ body: (Stage) async throws -> Result
  ) async throws -> Result {
    let address = try ListenAddress(listen)
    let receiver = try await RunningWebhook(at: address, path: path, limits: limits, keep: shelf.keep)
    let host = address.host.contains(":") ? "[\(address.host)]" : address.host
    do {
      let result = try await body(Stage(receiver: receiver, host: host))
      await receiver.stop()
      return result
    } catch {
      await receiver.stop()
      throw error
    }
  }

  func send(
    _ method: String = "POST", _ path: String = Stage.path, _ body: [UInt8]?, headers: [HTTPRequest.Header] = []
  ) async throws -> HTTPResponse {
    try await client.send(HTTPRequest(method: method, url: url + path, headers: headers, body: body))
  }

  func post(_ body: String) async throws -> HTTPResponse { try await send(Array(body.utf8)) }

  /// Waits for a state of the receiver that is bound to come; the suite's time limit is the end of patience.
  func wait(until isSo: ((underWay: Int, whole: Int, bytes: Int)) -> Bool) async throws {
    while !isSo(receiver.deliveries.counts) { try await Task.sleep(for: .milliseconds(1)) }
  }
}

/// A request's bytes as they go over the wire.
func head(_ method: String = "POST", _ path: String = Stage.path, _ headers: String...) -> String {
  (["\(method) \(path) HTTP/1.1", "Host: localhost"] + headers).map { $0 + "\r\n" }.joined() + "\r\n"
}
