internal import Identity
internal import PipelineModel

extension PipelineRun {
  /// Reads the spool for the last time, puts answers beside rows and encodes them for the outputs.
  func publish(
    _ collected: borrowing CollectedPeople, answers: AnswerBook?, into sinks: [OutputSink], state: inout RunState
  ) async throws {
    let (people, ids) = (collected.people, collected.ids ?? KnownIDs())
    let columns = sinks.map { $0.layout.columns(union: state.names, mapped: state.mapped) }
    let plans = zip(sinks, columns).map { (writer: $0.writer, peopleOnly: $0.peopleOnly, columns: $1) }
    let total = collected.spool.count
    struct Encoded: Sendable {
      var rows: [[UInt8]]
      var outcomes: OutcomeCounts
    }
    var next = 0
    try await orderedMap {
      guard next < total else { return nil }
      defer { next += 1 }
      environment.emit(.progress(done: next, total: total))
      return (bytes: try collected.spool.take(next), rows: collected.spool.rows(ofBatch: next))
    } work: { (item: (bytes: [UInt8], rows: Range<Int>)) -> Encoded in
      let (leads, places) = SpoolCodec.decode(item.bytes)
      var rows = RowAnswers(firstRow: item.rows.lowerBound, people: people, ids: ids, answers: answers)
      try rows.work(out: leads)
      try rows.checkBalance(of: item.rows)
      var encoded: [[UInt8]] = []
      for plan in plans {
        let output = OutputBatch(
          leads: leads, columns: OutputLayout.resolve(plan.columns, places: places), extras: rows.extras,
          extraBytes: rows.bytes, rows: plan.peopleOnly ? rows.standing : rows.kept)
        var bytes: [UInt8] = []
        plan.writer.encode(output, into: &bytes)
        encoded.append(bytes)
      }
      return Encoded(rows: encoded, outcomes: rows.counts)
    } consume: { encoded in
      for (index, sink) in sinks.enumerated() {
        try sink.append(encoded.rows[index], columns: columns[index].map(\.name))
      }
      state.report.add(encoded.outcomes)
    }
  }
}

extension RowAnswers {
  /// Each of these rows must have ended in one class.
  func checkBalance(of rows: Range<Int>) throws {
    let counted = counts.outcomes.values.reduce(0, +)
    if counted == rows.count { return }
    throw Diagnostic(
      code: "unbalanced",
      "the rows do not balance: rows \(rows.lowerBound + 1) to \(rows.upperBound) of those accepted ended in \(counted) classes",
      hint: "this is a defect of Sluice; the outputs are as they were before the run")
  }
}

/// How many rows ended in which class, and why the unprocessed did.
struct OutcomeCounts: Sendable {
  var outcomes: [Outcome: Int] = [:]
  var reasons: [UnprocessedReason: Int] = [:]
}

extension RunReport {
  /// Adds a batch's rows.
  mutating func add(_ counts: OutcomeCounts) {
    outcomes.merge(counts.outcomes, uniquingKeysWith: +)
    reasons.merge(counts.reasons, uniquingKeysWith: +)
  }
}
