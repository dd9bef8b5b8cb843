import Peers
import Foundation
import PipelineModel
import Testing

@testable import Transport

private func get(_ url: String) -> HTTPRequest { HTTPRequest(method: "GET", url: url) }

@Suite("HTTP client: a real proxy", .timeLimit(.minutes(5)))
struct ProxyTests {
  @Test("GET and POST cross in a tunnel, so that the proxy neither reads nor repeats nor answers them")
  func plain() async throws {
    try await Peers.with { peers in
      let server = ScriptedServer(.readRequest, .send(ok))
      let proxy = try await peers.proxy()
      let client = HTTPClient(proxy: "http://127.0.0.1:\(proxy)")
      let calls = Calls()
      #expect(try await client.send(get(server.url + "/jobs")).body == Array("ok".utf8))
      #expect(try await client.send(post(server.url + "/enrich")) { calls.call() }.body == Array("ok".utf8))
      #expect(calls.count == 1)
      let received = await server.stop()
      #expect(received.count == 2)
      #expect(received.first?.hasPrefix("GET /jobs HTTP/1.") == true)
      #expect(received.first?.contains("tinyproxy") == false)
      #expect(received.last?.hasPrefix("POST /enrich HTTP/1.1\r\n") == true)
      #expect(received.last?.contains("tinyproxy") == false)
    }
  }

  @Test("what is encrypted goes end to end, with the authority of the configuration")
  func encrypted() async throws {
    try await Peers.with { peers in
      let server = ScriptedServer(.readRequest, .send(ok))
      let terminator = try peers.terminator(before: server.port)
      let proxy = try await peers.proxy()
      let client = HTTPClient(caFile: peers.folder + "/ca.pem", proxy: "127.0.0.1:\(proxy)")
      let url = "https://127.0.0.1:\(terminator)"
      let calls = Calls()
      #expect(try await client.send(get(url)).headers == [.init("Content-Length", "2")])
      #expect(try await client.send(post(url)) { calls.call() }.status == 200)
      #expect(calls.count == 1)
      let distrusted = await failure { () async throws(HTTPFailure) in
        try await HTTPClient(proxy: "127.0.0.1:\(proxy)").send(post(url)) { calls.call() }
      }
      #expect(distrusted?.stage == .notSent)
      #expect(calls.count == 1)
      #expect(await server.stop().count == 2)
    }
  }

  @Test("the way to the proxy may be encrypted too")
  func encryptedProxy() async throws {
    try await Peers.with { peers in
      let server = ScriptedServer(.readRequest, .send(ok))
      let proxy = try await peers.proxy()
      let terminator = try peers.terminator(before: proxy)
      let url = "https://127.0.0.1:\(terminator)"
      let client = HTTPClient(caFile: peers.folder + "/ca.pem", proxy: url)
      #expect(try await client.send(post(server.url)) {}.status == 200)
      let distrusted = await failure { () async throws(HTTPFailure) in
        try await HTTPClient(proxy: url).send(post(server.url)) {}
      }
      #expect(distrusted?.stage == .notSent)
      #expect(await server.stop().count == 1)
    }
  }

  @Test("a password is given to the proxy alone, and a wrong one is told without being quoted")
  func password() async throws {
    try await Peers.with { peers in
      let server = ScriptedServer(.readRequest, .send(ok))
      let proxy = try await peers.proxy("BasicAuth user s3cret")
      let calls = Calls()
      let right = HTTPClient(proxy: "http://user:s3cret@127.0.0.1:\(proxy)")
      #expect(try await right.send(post(server.url)) { calls.call() }.status == 200)
      let wrong = await failure { () async throws(HTTPFailure) in
        try await HTTPClient(proxy: "http://user:wr0ng@127.0.0.1:\(proxy)").send(post(server.url)) { calls.call() }
      }
      #expect(wrong?.stage == .notSent)
      // It says 401 where others say 407.
      #expect(wrong?.message == "CONNECT tunnel failed, response 401")
      #expect(calls.count == 1)
      let received = await server.stop()
      #expect(received.count == 1)
      #expect(received.first?.contains("Proxy-Authorization") == false)
    }
  }

  @Test("a proxy that may not go there, or that finds nobody, leaves a request unsent")
  func refused() async throws {
    try await Peers.with { peers in
      let server = ScriptedServer(.readRequest, .send(ok))
      let strict = try await peers.proxy("ConnectPort 443")
      let calls = Calls()
      for scheme in ["http", "https"] {
        let refused = await failure { () async throws(HTTPFailure) in
          try await HTTPClient(proxy: "127.0.0.1:\(strict)")
            .send(post("\(scheme)://127.0.0.1:\(server.port)")) { calls.call() }
        }
        #expect(refused == HTTPFailure(stage: .notSent, message: "CONNECT tunnel failed, response 403"))
      }
      let open = try await peers.proxy()
      let nobody = await failure { () async throws(HTTPFailure) in
        try await HTTPClient(proxy: "127.0.0.1:\(open)").send(post("http://127.0.0.1:\(unusedPort())")) {
          calls.call()
        }
      }
      #expect(nobody?.stage == .notSent)
      #expect(nobody?.message.hasPrefix("CONNECT tunnel failed, response 5") == true)
      #expect(calls.count == 0)
      #expect(await server.stop().isEmpty)
    }
  }
}
