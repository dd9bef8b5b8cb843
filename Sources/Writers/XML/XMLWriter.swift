package import PipelineModel

/// Writes XML: an element a row, a child element a value; names that XML cannot bear become `<field name="…">`.
package struct XMLWriter: Writer {
  package static let spec = ComponentSpec(
    name: "xml", kind: .writer, summary: "XML, one element a row",
    options: [
      OptionSpec("root", .text, "name of the document element", standard: "leads"),
      OptionSpec("record", .text, "name of a row's element", standard: "lead"),
    ],
    example: "- xml: out/leads.xml")

  private let root: [UInt8]
  private let record: [UInt8]

  package init(options: ComponentOptions) throws(OptionProblem) {
    for option in ["root", "record"] {
      if let name = options.text(option), !isXMLName(name) {
        throw OptionProblem(
          option: option, message: "expected a name that an XML element can have",
          hint: "use letters, digits, `-`, `_` and `.`, beginning with a letter or `_`")
      }
    }
    root = Array((options.text("root") ?? "leads").utf8)
    record = Array((options.text("record") ?? "lead").utf8)
  }

  package var rowsHaveFixedWidth: Bool { false }
  package func widen(rows: Span<UInt8>, at index: Int, by count: Int, into out: inout [UInt8]) {
    out.append(copying: rows)
  }

  package func begin(columns: [String], into out: inout [UInt8]) {
    out.append(contentsOf: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<".utf8)
    out.append(contentsOf: root)
    out.append(contentsOf: ">\n".utf8)
  }

  package func end(into out: inout [UInt8]) {
    out.append(contentsOf: "</".utf8)
    out.append(contentsOf: root)
    out.append(contentsOf: ">\n".utf8)
  }

  package func encode(_ batch: borrowing OutputBatch, into out: inout [UInt8]) {
    let tags = batch.columns.map { column -> (open: [UInt8], close: [UInt8]) in
      if isXMLName(column.name) { return (Array("<\(column.name)>".utf8), Array("</\(column.name)>".utf8)) }
      var open = Array("<field name=\"".utf8)
      appendXMLText(column.name.utf8.span, isAttribute: true, to: &open)
      open.append(contentsOf: "\">".utf8)
      return (open, Array("</field>".utf8))
    }
    for index in 0..<(batch.rows?.count ?? batch.leads.count) {
      let row = batch.rows.map { $0[index] } ?? index
      out.append(contentsOf: "  <".utf8)
      out.append(contentsOf: record)
      out.append(UInt8(ascii: ">"))
      for column in tags.indices {
        let kind = batch.kind(record: row, column: column)
        if kind == .absent || kind == .null { continue }
        out.append(contentsOf: tags[column].open)
        appendXMLText(batch.value(record: row, column: column), to: &out)
        out.append(contentsOf: tags[column].close)
      }
      out.append(contentsOf: "</".utf8)
      out.append(contentsOf: record)
      out.append(contentsOf: ">\n".utf8)
    }
  }
}

/// Appends text as XML 1.0 content: markup is escaped, CR survives as a reference, and control characters that XML 1.0
/// cannot hold become U+FFFD. In an attribute LF and tab are references too, because parsers make spaces of them.
func appendXMLText(_ text: Span<UInt8>, isAttribute: Bool = false, to out: inout [UInt8]) {
  var start = 0
  var at = 0
  while at < text.count {
    let byte = text[at]
    var length = 1
    var replacement: StaticString?
    switch byte {
    case UInt8(ascii: "&"): replacement = "&amp;"
    case UInt8(ascii: "<"): replacement = "&lt;"
    case UInt8(ascii: ">"): replacement = "&gt;"
    case Byte.quote: replacement = "&quot;"
    case Byte.cr: replacement = "&#13;"
    case Byte.lf: if isAttribute { replacement = "&#10;" }
    case Byte.tab: if isAttribute { replacement = "&#9;" }
    case 0..<0x20: replacement = "\u{FFFD}"
    case 0xEF where at + 2 < text.count && text[at + 1] == 0xBF && text[at + 2] >= 0xBE:
      // U+FFFE and U+FFFF are no XML characters.
      replacement = "\u{FFFD}"
      length = 3
    default: break
    }
    if let replacement {
      out.append(copying: text.extracting(start..<at))
      replacement.withUTF8Buffer { out.append(contentsOf: $0) }
      start = at + length
    }
    at += length
  }
  out.append(copying: text.extracting(start..<text.count))
}

/// Whether a column's name can name an element (XML 1.0, ASCII names and letters beyond; no colon).
func isXMLName(_ name: String) -> Bool {
  guard let first = name.unicodeScalars.first else { return false }
  func isStart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || (scalar.isASCII ? scalar.properties.isAlphabetic : isNameScalar(scalar) && scalar.value != 0xB7)
  }
  return isStart(first)
    && name.unicodeScalars.allSatisfy { isStart($0) || $0 == "-" || $0 == "." || ("0"..."9").contains($0) }
    && !name.lowercased().hasPrefix("xml") && name != "field"
}

/// The NameStartChar ranges of XML 1.0 beyond ASCII.
private func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
  let ranges: [ClosedRange<UInt32>] = [
    0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F,
    0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF,
  ]
  return ranges.contains { $0.contains(scalar.value) }
}
