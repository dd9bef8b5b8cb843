import ArgumentParser
import Pipelines

/// `sluice list`: all components.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the components a pipeline can use.")

  @Flag(help: "As the Markdown table that the README shows.") var markdown = false

  func run() throws { try put(markdown ? componentTable(.standard) : componentList(.standard)) }
}
