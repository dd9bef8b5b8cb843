internal import PipelineModel

/// CSV as UTF-8: waits for the sample that tells the dialect, then scans.
struct CSVText: TextScanner {
  private let options: CSVOptions
  private let invalid: InvalidText
  /// Nil until the dialect is known.
  private var scanner: CSVScanner?
  private var mark = 0
  /// What was found, where the dialect was sniffed.
  private(set) var sniffing: CSVSniffing?

  init(_ options: CSVOptions, invalid: InvalidText) {
    self.options = options
    self.invalid = invalid
  }

  /// What was found, else what is given.
  var dialect: CSVDialect { sniffing?.dialect ?? options.dialect }

  /// The keys of the dialect that are given.
  var given: Set<String> { options.given }

  var knowsColumns: Bool { scanner?.knowsColumns ?? false }

  var headerPlace: (line: UInt64, columns: [UInt64])? { scanner?.headerPlace }

  mutating func advance(over count: Int) { mark += count }

  mutating func scan(
    _ bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    if scanner == nil {
      guard isLast || bytes.count >= CSVSniffer.sampleSize || !options.isSniffed else { return 0 }
      var dialect = options.dialect
      if options.isSniffed {
        let found = CSVSniffer.sniff(bytes, isWhole: isLast, given: dialect, keys: options.given)
        dialect = found.dialect
        sniffing = found
      }
      scanner = CSVScanner(dialect: dialect, invalid: invalid)
      scanner?.advance(over: mark)
    }
    return try scanner?.scan(bytes, isLast: isLast, into: &batch) ?? 0
  }
}
