internal import Hummingbird
private import HummingbirdCore
private import Logging
private import NIOCore
package import PipelineModel
private import ServiceLifecycle
private import Synchronization

/// Receives results over HTTP and has them kept before it answers.
///
/// One secret path takes POSTs of one JSON object each. An answer tells: 200 kept, 400 not a JSON object, 404 another
/// path, 405 another method, 413 too large, 503 not kept (stopping, too much at once, or `keep` failed): send it again.
/// Neither paths nor bodies are logged, and no answer quotes them.
package struct WebhookReceiver: ReceiverHost {
  private let limits: ReceiverLimits

  package init(limits: ReceiverLimits = ReceiverLimits()) { self.limits = limits }

  package func start(
    listen: String, path: String, keep: @escaping @Sendable ([[UInt8]]) throws -> Void
  ) async throws -> any RunningReceiver {
    try await RunningWebhook(at: ListenAddress(listen), path: path, limits: limits, keep: keep)
  }
}

/// A server that has begun to listen.
final class RunningWebhook: RunningReceiver {
  let port: Int
  let deliveries: GroupCommit
  private let services: ServiceGroup
  private let serving: Task<Void, any Error>

  /// Returns once it listens.
  init(
    at address: ListenAddress, path: String, limits: ReceiverLimits,
    keep: @escaping @Sendable ([[UInt8]]) throws -> Void
  ) async throws {
    let deliveries = GroupCommit(limits: limits, keep: keep)
    let listening = Listening()
    // Silent: requests hold a secret and personal data.
    let logger = Logger(label: "sluice.webhook") { _ in SwiftLogNoOpLogHandler() }
    let application = Application(
      responder: HookResponder(path: SecretPath(path), limits: limits, deliveries: deliveries),
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [ConnectionGuard(limits: limits)],
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
            maxHeaderFieldCount: limits.headerCount))),
      configuration: ApplicationConfiguration(
        address: .hostname(address.host, port: address.port),
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: logger)),
      onServerRunning: { channel in listening.end(.success(channel.localAddress?.port ?? 0)) },
      logger: logger)
    let services = ServiceGroup(configuration: .init(services: [application], logger: logger))
    serving = Task {
      do {
        try await services.run()
        listening.end(.failure(CancellationError()))
      } catch {
        listening.end(.failure(error))
        throw error
      }
    }
    self.services = services
    self.deliveries = deliveries
    do {
      port = try await listening.result().get()
    } catch {
      throw ReceiverError.cannotListen(address, error)
    }
  }

  func stop() async {
    // First with the door open, so that who comes now is told 503 and not turned away without a word.
    await deliveries.stop()
    await services.triggerGracefulShutdown()
    // A server that failed has stopped as well.
    _ = try? await serving.value
  }
}

/// How the beginning went: told once by whoever knows first. Does not end early where the task that waits is cancelled,
/// as nobody would stop the server then.
private final class Listening: Sendable {
  private enum State {
    case open, awaited(CheckedContinuation<Result<Int, any Error>, Never>), ended(Result<Int, any Error>)
  }
  private let state = Mutex<State>(.open)

  func end(_ result: Result<Int, any Error>) {
    let awaiting = state.withLock { state -> CheckedContinuation<Result<Int, any Error>, Never>? in
      switch state {
      case .open: state = .ended(result)
      case .ended: break
      case .awaited(let continuation):
        state = .ended(result)
        return continuation
      }
      return nil
    }
    awaiting?.resume(returning: result)
  }

  func result() async -> Result<Int, any Error> {
    await withCheckedContinuation { continuation in
      let ended = state.withLock { state -> Result<Int, any Error>? in
        if case .ended(let result) = state { return result }
        state = .awaited(continuation)
        return nil
      }
      if let ended { continuation.resume(returning: ended) }
    }
  }
}
