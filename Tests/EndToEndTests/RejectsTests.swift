import Foundation
import Testing

/// Where the rejects file stands, and what it must not do to its neighbours.
@Suite("the rejects file and its neighbours")
struct RejectsTests {
  private static func pipeline(_ input: String, _ outputs: String) -> String {
    "extract: [{csv: \"\(input)\"}]\ntransform: []\noutput: [\(outputs)]\nallow_rejects: 100%\n"
  }

  private func place() throws -> Place {
    let place = try Place()
    try place.write("Id,Name\n1,Ann\n2\n", to: "in.csv")
    return place
  }

  @Test("it takes the date and the run of the output it stands beside", .timeLimit(.minutes(5)))
  func placeholders() async throws {
    let place = try place()
    try place.write(Self.pipeline("in.csv", "{csv: \"out-{date}-{run}.csv\"}"), to: "p.yaml")
    let result = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(result.exitCode == 0, "\(result.talk)")
    let names = try place.files().keys.sorted()
    #expect(!names.contains { $0.contains("{") }, "\(names)")
    let output = try #require(names.first { $0.hasPrefix("out-") && !$0.hasSuffix(".rejects.csv") })
    #expect(names.contains(output.dropLast(".csv".count) + ".rejects.csv"), "\(names)")
  }

  @Test("it is never read as an input by the next run", .timeLimit(.minutes(5)))
  func glob() async throws {
    let place = try place()
    try place.write(Self.pipeline("*.csv", "{jsonl: out.jsonl}"), to: "p.yaml")
    let first = try await Sluice.run(["run", "p.yaml"], in: place)
    // A pattern that matches it may be refused before anything is run.
    if first.exitCode == 3 { return }
    let rows = try #require(place.text("out.jsonl"))
    let second = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(second.exitCode == 0, "\(second.talk)")
    #expect(place.text("out.jsonl") == rows)
  }

  @Test("it never takes the place of an output", .timeLimit(.minutes(5)))
  func collision() async throws {
    let place = try place()
    try place.write(Self.pipeline("in.csv", "{csv: o.csv}, {jsonl: o.rejects.csv}"), to: "p.yaml")
    let result = try await Sluice.run(["run", "p.yaml"], in: place)
    if result.exitCode == 3 { return }
    #expect(result.exitCode == 0, "\(result.talk)")
    #expect(place.text("o.rejects.csv") == "{\"Id\":\"1\",\"Name\":\"Ann\"}\n")
  }

  @Test("it never takes the place of an input", .timeLimit(.minutes(5)))
  func input() async throws {
    let place = try place()
    try place.write("Id,Name\n1,Ann\n", to: "o.rejects.csv")
    try place.write(Self.pipeline("o.rejects.csv", "{csv: o.csv}"), to: "p.yaml")
    let result = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect([0, 3].contains(result.exitCode), "\(result.talk)")
    #expect(place.text("o.rejects.csv") == "Id,Name\n1,Ann\n")
  }
}
