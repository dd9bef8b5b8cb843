/// What stops a source for good: cheap to throw inside a scanner; the edge turns it into a `Diagnostic`.
package struct ScanError: Error, Equatable, Sendable {
  /// What happened.
  package enum Code: String, Sendable {
    /// XML is not well-formed; the parser's own words are in `detail`.
    case notWellFormed = "not_well_formed"
    /// The input ended inside a record or document.
    case truncated
    /// Entities expand to more than the limit, or refer to themselves.
    case entityLimit = "entity_limit"
    /// The document asks for an external entity or DTD, which is never fetched.
    case externalEntity = "external_entity"
    /// Elements are nested deeper than the limit.
    case tooDeep = "too_deep"
    /// One record, text or attribute is larger than the limit.
    case tooLarge = "too_large"
    /// The bytes cannot be decoded in the encoding they claim.
    case badEncoding = "bad_encoding"
    /// The input looks like another format than the one asked for (compressed, binary, a different text format).
    case wrongFormat = "wrong_format"
    /// Column names repeat or cannot be used; `detail` names them.
    case badHeader = "bad_header"
  }

  /// What happened.
  package var code: Code
  /// Bytes from the start of the source to the trouble.
  package var offset: UInt64
  /// Line (from 1) and column in bytes (from 1), where the scanner knows them.
  package var line: UInt64?
  /// See `line`.
  package var column: UInt64?
  /// What was found, in words without field values.
  package var detail: String
  /// What was expected or what to do, where there is something particular to say.
  package var hint: String?

  package init(
    _ code: Code, offset: UInt64, line: UInt64? = nil, column: UInt64? = nil, detail: String, hint: String? = nil
  ) {
    self.code = code
    self.offset = offset
    self.line = line
    self.column = column
    self.detail = detail
    self.hint = hint
  }
}
