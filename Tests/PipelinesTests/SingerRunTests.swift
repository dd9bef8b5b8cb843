import Foundation
import PipelineModel
import Testing

@testable import Pipelines

@Suite("Singer taps")
struct SingerRunTests {
  private let pipeline = """
    extract: [{singer: {command: [sh, tap.sh], stream: leads}}]
    transform: []
    output: [{csv: out.csv}]

    """

  /// A tap that sends one row and the bookmark after it: 1, or the one it was given and one more.
  private let counting = """
    at=1
    if [ "$1" = --state ]; then at=$(($(cat "$2") + 1)); fi
    echo '{"type":"SCHEMA","stream":"leads","schema":{}}'
    echo '{"type":"RECORD","stream":"deals","record":{"id":"no"}}'
    echo "{\\"type\\":\\"RECORD\\",\\"stream\\":\\"leads\\",\\"record\\":{\\"id\\":$at,\\"name\\":{\\"given\\":\\"Ada\\"}}}"
    echo "{\\"type\\":\\"STATE\\",\\"value\\":$at}"

    """

  private func folder(_ tap: String) throws -> RunFolder {
    let folder = try RunFolder()
    try folder.write("tap.sh", tap)
    return folder
  }

  private func bookmarks(_ folder: RunFolder) throws -> [String] {
    try folder.names().filter { $0.contains("bookmark-") }.map { try folder.text($0) }
  }

  @Test("go on where the run before stopped, in the stream that is named")
  func goesOn() async throws {
    let folder = try folder(counting)
    for count in 1...3 {
      #expect(try await folder.run(pipeline).read == 1)
      #expect(try folder.text("out.csv") == "id,name.given\n\(count),Ada\n")
      #expect(try bookmarks(folder) == ["\(count)"])
    }
    // Another stream, command or pipeline has read nothing yet.
    #expect(try await folder.run("name: other\n" + pipeline).read == 1)
    #expect(try folder.text("out.csv") == "id,name.given\n1,Ada\n")
    _ = try await folder.run(pipeline.replacing("stream: leads", with: "stream: deals"))
    #expect(try folder.text("out.csv") == "id\nno\n")
    #expect(try bookmarks(folder).sorted() == ["1", "1", "3"])
  }

  @Test(
    "that fail or die end the run with their last words, and no bookmark moves", arguments: ["exit 3", "kill -9 $$"])
  func fails(how: String) async throws {
    let folder = try folder(counting)
    _ = try await folder.run(pipeline)
    try folder.write("tap.sh", counting + "echo 'CRITICAL no token' >&2\n" + how + "\n")
    let error = await #expect(throws: (any Error).self) { _ = try await folder.run(pipeline) }
    let diagnostic = error.flatMap { Failure.from($0)?.diagnostic }
    #expect(diagnostic?.code == "command_failed")
    #expect(diagnostic?.hint == "its last words: CRITICAL no token")
    #expect(try bookmarks(folder) == ["1"])
    #expect(try folder.text("out.csv") == "id,name.given\n1,Ada\n")
  }

  @Test("of a run that stops are asked for the same rows again")
  func stops() async throws {
    let folder = try folder(counting + "echo no message\n")
    let stopping = pipeline + "max_rejects: 0\n"
    await #expect(throws: (any Error).self) { _ = try await folder.run(stopping) }
    #expect(try bookmarks(folder) == [])
    try folder.write("tap.sh", counting)
    _ = try await folder.run(stopping)
    #expect(try bookmarks(folder) == ["1"])
  }

  @Test("that have nothing new leave outputs alone, and their bookmark counts")
  func nothingNew() async throws {
    let folder = try folder(counting)
    _ = try await folder.run(pipeline)
    try folder.write("tap.sh", #"echo '{"type":"STATE","value":[7]}'"# + "\n")
    let said = Said()
    let report = try await folder.run(pipeline, said: said)
    #expect(report.read == 0 && report.outputs == [] && report.exitCode == .done)
    #expect(try folder.text("out.csv") == "id,name.given\n1,Ada\n")
    #expect(try bookmarks(folder) == ["[7]"])
    #expect(said.all.contains { $0.hasPrefix("note: no input is new since this pipeline last published") })
    // The first time there is nothing to leave alone.
    try folder.write("tap.sh", "true\n")
    #expect(try await folder.run("name: other\n" + pipeline).outputs.count == 1)
    #expect(try folder.text("out.csv") == "")
  }

  @Test("keep their bookmark where they send none, and other sources beside them are read as ever")
  func beside() async throws {
    let folder = try folder(counting)
    try folder.write("a.csv", "id\n9\n")
    let both = pipeline.replacing("extract: [", with: "extract: [{csv: a.csv}, ")
    for _ in 1...2 { #expect(try await folder.run(both).read == 2) }
    #expect(try folder.text("out.csv") == "id,name.given\n9,\n2,Ada\n")
    try folder.write("tap.sh", "true\n")
    #expect(try await folder.run(both).read == 1)
    #expect(try bookmarks(folder) == ["2"])
  }

  @Test("that cannot be started, and options that cannot be, are told")
  func problems() async throws {
    let folder = try RunFolder()
    let missing = pipeline.replacing("[sh, tap.sh]", with: "[tap-that-is-not-there]")
    let error = await #expect(throws: (any Error).self) { _ = try await folder.run(missing) }
    #expect(error.flatMap { Failure.from($0)?.diagnostic.message.hasPrefix("cannot start `tap-that") } == true)
    let sources = [
      ("singer: tap-x", "1:20: error: `singer`: expected a map of options, found text `tap-x`"),
      ("singer: {stream: leads}", "1:12: error: `singer` needs `command`"),
      ("singer: {command: [tap-x]}", "1:12: error: `singer` needs `stream`"),
      ("singer: {command: [], stream: leads}", "1:30: error: `command` needs at least one item, found an empty list"),
      (
        "singer: {command: [tap-x, --state, s.json], stream: leads}",
        "1:38: error: `command`: expected no `--state`: Sluice gives the tap the one of the last published run, found text `--state`"
      ),
      ("singer: {command: [tap-x], stream: leads}, stream: x", "1:55: error: unknown key `stream` beside `singer`"),
      ("singer: {command: [tap-x], stream: leads, path: x}", "1:54: error: unknown key `path` in `singer`"),
    ]
    for (source, message) in sources {
      try folder.write("p.yaml", "extract: [{\(source)}]\noutput: [{csv: out.csv}]\n")
      let told = try PipelineDefinition.load(folder.path + "/p.yaml", environment: [:]).diagnostics
      let first = told.first?.description.split(separator: "\n").first
      #expect(first?.hasSuffix(message) == true, "\(source): \(told.map(\.description))")
    }
  }
}
