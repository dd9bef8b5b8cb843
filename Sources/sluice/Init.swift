import ArgumentParser
import Foundation
import PipelineModel
import Pipelines
import Transport

/// `sluice init`: looks at exports and proposes a pipeline.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look at exports and propose a pipeline file for them.",
    discussion: "Reads the first bytes of each file, packed or not, and writes nothing but the pipeline file.")

  @Argument(help: "Exports: CSV, JSON, JSON Lines, XML or Excel; - for stdin.") var files: [String]
  @Option(name: .shortAndLong, help: "The pipeline file to write; without it the proposal goes to stdout.")
  var output: String?
  @Flag(help: "Replace a pipeline file that is there.") var force = false

  func validate() throws {
    if files.count(where: { $0 == "-" }) > 1 { throw ValidationError("stdin can be read once.") }
    if force && output == nil { throw ValidationError("--force goes with --output.") }
  }

  func run() throws {
    let talk = Talk(quiet: false)
    do {
      let path = output == "-" ? nil : output
      if let path, !force, FileManager.default.fileExists(atPath: path) { throw Diagnostic.exists(path) }
      let proposal = try PipelineProposal(
        files: files, path: path, currentFolder: FileManager.default.currentDirectoryPath
      ) { talk.say($0.description) }
      guard let path else {
        try put(String(proposal.text.dropLast()))
        return
      }
      var file = try OutputFile(path: path)
      try file.write(Array(proposal.text.utf8))
      try file.commit()
      talk.say("wrote \(path)\n  hint: look at the rows before and after: sluice preview \(path)")
    } catch {
      try end(after: error, talk)
    }
  }
}

extension Diagnostic {
  fileprivate static func exists(_ path: String) -> Diagnostic {
    Diagnostic(
      code: "exists", at: .init(file: path), "there is a file of that name, which is left as it is",
      hint: "give another name, or --force to replace it")
  }
}
