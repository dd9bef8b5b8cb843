package import PipelineModel

/// What a run is given from outside: the stores and services that the command line puts in, and the clock.
package struct RunEnvironment: Sendable {
  /// Opens the ledger in a state folder, making it where there is none.
  package var openLedger: @Sendable (_ stateFolder: String) throws -> any LedgerStore
  /// Opens the ledger of a state folder for looking only; nil where there is none.
  package var openLedgerIfPresent: @Sendable (_ stateFolder: String) throws -> (any LedgerStore)?
  /// Starts the sandbox in process.
  package var sandbox: any ServiceHost
  /// Starts the receiver of results.
  package var receiver: any ReceiverHost
  /// The time now, as RFC 3339 in UTC.
  package var now: @Sendable () -> String
  /// The time now, in seconds since 1970: what budgets and the age of answers are reckoned with.
  package var unixTime: @Sendable () -> Int64
  /// Seconds on a clock that only goes forward.
  package var seconds: @Sendable () -> Double
  /// Waits.
  package var sleep: @Sendable (Duration) async throws -> Void
  /// Is told what happens.
  package var emit: @Sendable (RunEvent) -> Void

  package init(
    openLedger: @escaping @Sendable (String) throws -> any LedgerStore,
    openLedgerIfPresent: @escaping @Sendable (String) throws -> (any LedgerStore)?, sandbox: any ServiceHost,
    receiver: any ReceiverHost, now: @escaping @Sendable () -> String, unixTime: @escaping @Sendable () -> Int64,
    seconds: @escaping @Sendable () -> Double,
    sleep: @escaping @Sendable (Duration) async throws -> Void, emit: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.openLedger = openLedger
    self.openLedgerIfPresent = openLedgerIfPresent
    self.sandbox = sandbox
    self.receiver = receiver
    self.now = now
    self.unixTime = unixTime
    self.seconds = seconds
    self.sleep = sleep
    self.emit = emit
  }
}
