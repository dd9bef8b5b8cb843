import Foundation
import PipelineModel
import Testing

@testable import Pipelines

@Suite("Too many rejects")
struct MaxRejectsTests {
  private func pipeline(_ source: String, _ output: String, _ more: String = "allow_rejects: 100%") -> String {
    "extract: [{\(source)}]\ntransform: []\n\(more)\noutput: [{csv: \(output)}]\n"
  }

  @Test(
    "stop a run early where they are more than it bears",
    arguments: [
      ("max_rejects: 2", true), ("max_rejects: 3", false), ("max_rejects: 50%", true), ("max_rejects: 75%", false),
      ("max_rejects: 0", true),
    ])
  func limit(option: String, stops: Bool) async throws {
    let folder = try RunFolder()
    try folder.write("in", "id,name\n1,Ada\n2\n3\n4\n")
    try folder.write("out.csv", "as before\n")
    let text = pipeline("csv: in, dialect: rfc4180", "out.csv", "allow_rejects: 100%\n" + option)
    guard stops else {
      #expect(try await folder.run(text).exitCode == .done)
      return
    }
    let failure = await #expect(throws: Failure.self) { try await folder.run(text) }
    #expect(failure?.exitCode == .tooManyRejected)
    #expect(failure?.diagnostic.message.hasPrefix("stopped after 3 of the first 4 rows were rejected") == true)
    #expect(try folder.text("out.csv") == "as before\n")
    #expect(try folder.text("out.rejects.csv").split(separator: "\n").count == 1 + 3)
  }

  @Test("a limit that means nothing is told", arguments: ["many", "-1", "101%", "1e3", "[]"])
  func wrongLimit(value: String) throws {
    let (definition, diagnostics) = PipelineDefinition.read(
      file: "p.yaml", text: pipeline("csv: in", "out.csv", "max_rejects: \(value)"), environment: [:],
      catalogue: .standard, currentFolder: "/x", check: { _ in nil })
    #expect(definition == nil)
    #expect(diagnostics.first?.message.hasPrefix("`max_rejects`: expected a count") == true)
  }
}
