import Foundation
import Testing

/// `run` against `sluice sandbox`: the real client, a real token, a service of its own.
@Suite("a service of its own")
struct ServiceTests {
  private static let pipeline = """
    name: real
    extract: [{csv: in.csv}]
    load:
      precept: {token: "${TOKEN}", base_url: "URL", enrich: [emails]}
      results: {poll: 20ms}
    output: [{csv: out.csv}]
    """
  private static let people =
    "first_name,last_name,company\nAda,Byron,Engines\nGrace,Hopper,Navy\nADA,byron,Engines\n"

  @Test("a wrong token buys nothing and is never shown; the right one buys each person once", .timeLimit(.minutes(5)))
  func tokens() async throws {
    let (wrong, right) = ("wrong-token-8d1f", "right-token-77c2")
    let place = try Place()
    let sandbox = try await SandboxProcess(in: place, token: right)
    try place.write(Self.people, to: "in.csv")
    try place.write(Self.pipeline.replacing("URL", with: sandbox.url), to: "p.yaml")

    let refused = try await run(place, token: wrong)
    #expect(refused.exitCode == 75)
    #expect(refused.talk.contains("HTTP 401"), "\(refused.talk)")
    #expect(refused.talk.contains("hint: check the token and run again"), "\(refused.talk)")
    #expect(try await sandbox.bill() == [])
    #expect(place.text("out.csv")?.contains("unprocessed,service_unavailable") == true)

    for _ in 1...2 {
      let taken = try await run(place, token: right)
      #expect(taken.exitCode == 0, "\(taken.talk)")
    }
    let items = try await sandbox.bill()
    #expect(items.count { $0.field == "base" } == 2)
    #expect(items.allSatisfy { $0.times == 1 })

    for (path, data) in try Place.files(below: place.work).merging(
      Place.files(below: place.scratch), uniquingKeysWith: { $1 })
    where !path.hasSuffix("p.yaml") {
      for token in [wrong, right] { #expect(data.range(of: Data(token.utf8)) == nil, "\(path) holds a token") }
    }
  }

  private func run(_ place: Place, token: String) async throws -> Sluice.Result {
    let process = try Sluice.process(["run", "p.yaml"], in: place)
    process.environment = place.environment.merging(["TOKEN": token]) { $1 }
    return try await Sluice.finish(process, in: place)
  }
}
