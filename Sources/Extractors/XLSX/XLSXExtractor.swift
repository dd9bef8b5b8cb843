package import PipelineModel

/// Reads Excel workbooks (`.xlsx`, ECMA-376 and ISO 29500 strict), one sheet of them: every row that holds something is
/// one record, and its line is the row's number.
///
/// The first row names the columns; a column that it does not name but a row uses is `column_7`. Texts come as they are,
/// numbers with the 15 digits that a workbook has, booleans as `true` and `false`, formulas as their last results. A
/// number whose style shows a date or a time is written as ISO 8601 has it, in the calendar that the workbook uses
/// (1900 or 1904), one with zeros in front with those. Cells that hold errors (`#N/A`) are empty, and told. Rows stream;
/// the workbook's shared texts are kept, beyond 32 MiB in a file without a name.
///
/// Ends the source: what is not well-formed or cut off, rows or cells out of order, a cell over 256 KiB, more than 2,048
/// columns in use, shared texts over 2 GiB, a part that unpacks to 500 times its size.
package struct XLSXExtractor: ArchiveExtractor {
  package static let spec = ComponentSpec(
    name: "xlsx",
    kind: .extractor,
    summary: "Excel workbooks, a record per row of a sheet; dates come out as ISO 8601",
    options: [
      OptionSpec("sheet", .text, "name of the sheet; left out: the first that is not hidden"),
      OptionSpec(
        "header", .either(.either(.boolean, .integer(0...20)), .list(.text)),
        "whether the first row names the columns, how many rows do, or the names where none does; without names they are "
          + "1, 2, …", standard: "true"),
      OptionSpec(
        "skip", .integer(0...1_048_576), "rows of the sheet above the header, by their numbers", standard: "0"),
    ],
    example: """
      - xlsx: leads.xlsx
        sheet: Leads
      """,
    sample: """
      <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="inlineStr"><is><t>age</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><r><t>Ada </t></r><r><t>Lovelace</t></r></is></c><c r="B2"><v>36</v></c></row>
        <row r="4"><c r="A4" t="str"><f>"Zo"&amp;"ë"</f><v>Zoë</v></c><c r="C4" t="b"><v>1</v></c></row>
      </sheetData></worksheet>

      """)

  /// What a batch may come to before it is handed on: cells can refer to long texts, and rows to far columns.
  private static let byteLimit = 8 << 20
  private static let fieldLimit = 1 << 20
  /// Bytes that are parsed before the batch is looked at.
  private static let piece = 32 << 10
  /// Bytes that a cell takes in a sheet, at the least.
  private static let cellSize = 24

  private let sheet: String?
  private var table: XLSXTable
  private var book = XLSXBook()
  /// The sheet that was chosen among others.
  private var remarks: [Diagnostic] = []
  /// Made with the first bytes: copies of an extractor that has read nothing share nothing.
  private var parser: XLSXSheetParser?
  private var isOver = false

  package init(options: ComponentOptions) throws(OptionProblem) {
    sheet = options.text("sheet")
    if sheet?.isEmpty == true { throw XLSXWording.noSheetName }
    table = XLSXTable(options)
  }

  package var columnsAreComplete: Bool { table.columnsAreComplete }

  package static func recognises(_ names: [String]) -> Bool { XLSXPackage.Kind(names) != nil }

  package static func refusal(of head: [UInt8]) -> Diagnostic { XLSXWording.noWorkbook(head) }

  package mutating func open(_ archive: any ArchiveParts) throws -> String {
    let package = try XLSXPackage(archive)
    let chosen = try package.sheet(named: sheet)
    if let note = XLSXWording.chosen(chosen, among: package.sheets, isNamed: sheet != nil) { remarks.append(note) }
    book = try package.book()
    return chosen.part
  }

  package mutating func extract(
    from bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    // The first four bytes tell the encoding.
    guard parser != nil || isLast || bytes.count >= 4 else { return 0 }
    let parser = self.parser ?? XLSXSheetParser(book)
    self.parser = parser
    // A few cells that refer to long texts are as much as many others.
    let longest = max(1, book.texts?.longest ?? 1)
    let piece = min(Self.piece, max(512, Self.byteLimit / longest * Self.cellSize))
    var place = 0
    repeat {
      let end = min(place + piece, bytes.count)
      try parser.read(bytes.extracting(place..<end), isLast: isLast && end == bytes.count, table: &table, into: &batch)
      place = end
    } while place < bytes.count && !batch.isFull && batch.fields.count < Self.fieldLimit
      && batch.bytes.count < Self.byteLimit
    isOver = isLast && place == bytes.count
    return place
  }
}

extension XLSXExtractor: HeaderPlacing {
  /// A row; cells have letters, and no columns in bytes.
  package var headerPlace: (line: UInt64, columns: [UInt64])? { table.headerRow.map { ($0, []) } }
}

extension XLSXExtractor: SourceRemarking {
  package mutating func takeRemarks() -> [Diagnostic] {
    if isOver, let errors = XLSXWording.errors(table.errors) {
      remarks.append(errors)
      table.errors.count = 0
    }
    defer { remarks = [] }
    return remarks
  }
}
