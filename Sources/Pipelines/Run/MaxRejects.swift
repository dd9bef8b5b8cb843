internal import PipelineModel

/// How many rejected rows a run bears before it stops early.
package enum MaxRejects: Sendable, Equatable {
  case count(Int)
  /// Of the rows that were read, judged once there are a thousand of them, and at the end.
  case share(Double)

  /// Whether so many are too many.
  func isExceeded(by rejected: Int, of read: Int, isEnd: Bool = false) -> Bool {
    switch self {
    case .count(let most): rejected > most
    case .share(let most): (isEnd || read >= 1_000) && Double(rejected) > most * Double(read)
    }
  }
}

extension Failure {
  /// The run stopped because of `max_rejects`.
  static func maxRejects(_ rejected: Int, of read: Int, rejectsFile: String?) -> Failure {
    Failure(
      Diagnostic(
        code: "max_rejects",
        "stopped after \(grouped(rejected)) of the first \(grouped(read)) rows were rejected, more than `max_rejects`; "
          + "outputs are as they were before",
        hint: (rejectsFile.map { "\($0) holds them: " } ?? "") + "correct the export, or allow more with `max_rejects`"),
      exitCode: .tooManyRejected)
  }
}
