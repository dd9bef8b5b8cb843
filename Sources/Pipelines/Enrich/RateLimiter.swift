internal import Synchronization

/// Spaces requests so that no more than so many leave in a minute; waits its turn, first come, first served.
final class RateLimiter: Sendable {
  private let interval: Double
  private let environment: RunEnvironment
  private let next = Mutex<Double>(-.infinity)

  /// Nil: no limit.
  init(perMinute: Int?, environment: RunEnvironment) {
    interval = perMinute.map { 60 / Double($0) } ?? 0
    self.environment = environment
  }

  /// Returns when a request may leave.
  func wait() async throws {
    if interval == 0 { return }
    let now = environment.seconds()
    let turn = next.withLock { next in
      let turn = max(now, next)
      next = turn + interval
      return turn
    }
    if turn > now { try await environment.sleep(.milliseconds(Int(((turn - now) * 1000).rounded(.up)))) }
  }
}
