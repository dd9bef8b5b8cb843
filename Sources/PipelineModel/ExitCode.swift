/// How `sluice` ends; when several apply, the first in this order wins.
package enum ExitCode: Int32, Sendable, CaseIterable {
  case usage = 2
  case invalidPipeline = 3
  case failed = 1
  case unknownSubmissions = 5
  case budgetReached = 6
  case tryAgainLater = 75
  case tooManyRejected = 4
  case done = 0

  /// One line for `sluice help exit-codes`.
  package var summary: String {
    switch self {
    case .usage: "the command line could not be understood"
    case .invalidPipeline: "the pipeline file is not valid; nothing was run"
    case .failed: "the run failed; outputs are as they were before it"
    case .unknownSubmissions: "done, but submissions with unknown outcome need a decision"
    case .budgetReached: "done, but the budget or the credits did not cover everybody"
    case .tryAgainLater: "try again later: locked by a live run, service down, or results still in flight"
    case .tooManyRejected: "done, but more rows were rejected than allow_rejects"
    case .done: "done"
    }
  }
}
