import Foundation

/// The binary under test: `SLUICE_BINARY`, else `sluice` beside the test bundle, where SwiftPM builds it.
enum Sluice {
  /// What a command left behind.
  struct Result: Sendable {
    var exitCode: Int32
    var stdout: Data
    var stderr: Data
    /// The signal that ended it, if one did.
    var signal: Int32?

    var out: String { String(decoding: stdout, as: UTF8.self) }
    var talk: String { String(decoding: stderr, as: UTF8.self) }
  }

  /// Why there is nothing to test.
  struct NoBinary: Error, CustomStringConvertible {
    let description: String
  }

  static func binary() throws -> URL {
    if let path = ProcessInfo.processInfo.environment["SLUICE_BINARY"], !path.isEmpty {
      return URL(filePath: path)
    }
    // The bundle's executable lies somewhere below `.build/<configuration>/`; how deep depends on the platform.
    let bundles = CommandLine.arguments.filter { $0.contains(".build/") } + [CommandLine.arguments.first ?? ""]
    for bundle in bundles {
      var folder = URL(filePath: bundle).resolvingSymlinksInPath().deletingLastPathComponent()
      while folder.path.count > 1 {
        let candidate = folder.appending(path: "sluice")
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder), !isFolder.boolValue {
          return candidate
        }
        folder.deleteLastPathComponent()
      }
    }
    throw NoBinary(description: "no `sluice` beside the test bundle; build it, or name one in SLUICE_BINARY")
  }

  /// A `sluice` in a place with nothing of the caller's environment but what the place says.
  static func process(_ arguments: [String], in place: Place, stdin: FileHandle? = nil) throws -> Process {
    let process = Process()
    process.executableURL = try binary()
    process.arguments = arguments
    process.currentDirectoryURL = place.work
    process.environment = place.environment
    process.standardInput = stdin ?? FileHandle.nullDevice
    return process
  }

  /// Runs a command to its end. Its streams go to files: a pipe that nobody empties would stop it.
  static func run(_ arguments: [String], in place: Place, stdin: FileHandle? = nil) async throws -> Result {
    try await finish(process(arguments, in: place, stdin: stdin), in: place)
  }

  /// Starts a process and waits for it.
  static func finish(_ process: Process, in place: Place) async throws -> Result {
    try await start(process, in: place).result()
  }

  /// Starts a process without waiting for it.
  static func start(_ process: Process, in place: Place) throws -> Running {
    let name = UUID().uuidString
    let out = place.scratch.appending(path: name + ".out")
    let err = place.scratch.appending(path: name + ".err")
    for file in [out, err] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    let running = Running(process: process, out: out, err: err)
    process.terminationHandler = { _ in running.end() }
    try process.run()
    return running
  }

  /// A process that has been started.
  final class Running: Sendable {
    private let process: Process
    private let out: URL
    private let err: URL
    private let ended = AsyncStream<Void>.makeStream()

    fileprivate init(process: Process, out: URL, err: URL) {
      self.process = process
      self.out = out
      self.err = err
    }

    fileprivate func end() { ended.continuation.finish() }

    var isRunning: Bool { process.isRunning }

    func interrupt() { process.interrupt() }

    /// What it has said so far.
    func talk() throws -> String { String(decoding: try Data(contentsOf: err), as: UTF8.self) }

    /// Waits for its end; a test that runs into its time limit takes the process with it.
    func result() async throws -> Result {
      await withTaskCancellationHandler {
        for await _ in ended.stream {}
        // A cancelled stream ends before the process does.
        process.waitUntilExit()
      } onCancel: {
        kill(process.processIdentifier, SIGKILL)
      }
      let wasSignalled = process.terminationReason == .uncaughtSignal
      return Result(
        exitCode: process.terminationStatus, stdout: try Data(contentsOf: out), stderr: try Data(contentsOf: err),
        signal: wasSignalled ? process.terminationStatus : nil)
    }
  }
}
