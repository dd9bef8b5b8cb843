package import PipelineModel

/// The sandbox as a service that a run starts for itself.
///
/// Options: `credits` (integer, 1,000,000 when absent), `seed` (integer, 1), `latency` (duration, 0),
/// `faults` (path of a faults file, none).
package struct SandboxService: ServiceHost {
  package init() {}

  /// Starts it on a free loopback port; a state folder that cannot be used and a faults file that is
  /// wrong are a `SandboxError`.
  package func start(_ options: ComponentOptions, stateFolder: String) async throws -> any RunningService {
    let seed = UInt64(bitPattern: Int64(options.integer("seed") ?? 1))
    // No secret: the port is open to this machine only, and what it gives away is made up.
    let token = "sandbox"
    let faults = try options.text("faults").map { path throws(SandboxError) in try FaultPlan(file: path) }
    let server = try SandboxServer(
      token: token, credits: options.integer("credits") ?? 1_000_000, seed: seed,
      latency: options.duration("latency") ?? .zero, stateFolder: stateFolder,
      faults: faults ?? FaultPlan())
    return RunningSandbox(server: server, baseURL: try await server.start(), token: token)
  }
}

private struct RunningSandbox: RunningService {
  let server: SandboxServer
  let baseURL: String
  let token: String
  func stop() async { await server.stop() }
}
