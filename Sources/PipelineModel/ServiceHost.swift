/// A service that a run starts for itself (the sandbox).
package protocol ServiceHost: Sendable {
  /// Starts it on a free loopback port; what it must remember stands in `stateFolder`.
  func start(_ options: ComponentOptions, stateFolder: String) async throws -> any RunningService
}

/// A service that runs beside a run.
package protocol RunningService: Sendable {
  /// `http://127.0.0.1:PORT`.
  var baseURL: String { get }
  /// The token it takes.
  var token: String { get }
  /// Stops it and waits until it has.
  func stop() async
}

/// Listens for results that a service sends by itself.
package protocol ReceiverHost: Sendable {
  /// Listens at `listen` (`HOST:PORT`; port 0 takes a free one) and hands on every body that is POSTed to `path`;
  /// returns once it listens. `keep` is given several bodies at once where several wait, and is durable when it returns:
  /// only then is the service answered with 2xx. A taken port or an unusable address is a `DiagnosableError`.
  func start(
    listen: String, path: String, keep: @escaping @Sendable ([[UInt8]]) throws -> Void
  ) async throws -> any RunningReceiver
}

/// A receiver that runs beside a run.
package protocol RunningReceiver: Sendable {
  /// The port it listens on.
  var port: Int { get }
  /// Answers what is under way, refuses what comes after with 503, and waits until it has stopped.
  func stop() async
}
