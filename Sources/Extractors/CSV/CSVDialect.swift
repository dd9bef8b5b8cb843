/// How a CSV file is written: RFC 4180 unless told otherwise.
struct CSVDialect: Sendable, Equatable {
  /// Between fields.
  var delimiter: UInt8 = UInt8(ascii: ",")
  /// Around fields that hold delimiters, quotes or line ends; doubled inside.
  var quote: UInt8 = UInt8(ascii: "\"")
  /// Whether the first record names the columns.
  var header: Bool = true
}
