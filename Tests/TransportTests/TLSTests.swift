import Peers
import PipelineModel
import Testing

@testable import Transport

@Suite("HTTP client: TLS", .timeLimit(.minutes(5)))
struct TLSTests {
  @Test("with the authority of the configuration requests go through; a POST keeps its one connection")
  func trusted() async throws {
    try await Peers.with { peers in
      let server = ScriptedServer(.readRequest, .send(ok))
      let terminator = try peers.terminator(before: server.port)
      let client = HTTPClient(caFile: peers.folder + "/ca.pem")
      let url = "https://127.0.0.1:\(terminator)"
      let calls = Calls()
      let answer = try await client.send(post(url + "/enrich")) { calls.call() }
      #expect(answer.body == Array("ok".utf8))
      #expect(try await client.send(HTTPRequest(method: "GET", url: url)).status == 200)
      #expect(calls.count == 1)
      let received = await server.stop()
      #expect(received.count == 2)
      #expect(received.first?.hasPrefix("POST /enrich HTTP/1.1\r\n") == true)
    }
  }

  @Test(
    "without it, with another, or for another host nothing is sent, and the message says why",
    arguments: [
      (nil, "127.0.0.1", "SSL certificate problem: unable to get local issuer certificate"),
      ("/other.pem", "127.0.0.1", "SSL certificate problem: unable to get local issuer certificate"),
      ("/ca.pem", "localhost", "SSL: no alternative certificate subject name matches target host name 'localhost'"),
      ("/none.pem", "127.0.0.1", "error setting certificate file: "),
    ])
  func distrusted(authority: String?, host: String, words: String) async throws {
    try await Peers.with { peers in
      let server = ScriptedServer(.readRequest, .send(ok))
      let terminator = try peers.terminator(before: server.port)
      let calls = Calls()
      let failure = await failure { () async throws(HTTPFailure) in
        try await HTTPClient(caFile: authority.map { peers.folder + $0 })
          .send(post("https://\(host):\(terminator)/pr1vate")) { calls.call() }
      }
      #expect(failure?.stage == .notSent)
      #expect(failure?.message.hasPrefix(words) == true, "\(failure?.message ?? "")")
      #expect(failure?.message.contains("pr1vate") == false)
      #expect(calls.count == 0)
      // The name is looked at when the handshake is over for the other side.
      #expect(await server.stop().allSatisfy(\.isEmpty))
    }
  }

  @Test("a connection that dies after the request leaves the outcome open, and the request is not sent again")
  func dies() async throws {
    try await Peers.with { peers in
      let server = ScriptedServer(.readRequest)
      let terminator = try peers.terminator(before: server.port, dies: true)
      let calls = Calls()
      let failure = await failure { () async throws(HTTPFailure) in
        try await HTTPClient(caFile: peers.folder + "/ca.pem").send(post("https://127.0.0.1:\(terminator)")) {
          calls.call()
        }
      }
      #expect(failure?.stage == .maybeSent)
      #expect(failure?.message.contains("s3cret") == false)
      #expect(calls.count == 1)
      let received = await server.stop()
      #expect(received.count == 1)
      #expect(received.first?.hasSuffix(#"{"leads":["pr1vate"]}"#) == true)
    }
  }
}
