import ArgumentParser
import Foundation
import PipelineModel
import Pipelines

/// `sluice preview`: the first rows before and after, without side effects.
struct Preview: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the first rows before and after the transforms, side by side.",
    discussion: "Nothing is written, nobody is asked and nothing is spent.")

  @Argument(help: "The pipeline file; - for stdin.") var file: String
  @Option(name: .shortAndLong, help: "How many rows.") var rows = 6
  @Flag(help: "Print JSON on stdout.") var json = false

  func validate() throws {
    if rows < 1 { throw ValidationError("--rows must be at least 1.") }
  }

  func run() throws {
    let talk = Talk(quiet: false)
    let definition = try definition(at: file, talk)
    do {
      let preview = try Pipelines.Preview(definition, limit: rows, at: Int64(Date().timeIntervalSince1970)) {
        talk.tell($0)
      }
      if json {
        try put(preview.json)
      } else if !preview.rows.isEmpty {
        try put(preview.table(.standardOutput))
      }
    } catch {
      try end(after: error, talk)
    }
  }
}

extension TableStyle {
  /// As stdout bears it: 100 columns and no colours where it is no terminal.
  static var standardOutput: TableStyle {
    let environment = ProcessInfo.processInfo.environment
    guard isatty(1) != 0 else { return TableStyle(width: 100, hasColours: false) }
    let isPlain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false || environment["TERM"] == "dumb"
    return TableStyle(width: terminalColumns() ?? 100, hasColours: !isPlain)
  }

  /// Columns of the terminal on stdout; nil where it does not say.
  private static func terminalColumns() -> Int? {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
