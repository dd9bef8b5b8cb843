import Peers
import PipelineModel
import Synchronization
import Testing

@testable import Transport

/// Counts how often `beforeSending` ran.
final class Calls: Sendable {
  private let calls = Atomic<Int>(0)
  var count: Int { calls.load(ordering: .relaxed) }
  func call() { calls.add(1, ordering: .relaxed) }
}

private struct Refused: Error {}

let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

func post(_ url: String, timeout: Duration = .seconds(20)) -> HTTPRequest {
  HTTPRequest(
    method: "POST", url: url,
    headers: [.init("Authorization", "Bearer s3cret"), .init("Content-Type", "application/json")],
    body: Array(#"{"leads":["pr1vate"]}"#.utf8), timeout: timeout)
}

func failure(_ body: () async throws(HTTPFailure) -> HTTPResponse) async -> HTTPFailure? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error
  }
}

@Suite("HTTP client", .timeLimit(.minutes(5)))
struct HTTPClientTests {
  @Test("a request's head and body arrive as they were given, without Expect and with nothing added to them")
  func requestIsIntact() async throws {
    let server = ScriptedServer(.readRequest, .send(ok))
    var request = post(server.url + "/v1/leads/enrich?a=b")
    request.headers.append(.init("X-Empty", ""))
    request.body = (0..<3_000_000).map { UInt8(ascii: "a") + UInt8($0 % 26) }
    let calls = Calls()
    let response = try await HTTPClient().send(request) { calls.call() }
    #expect(response.status == 200)
    #expect(calls.count == 1)
    let received = try #require(await server.stop().first)
    let parts = received.split(separator: "\r\n\r\n", maxSplits: 1)
    let lines = parts[0].split(separator: "\r\n").map(String.init)
    #expect(lines.first == "POST /v1/leads/enrich?a=b HTTP/1.1")
    #expect(
      Set(lines.dropFirst()) == [
        "Host: 127.0.0.1:\(server.port)", "User-Agent: sluice", "Accept: */*", "Authorization: Bearer s3cret",
        "Content-Type: application/json", "X-Empty:", "Content-Length: 3000000",
      ])
    #expect(Array(parts[1].utf8) == request.body)
  }

  @Test("a body without a type is sent without one, and an empty POST announces 0 bytes")
  func typeIsNotInvented() async throws {
    let server = ScriptedServer(.readRequest, .send(ok))
    let client = HTTPClient()
    _ = try await client.send(HTTPRequest(method: "POST", url: server.url, body: [120]))
    _ = try await client.send(HTTPRequest(method: "POST", url: server.url))
    let received = await server.stop()
    #expect(received.count == 2)
    #expect(received.allSatisfy { !$0.lowercased().contains("content-type") })
    #expect(received[0].hasSuffix("\r\n\r\nx"))
    #expect(received[1].contains("\r\nContent-Length: 0\r\n"))
  }

  @Test("a response's status, headers and bytes arrive as they were sent; an interim response leaves nothing")
  func responseIsIntact() async throws {
    let body = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let server = ScriptedServer(
      .readRequest, .send("HTTP/1.1 103 Early Hints\r\nX-Early: yes\r\n\r\n"),
      .send(
        "HTTP/1.1 402 Payment Required\r\nRetry-After:  7 \r\nX-Empty:\r\nX-A: b:c\r\nContent-Length: 300000\r\n\r\n"),
      .sendBytes(body))
    let response = try await HTTPClient().send(HTTPRequest(method: "GET", url: server.url))
    #expect(response.status == 402)
    #expect(
      response.headers == [
        .init("Retry-After", "7"), .init("X-Empty", ""), .init("X-A", "b:c"), .init("Content-Length", "300000"),
      ])
    #expect(response.header("retry-after") == "7")
    #expect(response.body == body)
    _ = await server.stop()
  }

  @Test("a refused port is not sent, and beforeSending is not called")
  func refusedPort() async {
    let port = unusedPort()
    let calls = Calls()
    let failure = await failure { () async throws(HTTPFailure) in
      try await HTTPClient().send(post("http://127.0.0.1:\(port)")) { calls.call() }
    }
    #expect(failure?.stage == .notSent)
    #expect(failure?.message.contains("127.0.0.1 port \(port)") == true)
    #expect(failure?.message.hasSuffix("(Connection refused)") == true)
    #expect(calls.count == 0)
  }

  @Test(
    "what cannot be sent at all is not sent, and its message holds no secret",
    arguments: [
      ("http://user:s3cret@sluice.invalid/pr1vate", "resolve host: sluice.invalid"),
      ("http://[", "URL"),
      ("ftp://127.0.0.1/", "Unsupported protocol"),
      ("http://127.0.0.1/\r\nX: s3cret", "the request's URL holds a line break"),
      ("", "URL"),
    ])
  func unusable(url: String, words: String) async {
    let failure = await failure { () async throws(HTTPFailure) in try await HTTPClient().send(post(url)) {} }
    #expect(failure?.stage == .notSent)
    #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "no failure")")
    #expect(failure?.message.contains("s3cret") == false)
    #expect(failure?.message.contains("pr1vate") == false)
  }

  @Test("a header with a line break is refused before anything is sent")
  func headerInjection() async {
    var request = post("http://127.0.0.1:\(unusedPort())")
    request.headers.append(.init("X-Name", "a\r\nX-Other: s3cret"))
    let failure = await failure { () async throws(HTTPFailure) in try await HTTPClient().send(request) }
    #expect(failure == HTTPFailure(stage: .notSent, message: "a header of the request holds a line break"))
  }

  @Test("a TLS handshake that fails is not sent")
  func noTLS() async {
    let server = ScriptedServer(.send("this is no TLS\r\n"), .waitUntilClientGoes)
    let calls = Calls()
    let failure = await failure { () async throws(HTTPFailure) in
      try await HTTPClient().send(post("https://127.0.0.1:\(server.port)")) { calls.call() }
    }
    #expect(failure?.stage == .notSent)
    #expect(calls.count == 0)
    #expect(await server.stop().first?.contains("s3cret") == false)
  }

  @Test(
    "a server that goes after reading leaves the outcome open",
    arguments: [
      [ScriptedServer.Step.readRequest],
      [.readRequest, .reset],
      [.readRequest, .send("HTTP/1.1 202 Accepted\r\nContent-Le")],
      [.readRequest, .send("HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\n{\"message\"")],
      [.readRequest, .send("HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")],
      [.readRequest, .send("SSH-2.0-nonsense\r\n")],
    ])
  func serverGoes(script: [ScriptedServer.Step]) async {
    let server = ScriptedServer([script])
    let calls = Calls()
    let failure = await failure { () async throws(HTTPFailure) in
      try await HTTPClient().send(post(server.url)) { calls.call() }
    }
    #expect(failure?.stage == .maybeSent)
    #expect(failure?.message.isEmpty == false)
    #expect(failure?.message.contains("s3cret") == false)
    #expect(calls.count == 1)
    #expect(await server.stop().count == 1, "the request was sent again")
  }

  @Test("a server that never answers runs into the timeout, which leaves the outcome open")
  func slowServer() async {
    let server = ScriptedServer(.readRequest, .waitUntilClientGoes)
    let failure = await failure { () async throws(HTTPFailure) in
      try await HTTPClient().send(post(server.url, timeout: .milliseconds(150))) {}
    }
    #expect(failure?.stage == .maybeSent)
    #expect(failure?.message.hasPrefix("Operation timed out after") == true)
    #expect(await server.stop().count == 1)
  }

  @Test("where beforeSending throws, nothing reaches the server and its error is not quoted")
  func beforeSendingThrows() async {
    let server = ScriptedServer(.waitUntilClientGoes)
    let failure = await failure { () async throws(HTTPFailure) in
      try await HTTPClient().send(post(server.url)) { throw Refused() }
    }
    #expect(failure == HTTPFailure(stage: .notSent, message: "refused before it was sent (Refused)"))
    #expect(await server.stop() == [""])
  }

  @Test("GETs share a connection; a POST has its own, and one that dies is not tried again")
  func noSecondPost() async throws {
    // The first connection stays open after its answer and would be reused; every later one dies after reading.
    let server = ScriptedServer([
      [.readRequest, .send(ok), .readRequest, .send(ok), .waitUntilClientGoes], [.readRequest],
    ])
    let calls = Calls()
    // The client ends with this function, and its idle connections with it.
    func exchange() async throws -> HTTPFailure? {
      let client = HTTPClient()
      _ = try await client.send(HTTPRequest(method: "GET", url: server.url + "/1"))
      _ = try await client.send(HTTPRequest(method: "GET", url: server.url + "/2"))
      return await failure { () async throws(HTTPFailure) in
        try await client.send(post(server.url + "/3")) { calls.call() }
      }
    }
    #expect(try await exchange()?.stage == .maybeSent)
    #expect(calls.count == 1)
    let received = await server.stop()
    #expect(received.count == 2)
    #expect(received[0].contains("GET /1 ") && received[0].contains("GET /2 "))
    #expect(!received[0].contains("POST"))
    #expect(received[1].hasPrefix("POST /3 "))
  }

  @Test("a second start of one request is refused")
  func secondStart() {
    let calls = Calls()
    let exchange = HTTPExchange(beforeSending: { calls.call() }, responseLimit: 10, isCancelled: { false })
    #expect(exchange.mayStart())
    #expect(!exchange.mayStart())
    #expect(calls.count == 1)
    #expect(
      exchange.finish(status: 0, problem: "aborted")
        == .failure(
          HTTPFailure(
            stage: .maybeSent, message: "the connection was lost and the request is not sent a second time")))
  }

  @Test("a redirect is an answer like any other")
  func redirect() async throws {
    let server = ScriptedServer(
      .readRequest, .send("HTTP/1.1 307 Temporary Redirect\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"))
    let response = try await HTTPClient().send(post(server.url)) {}
    #expect(response.status == 307)
    #expect(response.header("Location") == "/again")
    #expect(await server.stop().count == 1)
  }

  @Test("a response larger than the limit is refused", arguments: [true, false])
  func tooLarge(isAnnounced: Bool) async {
    let head = isAnnounced ? "Content-Length: 1001" : "Connection: close"
    let server = ScriptedServer(
      .readRequest, .send("HTTP/1.1 200 OK\r\n\(head)\r\n\r\n"), .sendBytes(Array(repeating: 65, count: 1001)))
    let failure = await failure { () async throws(HTTPFailure) in
      try await HTTPClient(responseLimit: 1000).send(post(server.url)) {}
    }
    #expect(failure == HTTPFailure(stage: .maybeSent, message: "the response is larger than the limit of 1000 bytes"))
    _ = await server.stop()
  }

  @Test("cancelling stops a request that waits for its answer")
  func cancelled() async {
    let server = ScriptedServer(.readRequest, .waitUntilClientGoes)
    let (started, begin) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      await failure { () async throws(HTTPFailure) in
        try await HTTPClient().send(post(server.url)) { begin.finish() }
      }
    }
    for await _ in started {}
    task.cancel()
    #expect(await task.value == HTTPFailure(stage: .maybeSent, message: "cancelled"))
    _ = await server.stop()
  }

  @Test("a task that was cancelled before sends nothing")
  func cancelledBefore() async {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await failure { () async throws(HTTPFailure) in
        try await HTTPClient().send(post("http://127.0.0.1:1")) {}
      }
    }
    #expect(await task.value == HTTPFailure(stage: .notSent, message: "cancelled"))
  }

  @Test("an authority file that is not there is named as the trouble, and nothing is sent")
  func missingAuthorities() async {
    let failure = await failure { () async throws(HTTPFailure) in
      try await HTTPClient(caFile: "/nowhere/ca.pem").send(post("https://127.0.0.1:\(unusedPort())"))
    }
    #expect(failure?.stage == .notSent)
  }
}
