internal import Foundation
package import PipelineModel

extension RunReport {
  /// One JSON object on one line, keys in their documented order.
  package var json: String {
    func quoted(_ text: String) -> String {
      let data = try? JSONEncoder.plain.encode(text)
      return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
    let counts: [(String, Int)] = [
      ("read", read), ("merged", count(.merged)), ("rejected", count(.rejected)), ("filtered", count(.filtered)),
      ("duplicates", count(.duplicate)), ("cached", count(.cached)), ("unprocessed", count(.unprocessed)),
      ("in_flight", count(.inFlight)), ("unknown", count(.unknown)), ("people", people), ("submitted", submitted),
      ("enriched", enriched),
    ]
    var parts = ["\"run\": \(quoted(run))", "\"pipeline\": \(quoted(pipeline))"]
    parts += counts.map { "\"\($0)\": \($1)" }
    parts.append("\"credits\": {\"reserved\": \(creditsReserved), \"spent\": \(creditsSpent)}")
    parts.append("\"seconds\": \(String(format: "%.3f", seconds))")
    parts.append("\"outputs\": [\(outputs.map(quoted).joined(separator: ", "))]")
    if let match {
      let counts = [
        ("candidate_pairs", match.candidatePairs), ("oversized_blocks", match.oversizedBlocks),
        ("uncut_rows", match.uncutRows), ("merged", match.merged), ("refused_links", match.refusedLinks),
        ("review_pairs", match.reviewPairs),
      ]
      parts.append("\"match\": {\(counts.map { "\"\($0)\": \($1)" }.joined(separator: ", "))}")
    }
    if !ruleCounts.isEmpty {
      let counts = ruleCounts.map { "\(quoted($0.rule.name)): \($0.count)" }
      parts.append("\"rules\": {\(counts.joined(separator: ", "))}")
    }
    return "{\(parts.joined(separator: ", "))}"
  }

  /// The summary for people: what came of the rows, what it cost, where it went.
  package var summary: String {
    var lines: [String] = []
    let classes = Outcome.allCases.filter { count($0) > 0 || $0 == .merged }
    let sum = classes.map { "\(grouped(count($0))) \($0.label(count($0)))" }
    lines.append("\(pipeline): \(grouped(read)) read = \(sum.joined(separator: " + "))")
    if people > 0 || loads { lines.append("people      \(grouped(people))") }
    if let match { lines.append("matching    \(match.summary)") }
    if loads {
      if submitted == 0 {
        lines.append("submitted   nobody, and spent nothing")
      } else {
        lines.append(
          "submitted   \(grouped(submitted)) \(submitted == 1 ? "person" : "people"), \(grouped(enriched)) enriched, \(grouped(creditsSpent)) credits spent "
            + "(\(grouped(creditsReserved)) reserved)")
      }
    }
    for reason in UnprocessedReason.allCases {
      if let count = reasons[reason], count > 0 {
        lines.append("unprocessed \(grouped(count)): \(reason.explanation)")
      }
    }
    if unknownSubmissions > 0 {
      lines.append(
        "unknown     \(unknownSubmissions) submission\(unknownSubmissions == 1 ? "" : "s"): the answer was lost, so nobody knows "
          + "whether they counted; they are not sent again")
    }
    if !ruleCounts.isEmpty {
      let counts = ruleCounts.map { "\($0.rule.name) \(grouped($0.count))" }
      lines.append("rules       \(counts.joined(separator: ", "))")
    }
    if let rejectsFile { lines.append("rejects     \(rejectsFile)") }
    for output in outputs where output != rejectsFile { lines.append("wrote       \(output)") }
    lines.append("took        \(String(format: "%.2f", seconds)) s")
    return lines.joined(separator: "\n")
  }
}

extension Outcome {
  /// The class beside so many rows.
  func label(_ count: Int) -> String {
    switch self {
    case .duplicate: count == 1 ? "duplicate" : "duplicates"
    case .inFlight: "in flight"
    default: rawValue
    }
  }
}

extension UnprocessedReason {
  /// What a person reads.
  package var explanation: String {
    switch self {
    case .notSubmittable: "neither a LinkedIn profile nor first name, last name and company"
    case .credits: "the account has no credits left"
    case .budget: "the budget does not cover them"
    case .refused: "the service refused them as invalid"
    case .serviceUnavailable: "the service could not be used; run again later"
    case .noResult: "their job brought no result; they are not bought again unasked"
    case .notInPlan: "the plan that this run was bound to does not hold them"
    case .publishOnly: "nobody was submitted: outputs were rebuilt from the ledger"
    }
  }
}

extension JSONEncoder {
  static var plain: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    return encoder
  }
}

extension MatchReport {
  /// One line for people.
  var summary: String {
    func counted(_ count: Int, _ one: String, _ many: String) -> String {
      "\(grouped(count)) \(count == 1 ? one : many)"
    }
    var parts = [
      "\(counted(candidatePairs, "pair", "pairs")) compared",
      "\(counted(merged, "person", "people")) merged into others",
    ]
    if reviewPairs > 0 { parts.append("\(counted(reviewPairs, "pair", "pairs")) to review") }
    if refusedLinks > 0 {
      let them = refusedLinks == 1 ? "it" : "them"
      parts.append("\(counted(refusedLinks, "link", "links")) refused for evidence against \(them)")
    }
    if uncutRows > 0 { parts.append("\(counted(uncutRows, "row", "rows")) like too many others to compare with all") }
    if oversizedBlocks > 0 { parts.append("\(counted(oversizedBlocks, "block", "blocks")) too large and cut") }
    return parts.joined(separator: ", ")
  }
}
