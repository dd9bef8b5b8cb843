/// A finding as a person reads it: where, what was found, what was expected, what to do.
package struct Diagnostic: Error, Sendable, Equatable {
  /// How bad it is.
  package enum Severity: String, Sendable { case error, warning, note }

  /// A place in a file; lines and columns count from 1, columns in bytes.
  package struct Location: Sendable, Equatable {
    package var file: String
    package var line: Int?
    package var column: Int?
    /// Record number in the source, from 1.
    package var record: Int?

    package init(file: String, line: Int? = nil, column: Int? = nil, record: Int? = nil) {
      self.file = file
      self.line = line
      self.column = column
      self.record = record
    }

    /// `leads.csv:214:18 (record 213)`.
    package var description: String {
      var text = file
      if let line {
        text += ":\(line)"
        if let column { text += ":\(column)" }
      }
      if let record { text += " (record \(record))" }
      return text
    }
  }

  package var severity: Severity
  /// A stable identifier: `unknown_key`, `file_not_found`.
  package var code: String
  package var location: Location?
  /// One sentence, lower case, no full stop; what was found and what was expected.
  package var message: String
  /// What to do.
  package var hint: String?

  package init(
    _ severity: Severity = .error, code: String, at location: Location? = nil, _ message: String, hint: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.location = location
    self.message = message
    self.hint = hint
  }

  /// `leads.csv:214:18 (record 213): error: quoted field is not closed` and, on its own line, the hint.
  package var description: String {
    var text = ""
    if let location { text += location.description + ": " }
    text += "\(severity.rawValue): \(message)"
    if let hint { text += "\n  hint: \(hint)" }
    return text
  }
}
