import Foundation
import PipelineModel
import Sandbox
import Testing
import Transport

/// A folder with a pipeline over a few leads, in which runs are killed.
final class Workshop {
  let folder: URL
  private let transform: String

  /// Leads of two scripts, so that a run makes two batches; two of them are one person.
  init(leads: Int = 12, pipelines: [String] = ["main"], transform: String = "[normalise, {translate: auto}, dedupe]")
    throws
  {
    folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("sluice-torture-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var csv = "id,first_name,last_name,company,website,email\n"
    for number in 1...leads {
      csv +=
        number % 3 == 0
        ? "\(number),Иван\(number),Петров,Завод \(number),zavod\(number).example,\n"
        : "\(number),Ada\(number),Lovelace,Engines \(number),engines\(number).example,\(number == 2 ? "ada1@engines1.example" : "ada\(number)@engines\(number).example")\n"
    }
    try Data(csv.utf8).write(to: folder.appendingPathComponent("leads.csv"))
    self.transform = transform
    for name in pipelines { try write(load: "sandbox: {}, concurrency: 1", pipeline: name) }
  }

  /// Writes a pipeline file with what stands under `load:`.
  func write(load: String, pipeline name: String = "main") throws {
    let yaml = """
      name: \(name)
      extract: [{csv: leads.csv}]
      transform: \(transform)
      load: {\(load)}
      output: [{csv: out/\(name).csv}]

      """
    try Data(yaml.utf8).write(to: folder.appendingPathComponent("\(name).yaml"))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// How a process ended.
  struct Ended {
    var isKilled: Bool
    var code: Int32
    var stdout: String
    var stderr: String
    /// The ledger writes that began, in order.
    var writes: [String]
    /// Those that were over, in order.
    var done: [String]

    /// A number of the report.
    func count(_ name: String) -> Int? {
      let object = try? JSONSerialization.jsonObject(with: Data(stdout.utf8)) as? [String: Any]
      return object?[name] as? Int
    }
  }

  /// Runs a pipeline and waits for its end.
  func run(_ pipeline: String = "main", _ moment: String = "never", _ number: Int = 0) throws -> Ended {
    try start(pipeline, moment, number)()
  }

  /// Begins a run; the closure waits for its end.
  func start(_ pipeline: String, _ moment: String = "never", _ number: Int = 0) throws -> () throws -> Ended {
    let (process, ended) = try prepare(pipeline, moment, number)
    try process.run()
    return {
      process.waitUntilExit()
      return try ended()
    }
  }

  /// Runs the pipeline and waits for its end without holding a thread.
  func play(_ moment: String, _ number: Int, environment: [String: String]) async throws -> Ended {
    let (process, ended) = try prepare("main", moment, number)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in continuation.resume() }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    return try ended()
  }

  private func prepare(
    _ pipeline: String, _ moment: String, _ number: Int
  ) throws -> (process: Process, ended: () throws -> Ended) {
    let log = folder.appendingPathComponent("\(UUID().uuidString).writes")
    let out = folder.appendingPathComponent("\(UUID().uuidString).out")
    let err = folder.appendingPathComponent("\(UUID().uuidString).err")
    for file in [out, err] { FileManager.default.createFile(atPath: file.path, contents: nil) }
    let process = Process()
    process.executableURL = Self.binary
    process.arguments = [folder.appendingPathComponent("\(pipeline).yaml").path, moment, String(number), log.path]
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    return (
      process,
      {
        // One that died before it had a log wrote nothing.
        let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        let lines = text.split(separator: "\n").map(String.init)
        return Ended(
          isKilled: process.terminationReason == .uncaughtSignal, code: process.terminationStatus,
          stdout: try String(contentsOf: out, encoding: .utf8), stderr: try String(contentsOf: err, encoding: .utf8),
          writes: lines.filter { !$0.hasPrefix("done ") },
          done: lines.filter { $0.hasPrefix("done ") }.map { String($0.dropFirst(5)) })
      }
    )
  }

  /// An output without the column that is the service's own.
  func output(_ pipeline: String = "main") throws -> [String] {
    let text = try String(contentsOf: folder.appendingPathComponent("out/\(pipeline).csv"), encoding: .utf8)
    return text.split(separator: "\n").map { String($0[..<($0.lastIndex(of: ",") ?? $0.endIndex)]) }
  }

  /// The status column's words with their counts would differ between runs; answers may not.
  func answers(_ pipeline: String = "main") throws -> [String] {
    try output(pipeline).map { line in
      line.replacingOccurrences(of: ",merged,", with: ",answered,").replacingOccurrences(
        of: ",cached,", with: ",answered,")
    }
  }

  /// What the service charged for.
  struct Charge: Decodable, Hashable {
    var lead: String
    var field: String
    var times: Int
  }

  /// The sandbox's own bill, which survives its process.
  func bill() async throws -> [Charge] {
    let server = try SandboxServer(token: "sandbox", stateFolder: folder.appendingPathComponent(".sluice").path)
    let base = try await server.start()
    let response = try await HTTPClient().send(HTTPRequest(method: "GET", url: base + "/_sandbox/bill"))
    await server.stop()
    return try JSONDecoder().decode([Charge].self, from: Data(response.body))
  }

  /// The killing run beside the test's own bundle.
  private static let binary: URL = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("TortureRun")
      if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
      folder.deleteLastPathComponent()
    }
    return URL(fileURLWithPath: "TortureRun")
  }()
}
