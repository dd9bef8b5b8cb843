internal import Identity
internal import PipelineModel
internal import Transport

/// One run of a pipeline, from its inputs to its outputs.
package struct PipelineRun: Sendable {
  package let definition: PipelineDefinition
  let environment: RunEnvironment
  let choices: RunChoices

  package init(_ definition: PipelineDefinition, environment: RunEnvironment, choices: RunChoices = RunChoices()) {
    self.definition = definition
    self.environment = environment
    self.choices = choices
  }

  /// Runs it; throws a `Diagnostic` (or a `FileError`) for what had to stop it, with outputs as they were before.
  package func run() async throws -> RunReport {
    let started = environment.seconds()
    var built = try BuiltPipeline(definition, at: environment.unixTime())
    // Rebuilding outputs needs all rows.
    let read =
      choices.publishOnly
      ? nil : try built.leaveOutRead(stateFolder: definition.stateFolder, pipeline: definition.name)
    let run = "r" + environment.now().filter(\.isNumber)
    var state = RunState(
      report: RunReport(run: run, pipeline: definition.name), rejects: nil, inputBytes: built.inputBytes,
      emit: environment.emit)
    state.readInputs = read
    if !choices.publishOnly { built.giveBookmarks() }
    state.isAllNews = !choices.publishOnly && built.isAllNews
    state.givenBookmark = built.files.first { $0.goesOn }?.bookmark
    state.maxRejects = definition.maxRejects
    if read != nil && built.files.isEmpty {
      environment.emit(.diagnostic(.nothingNew()))
      state.report.seconds = environment.seconds() - started
      return state.report
    }
    if let load = built.load {
      if choices.publishOnly {
        try await publishFromLedger(built, load: load, state: &state)
      } else {
        try await enrichAndPublish(built, load: load, state: &state)
      }
    } else {
      if let dedupe = built.dedupe, dedupe.remember {
        try await withLedger(state: &state) { ledger, run, state in
          try await clean(built, run: run, ledger: ledger, state: &state)
        }
      } else {
        try await clean(built, run: run, ledger: nil, state: &state)
      }
    }
    state.report.seconds = environment.seconds() - started
    return state.report
  }

  /// Opens the outputs, before any work is done that would be lost if they could not be written, and says where
  /// rejects go.
  func open(_ built: BuiltPipeline, run: String, state: inout RunState) throws -> [OutputSink] {
    let date = environment.now().prefix(10)
    func filledIn(_ path: String) -> String {
      path.replacing("{date}", with: date).replacing("{run}", with: run)
    }
    // Lint has looked too, but a placeholder or somebody's new link may lead elsewhere now.
    if let linked = definition.linkedFiles(inputs: built.files.compactMap(\.place.path), filledIn: filledIn).first {
      throw linked
    }
    state.placeRejects(at: filledIn(definition.rejectsPath))
    return try built.outputs.map { output in
      try OutputSink(
        writer: output.writer, layout: output.layout, path: filledIn(output.path), peopleOnly: output.peopleOnly,
        columnsAreKnown: built.needsWholeInput || built.hasOneFixedSource)
    }
  }

  /// Cleans and deduplicates; nobody is submitted. With a ledger it finds people again that earlier runs have seen, and
  /// keeps them.
  private func clean(
    _ built: BuiltPipeline, run: String, ledger: (any LedgerStore)?, state: inout RunState
  ) async throws {
    let sinks = try open(built, run: run, state: &state)
    if built.needsWholeInput {
      var collected = try await collectPeople(built, ledger: ledger, state: &state)
      if let ledger { try await remember(&collected, index: ledger) }
      environment.emit(.phase(.publish))
      try await publish(collected, answers: nil, into: sinks, state: &state)
    } else {
      environment.emit(.phase(.collect))
      try await stream(built, into: sinks, state: &state)
    }
    try finish(sinks, state: &state)
  }

  /// Finishes all outputs, then puts them in their places one after the other, and closes the books.
  func finish(_ sinks: [OutputSink], state: inout RunState) throws {
    if state.isAllNews, state.accepted + state.rejected == 0 { return try leaveAlone(state: &state) }
    for sink in sinks {
      try sink.finish(columns: sink.layout.columns(union: state.names, mapped: state.mapped).map(\.name))
    }
    state.report.outcomes[.rejected] = state.rejected
    state.report.read = state.accepted + state.rejected
    guard state.report.isBalanced else { throw unbalanced(state.report) }
    try state.synchronizeRejects()
    for sink in sinks { try sink.commit() }
    state.report.rejectsFile = try state.commitRejects()
    state.report.outputs = sinks.map(\.path).filter { $0 != "-" }
    if let path = state.report.rejectsFile { state.report.outputs.append(path) }
    if let review = state.reviewFile { state.report.outputs.append(try review.commit()) }
    state.report.exitCode = exitCode(state.report)
    // Rows that wait for answers, a budget or a decision are read again by the run that has them.
    if [.done, .tooManyRejected].contains(state.report.exitCode), !choices.publishOnly { try state.commitMarks() }
    if state.report.exitCode == .tooManyRejected {
      environment.emit(
        .diagnostic(
          .tooManyRejected(
            state.rejected, of: state.report.read, allowed: definition.allowRejects,
            rejectsFile: state.report.rejectsFile)))
    }
  }

  /// Ends a run that has read nothing new.
  private func leaveAlone(state: inout RunState) throws {
    environment.emit(.diagnostic(.nothingNew(bookmark: state.givenBookmark.map(definition.shown))))
    state.report.exitCode = exitCode(state.report)
    if state.report.exitCode == .done { try state.commitMarks() }
  }

  /// The first exit code that applies.
  func exitCode(_ report: RunReport) -> ExitCode {
    if report.unknownSubmissions > 0 || report.count(.unknown) > 0 { return .unknownSubmissions }
    if report.reasons[.budget] ?? 0 > 0 || report.reasons[.credits] ?? 0 > 0 { return .budgetReached }
    if report.count(.inFlight) > 0 || report.reasons[.serviceUnavailable] ?? 0 > 0 { return .tryAgainLater }
    if Double(report.count(.rejected)) > definition.allowRejects * Double(report.read) { return .tooManyRejected }
    return .done
  }

  private func unbalanced(_ report: RunReport) -> Diagnostic {
    let parts = Outcome.allCases.map { "\(report.count($0)) \($0.rawValue)" }.joined(separator: " + ")
    return Diagnostic(
      code: "unbalanced", "the rows do not balance: \(report.read) read, but \(parts)",
      hint: "this is a defect of Sluice; the outputs are as they were before the run")
  }
}
