import Foundation
import Peers
import Testing

/// A whole run against a service behind TLS with an authority of its own, and through a proxy.
@Suite("TLS and proxies", .timeLimit(.minutes(5)))
struct NetworkTests {
  /// A place, a service, and the programs between them.
  private struct Network {
    let place: Place
    let sandbox: SandboxProcess
    let peers: Peers

    init(_ peers: Peers) async throws {
      self.peers = peers
      place = try Place(environment: ["PROXY": "http://user:s3cret@127.0.0.1:1"])
      sandbox = try await SandboxProcess(in: place)
      try place.write(
        "first_name,last_name,company\nAda,Byron,Engines\nGrace,Hopper,Navy\nJean,Bartik,Eniac\n", to: "in.csv")
    }

    var port: UInt16 { get throws { try #require(UInt16(sandbox.url.split(separator: ":").last ?? "")) } }

    func run(_ url: String, _ options: String = "") async throws -> Sluice.Result {
      try place.write(
        """
        name: network
        extract: [{csv: in.csv}]
        load:
          precept: {token: "sandbox", base_url: "\(url)"\(options)}
          results: {poll: 20ms}
          retry_for: 1s
        output: [{csv: out.csv}]
        """, to: "p.yaml")
      return try await Sluice.run(["run", "p.yaml"], in: place)
    }

    /// Three people bought and written.
    func expectBought(_ run: Sluice.Result) async throws {
      #expect(run.exitCode == 0, "\(run.talk)")
      let bill = try await sandbox.bill()
      #expect(Set(bill.map(\.lead)).count == 3 && bill.allSatisfy { $0.times == 1 })
      #expect(place.text("out.csv")?.components(separatedBy: ",merged,").count == 4)
    }

    /// Nothing bought, rows told as such, and the reason in words.
    func expectUnsent(_ run: Sluice.Result, _ words: String) async throws {
      #expect(run.exitCode == 75, "\(run.talk)")
      #expect(run.talk.contains(words), "\(run.talk)")
      #expect(!run.talk.contains("s3cret"))
      #expect(try await sandbox.bill().isEmpty)
      #expect(place.text("out.csv")?.components(separatedBy: ",unprocessed,service_unavailable,").count == 4)
      let status = try await Sluice.run(["status", "p.yaml"], in: place)
      #expect(!status.out.contains("unknown"), "\(status.out)")
    }
  }

  @Test("people are bought over TLS with the authority that the pipeline names")
  func trusted() async throws {
    try await Peers.with { peers in
      let network = try await Network(peers)
      let url = "https://127.0.0.1:\(try peers.terminator(before: network.port))"
      try await network.expectBought(network.run(url, ", ca_file: \"\(peers.folder)/ca.pem\""))
    }
  }

  @Test("without the authority, or with another, nothing is bought, and the next run with the right one buys everybody")
  func distrusted() async throws {
    try await Peers.with { peers in
      let network = try await Network(peers)
      let url = "https://127.0.0.1:\(try peers.terminator(before: network.port))"
      try await network.expectUnsent(network.run(url), "SSL certificate problem")
      try await network.expectUnsent(
        network.run(url, ", ca_file: \"\(peers.folder)/other.pem\""), "SSL certificate problem")
      try await network.expectBought(network.run(url, ", ca_file: \"\(peers.folder)/ca.pem\""))
    }
  }

  @Test("people are bought through a proxy, in the clear and over TLS")
  func proxied() async throws {
    try await Peers.with { peers in
      let network = try await Network(peers)
      let proxy = "http://127.0.0.1:\(try await peers.proxy())"
      try await network.expectBought(network.run(network.sandbox.url, ", proxy: \"\(proxy)\""))
    }
    try await Peers.with { peers in
      let network = try await Network(peers)
      let url = "https://127.0.0.1:\(try peers.terminator(before: network.port))"
      let proxy = "http://127.0.0.1:\(try await peers.proxy())"
      try await network.expectBought(
        network.run(url, ", ca_file: \"\(peers.folder)/ca.pem\", proxy: \"\(proxy)\""))
    }
  }

  @Test("a proxy that is down, or that may not go there, costs nothing and does not show its password")
  func blocked() async throws {
    try await Peers.with { peers in
      let network = try await Network(peers)
      try await network.expectUnsent(network.run(network.sandbox.url, ", proxy: \"${PROXY}\""), "127.0.0.1")
      let strict = "http://127.0.0.1:\(try await peers.proxy("ConnectPort 443"))"
      try await network.expectUnsent(network.run(network.sandbox.url, ", proxy: \"\(strict)\""), "403")
    }
  }
}
