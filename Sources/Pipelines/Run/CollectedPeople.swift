internal import Identity
internal import Loading
internal import PipelineModel
internal import Transport

/// All rows of a run, laid down, and who is who among them.
struct CollectedPeople: ~Copyable {
  let spool: Spool
  let people: ResolvedPeople
  /// By person, the ids that the ledger knew them by before; nil where nobody asks who is who.
  var ids: KnownIDs?
  /// Batches of the spool with keys that the ledger did not know.
  let newBatches: Set<Int>

  /// Under whose eyes people are looked at.
  func identities(in index: any PeopleIndex, for settings: LoadSettings) -> Identities? {
    ids.map { Identities(index: index, destination: settings.destination, known: $0, people: people) }
  }
}

extension PipelineRun {
  /// Collects all rows and resolves them to people; with a ledger it finds those again that earlier runs have seen.
  func collectPeople(
    _ built: BuiltPipeline, ledger: (any PeopleIndex)?, state: inout RunState
  ) async throws -> CollectedPeople {
    environment.emit(.phase(.collect))
    var spool = try Spool(folder: temporaryFolder())
    var people = People(keep: built.dedupe?.keep ?? .first)
    var matcher = built.dedupe?.match.map { Matcher($0) }
    try await collect(built, into: &spool, people: &people, matcher: &matcher, state: &state)
    environment.emit(.phase(.resolve))
    var known: KnownPeople?
    if built.dedupe != nil, let ledger { known = try await joinKnown(spool, people: &people, index: ledger) }
    _ = try await decideAndMatch(built, matcher, spool, &people, state: &state)
    if let file = built.dedupe?.exclude.map(definition.absolute) {
      let keys = try ExcludeFile.keys(path: file, transforms: built.transforms, emit: environment.emit)
      people.exclude(keys)
      // Who was seen before under such a key is the same person, whatever the rows show today.
      for id in Set(try ledger?.people(forKeys: keys).values.map { $0 } ?? []) {
        if let row = known?.sights.row(of: id) { people.exclude(row: row) }
      }
    }
    let resolved = people.resolve()
    state.report.people = resolved.count
    return CollectedPeople(
      spool: spool, people: resolved, ids: known.map { KnownIDs($0.sights, people: resolved) },
      newBatches: known?.newBatches ?? [])
  }

  /// Does the work of a run that the ledger remembers: one at a time for each pipeline, with its end written down.
  func withLedger(
    state: inout RunState, work: (any LedgerStore, _ run: String, inout RunState) async throws -> Void
  ) async throws {
    let lock = try lockPipeline()
    let ledger = try environment.openLedger(definition.stateFolder)
    let run = try ledger.beginRun(pipeline: definition.name, at: environment.now())
    state.report.run = run
    do {
      try await work(ledger, run, &state)
      try ledger.endRun(
        run, exitCode: state.report.exitCode.rawValue, at: environment.now(), report: state.report.json)
    } catch {
      // What was bought stands in the ledger already; the run's own end is worth a line, and no more than that.
      try? ledger.endRun(
        run, exitCode: (Failure.from(error)?.exitCode ?? .failed).rawValue, at: environment.now(), report: "{}")
      throw error
    }
    _ = consume lock
  }
}
