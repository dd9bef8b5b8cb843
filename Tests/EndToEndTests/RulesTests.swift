import Foundation
import Testing

/// Nobody is bought again because rules of normalisation, or the options of a pipeline, make another name of them.
@Suite("other rules, the same people", .timeLimit(.minutes(5)))
struct RulesTests {
  private struct Report: Decodable { var submitted: Int; var unprocessed: Int; var cached: Int }

  private static func pipeline(_ name: String, _ normalise: String) -> String {
    """
    name: \(name)
    extract: [{csv: in.csv}]
    transform: [\(normalise)]
    load: {sandbox: {enrich: [emails]}}
    output: [{csv: \(name).csv}]
    """
  }

  /// Known by name and company alone.
  private func place() throws -> Place {
    let place = try Place()
    try place.write(
      "first_name,last_name,company\nAda,Byron,Engines Ltd\nHedy,Lamarr,\"Hopping, Inc.\"\nBlaise,Pascal,Pascaline SA\n",
      to: "in.csv")
    try place.write(Self.pipeline("old", "normalise: {companies: false}, dedupe"), to: "old.yaml")
    try place.write(Self.pipeline("new", "normalise, dedupe"), to: "new.yaml")
    try place.write(Self.pipeline("bare", ""), to: "bare.yaml")
    return place
  }

  private func run(_ name: String, in place: Place) async throws -> Report {
    let result = try await Sluice.run(["run", name + ".yaml", "--json"], in: place)
    #expect(result.exitCode == 0, "\(result.talk)")
    return try JSONDecoder().decode(Report.self, from: result.stdout)
  }

  @Test(
    "who was bought by one pipeline's rules is served to another's",
    arguments: [["old", "new", "bare"], ["new", "bare", "old"], ["bare", "old", "new"]])
  func options(order: [String]) async throws {
    let place = try place()
    #expect(try await run(order[0], in: place).submitted == 3)
    for name in order.dropFirst() {
      let report = try await run(name, in: place)
      #expect(report.submitted == 0 && report.unprocessed == 0, "\(name) after \(order[0])")
    }
  }

  @Test("who was bought by an older Sluice's rules is served by this one's")
  func upgrade() async throws {
    let place = try place()
    #expect(try await run("old", in: place).submitted == 3)
    // As that Sluice left it: it knew of no other rules.
    let forget = Process()
    forget.executableURL = URL(filePath: "/usr/bin/env")
    forget.arguments = [
      "python3", "-c",
      "import sqlite3; d = sqlite3.connect('.sluice/ledger.sqlite'); d.execute('DELETE FROM key_alias'); "
        + "d.execute('PRAGMA user_version = 0'); d.commit()",
    ]
    forget.currentDirectoryURL = place.work
    #expect(try await Sluice.finish(forget, in: place).exitCode == 0)
    let report = try await run("new", in: place)
    #expect(report.submitted == 0 && report.unprocessed == 0)
    let again = try await Sluice.run(["plan", "new.yaml"], in: place)
    #expect(again.out.contains("answered already    3"), "\(again.out)")
  }
}
