import Foundation
import Testing

/// Outputs that lead to a file of the run by another name.
@Suite("an output that is another file by a link")
struct LinkTests {
  private static let pipeline =
    "extract: [{csv: in.csv}]\ntransform: []\noutput: [{csv: PATH, columns: [first_name]}]\nallow_rejects: 100%\n"
  private static let input = "first_name,note\nAnn,n\nBob\n"

  /// A place with links of every kind.
  private func place(_ path: String) throws -> Place {
    let place = try Place()
    try place.write(Self.input, to: "in.csv")
    try place.write("first_name\nold\n", to: "other.csv")
    try place.write(Self.pipeline.replacing("PATH", with: path), to: "p.yaml")
    let files = FileManager.default
    func link(_ name: String, to target: String) throws {
      try files.createSymbolicLink(atPath: place.work.appending(path: name).path, withDestinationPath: target)
    }
    try link("link.csv", to: "in.csv")
    try link("pipeline.csv", to: "p.yaml")
    try link("folder", to: ".")
    try link("dangling.csv", to: ".sluice/ledger.sqlite")
    try link("bad.rejects.csv", to: "in.csv")
    try link("fine.csv", to: "other.csv")
    try files.linkItem(at: place.work.appending(path: "in.csv"), to: place.work.appending(path: "hard.csv"))
    try files.createDirectory(at: place.work.appending(path: ".sluice"), withIntermediateDirectories: false)
    return place
  }

  @Test(
    "is refused by lint and run, and nothing is written",
    arguments: [
      ("link.csv", "the output would replace the input `in.csv`"),
      ("hard.csv", "the output would replace the input `in.csv`"),
      ("folder/in.csv", "the output would replace the input `in.csv`"),
      ("folder/folder/link.csv", "the output would replace the input `in.csv`"),
      ("pipeline.csv", "the output would replace the pipeline file"),
      ("dangling.csv", "the output would replace the ledger"),
      ("bad.csv", "the rejects file would replace the input `in.csv`"),
    ], ["lint", "run"])
  func refused(link: (path: String, message: String), command: String) async throws {
    let place = try place(link.path)
    let before = try place.files()
    let result = try await Sluice.run([command, "p.yaml"], in: place)
    #expect(result.exitCode == 3, "\(result.talk)")
    #expect(result.talk.hasPrefix("p.yaml:3:11: error: \(link.message)\n  hint: "), "\(result.talk)")
    #expect(try place.files() == before)
  }

  @Test("is written through where it leads to a file of nobody's", arguments: ["fine.csv", "folder/new.csv"])
  func fine(path: String) async throws {
    let place = try place(path)
    let result = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(result.exitCode == 0, "\(result.talk)")
    #expect(place.text(path) == "first_name\nAnn\n")
    #expect(place.text("in.csv") == Self.input)
  }

  @Test("is refused at the run's start where lint could not know", .timeLimit(.minutes(5)))
  func placeholder() async throws {
    let place = try place("\"out-{date}.csv\"")
    // Around midnight one of the two is the run's day.
    for day in [Date.now, Date.now.addingTimeInterval(60)] {
      let name = "out-\(day.ISO8601Format().prefix(10)).csv"
      try? FileManager.default.createSymbolicLink(
        atPath: place.work.appending(path: name).path, withDestinationPath: "in.csv")
    }
    let result = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(result.exitCode == 1, "\(result.talk)")
    #expect(result.talk.contains("the output would replace the input `in.csv`"), "\(result.talk)")
    #expect(place.text("in.csv") == Self.input)
  }
}
