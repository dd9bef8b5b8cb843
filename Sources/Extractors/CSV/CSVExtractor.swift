package import PipelineModel

/// Reads CSV: RFC 4180 and what people really write.
package struct CSVExtractor: StreamExtractor {
  private static let dialectOptions = [
    OptionSpec("delimiter", .character, "the byte between fields", standard: ","),
    OptionSpec("quote", .character, "the byte around fields that hold delimiters or line ends", standard: "\""),
    OptionSpec(
      "header", .boolean, "whether the first record names the columns; without one they are 1, 2, …", standard: "true"),
  ]

  package static let spec = ComponentSpec(
    name: "csv", kind: .extractor, summary: "CSV files, UTF-8",
    options: [OptionSpec("dialect", .object(dialectOptions), "how the file is written")],

    example: """
      - csv: leads.csv
        dialect: {delimiter: ",", header: true}
      """,
    sample: "first_name,last_name,note\r\nAda,Lovelace,\"said \"\"hello\"\",\nthen left\"\r\nGrace,Hopper,\r\n")

  private var scanner: CSVScanner
  private var isAtStart = true

  package init(options: ComponentOptions) throws(OptionProblem) {
    let options = options.object("dialect") ?? ComponentOptions()
    var dialect = CSVDialect()
    dialect.delimiter = options.byte("delimiter") ?? dialect.delimiter
    dialect.quote = options.byte("quote") ?? dialect.quote
    dialect.header = options.boolean("header") ?? dialect.header
    let lineEnds: Set<UInt8> = [Byte.lf, Byte.cr]
    if dialect.delimiter == dialect.quote || lineEnds.contains(dialect.delimiter) || lineEnds.contains(dialect.quote) {
      throw OptionProblem(
        option: "dialect", message: "delimiter and quote must be two different bytes and no line ends",
        hint: "for example {delimiter: ;, quote: '\"'}")
    }
    scanner = CSVScanner(dialect: dialect)
  }

  package var columnsAreComplete: Bool { scanner.knowsColumns }

  package mutating func extract(
    from bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    guard isAtStart else { return try scanner.scan(bytes, isLast: isLast, into: &batch) }
    if bytes.count < 4 && !isLast { return 0 }
    try refuseOtherFormats(bytes)
    isAtStart = false
    let mark = startsWith(bytes, [0xEF, 0xBB, 0xBF]) ? 3 : 0
    scanner.advance(over: mark)
    return mark + (try scanner.scan(bytes.extracting(mark..<bytes.count), isLast: isLast, into: &batch))
  }
}
