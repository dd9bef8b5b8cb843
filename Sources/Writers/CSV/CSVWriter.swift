package import PipelineModel

/// Writes CSV: RFC 4180 with LF line ends, quoting only what needs it.
package struct CSVWriter: Writer {
  package static let spec = ComponentSpec(
    name: "csv", kind: .writer, summary: "CSV, UTF-8 with LF line ends",
    options: [OptionSpec("delimiter", .character, "the byte between fields", standard: ",")],
    example: "- csv: out/leads.csv")

  private let delimiter: UInt8

  package init(options: ComponentOptions) throws(OptionProblem) {
    delimiter = options.byte("delimiter") ?? Byte.comma
    if [Byte.quote, Byte.lf, Byte.cr].contains(delimiter) {
      throw OptionProblem(option: "delimiter", message: "expected a byte that is no quote and no line end")
    }
  }

  package var rowsHaveFixedWidth: Bool { true }

  package func begin(columns: [String], into out: inout [UInt8]) {
    for (index, name) in columns.enumerated() {
      if index > 0 { out.append(delimiter) }
      let bytes = Array(name.utf8)
      if bytes.contains(where: { $0 == delimiter || $0 == Byte.quote || $0 == Byte.lf || $0 == Byte.cr })
        || (bytes.isEmpty && columns.count == 1)
      {
        out.append(Byte.quote)
        for byte in bytes {
          if byte == Byte.quote { out.append(Byte.quote) }
          out.append(byte)
        }
        out.append(Byte.quote)
      } else {
        out.append(contentsOf: bytes)
      }
    }
    if !columns.isEmpty { out.append(Byte.lf) }
  }

  package func end(into out: inout [UInt8]) {}

  package func encode(_ batch: borrowing OutputBatch, into out: inout [UInt8]) {
    let width = batch.columns.count
    guard width > 0 else {
      // Rows before the first column: empty lines, which `widen` fills should one show up.
      out.append(contentsOf: repeatElement(Byte.lf, count: batch.rows?.count ?? batch.leads.count))
      return
    }
    let count = batch.rows?.count ?? batch.leads.count
    // Most outputs hold the source once or, with its clean columns, twice; growing costs a copy.
    let repeats = batch.columns.contains { if case .lead = $0.origin { true } else { false } }
    let bytes = batch.leads.records.bytes.count * (repeats ? 2 : 1)
    if batch.rows == nil { out.reserveCapacity(out.count + bytes + batch.extraBytes.count + count * width) }
    var block = CSVBlock(width: width, delimiter: delimiter)
    for start in stride(from: 0, to: count, by: CSVBlock.rows) {
      block.append(start..<min(start + CSVBlock.rows, count), of: batch, to: &out)
    }
  }

  package func widen(rows: Span<UInt8>, at index: Int, by count: Int, into out: inout [UInt8]) {
    out.reserveCapacity(out.count + rows.count + rows.count / 4)
    var field = 0
    var isQuoted = false
    var isRowStart = true
    for at in rows.indices {
      let byte = rows[at]
      if isRowStart && byte == Byte.lf {
        // A lone empty field would have its quotes: this row has no field yet.
        out.append(contentsOf: count == 1 ? [Byte.quote, Byte.quote] : Array(repeating: delimiter, count: count - 1))
        out.append(byte)
        continue
      }
      if isRowStart && index == 0 { for _ in 0..<count { out.append(delimiter) } }
      isRowStart = !isQuoted && byte == Byte.lf
      if byte == Byte.quote { isQuoted.toggle() }
      if !isQuoted && (byte == delimiter || byte == Byte.lf) {
        field += 1
        if field == index { for _ in 0..<count { out.append(delimiter) } }
        if byte == Byte.lf { field = 0 }
      }
      out.append(byte)
    }
  }
}
