import Peers
import Glibc
import PipelineModel
import Testing

@testable import Transport

private let tunnel = "HTTP/1.1 200 Connection established\r\nX-From: proxy\r\n\r\n"
private let bill = #"{"enrichment_id":"made-up"}"#

/// Sends a purchase through a proxy that plays a script.
private func purchase(
  _ proxy: ScriptedServer, to url: String = "http://service.invalid", connectTimeout: Duration = .seconds(10)
) async -> (failure: HTTPFailure?, calls: Int, received: [String]) {
  let calls = Calls()
  var request = post(url)
  request.connectTimeout = connectTimeout
  let sent = request
  let failure = await failure { () async throws(HTTPFailure) in
    try await HTTPClient(proxy: proxy.url).send(sent) { calls.call() }
  }
  return (failure, calls.count, await proxy.stop())
}

@Suite("HTTP client: proxies that misbehave", .timeLimit(.minutes(5)))
struct ScriptedProxyTests {
  @Test(
    "a proxy's own answer is never the service's",
    arguments: ["http://service.invalid", "https://service.invalid"], [302, 400, 403, 407, 429, 500, 502, 503])
  func ownAnswer(url: String, status: Int) async {
    let proxy = ScriptedServer(
      .readRequest,
      .send(
        "HTTP/1.1 \(status) No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nRetry-After: 1\r\n"
          + "Content-Length: \(bill.utf8.count)\r\n\r\n\(bill)"))
    let (failure, calls, received) = await purchase(proxy, to: url)
    #expect(failure == HTTPFailure(stage: .notSent, message: "CONNECT tunnel failed, response \(status)"))
    #expect(calls == 0)
    #expect(received.count == 1)
    // The proxy is told where to, and nothing of the request.
    #expect(received.first?.hasPrefix("CONNECT service.invalid:") == true)
    #expect(received.first?.contains("s3cret") == false)
    #expect(received.first?.contains("pr1vate") == false)
  }

  @Test("a proxy's own answer to a question is not the service's either", arguments: [200, 404, 410, 503])
  func ownAnswerToQuestion(status: Int) async {
    let proxy = ScriptedServer(.readRequest, .send("HTTP/1.1 \(status) No\r\nContent-Length: 2\r\n\r\n{}"))
    let request = HTTPRequest(method: "GET", url: "http://service.invalid/v1/jobs/1")
    let answer = try? await HTTPClient(proxy: proxy.url).send(request)
    #expect(answer == nil)
    #expect(await proxy.stop().first?.hasPrefix("CONNECT service.invalid:") == true)
  }

  @Test("only what comes through the tunnel is the answer")
  func throughTunnel() async throws {
    let proxy = ScriptedServer(.readRequest, .send(tunnel), .readRequest, .send(ok))
    let response = try await HTTPClient(proxy: proxy.url).send(post("http://service.invalid/enrich")) {}
    #expect(response.headers == [.init("Content-Length", "2")])
    let received = await proxy.stop()
    #expect(received.first?.contains("POST /enrich HTTP/1.1\r\n") == true)
  }

  @Test(
    "a proxy that goes before the tunnel stands leaves the request unsent",
    arguments: [
      [ScriptedServer.Step.readRequest], [.readRequest, .reset], [.readRequest, .send("HTTP/1.1 200 Conn")],
      [.readRequest, .send("nonsense\r\n\r\n")],
    ])
  func goesBefore(script: [ScriptedServer.Step]) async {
    let (failure, calls, received) = await purchase(ScriptedServer([script]))
    #expect(failure?.stage == .notSent)
    #expect(calls == 0)
    #expect(received.count == 1)
  }

  @Test("a proxy that says nothing runs into the time limit for connecting")
  func silent() async {
    let (failure, calls, _) = await purchase(
      ScriptedServer(.readRequest, .waitUntilClientGoes), connectTimeout: .milliseconds(200))
    #expect(failure?.stage == .notSent)
    #expect(calls == 0)
  }

