internal import Foundation
internal import Identity
internal import Loading
package import PipelineModel
internal import Transport

/// What a run would buy: from rows to credits.
package struct PurchasePlan: Sendable, Equatable {
  package var pipeline: String
  package var destination: String?
  package var read = 0
  package var rejected = 0
  package var duplicates = 0
  package var people = 0
  package var answered = 0
  package var open = 0
  package var notSubmittable = 0
  package var folded = 0
  package var toBuy = 0
  /// Batches of people whose names stay, and of people whose names are translated.
  package var batches: [Int] = [0, 0]
  package var least = 0
  package var most = 0
  package var pricesAsOf = ""

  /// For people.
  package var summary: String {
    var lines = [
      "\(pipeline): \(grouped(read)) rows - \(grouped(rejected)) rejected - \(grouped(duplicates)) duplicates = \(grouped(people)) people"
    ]
    guard let destination else { return (lines + ["no load: nobody would be submitted"]).joined(separator: "\n") }
    lines.append("answered already    \(grouped(answered))")
    if open > 0 { lines.append("in flight or open   \(grouped(open))") }
    if folded > 0 { lines.append("same submission     \(grouped(folded))") }
    lines.append("not submittable     \(grouped(notSubmittable)): \(UnprocessedReason.notSubmittable.explanation)")
    lines.append(
      "to buy              \(grouped(toBuy)) at \(destination), \(batches[0]) + \(batches[1]) batches (plain + translated)"
    )
    lines.append("credits             at least \(grouped(least)), at most \(grouped(most)) (prices of \(pricesAsOf))")
    return lines.joined(separator: "\n")
  }

  /// One JSON object on one line.
  package var json: String {
    var object: [String: Any] = [
      "pipeline": pipeline, "read": read, "rejected": rejected, "duplicates": duplicates, "people": people,
      "answered": answered, "open": open, "not_submittable": notSubmittable, "same_submission": folded, "to_buy": toBuy,
      "batches": ["plain": batches[0], "translated": batches[1]],
      "credits": ["least": least, "most": most, "prices_as_of": pricesAsOf],
    ]
    object["destination"] = destination
    let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}

extension PipelineRun {
  /// Works out what a run would buy now; submits nothing and writes nothing.
  package func plan() async throws -> PurchasePlan {
    let built = try BuiltPipeline(definition)
    var plan = PurchasePlan(pipeline: definition.name)
    var spool = try Spool(folder: temporaryFolder())
    var people = People(keep: built.dedupe?.keep ?? .first)
    var state = RunState(
      report: RunReport(run: "plan", pipeline: definition.name), rejects: nil, inputBytes: built.inputBytes)
    environment.emit(.phase(.collect))
    try await collect(built, into: &spool, people: &people, state: &state)
    let ledger = try environment.openLedgerIfPresent(definition.stateFolder)
    if built.dedupe != nil, let ledger { _ = try await joinKnown(spool, people: &people, index: ledger) }
    let resolved = people.resolve()
    plan.rejected = state.rejected
    plan.read = state.accepted + state.rejected
    plan.people = resolved.count
    plan.duplicates = state.accepted - resolved.count
    guard let load = built.load else { return plan }
    let settings = try EnrichmentService.checked(load).settings
    var planning = Planning(rows: resolved.rowCount, fields: settings.enrich)
    try await self.plan(spool, people: resolved, settings: settings, journal: ledger) { prospects, standing in
      _ = planning.add(prospects, standing: standing, prices: .current)
    }
    _ = planning.finish()
    let counts = planning.counts
    plan.destination = settings.destination
    plan.answered = counts.answered
    plan.open = counts.open
    plan.folded = counts.folded
    plan.toBuy = counts.toBuy
    plan.notSubmittable = resolved.count - counts.answered - counts.open - counts.folded - counts.toBuy
    plan.batches = counts.batches
    plan.least = counts.least
    plan.most = counts.most
    plan.pricesAsOf = PriceList.current.asOf
    return plan
  }
}
