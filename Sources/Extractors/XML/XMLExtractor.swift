package import PipelineModel

/// Reads XML 1.0: every element at the record path is one record.
///
/// A child `<email>` is the column `email`, nested `<address><city>` is `address.city`, attributes are `@id` and
/// `phone.@type`, and the record's own text is `#text` where it is more than white space. An element's text is its own
/// character data, CDATA included, with nothing trimmed; white space between child elements is layout. Children of one
/// name are joined with "; ". Names count without their namespace prefixes; with `namespaces:` those of the record path
/// must be in the namespaces that its prefixes stand for, and a name without one in none, unless a default is given as
/// the prefix "". Where the pipeline names a path under the record with `/`, a prefix or conditions, such as
/// `phones/phone[@type='work']`, that is a column too: see `XMLColumnPath`. Constant memory, in any encoding that
/// libxml2 knows; in others than UTF-8 a record's offset is near, its line exact.
///
/// Ends the source: what is not well-formed or cut off; text, attributes or a record over 16 MiB, elements deeper than
/// 256, more than 2,048 columns; entities that grow the document 16 times; a reference to an entity declared outside
/// the document. A document type declaration may name an external DTD: it is never fetched.
package struct XMLExtractor: StreamExtractor, RecordPathReporting, ListPathReading {
  package static let spec = ComponentSpec(
    name: "xml",
    kind: .extractor,
    summary: "XML files, a record per element at a path; nested elements become dotted columns",
    options: [
      OptionSpec(
        "record", .either(.text, .list(.text)), "path of the element that is a record, such as /leads/lead, or several",
        isRequired: true),
      OptionSpec(
        "namespaces", .map(.text),
        "prefixes of `record` and of columns' paths, and their namespaces; without it prefixes do not count"),
    ],

    example: """
      - xml: leads.xml
        record: /leads/lead
      """,
    sample: """
      <?xml version="1.0" encoding="UTF-8"?>
      <leads>
        <lead id="1">
          <name>Ada Lovelace</name><phone type="work">+44 20 7946 0000</phone>
          <address><city>London</city></address>
        </lead>
        <lead id="2"><name>Zoë &amp; Söhne</name><note><![CDATA[<vip>]]></note></lead>
      </leads>

      """)

  private let paths: [XMLPath]
  private let namespaces: [String: String]?
  /// The columns that the pipeline names by a path.
  private var picked: [XMLColumnPath] = []
  /// Made with the first bytes: copies of an extractor that has read nothing share nothing.
  private var parser: XMLRecordParser?

  package init(options: ComponentOptions) throws(OptionProblem) {
    let texts = options.texts("record") ?? [options.text("record") ?? ""]
    guard (1...XMLPath.limit).contains(texts.count) else { throw XMLWording.tooManyPaths }
    let namespaces = try Self.namespaces(options.map("namespaces") ?? [])
    paths = try texts.enumerated().map { index, text throws(OptionProblem) in
      let option = options.texts("record") == nil ? "record" : "record[\(index)]"
      return try XMLPath(text, option: option, namespaces: namespaces)
    }
    self.namespaces = namespaces
    for entry in options.map("fields") ?? [] {
      guard case .text(let column) = entry.value, XMLColumnPath.isPath(column) else { continue }
      _ = try XMLColumnPath(column, option: "fields.\(entry.key)", namespaces: namespaces)
    }
  }

  /// A column that is no path is an element's name, or not there.
  package mutating func expect(columns: [String]) {
    for column in columns where XMLColumnPath.isPath(column) && !picked.contains(where: { $0.column == column }) {
      if let path = try? XMLColumnPath(column, option: "columns", namespaces: namespaces) { picked.append(path) }
    }
  }

  private static func namespaces(_ entries: [OptionValue.Entry]) throws(OptionProblem) -> [String: String]? {
    if entries.isEmpty { return nil }
    var result: [String: String] = [:]
    for entry in entries {
      guard case .text(let uri) = entry.value else { continue }
      guard !uri.isEmpty, uri.unicodeScalars.allSatisfy({ $0.value > 0x20 }) else {
        throw XMLWording.badNamespace(entry.key)
      }
      result[entry.key] = uri
    }
    return result
  }

  /// The first distinct paths of elements outside records, at most 20 and 4 levels deep.
  package var seenPaths: [String] { parser?.seenPaths ?? [] }

  package mutating func extract(
    from bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    if parser == nil {
      // The first four bytes tell the encoding.
      guard isLast || bytes.count >= 4 else { return 0 }
      try refuseCompressed(bytes)
    }
    let parser = self.parser ?? XMLRecordParser(paths: paths, columns: picked)
    self.parser = parser
    try parser.read(bytes, isLast: isLast, into: &batch)
    return bytes.count
  }

  /// UTF-16 and UTF-32 are fine here: only what is no text at all is refused.
  private func refuseCompressed(_ bytes: Span<UInt8>) throws(ScanError) {
    do throws(ScanError) {
      try refuseOtherFormats(bytes)
    } catch  where error.code == .badEncoding {
      return
    }
  }
}
