import Synchronization
import Testing

@testable import Pipelines

@Suite("The limit of requests per minute")
struct RateLimiterTests {
  /// A clock that goes on only while somebody sleeps.
  private final class Clock: Sendable {
    let now = Mutex<Double>(0)

    var environment: RunEnvironment {
      var environment = runEnvironment()
      environment.seconds = { self.now.withLock { $0 } }
      environment.sleep = { pause in self.now.withLock { $0 += pause.inSeconds } }
      return environment
    }
  }

  @Test("spaces requests over the minute; what was not used is not saved up")
  func spacing() async throws {
    let clock = Clock()
    let limiter = RateLimiter(perMinute: 120, environment: clock.environment)
    for turn in [0, 0.5, 1, 1.5] {
      try await limiter.wait()
      #expect(clock.now.withLock { $0 } == turn)
    }
    clock.now.withLock { $0 = 100 }
    for turn in [100, 100.5, 101] {
      try await limiter.wait()
      #expect(clock.now.withLock { $0 } == turn)
    }
  }

  @Test("left out, makes nobody wait")
  func none() async throws {
    let clock = Clock()
    let limiter = RateLimiter(perMinute: nil, environment: clock.environment)
    for _ in 0..<1000 { try await limiter.wait() }
    #expect(clock.now.withLock { $0 } == 0)
  }
}
