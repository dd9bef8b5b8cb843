internal import CBytes
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
    for index in 0..<(batch.rows?.count ?? batch.leads.count) {
      let record = batch.rows.map { $0[index] } ?? index
      // Room for the row at its worst (every byte a quote), so that the loop below need not ask again.
      var room = width * 3 + 1
      for column in 0..<width { room += batch.value(record: record, column: column).count * 2 }
      out.append(addingCapacity: room) { span in
        // Measured hot loop: the pointer stays inside and never passes `room`.
        span.withUnsafeMutableBufferPointer { buffer, count in
          guard let start = buffer.baseAddress else { return }
          var to = start + count
          for column in 0..<width {
            if column > 0 {
              to.pointee = delimiter
              to += 1
            }
            batch.value(record: record, column: column).withUnsafeBufferPointer { field in
              put(field, isOnly: width == 1, at: &to)
            }
          }
          to.pointee = Byte.lf
          count = to + 1 - start
        }
      }
    }
  }

  @inline(__always)
  private func put(_ field: UnsafeBufferPointer<UInt8>, isOnly: Bool, at to: inout UnsafeMutablePointer<UInt8>) {
    guard let from = field.baseAddress, field.count > 0 else {
      // A lone empty field is quoted: an empty line would be no record.
      if isOnly {
        to[0] = Byte.quote
        to[1] = Byte.quote
        to += 2
      }
      return
    }
    if sluice_has_any(from, field.count, delimiter, Byte.quote, Byte.lf, Byte.cr) == 0 {
      to.update(from: from, count: field.count)
      to += field.count
      return
    }
    to.pointee = Byte.quote
    to += 1
    for byte in field {
      if byte == Byte.quote {
        to.pointee = Byte.quote
        to += 1
      }
      to.pointee = byte
      to += 1
    }
    to.pointee = Byte.quote
    to += 1
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
