internal import Canonical
internal import Foundation
internal import Identity
package import PipelineModel
internal import Transport

/// Why two rows are one person, or not: the keys that they share, what was compared and what it weighs, who decided.
/// Nothing is written and nobody is asked.
package struct PairExplanation: Sendable, Equatable {
  /// A lead field, or a column that `compare` names, of both rows.
  package struct Field: Sendable, Equatable {
    package var name: String
    package var a: String
    package var b: String
  }

  /// Something that weighs for one person or against it.
  package struct Evidence: Sendable, Equatable {
    package var name: String
    package var level: String
    /// Log2 of how much likelier it is among rows of one person than among others.
    package var bits: Double
  }

  /// The two rows, counted from 1.
  package var a: Int
  package var b: Int
  /// Fields that one of them has.
  package var fields: [Field] = []
  /// The exact keys that both have.
  package var keys: [String] = []
  /// What was weighed; empty where `match` is not asked for.
  package var evidence: [Evidence] = []
  /// The probability that they are one person; nil where nothing was weighed.
  package var probability: Double?
  /// From which one they would be.
  package var threshold: Double?
  /// What somebody has decided: `merge` or `different`.
  package var decision: String?
  /// Whether they are one person in the end, be it through other rows.
  package var isOnePerson = false

  /// Why they are one person or two, in one line.
  package var verdict: String {
    if decision == "different" && !isOnePerson { return "two people: somebody has decided so" }
    if !isOnePerson {
      guard let probability, let threshold else { return "two people: they share no exact key" }
      return probability < threshold
        ? "two people: less likely to be one than the threshold asks"
        : "two people: what else is known of either stands against it"
    }
    if decision == "merge" { return "one person: somebody has decided so" }
    if let key = keys.first { return "one person: they share \(key)" }
    if let probability, let threshold, probability >= threshold { return "one person: that is likely enough" }
    return "one person: other rows join them"
  }

  /// For a terminal.
  package var table: String {
    var lines = ["rows \(a) and \(b): \(verdict)", ""]
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    let width = (fields.map(\.name) + evidence.map(\.name)).map(\.count).max() ?? 0
    let middle = fields.map { $0.a.harmless.count }.max() ?? 0
    let level = evidence.map(\.level.count).max() ?? 0
    for field in fields {
      lines.append("  \(padded(field.name, width))  \(padded(field.a.harmless, middle))  \(field.b.harmless)")
    }
    lines.append("")
    lines.append("exact keys in common: \(keys.isEmpty ? "none" : keys.joined(separator: ", "))")
    if let decision { lines.append("decided: \(decision)") }
    if let probability, let threshold {
      lines.append("")
      var total = 0.0
      lines.append("  \(padded("", width))  \(padded("", level))    bits   total")
      for one in evidence {
        total += one.bits
        let bits = String(format: "%+6.1f  %+6.1f", one.bits, total)
        lines.append("  \(padded(one.name, width))  \(padded(one.level, level))  \(bits)")
      }
      lines.append("")
      lines.append("probability \(String(format: "%.4f", probability)), threshold \(threshold)")
    }
    return lines.joined(separator: "\n")
  }

  /// One object.
  package var json: String {
    var object: [String: Any] = [
      "a": a, "b": b, "one_person": isOnePerson, "verdict": verdict, "keys": keys,
      "fields": fields.map { ["name": $0.name, "a": $0.a, "b": $0.b] },
      "evidence": evidence.map { ["name": $0.name, "level": $0.level, "bits": ($0.bits * 100).rounded() / 100] },
    ]
    if let probability { object["probability"] = (probability * 10_000).rounded() / 10_000 }
    if let threshold { object["threshold"] = threshold }
    if let decision { object["decision"] = decision }
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    let data = try? JSONSerialization.data(withJSONObject: object, options: options)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}

extension PipelineRun {
  /// Explains two rows, counted from 1 over all sources without those that are refused or filtered; nil where there are
  /// not so many. All rows are read: what a pair weighs depends on the others.
  package func explainPair(_ a: Int, _ b: Int) async throws -> PairExplanation? {
    let built = try BuiltPipeline(definition, at: environment.unixTime())
    var state = RunState(
      report: RunReport(run: "", pipeline: definition.name), rejects: nil, inputBytes: built.inputBytes,
      emit: environment.emit)
    var spool = try Spool(folder: temporaryFolder())
    var people = People(keep: built.dedupe?.keep ?? .first)
    var matcher = built.dedupe?.match.map { Matcher($0) }
    try await collect(built, into: &spool, people: &people, matcher: &matcher, state: &state)
    guard max(a, b) <= people.rowCount, min(a, b) >= 1 else { return nil }
    var explanation = PairExplanation(a: a, b: b)
    let compared = built.dedupe?.match?.plan.compared ?? []
    let one = try spool.shownRow(a - 1, compared, state.names)
    let other = try spool.shownRow(b - 1, compared, state.names)
    explanation.fields = zip(one.fields, other.fields).compactMap { one, other in
      one.value.isEmpty && other.value.isEmpty
        ? nil : PairExplanation.Field(name: one.name, a: one.value, b: other.value)
    }
    if built.dedupe != nil { explanation.keys = one.keys.filter(other.keys.contains).map(\.name) }
    let decided = try await decideAndMatch(built, matcher, spool, &people, state: &state)
    let pair = RowPair(a: a - 1, b: b - 1)
    if decided.decisions.different.contains(where: { $0.isSame(as: pair) }) { explanation.decision = "different" }
    if decided.decisions.same.contains(where: { $0.isSame(as: pair) }) { explanation.decision = "merge" }
    if let evidence = decided.matcher?.evidence(a - 1, b - 1) {
      explanation.evidence = evidence.lines.map {
        PairExplanation.Evidence(name: $0.name, level: $0.level, bits: Double($0.bits))
      }
      explanation.probability = evidence.probability
      explanation.threshold = built.dedupe?.match?.threshold
    }
    let resolved = people.resolve()
    explanation.isOnePerson = resolved.person(ofRow: a - 1) == resolved.person(ofRow: b - 1)
    return explanation
  }
}

extension RowPair {
  fileprivate func isSame(as other: RowPair) -> Bool {
    self == other || a == other.b && b == other.a
  }
}

/// A row as it is shown, and its exact keys.
private struct ShownRow {
  struct Key: Equatable {
    var name: String
    var bytes: [UInt8]
  }

  var fields: [(name: String, value: String)] = []
  var keys: [Key] = []
}

extension Spool {
  fileprivate func shownRow(_ row: Int, _ compared: [String], _ names: [String]) throws -> ShownRow {
    let batch = batch(ofRow: row)
    let (leads, places) = SpoolCodec.decode(try read(batch))
    let record = row - rows(ofBatch: batch).lowerBound
    func text(_ value: Span<UInt8>) -> String {
      value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
    var shown = ShownRow()
    shown.fields = LeadField.allCases.filter { !$0.isDerived }.map { ($0.name, text(leads.value($0, record: record))) }
    for name in compared where LeadField(name: name) == nil {
      let column = names.firstIndex(of: name).flatMap { places.firstIndex(of: $0) }
      shown.fields.append((name, column.map { text(leads.records.value(record: record, column: $0)) } ?? ""))
    }
    var key: [UInt8] = []
    if linkedinKey(leads.value(.linkedinURL, record: record), into: &key) {
      shown.keys.append(.init(name: "the LinkedIn profile", bytes: key))
    }
    key = []
    if emailKey(leads.value(.email, record: record), into: &key) {
      shown.keys.append(.init(name: "the e-mail address", bytes: key))
    }
    key = []
    if nameKey(
      first: leads.value(.firstName, record: record), last: leads.value(.lastName, record: record),
      domain: leads.value(.companyDomain, record: record), into: &key)
    {
      shown.keys.append(.init(name: "first name, last name and company domain", bytes: key))
    }
    return shown
  }
}
