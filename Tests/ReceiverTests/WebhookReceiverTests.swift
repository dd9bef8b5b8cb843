import PipelineModel
import Testing
import Transport

@testable import Receiver

private let delivery = #"{"enrichment_id":"e1","results":[{"enrichEmail":"ada@example.com"}]}"#

@Suite("webhook receiver: answers", .timeLimit(.minutes(5)))
struct WebhookReceiverTests {
  @Test("a delivery is kept as it came, then answered 200 with an empty object")
  func delivered() async throws {
    let shelf = Shelf()
    try await Stage.with(shelf) { stage in
      let response = try await stage.post(delivery)
      #expect(response.status == 200)
      #expect(response.body == Array("{}".utf8))
      #expect(response.header("Content-Type") == "application/json")
      #expect(shelf.bodies == [delivery])
      #expect(try await stage.send("POST", Stage.path + "?from=vendor", Array("{}".utf8)).status == 200)
      #expect(shelf.bodies == [delivery, "{}"])
    }
  }

  @Test("the host is started through its protocol, and says its port")
  func contract() async throws {
    let shelf = Shelf()
    let host: any ReceiverHost = WebhookReceiver()
    let running = try await host.start(listen: "localhost:0", path: "hooks/x", keep: shelf.keep)
    let request = HTTPRequest(
      method: "POST", url: "http://localhost:\(running.port)/hooks/x", body: Array(delivery.utf8))
    #expect(try await HTTPClient().send(request).status == 200)
    await running.stop()
    #expect(shelf.bodies == [delivery])
  }

  @Test(
    "another path is not found, whatever the method",
    arguments: [
      "", "/", "/hooks", "/hooks/", "/hooks/0123456789abcdef0123456789abcdeF", Stage.path + "/", Stage.path + "0",
      "/" + Stage.path, "/hooks/%30123456789abcdef0123456789abcdef", "/?" + Stage.path,
    ])
  func wrongPath(path: String) async throws {
    let shelf = Shelf()
    try await Stage.with(shelf) { stage in
      for method in ["POST", "GET", "DELETE"] {
        let response = try await stage.send(method, path, method == "POST" ? Array(delivery.utf8) : nil)
        #expect(response.status == 404)
        #expect(response.body.isEmpty)
      }
    }
    #expect(shelf.kept.isEmpty)
  }

