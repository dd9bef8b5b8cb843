internal import Identity
internal import PipelineModel

extension PipelineRun {
  /// A batch with the columns that are known once it has been read.
  struct Item: Sendable {
    var batch: SourceBatch
    /// For each output, its columns.
    var columns: [[(name: String, column: OutputLayout.Column)]]
  }

  /// Reads, transforms and writes batch by batch; nothing waits.
  func stream(_ built: BuiltPipeline, into sinks: [OutputSink], state: inout RunState) async throws {
    var reader = SourceReader(files: built.files, transforms: built.transforms, emit: environment.emit)
    let transforms = built.transforms
    let layouts = sinks.map(\.layout)
    let writers = sinks.map(\.writer)
    struct Encoded: Sendable {
      var source: SourceBatch
      var rows: [[UInt8]]
      var columns: [[String]]
      var count: Int
      var filtered: Int
      var rules: [Int]
    }
    try await orderedMap {
      guard let batch = try reader.nextBatch() else { return nil }
      environment.emit(.progress(done: reader.bytesRead, total: state.inputBytes))
      let names = reader.union.names
      return Item(batch: batch, columns: layouts.map { $0.columns(union: names, mapped: reader.mapped) })
    } work: { (item: Item) -> Encoded in
      var source = item.batch
      var leads = LeadBatch(records: source.records, mapping: source.mapping)
      for transform in transforms { transform.transform(&leads) }
      try source.checkBalance(after: leads)
      let kept = leads.keptRows
      var encoded: [[UInt8]] = []
      for (index, writer) in writers.enumerated() {
        let output = OutputBatch(
          leads: leads, columns: OutputLayout.resolve(item.columns[index], places: source.places), rows: kept)
        var bytes: [UInt8] = []
        writer.encode(output, into: &bytes)
        encoded.append(bytes)
      }
      let count = leads.count
      source.records.releaseRecords()
      return Encoded(
        source: source, rows: encoded, columns: item.columns.map { $0.map(\.name) }, count: count,
        filtered: kept.map { count - $0.count } ?? 0, rules: leads.ruleCounts)
    } consume: { encoded in
      for (index, sink) in sinks.enumerated() { try sink.append(encoded.rows[index], columns: encoded.columns[index]) }
      try state.reject(encoded.source, kept: encoded.count)
      state.report.add(rules: encoded.rules)
      state.report.outcomes[.filtered, default: 0] += encoded.filtered
      state.report.outcomes[.merged, default: 0] += encoded.count - encoded.filtered
    }
    state.bookmarks = reader.bookmarks
    try state.finalColumns(names: reader.union.names, mapped: reader.mapped)
    for warning in built.missingColumns(names: reader.sourceNames, mapped: reader.sourceFields) {
      environment.emit(.diagnostic(warning))
    }
  }

  /// Reads, transforms and spools; joins rows to people on the way.
  func collect(
    _ built: BuiltPipeline, into spool: inout Spool, people: inout People, matcher: inout Matcher?,
    state: inout RunState
  ) async throws {
    var reader = SourceReader(files: built.files, transforms: built.transforms, emit: environment.emit)
    let transforms = built.transforms
    let identify = built.dedupe != nil
    let plan = built.dedupe?.match?.plan
    let isNormalised = built.isNormalised
    struct Spooled: Sendable {
      var source: SourceBatch
      var pieces: [[UInt8]]
      var keys: RowKeys
      var values: MatchRows?
      var count: Int
      var filtered: Int
      var rules: [Int]
    }
    try await orderedMap {
      let batch = try reader.nextBatch()
      environment.emit(.progress(done: reader.bytesRead, total: state.inputBytes))
      return batch
    } work: { (source: SourceBatch) -> Spooled in
      var source = source
      var leads = LeadBatch(records: source.records, mapping: source.mapping)
      for transform in transforms { transform.transform(&leads) }
      try source.checkBalance(after: leads)
      let count = leads.count
      let rules = leads.ruleCounts
      if let kept = leads.keptRows { leads.keep(kept) }
      let pieces = SpoolCodec.encode(leads, places: source.places)
      let keys = RowKeys(leads, identify: identify)
      let values = plan.map { MatchRows(leads, plan: $0, isNormalised: isNormalised) }
      let filtered = count - leads.count
      source.records.releaseRecords()
      return Spooled(
        source: source, pieces: pieces, keys: keys, values: values, count: leads.count, filtered: filtered,
        rules: rules)
    } consume: { spooled in
      try spool.append(spooled.pieces, rows: spooled.count)
      people.add(spooled.keys)
      if let values = spooled.values { matcher?.add(values) }
      try state.reject(spooled.source, kept: spooled.count + spooled.filtered)
      state.report.outcomes[.filtered, default: 0] += spooled.filtered
      state.report.add(rules: spooled.rules)
    }
    state.bookmarks = reader.bookmarks
    try state.finalColumns(names: reader.union.names, mapped: reader.mapped)
    for warning in built.missingColumns(names: reader.sourceNames, mapped: reader.sourceFields) {
      environment.emit(.diagnostic(warning))
    }
  }
}

extension SourceBatch {
  /// Transforms mark the rows that they leave out; none may get lost on the way, nor be made.
  func checkBalance(after leads: LeadBatch) throws {
    if leads.count == records.count { return }
    let numbers = [records.positions.first, records.positions.last].compactMap { $0?.number.description }
    throw Diagnostic(
      code: "unbalanced", at: .init(file: file),
      "the rows do not balance: of records \(numbers.joined(separator: " to ")), \(records.count) were read, and "
        + "\(leads.count) came out of the transforms",
      hint: "this is a defect of Sluice; the outputs are as they were before the run")
  }
}

extension RecordBatch {
  /// Lets go of what a later stage does not need.
  mutating func releaseRecords() {
    bytes = []
    fields = []
    recordEnds = []
    positions = []
  }
}

extension LeadBatch {
  /// The records that no filter left out; nil where that is all of them.
  var keptRows: [Int]? {
    guard flags.contains(where: { $0.contains(.filtered) }) else { return nil }
    return flags.indices.filter { !flags[$0].contains(.filtered) }
  }
}
