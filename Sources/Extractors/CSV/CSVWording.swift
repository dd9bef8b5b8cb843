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

extension CSVWording {
  /// What a person is told of a dialect that was sniffed, where it is not what RFC 4180 and the options say.
  static func remarks(_ sniffing: CSVSniffing, given: Set<String>) -> [Diagnostic] {
    let percent = Int((sniffing.confidence * 100).rounded())
    if sniffing.isFallback {
      return [
        Diagnostic(
          .warning, code: "unclear_dialect",
          "how the file is written is not clear (\(percent) % sure), so it is read as RFC 4180 has it",
          hint: "look at the rows with `sluice preview`, and say what is so: `dialect: {delimiter: \";\"}`")
      ]
    }
    let found = sniffing.options.filter { !given.contains($0.key) }
    if found.isEmpty { return [] }
    let text = found.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    return [
      Diagnostic(
        .note, code: "sniffed_dialect", "read with {\(text)}, as the file looks (\(percent) % sure)",
        hint: "`dialect: {\(text)}` in the pipeline settles it; if it is wrong, write what is so")
    ]
  }
}
