/// Why a record was refused: the `code` column of the rejects file.
@usableFromInline package enum RefusalCode: String, Sendable, CaseIterable {
  /// A row has more or fewer fields than the header.
  case raggedRow = "ragged_row"
  /// A quoted field is not closed before the end of the file or the record limit.
  case unclosedQuote = "unclosed_quote"
  /// A field is not valid UTF-8.
  case invalidUTF8 = "invalid_utf8"
  /// A record is no valid JSON.
  case malformedJSON = "malformed_json"
  /// A record is valid JSON but not an object.
  case notAnObject = "not_an_object"
  /// A JSON line gives a value twice: by one name, or by a name and a path that mean the same column.
  case duplicateName = "duplicate_name"
  /// A JSON text holds half of a surrogate pair, which has no UTF-8 form.
  case loneSurrogate = "lone_surrogate"
  /// A record is larger than the limit.
  case recordTooLarge = "record_too_large"
  /// A value is nested deeper than the limit.
  case tooDeep = "too_deep"
  /// A record brings more columns than the limit.
  case tooManyColumns = "too_many_columns"
  /// A row of a rejects file does not say how its record is to be read.
  case notRereadable = "not_rereadable"
  /// What stands in a row of a rejects file is not one record.
  case notOneRecord = "not_one_record"

  /// The sentence a person reads; `found` and `expected` where the code counts something.
  package func reason(found: Int?, expected: Int?) -> String {
    switch self {
    case .raggedRow:
      if let found, let expected {
        "row has \(found) field\(found == 1 ? "" : "s"), the header has \(expected)"
      } else {
        "row has another number of fields than the header"
      }
    case .unclosedQuote: "quoted field is not closed"
    case .invalidUTF8: "field is not valid UTF-8"
    case .malformedJSON: "record is not valid JSON"
    case .notAnObject: "record is JSON but not an object"
    case .duplicateName: "two values have one name"
    case .loneSurrogate: "text has half of a surrogate pair, which is no character"
    case .recordTooLarge:
      if let expected { "record is larger than the limit of \(size(expected))" } else { "record is too large" }
    case .tooManyColumns:
      if let expected {
        "record brings more columns than the limit of \(expected)"
      } else {
        "record brings too many columns"
      }
    case .notRereadable: "column `source` does not say how the record is to be read"
    case .notOneRecord:
      if let found {
        "column `raw` holds \(found == 0 ? "no" : String(found)) records, expected one"
      } else {
        "column `raw` does not hold one record"
      }
    case .tooDeep:
      if let expected { "value is nested deeper than \(expected) levels" } else { "value is nested too deeply" }
    }
  }

  /// What the reader of the rejects file can do about it.
  package var hint: String {
    switch self {
    case .raggedRow: "look for an unquoted delimiter or a missing one in this row"
    case .unclosedQuote:
      "close the quote, or double it inside the field; the rows after that line were read on their own"
    case .invalidUTF8: "save the file as UTF-8"
    case .malformedJSON: "look for a missing comma, quote or bracket; in JSON Lines an object is whole on its line"
    case .notAnObject: "each record must be an object like {\"first_name\": \"Ada\"}"
    case .duplicateName:
      "give each name once in an object; {\"a\": {\"b\": 1}, \"a.b\": 2} is twice a.b"
    case .loneSurrogate: "a text was cut inside a character such as \\ud83d\\ude00: correct it in the export"
    case .recordTooLarge: "look for a quote or an element that is not closed, in it or before it"
    case .tooManyColumns: "look for keys that are data, such as ids; give them one column of their own"
    case .notRereadable: "CSV and JSON records can be read back; correct a record of another format in the export"
    case .notOneRecord: "keep one record in each row, and take out the row of one that is given up"
    case .tooDeep: "flatten the value in the export"
    }
  }
}

/// `16 MiB`, where it is that, else `12 bytes`.
private func size(_ bytes: Int) -> String {
  bytes > 0 && bytes % (1 << 20) == 0 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
}
