package import PipelineModel

/// Why the sandbox cannot start or go on: one sentence, and what to do.
package struct SandboxError: DiagnosableError, Sendable, Equatable, CustomStringConvertible {
  package var message: String
  package var hint: String?

  package init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  /// As the command line shows it.
  package var diagnostic: Diagnostic { Diagnostic(code: "sandbox", message, hint: hint) }

  /// The sentence and, on its own line, the hint.
  package var description: String { message + (hint.map { "\n  hint: \($0)" } ?? "") }
}
