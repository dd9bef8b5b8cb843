import PipelineModel
import Testing

@testable import Receiver

private func failure(listen: String) async -> ReceiverError? {
  do {
    let running = try await WebhookReceiver().start(listen: listen, path: "/x") { _ in }
    await running.stop()
    return nil
  } catch {
    return error as? ReceiverError
  }
}

@Suite("webhook receiver: where it listens", .timeLimit(.minutes(5)))
struct ListenTests {
  @Test(
    "an address is a host and a port",
    arguments: [
      ("127.0.0.1:8080", "127.0.0.1", 8080), ("localhost:0", "localhost", 0), ("[::1]:65535", "::1", 65535),
      ("hooks.example.com:443", "hooks.example.com", 443),
    ])
  func address(text: String, host: String, port: Int) throws {
    let address = try ListenAddress(text)
    #expect(address.host == host)
    #expect(address.port == port)
    #expect(address.description == text)
  }

  @Test(
    "what is no address is said to be none, with examples",
    arguments: [
      "", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "a b:1", "h:1x",
      "[]:80", "h/x:1",
    ])
  func noAddress(text: String) async {
    let error = await failure(listen: text)
    #expect(error?.message == "the webhook cannot listen at \"\(text)\": it is no HOST:PORT")
    #expect(error?.hint.contains("127.0.0.1:8080") == true)
    #expect(error?.diagnostic.code == "webhook")
  }

  @Test("an IPv6 address without brackets is told about them")
  func brackets() async {
    #expect(
      await failure(listen: "::1:8080")?.message
        == "the webhook cannot listen at \"::1:8080\": an IPv6 address needs brackets")
  }

  @Test("a taken port is told with what to do")
  func takenPort() async throws {
    try await Stage.with { stage in
      let place = "127.0.0.1:\(stage.receiver.port)"
      let error = await failure(listen: place)
      #expect(error?.message == "the webhook cannot listen at \(place): the port is taken")
      #expect(error?.hint == "stop what listens there, or choose another port in `webhook: {listen}`")
    }
  }

  @Test("an address of another machine, and a host that nobody knows, are told")
  func otherAddress() async {
    #expect(
      await failure(listen: "192.0.2.1:0")?.message
        == "the webhook cannot listen at 192.0.2.1:0: the address is none of this machine's")
    let unknown = await failure(listen: "sluice.invalid:0")
    #expect(
      unknown?.message
        == "the webhook cannot listen at sluice.invalid:0: the host is not known")
  }

  @Test("a task that was cancelled before gets a receiver that can be stopped")
  func cancelled() async throws {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await WebhookReceiver().start(listen: "127.0.0.1:0", path: "/x") { _ in }.stop()
    }
    try await task.value
  }
}
