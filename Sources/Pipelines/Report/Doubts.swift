internal import Foundation
package import PipelineModel

/// The submissions of a ledger of which nobody knows whether they counted, with what speaks for either.
package struct Doubts: Sendable {
  private let stateFolder: String
  private let doubts: [Doubt]

  private struct Doubt: Sendable {
    var submission: JournalledSubmission
    var before: BalanceNote?
    var after: BalanceNote?
  }

  /// Looks into a ledger; nil: there is none yet.
  package init(_ journal: (any Journal)?, stateFolder: String) throws {
    self.stateFolder = stateFolder
    doubts =
      try journal.map { journal in
        try journal.submissions(in: [.unknown]).map { submission in
          let (before, after) = try journal.balances(around: submission.id)
          return Doubt(submission: submission, before: before, after: after)
        }
      } ?? []
  }

  /// The one whose batch key begins like that.
  package func submission(_ batch: String) throws -> JournalledSubmission {
    let found = doubts.map(\.submission).filter { $0.batchKey.hasPrefix(batch) }
    if found.count == 1 { return found[0] }
    if let exact = found.first(where: { $0.batchKey == batch }) { return exact }
    throw Failure(
      Diagnostic(
        code: "no_such_batch",
        found.isEmpty
          ? "no submission with unknown outcome has a batch key that begins with `\(batch)`"
          : "\(found.count) submissions have batch keys that begin with `\(batch)`",
        hint: "`sluice resolve FILE` lists them"), exitCode: .usage)
  }

  /// What is asked before a decision.
  package func question(_ resolution: Resolution, _ submission: JournalledSubmission) -> String {
    let people = people(submission)
    return switch resolution {
    case .accepted(let id): "Batch \(submission.batchKey) (\(people)) counted and is job \(id)."
    case .lost: "Batch \(submission.batchKey) (\(people)) counted and its results are given up."
    case .resend:
      "The next run may buy \(people) again for at most \(grouped(submission.reserved)) credits; if batch "
        + "\(submission.batchKey) counted, they are paid for twice."
    }
  }

  /// What is said after a decision.
  package func outcome(_ resolution: Resolution, _ submission: JournalledSubmission) -> String {
    switch resolution {
    case .accepted: "batch \(submission.batchKey) is accepted: the next run fetches its results"
    case .lost: "batch \(submission.batchKey) is lost: \(people(submission)) not bought again unasked"
    case .resend: "batch \(submission.batchKey) is withdrawn: the next run submits \(people(submission))"
    }
  }

  private func people(_ submission: JournalledSubmission) -> String {
    "\(grouped(submission.people)) \(submission.people == 1 ? "person" : "people")"
  }

  /// For people.
  package var summary: String {
    if doubts.isEmpty { return "no submission in \(stateFolder) has an unknown outcome" }
    return doubts.map { doubt in
      let submission = doubt.submission
      func told(_ note: BalanceNote?) -> String {
        note.map { "\(grouped($0.credits)) at \(time($0.at))" } ?? "not known"
      }
      var lines = [
        "batch       \(submission.batchKey)",
        "            \(people(submission)) of pipeline \(submission.pipeline), run \(submission.run), at \(submission.destination)",
        "            intended \(time(submission.intendedAt)), at most \(grouped(submission.reserved)) credits",
      ]
      if let why = submission.why { lines.append("why         \(why)") }
      lines.append("balance     before \(told(doubt.before)), after \(told(doubt.after))")
      return lines.joined(separator: "\n")
    }.joined(separator: "\n\n")
      + "\n\nlook for the batch key in the names on the service's dashboard, then say\n"
      + "  sluice resolve FILE BATCH --attach ENRICHMENT_ID | --lost | --resend"
  }

  /// A JSON array on one line.
  package var json: String {
    let objects = doubts.map { doubt in
      var object: [String: Any] = [
        "batch": doubt.submission.batchKey, "pipeline": doubt.submission.pipeline, "run": doubt.submission.run,
        "destination": doubt.submission.destination, "people": doubt.submission.people,
        "reserved": doubt.submission.reserved, "intended": time(doubt.submission.intendedAt),
      ]
      object["why"] = doubt.submission.why
      object["balance_before"] = doubt.before.map { ["credits": $0.credits, "at": time($0.at)] as [String: Any] }
      object["balance_after"] = doubt.after.map { ["credits": $0.credits, "at": time($0.at)] as [String: Any] }
      return object
    }
    let data = try? JSONSerialization.data(withJSONObject: objects, options: [.sortedKeys, .withoutEscapingSlashes])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }

  private func time(_ seconds: Int64) -> String {
    Date(timeIntervalSince1970: TimeInterval(seconds)).ISO8601Format()
  }
}
