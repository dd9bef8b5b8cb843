internal import PipelineModel

/// How a CSV file is written: RFC 4180 unless told otherwise.
package struct CSVDialect: Sendable, Equatable {
  /// What the first records are.
  package enum Header: Sendable, Equatable {
    /// Data: columns are 1, 2, ….
    case none
    /// So many records (1 or more) that name the columns; the words of several stand together with spaces between.
    case lines(Int)
    /// Data: these are the columns.
    case names([String])
  }

  /// What becomes of a record with another number of fields than there are columns.
  package enum Ragged: String, Sendable, CaseIterable {
    /// It is refused.
    case reject
    /// Fields that are missing at its end are absent, fields beyond the last column get columns of their own.
    case pad
    /// Empty fields beyond the last column are no fields; any other such record is refused.
    case trim
  }

  /// Between fields: one to eight bytes, none of them a line end.
  package var delimiter: [UInt8] = [Byte.comma]
  /// Around fields that hold delimiters, quotes or line ends; nil where quotes are characters like others.
  package var quote: UInt8? = Byte.quote
  /// Before a byte that means itself, in quotes and outside; nil where a quote is doubled and nothing else is special.
  package var escape: UInt8?
  /// Begins a line that is no record.
  package var comment: UInt8?
  /// Ends a record; nil for CR, LF and CRLF.
  package var terminator: UInt8?
  /// What the first records are.
  package var header = Header.lines(1)
  /// Lines before the first record.
  package var skip = 0
  /// What becomes of records of another length.
  package var ragged = Ragged.reject
  /// Whether spaces after a delimiter are no part of the field.
  package var skipsSpaces = false
  /// Whether a line end always ends a record, quoted or not.
  package var splitsLines = false
  /// Whether a quote inside a quoted field that neither ends it nor is doubled is a character, where the field is
  /// properly closed on the same line; and whether a quote that swallows rows is one that was never closed.
  package var isLenient = false

  package init() {}

  /// Whether nothing in it needs more than four bytes to be looked for.
  var isPlain: Bool {
    delimiter.count == 1 && quote != nil && escape == nil && comment == nil && terminator == nil && !skipsSpaces
      && !splitsLines
  }

  /// Whether a byte ends a record.
  func endsLine(_ byte: UInt8) -> Bool {
    if let terminator { return byte == terminator }
    return byte == Byte.lf || byte == Byte.cr
  }
}
