import Peers
import Testing

@testable import Transport

@Suite("What a server sends", .timeLimit(.minutes(5)))
struct HTTPSourceTests {
  private func ok(_ body: String, of whole: Int, _ headers: String = "") -> String {
    "HTTP/1.1 200 OK\r\nContent-Length: \(whole)\r\n\(headers)\r\n\(body)"
  }

  private func part(_ body: String, from start: Int, of whole: Int) -> String {
    "HTTP/1.1 206 Partial Content\r\nContent-Length: \(whole - start)\r\n"
      + "Content-Range: bytes \(start)-\(whole - 1)/\(whole)\r\n\r\n\(body)"
  }

  /// What a server that plays these answers gives, one for each connection, and the requests it got.
  private func fetch(_ answers: [String], path: String = "/leads.csv") async throws -> (
    text: Result<String, any Error>, requests: [String]
  ) {
    let server = ScriptedServer(answers.map { [.readRequest, .send($0)] })
    let result = Result { () throws -> String in
      let source = try HTTPSource.open(server.url + path, name: "in", stop: StopSignal(), backOff: { _ in 0 })
      var bytes: [UInt8] = []
      while try source.read(into: &bytes, atMost: 5) > 0 {}
      return String(decoding: bytes, as: UTF8.self)
    }
    return (result, await server.stop())
  }

  private func message(_ result: Result<String, any Error>) -> String? {
    if case .failure(let error as InputError) = result { error.message } else { nil }
  }

  @Test("is read whole, and redirects are followed")
  func whole() async throws {
    let (text, requests) = try await fetch([
      "HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 5\r\nConnection: close\r\n\r\nmoved",
      ok("0123456789", of: 10),
    ])
    #expect(try text.get() == "0123456789")
    #expect(requests.map { String($0.prefix { $0 != "\r\n" }) } == ["GET /leads.csv HTTP/1.1", "GET /other HTTP/1.1"])
    #expect(requests.allSatisfy { !$0.lowercased().contains("authorization") })
  }

  @Test("is resumed where it broke off, on condition that it is the same file")
  func resumed() async throws {
    let (text, requests) = try await fetch([
      ok("0123", of: 10, "ETag: \"v1\"\r\n"), part("45", from: 4, of: 10), part("6789", from: 6, of: 10),
    ])
    #expect(try text.get() == "0123456789")
    #expect(requests.count == 3)
    #expect(requests[1].contains("Range: bytes=4-\r\n") && requests[1].contains("If-Range: \"v1\"\r\n"))
    #expect(requests[2].contains("Range: bytes=6-\r\n"))
  }

  @Test(
    "is read again from its start by a server that knows no ranges, and compared",
    arguments: ["ETag: \"v1\"\r\n", "ETag: W/\"v1\"\r\n", ""])
  func restarted(headers: String) async throws {
    let (text, requests) = try await fetch([ok("0123", of: 10, headers), ok("0123456789", of: 10, headers)])
    #expect(try text.get() == "0123456789")
    #expect(requests[1].contains("Range:") == headers.contains(" \"v1"))
  }

  @Test(
    "that has changed meanwhile is told, not glued together",
    arguments: [
      "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nETag: \"v2\"\r\n\r\nabcdefghij",
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nETag: \"v2\"\r\n\r\n01",
      "HTTP/1.1 206 Partial Content\r\nContent-Length: 2\r\nContent-Range: bytes 0-1/10\r\n\r\n01",
    ])
  func changed(second: String) async throws {
    let (text, _) = try await fetch([ok("0123", of: 10, "ETag: \"v1\"\r\n"), second])
    #expect(message(text) == "the transfer broke off at byte 4, and the file is another one now")
  }

  @Test("a status that says no is told at once", arguments: [401, 403, 404, 410, 418])
  func refused(status: Int) async throws {
    let (text, requests) = try await fetch(["HTTP/1.1 \(status) No\r\nContent-Length: 6\r\n\r\nsecret"])
    #expect(message(text) == "the server answered \(status)" && requests.count == 1)
  }

  @Test("a server that is busy or broken is asked a few times", arguments: [429, 500, 503])
  func busy(status: Int) async throws {
    let no = "HTTP/1.1 \(status) No\r\nContent-Length: 0\r\n\r\n"
    let (text, requests) = try await fetch([no])
    #expect(message(text) == "it cannot be had after 6 tries: the server answered \(status)" && requests.count == 6)
    let (later, _) = try await fetch([no, no, ok("abc", of: 3)])
    #expect(try later.get() == "abc")
  }

  @Test("a dead server is told with what was read before it died")
  func dead() async throws {
    let (text, _) = try await fetch([ok("0123", of: 10, "ETag: \"v1\"\r\n"), ""])
    #expect(message(text)?.hasPrefix("the transfer broke off at byte 4 after 6 tries: ") == true)
  }

  @Test(
    "is named without what may be secret",
    arguments: [
      ("https://user:pass@host.example/a/b.csv?sig=1#x", "https://host.example/a/b.csv"),
      ("http://host.example:80/a@b", "http://host.example:80/a@b"), ("http://host", "http://host"),
    ])
  func shown(url: String, name: String) {
    #expect(HTTPSource.shown(url) == name)
  }
}
