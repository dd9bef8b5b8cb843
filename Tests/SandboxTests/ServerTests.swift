import PipelineModel
import Testing
import Transport

@testable import Sandbox

@Suite("The sandbox serves", .timeLimit(.minutes(2)))
struct ServerTests {
  @Test("a taken port is named, with what to do; it is free again once its holder has stopped")
  func takenPort() async throws {
    let holder = try SandboxServer(token: "t")
    let url = try await holder.start()
    let port = try #require(Int(url.split(separator: ":").last ?? ""))
    await #expect(
      throws: SandboxError(
        "port \(port) of 127.0.0.1 is taken", hint: "stop what listens there, or choose another port (0: a free one)")
    ) { _ = try await SandboxServer(port: port, token: "t").start() }
    await holder.stop()
    let next = try SandboxServer(port: port, token: "t")
    #expect(try await next.start() == url)
    await next.stop()
  }

  @Test("run serves until its task is cancelled, and tells where")
  func run() async throws {
    let (urls, told) = AsyncStream.makeStream(of: String.self)
    let server = try SandboxServer(token: "t", credits: 7)
    let task = Task { try await server.run { told.yield($0) } }
    for await url in urls {
      let response = try await HTTPClient().send(
        HTTPRequest(method: "GET", url: url + "/v1/credits", headers: [.init("Authorization", "Bearer t")]))
      #expect(response.body == Array(#"{"credits":7}"#.utf8))
      break
    }
    task.cancel()
    _ = try? await task.value
  }

  @Test("whoever is cancelled before it serves does not wait for it", .timeLimit(.minutes(5)))
  func cancelledStart() async throws {
    let server = try SandboxServer(token: "t")
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await server.start()
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    await server.stop()
  }

  @Test("as a run's service it takes its options, and its state folder brings jobs back")
  func service() async throws {
    try await withFolder { folder in
      for round in 0..<2 {
        let service = try await SandboxService().start(
          ComponentOptions(["credits": .integer(10), "seed": .integer(-5), "latency": .duration(.zero)]),
          stateFolder: folder)
        let headers = [HTTPRequest.Header("Authorization", "Bearer \(service.token)")]
        let credits = HTTPRequest(method: "GET", url: service.baseURL + "/v1/credits", headers: headers)
        #expect(try await HTTPClient().send(credits).body == Array(#"{"credits":\#(10 - round)}"#.utf8))
        var enrich = HTTPRequest(method: "POST", url: service.baseURL + "/v1/leads/enrich", headers: headers)
        enrich.body = Array(#"{"leads":[{"linkedinUrl":"u"}]}"#.utf8)
        #expect(try await HTTPClient().send(enrich).status == 202)
        await service.stop()
      }
    }
  }
}
