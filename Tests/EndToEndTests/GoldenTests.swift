import Foundation
import Testing

/// Every folder of `Cases/` is run and compared, byte for byte; see `GoldenCase` for what a folder holds.
///
/// After a change that is meant, `SLUICE_RECORD=1 swift test --filter EndToEndTests` records all cases anew; review
/// what changed with `git diff`. A new case is a folder with `cmd` and inputs, recorded the same way.
@Suite("golden cases")
struct GoldenTests {
  @Test("a case gives what its folder expects", .timeLimit(.minutes(2)), arguments: GoldenCase.all)
  func matches(_ golden: GoldenCase) async throws {
    let got = try await golden.run()
    if ProcessInfo.processInfo.environment["SLUICE_RECORD"] == "1" { try golden.record(got) }
    let difference = try difference(expected: golden.expected(), got: got)
    #expect(difference == nil, "Cases/\(golden.name)/expected: \(difference ?? "")")
  }

  @Test(
    "there are cases, and each has been recorded",
    .disabled(if: ProcessInfo.processInfo.environment["SLUICE_RECORD"] == "1", "they are being recorded"))
  func recorded() throws {
    #expect(GoldenCase.all.count >= 30)
    for golden in GoldenCase.all { #expect(try !golden.expected().isEmpty, "\(golden.name) has no expected/") }
  }
}

@Suite("the golden runner")
struct GoldenRunnerTests {
  @Test("a command line is split into words, quotes and standard input")
  func words() {
    #expect(GoldenCase.command("run p.yaml --json").arguments == ["run", "p.yaml", "--json"])
    #expect(GoldenCase.command("run 'a b.yaml' ''").arguments == ["run", "a b.yaml", ""])
    #expect(GoldenCase.command("run - < in.yaml") == .init(arguments: ["run", "-"], stdin: "in.yaml"))
  }

  @Test(
    "a difference names the file and its first line that differs",
    arguments: [
      (["a": "1\n2\n"], ["a": "1\n3\n"], "a differs first at line 2:\n- \"2\\n\"\n+ \"3\\n\""),
      (["a": "1\n"], ["a": "1"], "a differs first at line 1:\n- \"1\\n\"\n+ \"1\""),
      (["a": "1\n"], ["a": "1\n2"], "a differs first at line 2:\n- (the end)\n+ \"2\""),
      (["a": "1"], [:], "a is missing"), ([:], ["a": "1"], "a was not expected; it holds:\n1"),
      (["a": "1"], ["a": "1"], nil),
    ] as [([String: String], [String: String], String?)])
  func differences(_ expected: [String: String], _ got: [String: String], _ message: String?) {
    let (one, other) = (expected.mapValues { Data($0.utf8) }, got.mapValues { Data($0.utf8) })
    #expect(difference(expected: one, got: other) == message)
  }
}
