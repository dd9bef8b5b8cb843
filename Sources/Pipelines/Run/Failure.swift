package import PipelineModel
internal import Transport

/// Why a run ended without publishing: what to say and how to exit.
package struct Failure: Error, Sendable {
  package var diagnostic: Diagnostic
  package var exitCode: ExitCode

  package init(_ diagnostic: Diagnostic, exitCode: ExitCode = .failed) {
    self.diagnostic = diagnostic
    self.exitCode = exitCode
  }

  private static let cancelled = Failure(
    Diagnostic(
      code: "cancelled", "stopped before it was done; outputs are as they were before",
      hint: "run it again to go on: what was bought is in the ledger"))

  /// Whether an error is one of Sluice's own, and not the command line parser's.
  package static func tells(_ error: any Error) -> Bool {
    error is Failure || error is Diagnostic || error is any DiagnosableError
  }

  /// Any error as a failure; nil where a reader of standard output has gone, which is no failure.
  package static func from(_ error: any Error) -> Failure? {
    switch error {
    case let failure as Failure: failure
    case let diagnostic as Diagnostic: Failure(diagnostic)
    case let error as FileError where error.isClosedPipe: nil
    case let error as FileError where error.isCancellation: cancelled
    case let error as any DiagnosableError: Failure(error.diagnostic)
    case is CancellationError: cancelled
    case let error as any CustomStringConvertible: Failure(Diagnostic(code: "failed", error.description))
    default: Failure(Diagnostic(code: "failed", String(describing: error)))
    }
  }
}
