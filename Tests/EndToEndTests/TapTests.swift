import Foundation
import Testing

/// Real Singer taps from PyPI that need no network, each in a virtual environment of its own.
@Suite("Singer taps from PyPI", .timeLimit(.minutes(2)))
struct TapTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func program(_ tap: String) -> String { root.appending(path: ".build/taps/\(tap)/bin/\(tap)").path }

  private static func isThere(_ tap: String) -> Bool { FileManager.default.isExecutableFile(atPath: program(tap)) }

  /// A pipeline over a tap's stream `leads`.
  private func place(_ tap: String, config: String, fields: String) throws -> Place {
    let place = try Place()
    try place.write(config, to: "config.json")
    try place.write(
      """
      name: \(tap)
      extract:
        - singer: {command: [\(Self.program(tap)), --config, config.json], stream: leads, fields: {\(fields)}}
      transform: [normalise]
      output: [{csv: out.csv, columns: [first_name, email]}]
      """, to: "p.yaml")
    return place
  }

  @Test(
    "tap-jsonl sends nested records, and takes its bookmark back",
    .enabled(if: isThere("tap-jsonl"), "there is no .build/taps/tap-jsonl: run Tests/Taps/venvs.sh"))
  func jsonLines() async throws {
    let place = try place(
      "tap-jsonl", config: #"{"path": "in.jsonl", "stream_name": "leads"}"#,
      fields: "first_name: name.given, email: \"emails[0]\"")
    try place.write(
      #"{"name": {"given": "Ada"}, "emails": ["ADA@Example.com", "a@example.org"]}"# + "\n"
        + #"{"name": {"given": "Zoë"}, "emails": []}"# + "\n", to: "in.jsonl")
    for _ in 1...2 {
      let run = try await Sluice.run(["run", "p.yaml"], in: place)
      #expect(run.exitCode == 0, "\(run.talk)")
      #expect(place.text("out.csv") == "first_name,email\nAda,ada@example.com\nZoë,\n")
      let state = try Place.files(below: place.work).filter { $0.key.contains("bookmark-") }
      let texts = state.values.map { String(decoding: $0, as: UTF8.self) }
      #expect(texts.count == 1 && texts[0].hasPrefix(#"{"bookmarks":{"leads":"#), "\(texts)")
    }
  }

  @Test(
    "tap-spreadsheets sends what came after its bookmark; one that fails moves none",
    .enabled(if: isThere("tap-spreadsheets"), "there is no .build/taps/tap-spreadsheets: run Tests/Taps/venvs.sh"))
  func spreadsheets() async throws {
    let config = #"{"files": [{"path": "in-*.csv", "format": "csv", "table_name": "leads", "primary_keys": ["id"]}]}"#
    let place = try place("tap-spreadsheets", config: config, fields: "first_name: name, email: mail")
    /// Files that were changed on days of their own: what the tap goes by.
    func write(_ name: String, _ rows: String, day: Int) throws {
      try place.write("id,name,mail\n" + rows, to: name)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: Double(day * 86_400))],
        ofItemAtPath: place.work.appending(path: name).path)
    }
    try write("in-1.csv", "1,Ada,ada@example.com\n", day: 1)
    #expect(try await Sluice.run(["run", "p.yaml"], in: place).exitCode == 0)
    #expect(place.text("out.csv") == "first_name,email\nAda,ada@example.com\n")

    try write("in-2.csv", "2,Bob,bob@example.com\n", day: 2)
    try place.write(#"{"files": 3}"#, to: "config.json")
    let failed = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(failed.exitCode == 1)
    #expect(failed.talk.contains("tap-spreadsheets: error: the command ended with exit code "), "\(failed.talk)")
    #expect(failed.talk.contains("its last words: "), "\(failed.talk)")

    try place.write(config, to: "config.json")
    #expect(try await Sluice.run(["run", "p.yaml"], in: place).exitCode == 0)
    #expect(place.text("out.csv") == "first_name,email\nBob,bob@example.com\n")
    let again = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(again.exitCode == 0 && again.talk.contains("no input is new"), "\(again.talk)")
    #expect(place.text("out.csv") == "first_name,email\nBob,bob@example.com\n")
  }
}
