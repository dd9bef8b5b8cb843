import PipelineModel
import Testing
import Transport

@testable import Receiver

private let delivery = #"{"results":[1]}"#

@Suite("webhook receiver: stopping", .timeLimit(.minutes(5)))
struct StopTests {
  @Test("what waits to be kept is kept and answered; what comes after is told to come again; then nobody listens")
  func underWay() async throws {
    let gate = Gate()
    let shelf = Shelf(gate: gate)
    let receiver = try await RunningWebhook(
      at: ListenAddress("127.0.0.1:0"), path: Stage.path, limits: ReceiverLimits(), keep: shelf.keep)
    let stage = Stage(receiver: receiver)
    async let status = stage.post(delivery).status
    await gate.waitForArrival()
    async let stopped: Void = receiver.stop()
    try await stage.wait { _ in receiver.deliveries.isStopping }
    let late = try await stage.post(#"{"results":[2]}"#)
    #expect(late.status == 503)
    #expect(
      String(decoding: late.body, as: UTF8.self)
        == #"{"error":"this receiver is stopping; send it again later"}"#)
    gate.open()
    #expect(try await status == 200)
    await stopped
    #expect(shelf.bodies == [delivery])
    do {
      _ = try await stage.post(delivery)
      Issue.record("it still listens")
    } catch let failure as HTTPFailure {
      #expect(failure.stage == .notSent)
    }
  }

  @Test("a body that was half sent may be finished")
  func halfSent() async throws {
    let shelf = Shelf()
    let receiver = try await RunningWebhook(
      at: ListenAddress("127.0.0.1:0"), path: Stage.path, limits: ReceiverLimits(), keep: shelf.keep)
    let stage = Stage(receiver: receiver)
    let client = RawClient(port: receiver.port)
    await client.send(head("POST", Stage.path, "Content-Length: \(delivery.utf8.count)") + delivery.prefix(5))
    try await stage.wait { $0.bytes == 5 }
    async let stopped: Void = receiver.stop()
    try await stage.wait { _ in receiver.deliveries.isStopping }
    await client.send(String(delivery.dropFirst(5)))
    #expect(await client.readToEnd().hasPrefix("HTTP/1.1 200 OK\r\n"))
    await stopped
    #expect(shelf.bodies == [delivery])
  }

  @Test("idle connections, half a head and half a body do not hold it up for longer than a client may take")
  func idle() async throws {
    var limits = ReceiverLimits()
    limits.readTimeout = .milliseconds(300)
    let receiver = try await RunningWebhook(
      at: ListenAddress("127.0.0.1:0"), path: Stage.path, limits: limits, keep: Shelf().keep)
    let clients = (0..<3).map { _ in RawClient(port: receiver.port) }
    await clients[1].send("POST ")
    await clients[2].send(head("POST", Stage.path, "Content-Length: 1000", "Expect: 100-continue"))
    // Told to go on, it has been let in; or its time is over by now, which is as good.
    _ = await clients[2].read(until: "\r\n\r\n")
    await clients[2].send("{")
    await receiver.stop()
    for client in clients { _ = await client.readToEnd() }
  }

  @Test("its port is free after, also for the same process, and stopping twice is no trouble")
  func again() async throws {
    var port = 0
    for _ in 0..<5 {
      let running = try await WebhookReceiver().start(listen: "127.0.0.1:\(port)", path: Stage.path) { _ in }
      port = running.port
      let request = HTTPRequest(method: "POST", url: "http://127.0.0.1:\(port)\(Stage.path)", body: Array("{}".utf8))
      #expect(try await HTTPClient().send(request).status == 200)
      await running.stop()
      await running.stop()
    }
  }
}
