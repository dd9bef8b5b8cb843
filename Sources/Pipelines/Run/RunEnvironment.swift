package import PipelineModel

/// What a run is given from outside: the stores and services that the command line puts in, and the clock.
package struct RunEnvironment: Sendable {
  /// Opens the ledger in a state folder, making it where there is none.
  package var openLedger: @Sendable (_ stateFolder: String) throws -> any Journal & PeopleIndex
  /// Opens the ledger of a state folder for looking only; nil where there is none.
  package var openLedgerIfPresent: @Sendable (_ stateFolder: String) throws -> (any Journal & PeopleIndex)?
  /// Starts the sandbox in process.
  package var sandbox: any ServiceHost
  /// The time now, as RFC 3339 in UTC.
  package var now: @Sendable () -> String
  /// Seconds on a clock that only goes forward.
  package var seconds: @Sendable () -> Double
  /// Waits.
  package var sleep: @Sendable (Duration) async throws -> Void
  /// Is told what happens.
  package var emit: @Sendable (RunEvent) -> Void

  package init(
    openLedger: @escaping @Sendable (String) throws -> any Journal & PeopleIndex,
    openLedgerIfPresent: @escaping @Sendable (String) throws -> (any Journal & PeopleIndex)?, sandbox: any ServiceHost,
    now: @escaping @Sendable () -> String, seconds: @escaping @Sendable () -> Double,
    sleep: @escaping @Sendable (Duration) async throws -> Void, emit: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.openLedger = openLedger
    self.openLedgerIfPresent = openLedgerIfPresent
    self.sandbox = sandbox
    self.now = now
    self.seconds = seconds
    self.sleep = sleep
    self.emit = emit
  }
}
