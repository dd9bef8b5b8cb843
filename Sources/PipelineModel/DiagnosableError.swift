/// An error of a room that knows how a person should read it.
package protocol DiagnosableError: Error {
  /// Where, what, and what to do.
  var diagnostic: Diagnostic { get }
}
