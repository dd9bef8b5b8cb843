import Foundation
import Pipelines
import PipelineModel
import Testing

@Suite("Files that are generated from the components")
struct GeneratedFilesTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test("the JSON Schema of pipeline files is what the components say")
  func schema() throws {
    let file = try String(contentsOf: Self.root.appendingPathComponent("schemas/pipeline.schema.json"), encoding: .utf8)
    let isFresh = file == pipelineSchema(catalogue: .standard) + "\n"
    #expect(isFresh, "run: .build/debug/sluice schema > schemas/pipeline.schema.json")
  }

  @Test("the README's table of components is what the registries say")
  func readme() throws {
    let file = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    let table = componentTable(.standard).trimmingCharacters(in: .newlines)
    #expect(file.contains(table), "put the output of `.build/debug/sluice list --markdown` into README.md")
  }

  @Test("every pipeline in pipelines/ is valid")
  func pipelines() throws {
    let folder = Self.root.appendingPathComponent("pipelines")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
    #expect(files.contains("quickstart.yaml"))
    for file in files {
      let (definition, diagnostics) = try PipelineDefinition.load(
        folder.appendingPathComponent(file).path, environment: [:])
      #expect(definition != nil && diagnostics.isEmpty, "\(file): \(diagnostics.map(\.description))")
    }
  }
}
