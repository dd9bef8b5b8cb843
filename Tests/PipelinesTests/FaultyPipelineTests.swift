import PipelineModel
import Testing

@testable import Pipelines

/// A pipeline file with mistakes in it, and all that is told about it, as a person reads it.
struct FaultyPipeline: Sendable, CustomTestStringConvertible {
  var title: String
  var text: String
  var told: String

  init(_ title: String, _ text: String, _ told: String) {
    self.title = title
    self.text = text
    self.told = told
  }

  var testDescription: String { title }
}

@Test(
  "every mistake of a pipeline file is told at once, with its place and what to do",
  arguments: FaultyPipeline.syntax + FaultyPipeline.sections + FaultyPipeline.options + FaultyPipeline.variables
    + FaultyPipeline.outputs)
func tellsEveryMistake(_ faulty: FaultyPipeline) {
  let (definition, diagnostics) = read(faulty.text, environment: testEnvironment)
  #expect(diagnostics.map(\.description).joined(separator: "\n") == faulty.told)
  #expect((definition == nil) == diagnostics.contains { $0.severity == .error })
}

@Test(
  "no message holds what a secret or a variable holds", arguments: FaultyPipeline.variables + FaultyPipeline.outputs)
func showsNoSecret(_ faulty: FaultyPipeline) {
  let (_, diagnostics) = read(faulty.text, environment: testEnvironment)
  for diagnostic in diagnostics {
    #expect(!diagnostic.description.contains("s3cret") && !diagnostic.description.contains("hunter2"))
  }
}
