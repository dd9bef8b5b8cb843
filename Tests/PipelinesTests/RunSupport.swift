import Foundation
import PipelineModel
import Synchronization
import Testing

@testable import Pipelines

/// A folder that goes away with the test.
final class RunFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "runs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  func text(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

  /// The names of the files in it and below, those of temporary files included.
  func names() throws -> [String] { try FileManager.default.subpathsOfDirectory(atPath: path).sorted() }
}

/// What a run said.
final class Said: Sendable {
  private let diagnostics = Mutex<[Diagnostic]>([])

  func take(_ event: RunEvent) {
    if case .diagnostic(let diagnostic) = event { diagnostics.withLock { $0.append(diagnostic) } }
  }

  var all: [String] { diagnostics.withLock { $0.map(\.description) } }
}

/// There is no ledger and no sandbox in these tests.
struct NotHere: Error, ServiceHost, ReceiverHost {
  func start(
    listen: String, path: String, keep: @escaping @Sendable ([[UInt8]]) throws -> Void
  ) async throws -> any RunningReceiver { throw self }
  func start(_ options: ComponentOptions, stateFolder: String) async throws -> any RunningService { throw self }
}

func runEnvironment(_ said: Said = Said()) -> RunEnvironment {
  RunEnvironment(
    openLedger: { _ in throw NotHere() }, openLedgerIfPresent: { _ in nil }, sandbox: NotHere(),
    receiver: NotHere(), now: { "2031-02-03T04:05:06Z" }, unixTime: { 1_927_857_906 }, seconds: { 1 },
    sleep: { _ in throw NotHere() }, emit: said.take)
}

extension RunFolder {
  /// Reads a pipeline that stands in the folder.
  func definition(_ pipeline: String) throws -> PipelineDefinition {
    let (definition, diagnostics) = PipelineDefinition.read(
      file: path + "/p.yaml", text: pipeline, environment: [:], catalogue: .standard, currentFolder: path,
      check: { _ in nil })
    return try #require(definition, "\(diagnostics.map(\.description))")
  }

  /// Runs a pipeline that stands in the folder.
  func run(_ pipeline: String, said: Said = Said()) async throws -> RunReport {
    try await PipelineRun(definition(pipeline), environment: runEnvironment(said)).run()
  }
}
