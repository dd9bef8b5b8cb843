/// What a run tells while it works; the command line shows it, tests collect it.
package enum RunEvent: Sendable {
  /// Something to read on stderr: warnings, notes, settled submissions.
  case diagnostic(Diagnostic)
  /// A phase began.
  case phase(Phase)
  /// Progress of the current phase; `total` where it is known (bytes while collecting, people while enriching).
  case progress(done: Int, total: Int?)

  /// The phases of a run.
  package enum Phase: String, Sendable { case settle, collect, resolve, enrich, publish }
}
