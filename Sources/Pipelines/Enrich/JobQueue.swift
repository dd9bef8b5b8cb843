internal import PipelineModel
internal import Synchronization

/// A job that the service accepted and whose results are to be fetched.
struct AcceptedJob: Sendable, Equatable {
  var submission: Int64
  var enrichmentID: String
}

/// Jobs on their way from the submitter to the gatherer.
final class JobQueue: Sendable {
  private let state = Mutex(State())

  private struct State {
    var jobs: [AcceptedJob] = []
    var isClosed = false
  }

  /// Hands a job over.
  func add(_ job: AcceptedJob) { state.withLock { $0.jobs.append(job) } }
  /// Says that no more jobs will come.
  func close() { state.withLock { $0.isClosed = true } }
  /// Takes what has come since the last time, and whether more may.
  func take() -> (jobs: [AcceptedJob], isClosed: Bool) {
    state.withLock { state in
      defer { state.jobs = [] }
      return (state.jobs, state.isClosed)
    }
  }
}
