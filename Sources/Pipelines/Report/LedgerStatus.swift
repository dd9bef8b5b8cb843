internal import Foundation
package import PipelineModel

/// What a ledger says of the past and of what is open.
package struct LedgerStatus: Sendable {
  private let stateFolder: String
  private let runs: [JournalledRun]
  private let open: [JournalledSubmission]

  /// Looks into a ledger; nil: there is none yet.
  package init(_ journal: (any Journal)?, pipeline: String, stateFolder: String) throws {
    self.stateFolder = stateFolder
    runs = try journal?.runs(limit: 10) ?? []
    open = try journal?.submissions(in: [.intent, .sent, .accepted, .unknown]) ?? []
  }

  /// For people.
  package var summary: String {
    if runs.isEmpty { return "no runs yet in \(stateFolder)" }
    var lines = ["ledger      \(stateFolder)/ledger.sqlite"]
    for run in runs {
      let end = run.exitCode.map { "exit \($0)" } ?? "not ended: running, or stopped on the way"
      lines.append("\(run.id)  \(run.startedAt)  \(run.pipeline)  \(end)")
    }
    for submission in open {
      lines.append(
        "\(submission.state.rawValue.padding(toLength: 10, withPad: " ", startingAt: 0))  batch \(submission.batchKey)  "
          + "\(submission.people) people at \(submission.destination)"
          + (submission.enrichmentID.map { "  \($0)" } ?? ""))
    }
    lines.append(open.isEmpty ? "nothing is open" : "\(open.count) open; the next run settles what can be settled")
    return lines.joined(separator: "\n")
  }

  /// One JSON object.
  package var json: String {
    let object: [String: Any] = [
      "state": stateFolder,
      "runs": runs.map { run in
        var entry: [String: Any] = ["run": run.id, "pipeline": run.pipeline, "started": run.startedAt]
        entry["ended"] = run.endedAt
        entry["exit"] = run.exitCode.map { Int($0) }
        return entry
      },
      "open": open.map { submission in
        var entry: [String: Any] = [
          "batch": submission.batchKey, "state": submission.state.rawValue, "people": submission.people,
          "destination": submission.destination, "run": submission.run, "reserved": submission.reserved,
        ]
        entry["enrichment_id"] = submission.enrichmentID
        return entry
      },
    ]
    let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
