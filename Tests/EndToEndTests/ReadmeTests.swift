import Foundation
import Testing

/// What the README shows is what users get.
@Suite("the README")
struct ReadmeTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The text of the README's fenced block of a language, counted from 0.
  private static func block(_ language: String, _ number: Int = 0) throws -> String {
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let blocks = readme.components(separatedBy: "```\(language)\n").dropFirst()
    let text = try #require(blocks.dropFirst(number).first)
    return String(text[..<(try #require(text.range(of: "```")).lowerBound)])
  }

  private static func place() throws -> Place {
    let place = try Place()
    for (path, data) in try Place.files(below: root.appending(path: "pipelines/data")) {
      try place.write(data, to: "pipelines/data/" + path)
    }
    for name in ["quickstart", "clean", "convert"] {
      try place.write(
        Data(contentsOf: root.appending(path: "pipelines/\(name).yaml")), to: "pipelines/\(name).yaml")
    }
    return place
  }

  @Test("shows what the quickstart says, word for word", .timeLimit(.minutes(5)))
  func console() async throws {
    let place = try Self.place()
    var shown = try Self.block("console").split(separator: "\n").map(String.init)
    let command = shown.removeFirst()
    #expect(command == "$ sluice run pipelines/quickstart.yaml")
    let result = try await Sluice.run(["run", "pipelines/quickstart.yaml"], in: place)
    #expect(result.exitCode == 0)
    let said = result.talk.replacing(place.work.path, with: "…").split(separator: "\n").map(String.init)
    // How long it took is the machine's own.
    #expect(said.filter { !$0.hasPrefix("took") } == shown.filter { !$0.hasPrefix("took") })
  }

  @Test("begins with a pipeline that lints clean", .timeLimit(.minutes(5)))
  func pipeline() async throws {
    let place = try Place(environment: ["PRECEPT_API_KEY": "any"])
    try place.write(Self.block("yaml"), to: "p.yaml")
    let result = try await Sluice.run(["lint", "p.yaml"], in: place)
    #expect(result.exitCode == 0, "\(result.talk)")
    #expect(!result.talk.contains("warning"), "\(result.talk)")
  }

  @Test("shows sources and selection that lint clean", .timeLimit(.minutes(5)))
  func reading() async throws {
    let place = try Place()
    for file in ["exports/a.csv", "contacts.zip"] { try place.write("id\n", to: file) }
    try place.write("\(Self.block("yaml", 1))output: [{csv: out.csv}]\n", to: "p.yaml")
    let result = try await Sluice.run(["lint", "p.yaml"], in: place)
    #expect(result.exitCode == 0 && !result.talk.contains("warning"), "\(result.talk)")
  }

  @Test("shows options for matching that lint clean", .timeLimit(.minutes(5)))
  func matching() async throws {
    let place = try Place()
    try place.write("id,date_of_birth,postcode\n", to: "in.csv")
    for file in ["decided.csv", "do-not-contact.csv"] { try place.write("id\n", to: file) }
    try place.write(
      "extract: [{csv: in.csv}]\ntransform:\n\(Self.block("yaml", 2))output: [{csv: out.csv}]\n", to: "p.yaml")
    let result = try await Sluice.run(["lint", "p.yaml"], in: place)
    #expect(result.exitCode == 0 && !result.talk.contains("warning"), "\(result.talk)")
  }

  @Test("shows options for money that lint clean", .timeLimit(.minutes(5)))
  func money() async throws {
    let place = try Place(environment: ["PRECEPT_API_KEY": "any"])
    try place.write("first_name,last_name,company\n", to: "in.csv")
    try place.write(
      "extract: [{csv: in.csv}]\n\(Self.block("yaml", 3))output: [{csv: out.csv}]\n", to: "p.yaml")
    let result = try await Sluice.run(["lint", "p.yaml"], in: place)
    #expect(result.exitCode == 0 && !result.talk.contains("warning"), "\(result.talk)")
  }

  @Test("sample pipelines run clean", .timeLimit(.minutes(5)), arguments: ["clean", "convert"])
  func samples(_ name: String) async throws {
    let place = try Self.place()
    let result = try await Sluice.run(["run", "pipelines/\(name).yaml"], in: place)
    #expect(result.exitCode == 0, "\(result.talk)")
    #expect(result.talk.hasPrefix("\(name): "), "\(result.talk)")
    #expect(place.text("pipelines/out/\(name == "clean" ? "clean" : "converted").csv") != nil)
  }
}
