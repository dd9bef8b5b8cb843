package import PipelineModel

/// Why the sandbox cannot start or go on: one sentence, and what to do.
package struct SandboxError: DiagnosableError, Sendable, Equatable, CustomStringConvertible {
  /// A stable identifier.
  package var code: String
  /// In the faults file, where that is what is wrong.
  package var location: Diagnostic.Location?
  package var message: String
  package var hint: String?

  package init(
    code: String = "sandbox", at location: Diagnostic.Location? = nil, _ message: String, hint: String? = nil
  ) {
    self.code = code
    self.location = location
    self.message = message
    self.hint = hint
  }

  /// As the command line shows it.
  package var diagnostic: Diagnostic { Diagnostic(code: code, at: location, message, hint: hint) }

  /// Where, the sentence and, on its own line, the hint.
  package var description: String {
    (location.map { $0.description + ": " } ?? "") + message + (hint.map { "\n  hint: \($0)" } ?? "")
  }
}
