package import PipelineModel

/// Reads CSV: RFC 4180 and what people really write. What the options do not say of the dialect is sniffed from the
/// first bytes, told, and held to for the whole file.
package struct CSVExtractor: StreamExtractor {
  package static let spec = ComponentSpec(
    name: "csv", kind: .extractor, summary: "CSV files of any dialect and encoding",
    options: [CSVOptions.spec, TextEncoding.spec, InvalidText.spec],

    example: """
      - csv: leads.csv
        dialect: {delimiter: ",", header: true}
      """,
    sample: "first_name,last_name,note\r\nAda,Lovelace,\"said \"\"hello\"\",\nthen left\"\r\nGrace,Hopper,\r\n")

  private var decoding: TextDecoding
  private var text: CSVText
  /// Whether it was told already what was found out.
  private var hasTold = (encoding: false, dialect: false)

  package init(options: ComponentOptions) throws(OptionProblem) {
    decoding = try TextDecoding(options)
    text = CSVText(try CSVOptions(options), invalid: InvalidText(options))
  }

  /// The dialect that it is read in, as far as it is known.
  var dialect: CSVDialect { text.dialect }

  package var columnsAreComplete: Bool { text.knowsColumns }

  package mutating func extract(
    from bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    try decoding.read(bytes, isLast: isLast, with: &text, into: &batch)
  }
}

extension CSVExtractor: HeaderPlacing {
  package var headerPlace: (line: UInt64, columns: [UInt64])? { text.headerPlace }
}

extension CSVExtractor: SourceRemarking {
  package mutating func takeRemarks() -> [Diagnostic] {
    var remarks: [Diagnostic] = []
    if !hasTold.encoding, let remark = TextWording.remark(decoding) {
      remarks.append(remark)
      hasTold.encoding = true
    }
    if !hasTold.dialect, let sniffing = text.sniffing {
      remarks += CSVWording.remarks(sniffing, given: text.given)
      hasTold.dialect = true
    }
    return remarks
  }
}
