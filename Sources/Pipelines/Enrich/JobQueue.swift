internal import PipelineModel
internal import Synchronization

/// A job that the service accepted and whose results are to be fetched.
struct AcceptedJob: Sendable, Equatable {
  var submission: Int64
  var enrichmentID: String
}

/// Jobs on their way from the submitter to the gatherer, and the word that all of them are settled on the way back.
final class JobQueue: Sendable {
  private let state = Mutex(State())

  private struct State {
    var jobs: [AcceptedJob] = []
    var isClosed = false
    /// Handed over and neither settled nor given up.
    var open = 0
    /// Whether a job was given up: its results did not come in time.
    var hasGivenUp = false
    var waiters: [CheckedContinuation<Bool, Never>] = []
    /// The gatherer, where it waits for something to do; else whether there was something meanwhile.
    var listener: CheckedContinuation<Void, Never>?
    var hasRung = false
  }

  /// Hands a job over.
  func add(_ job: AcceptedJob) {
    state.withLock {
      $0.jobs.append(job)
      $0.open += 1
    }
    ring()
  }

  /// Counts a job that the gatherer found by itself; false where it is on its way already.
  func adopt(_ job: AcceptedJob) -> Bool {
    state.withLock {
      if $0.jobs.contains(job) { return false }
      $0.open += 1
      return true
    }
  }

  /// Says that no more jobs will come.
  func close() {
    state.withLock { $0.isClosed = true }
    ring()
  }

  /// Takes what has come since the last time; `isAwaited`: nobody submits until all jobs are settled.
  func take() -> (jobs: [AcceptedJob], isAwaited: Bool, isClosed: Bool) {
    state.withLock { state in
      defer { state.jobs = [] }
      return (state.jobs, !state.waiters.isEmpty, state.isClosed)
    }
  }

  /// Says that so many jobs are settled, or given up.
  func finish(_ count: Int, givenUp: Bool = false) {
    guard count > 0 else { return }
    let (waiters, isWhole) = state.withLock { state -> ([CheckedContinuation<Bool, Never>], Bool) in
      state.open -= count
      if givenUp { state.hasGivenUp = true }
      guard state.open == 0 else { return ([], true) }
      defer { state.waiters = [] }
      return (state.waiters, !state.hasGivenUp)
    }
    for waiter in waiters { waiter.resume(returning: isWhole) }
  }

  /// Lets everybody who waits go: the gatherer has ended, or the run is to stop.
  func abandon() {
    let waiters = state.withLock { state in
      state.hasGivenUp = true
      state.open = 0
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume(returning: false) }
  }

  /// Waits until every job that was handed over is settled; false where one was given up, or where the run is to stop.
  func settled() async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: Bool? = state.withLock { state in
          if state.open == 0 || Task.isCancelled { return !state.hasGivenUp && !Task.isCancelled }
          state.waiters.append(continuation)
          return nil
        }
        if let answer { continuation.resume(returning: answer) } else { ring() }
      }
    } onCancel: {
      abandon()
    }
  }

  /// Waits until there may be something to do, or until a moment has come; one gatherer listens.
  func wait(_ pause: Duration?, sleep: @escaping @Sendable (Duration) async throws -> Void) async throws {
    let sleeper = pause.map { pause in
      Task {
        // Cancelled: something else rang before.
        do { try await sleep(pause) } catch is CancellationError { return } catch {
          ring()
          throw error
        }
        ring()
      }
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { listener in
        let hasRung = state.withLock { state in
          if !state.hasRung { state.listener = listener }
          defer { state.hasRung = false }
          return state.hasRung
        }
        if hasRung { listener.resume() }
      }
    } onCancel: {
      ring()
    }
    sleeper?.cancel()
    try await sleeper?.value
    try Task.checkCancellation()
  }

  /// Wakes the gatherer.
  func ring() {
    let listener = state.withLock { state in
      defer { state.listener = nil }
      if state.listener == nil { state.hasRung = true }
      return state.listener
    }
    listener?.resume()
  }
}
