import ArgumentParser
import PipelineModel
import Pipelines

/// `sluice describe`: one component with its options and an example.
struct Describe: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Describe a component: its options and an example.")

  @Argument(help: "The component's name, as `sluice list` shows it; `fields` for column names and lead fields.")
  var component: String

  func run() throws {
    if component == "fields" {
      try put(describeFields())
      return
    }
    let found = ComponentKind.allCases.compactMap { Catalogue.standard.component($0, component) }
    guard !found.isEmpty else {
      throw ValidationError("There is no component `\(component)`. `sluice list` shows them all.")
    }
    try put(found.map { describe($0, shared: Catalogue.standard.shared(for: $0)) }.joined(separator: "\n\n"))
  }
}