  @Test("another method is not allowed", arguments: ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])
  func wrongMethod(method: String) async throws {
    let shelf = Shelf()
    try await Stage.with(shelf) { stage in
      let response = try await stage.send(method, Stage.path, method == "PUT" ? Array(delivery.utf8) : nil)
      #expect(response.status == 405)
      #expect(response.header("Allow") == "POST")
    }
    #expect(shelf.kept.isEmpty)
  }

  @Test(
    "what is no JSON object in UTF-8 is a bad request, and is not quoted",
    arguments: ["", " ", "[]", "1", "null", "\"pr1vate\"", "{", "{\"pr1vate\":}", "{} {}", "a=b"])
  func notJSON(body: String) async throws {
    let shelf = Shelf()
    try await Stage.with(shelf) { stage in
      let response = try await stage.post(body)
      #expect(response.status == 400)
      #expect(String(decoding: response.body, as: UTF8.self) == #"{"error":"the body is not a JSON object in UTF-8"}"#)
      #expect(try await stage.send(Array("{\"a\":\"".utf8) + [0xFF] + Array("\"}".utf8)).status == 400)
    }
    #expect(shelf.kept.isEmpty)
  }

  @Test("a body may be as large as the limit and no larger, announced or not")
  func tooLarge() async throws {
    let shelf = Shelf()
    var limits = ReceiverLimits()
    limits.body = 100_000
    try await Stage.with(shelf, limits: limits) { stage in
      let fits = Array("{\"a\":\"".utf8) + Array(repeating: 97, count: 100_000 - 8) + Array("\"}".utf8)
      for headers in [[], [HTTPRequest.Header("Transfer-Encoding", "chunked")]] {
        for (excess, status) in [(0, 200), (1, 413), (5_000_000, 413)] {
          let response = try await stage.send(body: fits + Array(repeating: 32, count: excess), headers: headers)
          #expect(response.status == status)
        }
      }
      #expect(stage.receiver.deliveries.counts == (0, 0, 0))
    }
    #expect(shelf.kept.map(\.count) == [1, 1])
  }

  @Test("8 MiB fit by default")
  func default8MiB() async throws {
    let shelf = Shelf()
    try await Stage.with(shelf) { stage in
      let fits = Array("{\"a\":\"".utf8) + Array(repeating: 97, count: (8 << 20) - 8) + Array("\"}".utf8)
      let statuses = [
        try await stage.send(body: fits).status, try await stage.send(body: fits + [32]).status,
      ]
      #expect(statuses == [200, 413])
    }
    #expect(shelf.kept.count == 1)
  }

  @Test("a client that asks whether it may go on is told so before its body, or refused without it")
  func expectContinue() async throws {
    try await Stage.with { stage in
      let client = RawClient(port: stage.receiver.port)
      await client.send(head("POST", Stage.path, "Content-Length: 2", "Expect: 100-continue"))
      #expect(await client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
      await client.send("{}")
      #expect(await client.read(until: "{}").hasPrefix("HTTP/1.1 200 OK\r\n"))
      let other = RawClient(port: stage.receiver.port)
      await other.send(head("POST", Stage.path, "Content-Length: 9000000", "Expect: 100-continue"))
      #expect(await other.read(until: "}").hasPrefix("HTTP/1.1 413 "))
    }
  }

  @Test("pieces of a chunked body are put together, however they are cut, and a connection serves many requests")
  func chunked() async throws {
    let shelf = Shelf()
    try await Stage.with(shelf) { stage in
      let client = RawClient(port: stage.receiver.port)
      for _ in 0..<2 {
        await client.send(head("POST", Stage.path, "Transfer-Encoding: chunked"))
        for character in delivery { await client.send("1\r\n\(character)\r\n") }
        await client.send("0\r\n\r\n")
        #expect(await client.read(until: "{}").hasPrefix("HTTP/1.1 200 OK\r\n"))
      }
    }
    #expect(shelf.bodies == [delivery, delivery])
  }

  @Test("requests sent in one go are answered in order")
  func pipelined() async throws {
    let shelf = Shelf()
    try await Stage.with(shelf) { stage in
      let client = RawClient(port: stage.receiver.port)
      let request = head("POST", Stage.path, "Content-Length: \(delivery.utf8.count)") + delivery
      await client.send(request + request + head("GET"))
      let answers = await client.readToEnd()
      #expect(answers.split(separator: "HTTP/1.1 ").map { $0.prefix(3) } == ["200", "200", "405"])
    }
    #expect(shelf.bodies == [delivery, delivery])
  }

  @Test("a body that was cut off is not kept")
  func cutOff() async throws {
    let shelf = Shelf()
    try await Stage.with(shelf) { stage in
      let client = RawClient(port: stage.receiver.port)
      await client.send(head("POST", Stage.path, "Content-Length: 100") + "{\"a\":1")
      client.finish()
      _ = await client.readToEnd()
      try await stage.wait { $0.underWay == 0 }
    }
    #expect(shelf.kept.isEmpty)
  }

  @Test("it listens on IPv6")
  func ipv6() async throws {
    let shelf = Shelf()
    try await Stage.with(shelf, listen: "[::1]:0") { stage in
      let response = try await stage.post(delivery)
      #expect(response.status == 200)
    }
    #expect(shelf.bodies == [delivery])
  }
}

extension Stage {
  func send(body: [UInt8], headers: [HTTPRequest.Header] = []) async throws -> HTTPResponse {
    try await send("POST", Stage.path, body, headers: headers)
  }

  func send(_ body: [UInt8]) async throws -> HTTPResponse { try await send("POST", Stage.path, body) }
}
