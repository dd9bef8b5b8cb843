package import PipelineModel

/// Writes JSON Lines: one object a row, absent values left out, numbers and nested values as they were written.
package struct JSONLinesWriter: Writer {
  package static let spec = ComponentSpec(
    name: "jsonl", kind: .writer, summary: "JSON Lines, one object a row",
    example: "- jsonl: out/leads.jsonl")

  package init(options: ComponentOptions) throws(OptionProblem) {}

  package var rowsHaveFixedWidth: Bool { false }
  package func begin(columns: [String], into out: inout [UInt8]) {}
  package func end(into out: inout [UInt8]) {}
  package func widen(rows: Span<UInt8>, at index: Int, by count: Int, into out: inout [UInt8]) {
    out.append(copying: rows)
  }

  package func encode(_ batch: borrowing OutputBatch, into out: inout [UInt8]) {
    // `"name":` of every column, made once a batch.
    let keys = batch.columns.map { column in
      var key: [UInt8] = []
      appendJSONString(column.name.utf8.span, to: &key)
      key.append(UInt8(ascii: ":"))
      return key
    }
    for index in 0..<(batch.rows?.count ?? batch.leads.count) {
      let record = batch.rows.map { $0[index] } ?? index
      out.append(UInt8(ascii: "{"))
      var isFirst = true
      for column in keys.indices {
        let kind = batch.kind(record: record, column: column)
        if kind == .absent { continue }
        if !isFirst { out.append(Byte.comma) }
        isFirst = false
        out.append(contentsOf: keys[column])
        let value = batch.value(record: record, column: column)
        switch kind {
        case .text: appendJSONString(value, to: &out)
        case .literal, .nested: out.append(copying: value)
        case .null, .absent: out.append(contentsOf: "null".utf8)
        }
      }
      out.append(UInt8(ascii: "}"))
      out.append(Byte.lf)
    }
  }
}

/// Appends a JSON string with its quotes (RFC 8259): what must be escaped is, everything else stays.
func appendJSONString(_ text: Span<UInt8>, to out: inout [UInt8]) {
  out.append(Byte.quote)
  var start = 0
  for at in text.indices {
    let byte = text[at]
    if byte >= 0x20 && byte != Byte.quote && byte != UInt8(ascii: "\\") { continue }
    out.append(copying: text.extracting(start..<at))
    start = at + 1
    out.append(UInt8(ascii: "\\"))
    switch byte {
    case Byte.lf: out.append(UInt8(ascii: "n"))
    case Byte.cr: out.append(UInt8(ascii: "r"))
    case Byte.tab: out.append(UInt8(ascii: "t"))
    case Byte.quote, UInt8(ascii: "\\"): out.append(byte)
    default:
      out.append(contentsOf: "u00".utf8)
      out.append(hexDigit(byte >> 4))
      out.append(hexDigit(byte & 15))
    }
  }
  out.append(copying: text.extracting(start..<text.count))
  out.append(Byte.quote)
}

private func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
