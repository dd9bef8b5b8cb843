internal import Foundation
internal import Loading
internal import PipelineModel

/// What a run would buy: from rows to credits.
package struct PurchasePlan: Sendable, Equatable {
  package var pipeline: String
  package var destination: String?
  package var read = 0
  package var rejected = 0
  /// Rows that a filter leaves out.
  package var filtered = 0
  package var duplicates = 0
  package var people = 0
  package var answered = 0
  /// Days since the oldest and the latest of their answers.
  package var answeredDays: ClosedRange<Int>?
  package var open = 0
  package var notSubmittable = 0
  package var folded = 0
  package var toBuy = 0
  /// Of them, people whose answers are too old.
  package var toRefresh = 0
  /// Batches of people whose names stay, and of people whose names are translated.
  package var batches: [Int] = [0, 0]
  package var least = 0
  /// From this ledger's own hit rates; nil where it has none.
  package var expected: Int?
  package var most = 0
  package var pricesAsOf = ""
  /// Credits that the budget leaves; nil where there is none.
  package var budget: Int?
  /// The balance; nil where the service did not tell it.
  package var balance: Int?
  /// Whom and what it would buy, where that was asked for.
  package var order: PurchaseOrder?

  init(pipeline: String) { self.pipeline = pipeline }

  /// Takes what planning counted.
  mutating func take(_ counts: Planning.Counts, people: Int, limits: LoadLimits, now: Int64) {
    answered = counts.answered
    if let from = counts.answeredFrom, let to = counts.answeredTo {
      func days(_ time: Int64) -> Int { Int(max(0, now - time) / 86_400) }
      answeredDays = days(to)...max(days(to), days(from))
    }
    open = counts.open
    folded = counts.folded
    toBuy = counts.toBuy
    toRefresh = counts.toRefresh
    notSubmittable = people - counts.answered - counts.open - counts.folded - counts.toBuy
    batches = counts.batches(of: limits.batchSize)
    least = counts.least
    most = counts.most
    pricesAsOf = limits.prices.asOf
  }

  /// For people.
  package var summary: String {
    var lines = [
      "\(pipeline): \(grouped(read)) rows - \(grouped(rejected)) rejected\(filtered > 0 ? " - \(grouped(filtered)) filtered" : "") - \(grouped(duplicates)) duplicates = \(grouped(people)) people"
    ]
    guard let destination else { return (lines + ["no load: nobody would be submitted"]).joined(separator: "\n") }
    lines.append("answered already    \(grouped(answered))\(age)")
    if open > 0 { lines.append("in flight or open   \(grouped(open))") }
    if folded > 0 { lines.append("same submission     \(grouped(folded))") }
    lines.append("not submittable     \(grouped(notSubmittable)): \(UnprocessedReason.notSubmittable.explanation)")
    lines.append(
      "to buy              \(grouped(toBuy)) at \(destination), \(batches[0]) + \(batches[1]) batches (plain + translated)"
    )
    if toRefresh > 0 {
      lines.append("                    \(grouped(toRefresh)) of them again: their answers are too old")
    }
    let expected = expected.map { ", expected \(grouped($0))" } ?? ""
    lines.append(
      "credits             at least \(grouped(least))\(expected), at most \(grouped(most)) (prices of \(pricesAsOf))")
    if let budget { lines.append("budget              \(grouped(budget)) left\(against(budget))") }
    lines.append("balance             \(balance.map { grouped($0) + against($0) } ?? "not told by the service")")
    return lines.joined(separator: "\n")
  }

  private var age: String {
    guard let answeredDays, answered > 0 else { return "" }
    if answeredDays.upperBound == 0 { return ", today" }
    let days =
      answeredDays.lowerBound == answeredDays.upperBound
      ? "\(answeredDays.upperBound)" : "\(answeredDays.lowerBound) to \(answeredDays.upperBound)"
    return ", \(days) day\(days == "1" ? "" : "s") ago"
  }

  private func against(_ credits: Int) -> String {
    if toBuy == 0 || credits >= most { return "" }
    return credits < least ? ": does not cover everybody" : ": may not cover everybody"
  }

  /// One JSON object on one line.
  package var json: String {
    var credits: [String: Any] = ["least": least, "most": most, "prices_as_of": pricesAsOf]
    credits["expected"] = expected
    credits["budget"] = budget
    credits["balance"] = balance
    var object: [String: Any] = [
      "pipeline": pipeline, "read": read, "rejected": rejected, "filtered": filtered, "duplicates": duplicates,
      "people": people,
      "answered": answered, "open": open, "not_submittable": notSubmittable, "same_submission": folded, "to_buy": toBuy,
      "to_refresh": toRefresh, "batches": ["plain": batches[0], "translated": batches[1]], "credits": credits,
    ]
    object["destination"] = destination
    object["answered_days"] = answeredDays.map { ["from": $0.lowerBound, "to": $0.upperBound] }
    let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
