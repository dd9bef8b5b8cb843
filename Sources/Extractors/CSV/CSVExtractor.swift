package import PipelineModel

/// Reads CSV: RFC 4180 and what people really write. What the options do not say of the dialect is sniffed from the
/// first bytes, told, and held to for the whole file.
package struct CSVExtractor: StreamExtractor {
  package static let spec = ComponentSpec(
    name: "csv", kind: .extractor, summary: "CSV files: any delimiter and quote",
    options: [CSVOptions.spec, InvalidText.spec],

    example: """
      - csv: leads.csv
        dialect: {delimiter: ",", header: true}
      """,
    sample: "first_name,last_name,note\r\nAda,Lovelace,\"said \"\"hello\"\",\nthen left\"\r\nGrace,Hopper,\r\n")

  private let options: CSVOptions
  private let invalid: InvalidText
  /// Nil until the dialect is known.
  private var scanner: CSVScanner?
  private var isAtStart = true
  private var mark = 0
  private var remarks: [Diagnostic] = []

  package init(options: ComponentOptions) throws(OptionProblem) {
    self.options = try CSVOptions(options)
    invalid = InvalidText(options)
  }

  package var columnsAreComplete: Bool { scanner?.knowsColumns ?? false }

  package mutating func extract(
    from bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    if isAtStart {
      if bytes.count < 4 && !isLast { return 0 }
      try refuseOtherFormats(bytes)
      mark = startsWith(bytes, [0xEF, 0xBB, 0xBF]) ? 3 : 0
      isAtStart = false
    }
    let text = bytes.extracting(mark...)
    guard scanner != nil || isLast || text.count >= CSVSniffer.sampleSize || !options.isSniffed else { return 0 }
    var scanner = self.scanner ?? sniffed(text, isLast: isLast)
    defer { self.scanner = scanner }
    scanner.advance(over: mark)
    let count = try scanner.scan(text, isLast: isLast, into: &batch)
    defer { mark = 0 }
    return mark + count
  }

  /// A scanner for the dialect that is given or found.
  private mutating func sniffed(_ sample: Span<UInt8>, isLast: Bool) -> CSVScanner {
    guard options.isSniffed else { return CSVScanner(dialect: options.dialect, invalid: invalid) }
    let sniffing = CSVSniffer.sniff(sample, isWhole: isLast, given: options.dialect, keys: options.given)
    remarks += CSVWording.remarks(sniffing, given: options.given)
    return CSVScanner(dialect: sniffing.dialect, invalid: invalid)
  }
}

extension CSVExtractor: SourceRemarking {
  package mutating func takeRemarks() -> [Diagnostic] {
    defer { remarks = [] }
    return remarks
  }
}
