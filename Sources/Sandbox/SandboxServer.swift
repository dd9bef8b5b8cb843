private import Foundation
private import Glibc
internal import Hummingbird
private import HummingbirdCore
private import Logging
private import NIOCore
private import Synchronization

/// A local enrichment service that keeps the contract, makes its answers up and counts what it bills.
///
/// It listens on 127.0.0.1 only. With a state folder its jobs, its bill and its count of requests outlive the process,
/// however that ends, and several servers may share the folder; what it owes to webhooks dies with the process.
package final class SandboxServer: Sendable {
  private let port: Int
  private let desk: SandboxDesk
  private let running = Mutex<Running?>(nil)

  private struct Running {
    var task: Task<Void, any Error>
    var port: Int
  }

  /// `port` 0 takes a free one; `credits` is the balance it begins with; `latency` is how long a job takes; `faults` is
  /// what goes wrong.
  package convenience init(
    port: Int = 0, token: String, credits: Int = 1_000_000, seed: UInt64 = 1, latency: Duration = .zero,
    stateFolder: String? = nil, faults: FaultPlan = FaultPlan()
  ) throws(SandboxError) {
    try self.init(
      port: port, token: token, credits: credits, seed: seed, latency: latency, stateFolder: stateFolder,
      faults: faults, now: wallClock)
  }

  /// With a clock of the caller's, which tells milliseconds since 1970, and pauses of the caller's.
  init(
    port: Int = 0, token: String, credits: Int = 1_000_000, seed: UInt64 = 1, latency: Duration = .zero,
    stateFolder: String? = nil, faults: FaultPlan = FaultPlan(), now: @escaping @Sendable () -> Int64,
    sleep: @escaping Courier.Sleep = { try await Task.sleep(for: $0) }
  ) throws(SandboxError) {
    self.port = port
    desk = SandboxDesk(
      token: token, seed: seed, latency: latency, plan: Faultiness(faults),
      api: try SandboxAPI(credits: credits, seed: seed, latency: latency, stateFolder: stateFolder, now: now),
      counter: try RequestCounter(folder: stateFolder),
      courier: Courier(retryPause: faults.webhookRetry ?? .seconds(1), sleep: sleep), sleep: sleep)
  }

  /// From now on nothing goes wrong; what went wrong with jobs before stays as it is.
  package func mend() { desk.plan.end() }

  /// Serves until SIGINT or SIGTERM, or until the task is cancelled; `onStart` is given `http://127.0.0.1:PORT`.
  package func run(onStart: @escaping @Sendable (String) -> Void) async throws {
    do {
      try await application { onStart("http://127.0.0.1:\($0)") }.runService()
    } catch {
      throw startError(error)
    }
  }

  /// Begins to serve inside this process and returns `http://127.0.0.1:PORT`; a taken port is a `SandboxError`.
  package func start() async throws -> String {
    let (ports, started) = AsyncStream.makeStream(of: Int.self)
    let application = application {
      started.yield($0)
      started.finish()
    }
    let task = Task {
      defer { started.finish() }
      try await application.run()
    }
    for await port in ports {
      running.withLock { $0 = Running(task: task, port: port) }
      return "http://127.0.0.1:\(port)"
    }
    if Task.isCancelled {
      // Nobody waits for a port any longer, and the server would serve for ever.
      task.cancel()
      _ = await task.result
      throw CancellationError()
    }
    do {
      try await task.value
      throw SandboxError("the sandbox ended before it began to serve")
    } catch {
      throw startError(error)
    }
  }

  /// Stops what `start()` began and waits until the port is free again.
  package func stop() async {
    let running = running.withLock { running in
      defer { running = nil }
      return running
    }
    running?.task.cancel()
    // Being cancelled is how it ends.
    _ = try? await running?.task.value
  }

  private func application(onStart: @escaping @Sendable (Int) -> Void) -> some ApplicationProtocol {
    Application(
      router: sandboxRouter(desk, api: desk.api),
      server: .http1(
        configuration: HTTP1Channel.Configuration(
          additionalChannelHandlers: [ConnectionHandler(onConnect: self.desk.faultOfConnection)])),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
      services: [desk.courier],
      onServerRunning: { channel in onStart(channel.localAddress?.port ?? 0) },
      // Silent: requests hold a token and personal data.
      logger: Logger(label: "sluice.sandbox") { _ in SwiftLogNoOpLogHandler() }
    )
  }

  private func startError(_ error: any Error) -> any Error {
    guard let error = error as? IOError else { return error }
    switch error.errnoCode {
    case EADDRINUSE:
      return SandboxError(
        "port \(port) of 127.0.0.1 is taken", hint: "stop what listens there, or choose another port (0: a free one)")
    case EACCES:
      return SandboxError("port \(port) may not be listened on", hint: "choose a port above 1023 (0: a free one)")
    default:
      return SandboxError("cannot listen on port \(port) of 127.0.0.1: \(String(cString: strerror(error.errnoCode)))")
    }
  }
}

/// Milliseconds since 1970.
@Sendable private func wallClock() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }
