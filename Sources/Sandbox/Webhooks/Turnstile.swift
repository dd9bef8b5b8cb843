private import Synchronization

/// Lets those who wait go on when the next delivery has passed.
final class Turnstile: Sendable {
  private let waiters = Mutex<[AsyncStream<Never>.Continuation]>([])

  /// What ends when the next delivery has passed, counted from now.
  func next() -> Passage {
    let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
    waiters.withLock { $0.append(continuation) }
    return Passage(stream: stream)
  }

  /// A delivery has passed.
  func pass() {
    let passed = waiters.withLock { waiters in
      defer { waiters = [] }
      return waiters
    }
    for waiter in passed { waiter.finish() }
  }

  struct Passage: Sendable {
    fileprivate let stream: AsyncStream<Never>

    /// Returns when it has happened, or after `limit`, or when the task is cancelled.
    func wait(atMost limit: Duration, _ sleep: @escaping Courier.Sleep) async {
      await withTaskGroup { group in
        group.addTask { for await _ in stream {} }
        group.addTask { try? await sleep(limit) }
        await group.next()
        group.cancelAll()
      }
    }
  }
}
