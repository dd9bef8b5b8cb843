internal import Foundation
package import PipelineModel

/// The runs of a ledger and what came of them.
package struct RunList: Sendable {
  private let runs: [JournalledRun]
  private let stateFolder: String

  package init(_ runs: [JournalledRun], stateFolder: String) {
    self.runs = runs
    self.stateFolder = stateFolder
  }

  /// For people: a line a run.
  package var summary: String {
    if runs.isEmpty { return "no runs yet in \(stateFolder)" }
    return runs.map { run in
      var line = "\(run.id)  \(run.startedAt)  \(run.pipeline)  "
      guard let code = run.exitCode else { return line + "not ended: running, or stopped on the way" }
      line += "exit \(code)"
      guard let report = report(of: run), let read = report["read"] as? Int else { return line }
      line += "  \(grouped(read)) read"
      if let submitted = report["submitted"] as? Int { line += ", \(grouped(submitted)) submitted" }
      if let credits = report["credits"] as? [String: Any], let spent = credits["spent"] as? Int {
        line += ", \(grouped(spent)) credits"
      }
      return line
    }.joined(separator: "\n")
  }

  /// A JSON array on one line; `report` is what the run printed.
  package var json: String {
    let objects = runs.map { run in
      var object: [String: Any] = ["run": run.id, "pipeline": run.pipeline, "started": run.startedAt]
      object["ended"] = run.endedAt
      object["exit"] = run.exitCode.map { Int($0) }
      if let report = report(of: run), !report.isEmpty { object["report"] = report }
      return object
    }
    let data = try? JSONSerialization.data(withJSONObject: objects, options: [.sortedKeys, .withoutEscapingSlashes])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }

  private func report(of run: JournalledRun) -> [String: Any]? {
    run.report.flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
  }
}
