internal import Foundation
internal import Glibc
internal import Synchronization

/// Programs of others that a test talks to, a folder for their files, and certificates in it; all goes with the test.
package final class Peers: Sendable {
  package let folder = NSTemporaryDirectory() + "sluice-peers-" + UUID().uuidString
  private let running = Mutex<[(process: Process, end: AsyncStream<Void>)]>([])

  /// Why there is none.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private static let programs = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Programs").path

  package static func with(_ body: (Peers) async throws -> Void) async throws {
    let peers = Peers()
    do {
      try FileManager.default.createDirectory(atPath: peers.folder, withIntermediateDirectories: true)
      // An authority (ca.pem), another (other.pem), and a server's certificate for 127.0.0.1.
      for await _ in try peers.start(["bash", "\(programs)/certificates.sh", peers.folder]).end {}
      try await body(peers)
      await peers.stop()
    } catch {
      await peers.stop()
      throw error
    }
  }

  private func stop() async {
    for (process, end) in running.withLock({ $0 }) {
      // A child of a thread that Swift's tasks run on has SIGTERM blocked.
      kill(process.processIdentifier, SIGKILL)
      for await _ in end {}
    }
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Takes TLS off connections to the port that it returns, and passes them on to another.
  package func terminator(before port: UInt16, dies: Bool = false) throws -> UInt16 {
    let output = Pipe()
    try start(
      ["python3", "\(Self.programs)/tls_terminator.py", "\(folder)/server.pem", "\(folder)/server.key", "\(port)"]
        + (dies ? ["die"] : []), output: output)
    // Its first line is the port it took.
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = UInt16(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw Failure(description: "the TLS terminator did not say its port")
    }
    return port
  }

  /// Debian's tinyproxy at the port that it returns, with more lines of configuration.
  package func proxy(_ configuration: String...) async throws -> UInt16 {
    // It cannot choose a port itself; another process may be quicker to take the one that was free.
    for _ in 0..<5 {
      let port = unusedPort()
      let file = "\(folder)/proxy-\(port)"
      let lines = ["Port \(port)", "Listen 127.0.0.1", "Timeout 60", "MaxClients 50", "LogFile \"\(file).log\""]
      try ((lines + configuration).joined(separator: "\n") + "\n").write(
        toFile: "\(file).conf", atomically: true, encoding: .utf8)
      let process = try start(["tinyproxy", "-d", "-c", "\(file).conf"]).process
      while process.isRunning {
        if isListening(port) { return port }
        try await Task.sleep(for: .milliseconds(2))
      }
    }
    throw Failure(description: "tinyproxy does not start: is the package tinyproxy-bin installed?")
  }

  /// Starts a program; the stream ends with it.
  @discardableResult
  private func start(
    _ words: [String], output: Any = FileHandle.nullDevice
  ) throws -> (process: Process, end: AsyncStream<Void>) {
    let (end, ended) = AsyncStream.makeStream(of: Void.self)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.terminationHandler = { _ in ended.finish() }
    try process.run()
    running.withLock { $0.append((process, end)) }
    return (process, end)
  }
}