  @Test(
    "a proxy that goes after the request leaves the outcome open, and the request is not sent again",
    arguments: [
      [ScriptedServer.Step.readRequest, .send(tunnel), .readRequest],
      [.readRequest, .send(tunnel), .readRequest, .reset],
      [.readRequest, .send(tunnel), .readRequest, .send("HTTP/1.1 202 Accepted\r\nContent-Le")],
      [.readRequest, .send(tunnel + "garbage"), .readRequest],
    ])
  func goesAfter(script: [ScriptedServer.Step]) async {
    let (failure, calls, received) = await purchase(ScriptedServer([script]))
    #expect(failure?.stage == .maybeSent)
    #expect(calls == 1)
    #expect(received.count == 1)
  }

  @Test("a proxy that nobody finds leaves the request unsent, and is named without its password")
  func unreachable() async {
    let port = unusedPort()
    for (proxy, words) in [
      ("http://user:s3cret@127.0.0.1:\(port)", "Failed to connect to 127.0.0.1 port \(port)"),
      ("http://user:s3cret@sluice.invalid:1", "Could not resolve proxy: sluice.invalid"),
    ] {
      let calls = Calls()
      let failure = await failure { () async throws(HTTPFailure) in
        try await HTTPClient(proxy: proxy).send(post("https://service.invalid")) { calls.call() }
      }
      #expect(failure?.stage == .notSent)
      #expect(failure?.message.hasPrefix(words) == true, "\(failure?.message ?? "")")
      #expect(failure?.message.contains("s3cret") == false)
      #expect(calls.count == 0)
    }
  }

  @Test(
    "a proxy's URL that cannot be read is not quoted, as it may hold a password",
    arguments: [
      "http://user:s3cret@127.0.0.1:port", "ftp://user:s3cret@127.0.0.1:1", "user:s3cret@[::1", "http://user:s3cret@",
      "user:s3cret", "http://user:s3cret@127.0.0.1:1/%zz\nX: y", "s3cret://", "http://s3c ret@127.0.0.1:1",
    ])
  func unreadable(proxy: String) async {
    for method in ["GET", "POST"] {
      let failure = await failure { () async throws(HTTPFailure) in
        try await HTTPClient(proxy: proxy).send(HTTPRequest(method: method, url: "http://127.0.0.1:\(unusedPort())"))
      }
      #expect(failure?.stage == .notSent)
      #expect(failure?.message.contains("s3c") == false, "\(failure?.message ?? "")")
    }
  }

  // In a process of its own: the environment is everybody's.
  @Test("the environment's proxy is used, but not to this machine, and not where the configuration says otherwise")
  func environment() async {
    await #expect(processExitsWith: .success) {
      let proxy = ScriptedServer(.readRequest, .send(tunnel), .readRequest, .send(ok))
      let here = ScriptedServer(.readRequest, .send(ok))
      for name in ["http_proxy", "https_proxy", "all_proxy"] { setenv(name, proxy.url, 1) }
      setenv("no_proxy", "excepted.invalid,service.invalid", 1)
      _ = try await HTTPClient().send(post("http://other.invalid/a")) {}
      _ = try await HTTPClient().send(post(here.url + "/b")) {}
      _ = try await HTTPClient().send(post("http://localhost:\(here.port)/c")) {}
      _ = try await HTTPClient(proxy: "").send(post(here.url + "/d")) {}
      // What is given is obeyed, whatever `no_proxy` says.
      _ = try await HTTPClient(proxy: proxy.url).send(post("http://service.invalid/e")) {}
      let excepted = await failure { () async throws(HTTPFailure) in
        try await HTTPClient().send(post("http://excepted.invalid/f")) {}
      }
      #expect(excepted?.message.contains("excepted.invalid") == true)
      let direct = await failure { () async throws(HTTPFailure) in
        try await HTTPClient(proxy: "").send(post("http://other.invalid/g")) {}
      }
      #expect(direct?.message.contains("other.invalid") == true)
      let throughProxy = await proxy.stop()
      #expect(throughProxy.count == 2)
      #expect(throughProxy.first?.hasPrefix("CONNECT other.invalid:80 ") == true)
      #expect(throughProxy.last?.hasPrefix("CONNECT service.invalid:80 ") == true)
      let direct3 = await here.stop()
      #expect(direct3.map { $0.prefix(7) } == ["POST /b", "POST /c", "POST /d"])
    }
  }
}
