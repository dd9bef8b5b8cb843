import PipelineModel
import Testing
import Transport

@testable import Receiver

private func delivery(_ number: Int) -> String { #"{"results":[\#(number)]}"# }

@Suite("webhook receiver: many, slow, hostile, failing", .timeLimit(.minutes(5)))
struct LoadTests {
  @Test("deliveries that wait are kept together, each is answered, and none is lost or doubled")
  func grouped() async throws {
    let gate = Gate()
    let shelf = Shelf(gate: gate)
    try await Stage.with(shelf) { stage in
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<60 { group.addTask { try await stage.post(delivery(number)).status } }
        // One call is held at the gate with what had come by then; the rest gathers behind it.
        try await stage.wait { $0.whole == 60 }
        gate.open()
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses == Array(repeating: 200, count: 60))
    }
    #expect(Set(shelf.bodies) == Set((0..<60).map(delivery)))
    #expect(shelf.bodies.count == 60)
    #expect(shelf.kept.count <= 2)
  }

  @Test("where keeping fails each sender is told to come again, and what comes again is kept once")
  func failing() async throws {
    let shelf = Shelf(failures: 1)
    try await Stage.with(shelf) { stage in
      let refused = try await stage.post(delivery(1))
      #expect(refused.status == 503)
      #expect(
        String(decoding: refused.body, as: UTF8.self) == #"{"error":"it could not be stored; send it again later"}"#)
      #expect(shelf.kept.isEmpty)
      #expect(try await stage.post(delivery(1)).status == 200)
    }
    #expect(shelf.bodies == [delivery(1)])
  }

  @Test("a flood to a wrong path is turned away without being read, and others are served")
  func flood() async throws {
    let shelf = Shelf()
    try await Stage.with(shelf) { stage in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask {
            for _ in 0..<100 {
              let client = RawClient(port: stage.receiver.port)
              // The answer comes although the body never does.
              await client.send(head("POST", "/hooks/guess", "Content-Length: 8000000") + "{\"a\":")
              let answer = await client.readToEnd()
              #expect(answer.hasPrefix("HTTP/1.1 404 "))
              #expect(stage.receiver.deliveries.counts.bytes < 100)
            }
          }
        }
        for number in 0..<20 {
          let response = try await stage.post(delivery(number))
          #expect(response.status == 200)
        }
        try await group.waitForAll()
      }
      #expect(stage.receiver.deliveries.counts == (0, 0, 0))
    }
    #expect(shelf.bodies == (0..<20).map(delivery))
  }

  @Test("a refused client that goes on sending is cut off, by bytes")
  func refusedButSending() async throws {
    var limits = ReceiverLimits()
    limits.lingerBytes = 100_000
    limits.lingerTimeout = .seconds(3600)
    try await Stage.with(limits: limits) { stage in
      let client = RawClient(port: stage.receiver.port)
      await client.send(head("POST", "/hooks/guess", "Content-Length: 100000000"))
      let piece = String(repeating: "a", count: 10_000)
      while await client.send(piece) {}
    }
  }

  @Test(
    "a client that is slow with its head or its body is cut off while others are served",
    arguments: [
      "", "POST ", head("POST", Stage.path, "Content-Length: 1000000").dropLast(2) + "X-Slow: ",
      head("POST", Stage.path, "Content-Length: 1000000"), head("POST", "/hooks/guess", "Content-Length: 1000000"),
    ])
  func slow(start: String) async throws {
    var limits = ReceiverLimits()
    limits.readTimeout = .milliseconds(300)
    limits.lingerTimeout = .milliseconds(300)
    let shelf = Shelf()
    try await Stage.with(shelf, limits: limits) { stage in
      let dripping = RawClient(port: stage.receiver.port)
      let silent = RawClient(port: stage.receiver.port)
      await dripping.send(start)
      await silent.send(start)
      let response = try await stage.post(delivery(1))
      #expect(response.status == 200)
      await dripping.dripUntilCutOff()
      _ = await silent.readToEnd()
      #expect(try await stage.post(delivery(2)).status == 200)
      try await stage.wait { $0 == (0, 0, 0) }
    }
    #expect(shelf.bodies == [delivery(1), delivery(2)])
  }

  @Test("a delivery that waits for the disk longer than a client may take is not cut off")
  func slowDisk() async throws {
    var limits = ReceiverLimits()
    limits.readTimeout = .milliseconds(50)
    let gate = Gate()
    let shelf = Shelf(gate: gate)
    try await Stage.with(shelf, limits: limits) { stage in
      async let status = stage.post(delivery(1)).status
      await gate.waitForArrival()
      // Another connection's time runs out meanwhile.
      _ = await RawClient(port: stage.receiver.port).readToEnd()
      gate.open()
      let answered = try await status
      #expect(answered == 200)
    }
    #expect(shelf.bodies == [delivery(1)])
  }

  @Test("a head that is too large is refused")
  func largeHead() async throws {
    let shelf = Shelf()
    var limits = ReceiverLimits()
    limits.headerBytes = 4000
    try await Stage.with(shelf, limits: limits) { stage in
      for fields in [
        "X-Long: " + String(repeating: "a", count: 5000), String(repeating: "X-A: b\r\n", count: 101) + "X: y",
      ] {
        let client = RawClient(port: stage.receiver.port)
        await client.send(head("POST", Stage.path, fields, "Content-Length: 2") + "{}")
        #expect(await client.readToEnd().hasPrefix("HTTP/1.1 400 "))
      }
    }
    #expect(shelf.kept.isEmpty)
  }

  @Test("more connections than the limit wait until one goes")
  func manyConnections() async throws {
    var limits = ReceiverLimits()
    limits.connections = 2
    limits.readTimeout = .milliseconds(300)
    try await Stage.with(limits: limits) { stage in
      let idle = (0..<10).map { _ in RawClient(port: stage.receiver.port) }
      let response = try await stage.post(delivery(1))
      #expect(response.status == 200)
      for client in idle { _ = await client.readToEnd() }
    }
  }

  @Test("no more is held than the limits say: what comes on top is told to come again")
  func bounded() async throws {
    var limits = ReceiverLimits()
    limits.heldDeliveries = 2
    limits.heldBytes = 1000
    let gate = Gate()
    let shelf = Shelf(gate: gate)
    try await Stage.with(shelf, limits: limits) { stage in
      async let first = stage.post(delivery(1)).status
      try await stage.wait { $0.bytes > 0 }
      let large = try await stage.send(body: Array(repeating: 32, count: 1000))
      #expect(large.status == 503)
      async let second = stage.post(delivery(2)).status
      try await stage.wait { $0.underWay == 2 }
      #expect(try await stage.post(delivery(3)).status == 503)
      gate.open()
      #expect(try await [first, second] == [200, 200])
    }
    #expect(Set(shelf.bodies) == [delivery(1), delivery(2)])
  }
}
