import Foundation
import PipelineModel
import Testing

@testable import Pipelines

@Suite("Only new files")
struct OnlyNewTests {
  private let pipeline = """
    extract: [{csv: "in/*.csv", only_new: true}]
    transform: []
    output: [{csv: out.csv}]

    """

  private func folder() throws -> RunFolder {
    let folder = try RunFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/in", withIntermediateDirectories: true)
    return folder
  }

  @Test("are read once, by their content and not their name")
  func once() async throws {
    let folder = try folder()
    try folder.write("in/a.csv", "name,n\nAda,1\n")
    #expect(try await folder.run(pipeline).read == 1)
    let first = try folder.text("out.csv")
    let said = Said()
    // The same bytes by another name are nothing new.
    try folder.write("in/b.csv", "name,n\nAda,1\n")
    let report = try await folder.run(pipeline, said: said)
    #expect(report.read == 0 && report.exitCode == .done && report.outputs == [])
    #expect(try folder.text("out.csv") == first)
    #expect(
      said.all.map { $0.prefix { $0 != "\n" } } == [
        "note: no input is new since this pipeline last published: outputs are left as they are"
      ])
    try folder.write("in/b.csv", "name,n\nBob,2\n")
    #expect(try await folder.run(pipeline).read == 1)
    #expect(try folder.text("out.csv") == "name,n\nBob,2\n")
  }

  @Test("an inbox that is empty has none")
  func empty() async throws {
    let folder = try folder()
    #expect(try await folder.run(pipeline).exitCode == .done)
    #expect(try !folder.names().contains("out.csv"))
  }

  @Test("of a run that failed are new again")
  func failed() async throws {
    let folder = try folder()
    try folder.write("in/a.csv", "name,n\nAda,1\n")
    try folder.write("in/b.csv.gz", [0x1F, 0x8B, 8, 0, 0, 0])
    let two = pipeline.replacingOccurrences(of: "*.csv", with: "*")
    await #expect(throws: (any Error).self) { try await folder.run(two) }
    try FileManager.default.removeItem(atPath: folder.path + "/in/b.csv.gz")
    #expect(try await folder.run(two).read == 1)
  }

  @Test("are each pipeline's own")
  func others() async throws {
    let folder = try folder()
    try folder.write("in/a.csv", "name,n\nAda,1\n")
    #expect(try await folder.run(pipeline).read == 1)
    #expect(try await folder.run("name: other\n" + pipeline).read == 1)
    #expect(try await folder.run("name: other\n" + pipeline).read == 0)
  }

  @Test("are files: lint says so of what is none")
  func lint() throws {
    for source in [#"csv: "-", only_new: true"#, #"csv: "https://x.example/a.csv", only_new: true"#] {
      let (definition, diagnostics) = PipelineDefinition.read(
        file: "p.yaml", text: "extract: [{\(source)}]\noutput: [{csv: out.csv}]\n", environment: [:],
        catalogue: .standard, currentFolder: "/x", check: { _ in nil })
      #expect(definition == nil)
      #expect(diagnostics.first?.message.hasPrefix("`only_new` needs files") == true)
    }
  }
}
