internal import PipelineModel

/// What a person reads of a header that cannot be read.
enum CSVWording {
  /// A header that would be refused if it were a record; without one no row can be understood, so the source ends.
  static func badHeader(
    _ code: RefusalCode, offset: UInt64, line: UInt64, column: UInt64?, field: Int?, limit: Int
  ) -> ScanError {
    switch code {
    case .unclosedQuote:
      ScanError(
        .badHeader, offset: offset, line: line, column: column,
        detail: "the header has a quoted field that is not closed",
        hint: "close the quote, or double it inside the field")
    case .invalidUTF8:
      ScanError(
        .badEncoding, offset: offset, line: line, column: column,
        detail: "the header is not valid UTF-8" + (field.map { " (column name \($0 + 1))" } ?? ""),
        hint: "save the file as UTF-8")
    default:
      ScanError(
        .tooLarge, offset: offset, line: line, column: column, detail: "the header is larger than \(limit) bytes",
        hint: "look for an unclosed quote in it, or another format than CSV")
    }
  }
}
