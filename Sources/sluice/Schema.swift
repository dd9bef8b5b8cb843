import ArgumentParser
import Pipelines

/// `sluice schema`: the JSON Schema of pipeline files, for editors.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print the JSON Schema of pipeline files.")

  func run() throws { try put(pipelineSchema(catalogue: .standard)) }
}
