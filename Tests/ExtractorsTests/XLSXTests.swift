import Extractors
import PipelineModel
import PipelineTesting
import Testing

/// Files of a workbook that were never zipped.
struct WorkbookParts: ArchiveParts {
  var files: [(name: String, text: String)]

  var names: [String] { files.map(\.name) }
  var scratchFolder: String { "/nonexistent" }

  func read(_ name: String, _ take: (_ piece: Span<UInt8>, _ isLast: Bool) throws -> Void) throws {
    let bytes = Array((files.first { $0.name == name }?.text ?? "").utf8)
    // A piece of everything, an uneven rest, and the end.
    let cut = bytes.count * 2 / 3
    try take(bytes.span.extracting(..<cut), false)
    try take(bytes.span.extracting(cut...), false)
    try take(bytes.span.extracting(first: 0), true)
  }
}

@Suite("Excel workbooks")
struct XLSXTests {
  private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// A workbook with sheets, each with its rows, shared texts and the number formats of its styles.
  private func parts(
    _ sheets: [(name: String, rows: String)], texts: [String] = [], formats: [(id: Int, code: String?)] = [],
    properties: String = "", state: String = ""
  ) -> WorkbookParts {
    func relation(_ id: String, _ kind: String, _ target: String) -> String {
      "<Relationship Id='\(id)' Type='\(Self.relations)/\(kind)' Target='\(target)'/>"
    }
    let names = sheets.enumerated().map { index, sheet in
      "<sheet name='\(sheet.name)' sheetId='\(index + 7)' \(index == 0 ? state : "") r:id='s\(index)'/>"
    }
    let codes = formats.compactMap { format in
      format.code.map { "<numFmt numFmtId='\(format.id)' formatCode='\($0)'/>" }
    }
    let styles = formats.map { "<xf numFmtId='\($0.id)'/>" }.joined()
    var files = [
      ("[Content_Types].xml", "<Types/>"),
      ("_rels/.rels", "<Relationships>\(relation("r", "officeDocument", "/xl/workbook.xml"))</Relationships>"),
      (
        "xl/workbook.xml",
        "<workbook xmlns:r='\(Self.relations)'>\(properties)<sheets>\(names.joined())</sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships>"
          + sheets.indices.map { relation("s\($0)", "worksheet", "worksheets/Sheet\($0).xml") }.joined()
          + relation("t", "sharedStrings", "sharedStrings.xml") + relation("f", "styles", "./styles.xml")
          + "</Relationships>"
      ),
      (
        "xl/styles.xml",
        "<styleSheet><numFmts>\(codes.joined())</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
          + "<cellXfs>\(styles)</cellXfs></styleSheet>"
      ),
      ("xl/sharedStrings.xml", "<sst>" + texts.map { "<si>\($0)</si>" }.joined() + "</sst>"),
    ]
    for (index, sheet) in sheets.enumerated() {
      files.append(
        ("xl/worksheets/sheet\(index).xml", "<worksheet><sheetData>\(sheet.rows)</sheetData></worksheet>"))
    }
    return WorkbookParts(files: files)
  }

  /// Opens and reads a workbook, whole and in small pieces.
  private func read(
    _ parts: WorkbookParts, _ options: [String: OptionValue] = [:], limits: BatchLimits = BatchLimits()
  ) throws -> (ExtractorDriver.Reading, remarks: [Diagnostic]) {
    func once(_ chunk: () -> Int) throws -> (ExtractorDriver.Reading, [Diagnostic]) {
      var extractor = try XLSXExtractor(options: ComponentOptions(options))
      let name = try extractor.open(parts)
      let text = try #require(parts.files.first { $0.name == name }).text
      let reading = ExtractorDriver.read(&extractor, bytes: Array(text.utf8), chunk: chunk, limits: limits)
      return (reading, extractor.takeRemarks())
    }
    let whole = try once { .max }
    var pieces = try once { 7 }.0
    // Where a text is too large for a cell depends on what libxml2 hands over at once.
    if whole.0.error?.code == .tooLarge, let offset = whole.0.error?.offset { pieces.error?.offset = offset }
    #expect(pieces == whole.0)
    return whole
  }

  private func values(_ parts: WorkbookParts, _ options: [String: OptionValue] = [:]) throws -> [[String: String]] {
    let (reading, _) = try read(parts, options)
    #expect(reading.error == nil)
    #expect(reading.violations == [])
    return reading.records.map { $0.values(reading.columns) }
  }

  private static func row(_ number: Int, _ cells: String...) -> String {
    "<row r='\(number)'>" + cells.joined() + "</row>"
  }

  /// A cell with a text of its own.
  private static func text(_ place: String, _ text: String) -> String {
    "<c r='\(place)' t='inlineStr'><is><t>\(text)</t></is></c>"
  }

  private static let header = row(1, text("A1", "name"), text("B1", "value"))

  @Test("rows are records, under the names that the first gives; what is empty is not there")
  func rows() throws {
    let rows =
      Self.row(2, Self.text("B2", "Name"), Self.text("D2", "E-mail"), "<c r='E2' s='1'/>") + "<row r='3'/>"
      + Self.row(4, Self.text("B4", "Ada"), Self.text("D4", "ada@x.org"))
      + Self.row(5, "<c r='B5' t='s'/>", Self.text("C5", ""), "<c r='D5'><v></v></c>")
      + Self.row(7, Self.text("B7", "Bob"), Self.text("F7", "late")) + Self.row(8, Self.text("A8", "early"))
    let (reading, remarks) = try read(parts([("S", rows)]))
    #expect(reading.columns == ["Name", "E-mail", "column_6", "column_1"])
    #expect(
      reading.records.map { $0.values(reading.columns) } == [
        ["Name": "Ada", "E-mail": "ada@x.org"], ["Name": "Bob", "column_6": "late"], ["column_1": "early"],
      ])
    #expect(reading.records.map(\.position.line) == [4, 7, 8])
    #expect(reading.records.map(\.position.number) == [1, 2, 3])
    #expect(remarks == [])
  }

  @Test("rows and cells that do not say where they stand follow each other")
  func placeless() throws {
    let rows =
      "<row><c t='inlineStr'><is><t>a</t></is></c><c t='inlineStr'><is><t>b</t></is></c></row>"
      + "<row><c><v>1</v></c><c><v>2</v></c></row><row r='9'><c r='B9'><v>3</v></c><c><v>4</v></c></row>"
    #expect(try values(parts([("S", rows)])) == [["a": "1", "b": "2"], ["b": "3", "column_3": "4"]])
  }

  @Test(
    "a header may be several rows, begin further down, be given, or not be there",
    arguments: [
      ([:] as [String: OptionValue], ["t", "column_2"], 3), (["skip": .integer(1)], ["a", "b"], 2),
      (["skip": .integer(1), "header": .integer(2)], ["a c", "b"], 1),
      (["header": .boolean(false)], ["1", "2"], 4), (["header": .integer(0)], ["1", "2"], 4),
      (["header": .list([.text("x"), .text("y"), .text("z")])], ["x", "y", "z"], 4),
      (["header": .list([.text("x")]), "skip": .integer(3)], ["x", "column_2"], 1),
      (["header": .boolean(true), "skip": .integer(4)], [], 0),
    ])
  func headers(options: [String: OptionValue], columns: [String], count: Int) throws {
    let rows =
      Self.row(1, Self.text("A1", "t")) + Self.row(2, Self.text("A2", "a"), Self.text("B2", "b"))
      + Self.row(3, Self.text("A3", "c")) + Self.row(4, Self.text("A4", "1"), Self.text("B4", "2"))
    let (reading, _) = try read(parts([("S", rows)]), options)
    #expect(reading.columns == columns)
    #expect(reading.records.count == count)
  }

  @Test(
    "the row that names the columns is known, where there is one",
    arguments: [(true, 0, 2), (true, 2, 5), (false, 0, nil)])
  func headerPlace(hasHeader: Bool, skip: Int, line: UInt64?) throws {
    let rows = Self.row(2, Self.text("A2", "t")) + Self.row(5, Self.text("A5", "a")) + Self.row(6, Self.text("A6", "b"))
    let parts = parts([("S", rows)])
    var extractor = try XLSXExtractor(
      options: ComponentOptions(["skip": .integer(skip), "header": .boolean(hasHeader)]))
    let name = try extractor.open(parts)
    #expect(extractor.headerPlace == nil)
    let text = try #require(parts.files.first { $0.name == name }).text
    _ = ExtractorDriver.read(&extractor, bytes: Array(text.utf8), chunk: { .max }, limits: BatchLimits())
    #expect(extractor.headerPlace?.line == line && extractor.headerPlace?.columns ?? [] == [])
  }

  @Test("names that repeat or are empty get a number")
  func names() throws {
    let rows =
      Self.row(1, Self.text("A1", "a"), Self.text("B1", "a"), "<c r='C1'><v>7</v></c>")
      + Self.row(2, "<c r='A2'><v>1</v></c>", "<c r='B2'><v>2</v></c>", "<c r='C2'><v>3</v></c>")
    #expect(try values(parts([("S", rows)])) == [["a": "1", "a_2": "2", "7": "3"]])
  }

  @Test(
    "a cell's text is what it shows",
    arguments: [
      ("<c r='B2' t='s'><v>0</v></c>", "plain"), ("<c r='B2' t='s'><v> 1 </v></c>", "rich text"),
      ("<c r='B2' t='s'><v>2</v></c>", " kept "), ("<c r='B2' t='s'><v>3</v></c>", "東京"),
      ("<c r='B2' t='s'><v>4</v></c>", "a\r\nb_x"), ("<c r='B2' t='s'><v>5</v></c>", nil),
      ("<c r='B2' t='inlineStr'><is><r><t>x</t></r><r><rPr><b/></rPr><t>&lt;y</t></r></is></c>", "x<y"),
      ("<c r='B2' t='str'><f>A1&amp;\"!\"</f><v>Ada!</v></c>", "Ada!"), ("<c r='B2' t='str'><v/></c>", nil),
      ("<c r='B2' t='b'><v>1</v></c>", "true"), ("<c r='B2' t='b'><v>0</v></c>", "false"),
      ("<c r='B2' t='d'><v>2024-02-29T12:00:00</v></c>", "2024-02-29T12:00:00"),
      ("<c r='B2'><f>1+1</f><v>2</v></c>", "2"), ("<c r='B2'><f>1+1</f></c>", nil),
      ("<c r='B2' t='n'><v>1</v><extLst><ext><v>9</v></ext></extLst></c>", "1"),
      ("<c r='B2'><v>no number</v></c>", "no number"),
    ])
  func cells(cell: String, value: String?) throws {
    let texts = [
      "<t>plain</t>", "<r><t>rich</t></r><r><rPr/><t xml:space='preserve'> text</t></r>",
      "<t xml:space='preserve'> kept </t>",
      "<t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/>", "<t>a_x000D_\nb_x005F_x</t>", "<t/>",
    ]
    let book = parts([("S", Self.header + Self.row(2, Self.text("A2", "Ada"), cell))], texts: texts)
    let (reading, _) = try read(book)
    #expect(reading.error == nil)
    #expect(reading.records.first?.values(reading.columns)["value"] == value)
  }

  @Test(
    "numbers have the fifteen digits that a workbook has",
    arguments: [
      ("0", "0"), ("-5", "-5"), ("447911123456", "447911123456"), ("1.1000000000000001", "1.1"),
      ("0.30000000000000004", "0.3"), ("4.4791112345599998E+17", "447911123456000000"), ("1E-3", "0.001"),
      ("1.5E+30", "1.5E+30"), ("1e-9", "1E-9"), ("-2.5E-8", "-2.5E-8"), ("1.0", "1"), ("100.50", "100.5"),
      ("12345678901234567890", "12345678901234567890"), ("-0.000001", "-0.000001"), ("1E+400", "1E+400"),
      ("0x1F", "0x1F"), ("1,5", "1,5"), ("nan", "nan"), ("1e", "1e"), ("007", "7"), ("-", "-"),
    ])
  func numbers(written: String, value: String) throws {
    let book = parts([("S", Self.header + Self.row(2, "<c r='B2'><v>\(written)</v></c>"))])
    #expect(try values(book) == [["value": value]])
  }

  @Test(
    "a number whose style shows a date or a time is written as one",
    arguments: [
      (14, nil, "45351", "2024-02-29"), (14, nil, "45351.5", "2024-02-29T12:00:00"), (14, nil, "1", "1900-01-01"),
      (14, nil, "59", "1900-02-28"), (14, nil, "60", "1900-02-29"), (14, nil, "61", "1900-03-01"),
      (14, nil, "0", "0"), (14, nil, "-1", "-1"), (14, nil, "2958465", "9999-12-31"), (14, nil, "2958466", "2958466"),
      (14, nil, "2958465.9999999999", "2958466"),
      (22, nil, "45351", "2024-02-29T00:00:00"), (22, nil, "45296.520833333336", "2024-01-05T12:30:00"),
      (22, nil, "45296.5208333", "2024-01-05T12:29:59.997"), (22, nil, "0.25", "06:00:00"),
      (20, nil, "0.5", "12:00:00"), (21, nil, "0.99999999999", "1900-01-01T00:00:00"),
      (20, nil, "1.5", "1900-01-01T12:00:00"),
      (46, nil, "1.1458333333333333", "27:30:00"), (2, nil, "45351", "45351"), (0, nil, "45351", "45351"),
      (164, "yyyy\\-mm\\-dd;@", "45351", "2024-02-29"), (164, "[$-409]d\\ mmm\\ yyyy", "45351", "2024-02-29"),
      (164, "mmm", "45351", "2024-02-29"), (164, "h:mm AM/PM", "0.75", "18:00:00"),
      (164, "mm:ss", "0.0125", "00:18:00"),
      (164, "[h]:mm", "2.5", "60:00:00"), (164, "[Red]0.00", "45351", "45351"), (164, "0 \"days\"", "3", "3"),
      (164, "#,##0\\d", "3", "3"), (164, "General", "45351", "45351"), (164, "[$€-407] #,##0", "45351", "45351"),
      (164, "dd/mm/yyyy hh:mm:ss", "45351.25", "2024-02-29T06:00:00"), (164, "_d0", "3", "3"),
      (164, "0.00E+00", "45351", "45351"), (164, "00000", "1234", "01234"), (164, "00000", "1234.5", "1234.5"),
      (164, "00000", "-3", "-3"), (164, "0", "1234", "1234"), (14, "0.00", "3", "3"),
    ])
  func dates(id: Int, code: String?, written: String, value: String) throws {
    let code = code?.replacing("\"", with: "&quot;")
    let row = Self.row(2, "<c r='B2' s='1'><v>\(written)</v></c>")
    let book = parts([("S", Self.header + row)], formats: [(0, nil), (id, code)])
    #expect(try values(book) == [["value": value]])
  }

  @Test(
    "a workbook may count days from 1904",
    arguments: [("0", "1904-01-01"), ("43889", "2024-02-29"), ("2957003", "9999-12-31"), ("2957004", "2957004")])
  func epoch(written: String, value: String) throws {
    let row = Self.row(2, "<c r='B2' s='0'><v>\(written)</v></c>")
    for word in ["1", "true"] {
      let book = parts(
        [("S", Self.header + row)], formats: [(14, nil)], properties: "<workbookPr date1904='\(word)'/>")
      #expect(try values(book) == [["value": value]])
    }
  }

  @Test("cells that hold errors are empty, and told once with the first")
  func errors() throws {
    let error = "t='e'><v>#N/A</v></c>"
    let rows =
      Self.row(2, "<c r='B2' \(error)") + Self.row(3, "<c r='AB3' \(error)", "<c r='AC3' \(error)")
    let (reading, remarks) = try read(parts([("S", Self.header + rows)]))
    #expect(reading.records.map { $0.fields.map(\.kind) } == [[.absent, .null], [.absent, .absent, .null, .null]])
    #expect(remarks.map(\.message) == ["3 cells hold errors such as #N/A: they are read as empty; the first is B2"])
    #expect(remarks.map { $0.location?.line } == [2])
    let one = try read(parts([("S", Self.header + Self.row(9, "<c r='AB9' \(error)"))]))
    #expect(one.remarks.map(\.message) == ["cell AB9 holds an error such as #N/A: it is read as empty"])
  }

  @Test("the first sheet that is to be seen is read, or the one that is named; several are told")
  func sheets() throws {
    func sheet(_ name: String) -> (name: String, rows: String) {
      (name, Self.row(1, Self.text("A1", "a")) + Self.row(2, Self.text("A2", name)))
    }
    let book = parts([sheet("Leads"), sheet("Lists"), sheet("Übersicht")])
    #expect(try values(book) == [["a": "Leads"]])
    #expect(
      try read(book).remarks.map(\.description) == [
        "note: the sheet `Leads` is read, and no other\n  hint: `sheet:` names another: `Lists`, `Übersicht`"
      ])
    #expect(try values(book, ["sheet": .text("Lists")]) == [["a": "Lists"]])
    #expect(try values(book, ["sheet": .text("übersicht")]) == [["a": "Übersicht"]])
    #expect(try read(book, ["sheet": .text("Lists")]).remarks == [])
    let hidden = parts([sheet("Codes"), sheet("Leads")], state: "state='veryHidden'")
    #expect(try values(hidden) == [["a": "Leads"]])
    #expect(try values(hidden, ["sheet": .text("Codes")]) == [["a": "Codes"]])
    let problem = #expect(throws: Diagnostic.self) { try read(book, ["sheet": .text("Lead")]) }
    #expect(problem?.code == "no_sheet")
    #expect(problem?.hint == "did you mean `Leads`? its sheets are: `Leads`, `Lists`, `Übersicht`")
    #expect(throws: OptionProblem.self) {
      _ = try XLSXExtractor(options: ComponentOptions(["sheet": .text("")]))
    }
  }

  @Test("archives that are no workbook, or of a kind that is not read, are told")
  func kinds() throws {
    let names: [([String], String?)] = [
      (["a.csv"], nil), (["workbook.xml"], nil), (["[Content_Types].xml", "_rels/.rels", "word/document.xml"], nil),
      (["[Content_Types].xml", "_rels/.rels", "xl/workbook.bin"], "this is a binary Excel workbook (.xlsb)"),
      (["mimetype", "content.xml"], "this is an OpenDocument file (.ods)"),
    ]
    for (names, message) in names {
      #expect(XLSXExtractor.recognises(names) == (message != nil))
      var extractor = try XLSXExtractor(options: ComponentOptions())
      let parts = WorkbookParts(files: names.map { ($0, "") })
      let problem = #expect(throws: Diagnostic.self) { _ = try extractor.open(parts) }
      #expect(problem?.message == message ?? "this is no Excel workbook (.xlsx)")
    }
    #expect(
      XLSXExtractor.refusal(of: [0xD0, 0xCF, 0x11, 0xE0, 0xA1]).message.hasPrefix("an old Excel workbook (.xls)"))
    #expect(XLSXExtractor.refusal(of: Array("a,b\n".utf8)).hint?.hasPrefix("it looks like text") == true)
  }

  @Test("parts are found whatever their case, and where a program named them with backslashes")
  func partNames() throws {
    var book = parts([("S", Self.header + Self.row(2, "<c r='A2' t='s'><v>0</v></c>"))], texts: ["<t>Ada</t>"])
    for index in book.files.indices {
      book.files[index].name = book.files[index].name.uppercased().replacing("/", with: "\\")
    }
    #expect(XLSXExtractor.recognises(book.names))
    #expect(try values(book) == [["name": "Ada"]])
  }

  @Test("a part that is missing or damaged is named")
  func damagedParts() throws {
    let whole = parts([("S", Self.header)], texts: ["<t>x</t>"], formats: [(14, nil)])
    func problem(_ change: (inout [(name: String, text: String)]) -> Void) -> Diagnostic? {
      var book = whole
      change(&book.files)
      return #expect(throws: Diagnostic.self) { try read(book) }
    }
    #expect(
      problem { $0.removeAll { $0.name.contains("sheet0") } }?.message
        == "the workbook lacks its part `xl/worksheets/Sheet0.xml`")
    #expect(problem { $0.removeAll { $0.name.contains("styles") } }?.code == "missing_part")
    #expect(problem { $0.removeAll { $0.name.contains("book.xml.rels") } }?.code == "missing_part")
    #expect(problem { $0[2].text = "<workbook><sheets/></workbook>" }?.code == "no_sheet")
    for index in 1...5 {
      let problem = problem { $0[index].text.removeLast(9) }
      #expect(problem?.message.hasPrefix("its part `\(whole.files[index].name)` is damaged at byte") == true)
      #expect(problem?.code == "truncated")
    }
    let text = "<sst><si><t>" + String(repeating: "x", count: 300_000) + "</t></si></sst>"
    #expect(problem { $0[5].text = text }?.message.contains("a text is larger than the limit of 262144 bytes") == true)
  }

  @Test(
    "a sheet that cannot be read on ends the source with the row before",
    arguments: [
      (
        row(3, "<c r='A3' t='s'><v>2</v></c>"),
        "after row 2: a cell of row 3 refers to a shared text that is not there (there are 1)"
      ),
      (row(3, "<c r='A3' t='s'><v>-1</v></c>"), "after row 2: a cell of row 3 refers to a shared text"),
      (row(3, text("B3", "x"), text("A3", "x")), "after row 2: the cells of row 3 are not in order"),
      (row(3, text("B3", "x"), text("B3", "x")), "after row 2: the cells of row 3 are not in order"),
      (row(3, text("XFE3", "x")), "after row 2: a cell of row 3 has no place that can be one"),
      (row(3, text("3", "x")), "after row 2: a cell of row 3 has no place that can be one"),
      (row(2), "after row 1: row 2 comes after row 2"),
      ("<row r='x'/>", "the row after row 2 has no number that can be one"),
      (row(3, text("A3", String(repeating: "x", count: 300_000))), "after row 2: a cell is larger than the limit"),
      (row(3, "<c r='A3'><v>1</c>"), "after row 2: Opening and ending tag mismatch"),
    ])
  func damagedSheets(rows: String, message: String) throws {
    let book = parts([("S", Self.header + Self.row(2, Self.text("A2", "Ada")) + rows)], texts: ["<t>x</t>"])
    let (reading, _) = try read(book)
    let error = try #require(reading.error)
    #expect(error.detail.hasPrefix("the sheet is damaged") && error.detail.contains(message), "\(error.detail)")
    #expect(error.line == nil && error.hint != nil)
    #expect(reading.records.count == 1)
  }

  @Test("a few cells that refer to a long text, or to far columns, make a batch")
  func bounded() throws {
    let long = "<t>" + String(repeating: "x", count: 200_000) + "</t>"
    let rows = (2..<2_002).map { "<row><c t='s' r='A\($0)'><v>0</v></c></row>" }.joined()
    var extractor = try XLSXExtractor(options: ComponentOptions())
    let book = parts([("S", Self.header + rows)], texts: [long])
    let name = try extractor.open(book)
    let text = Array(try #require(book.files.first { $0.name == name }).text.utf8)
    var (start, count, largest) = (0, 0, 0)
    while start < text.count {
      var batch = RecordBatch()
      start += try extractor.extract(from: text.span.extracting(start...), isLast: true, into: &batch)
      count += batch.count
      largest = max(largest, batch.bytes.count)
    }
    #expect(count == 2_000)
    #expect(largest <= 20 << 20)
  }

  @Test("2,048 columns may be in use, and no more")
  func columns() throws {
    let names = (1...2_049).map { "<c t='inlineStr'><is><t>c\($0)</t></is></c>" }
    #expect(try read(parts([("S", "<row>" + names.dropLast().joined() + "</row>")])).0.columns.count == 2_048)
    let reading = try read(parts([("S", "<row>" + names.joined() + "</row>")])).0
    #expect(reading.error?.code == .tooLarge)
    #expect(reading.error?.detail == "the rows use more than 2,048 columns")
  }

  @Test("the contract holds for a sheet with everything in it, header or not")
  func contract() throws {
    let sheet =
      "<worksheet><sheetPr/><sheetData>" + Self.header
      + Self.row(2, Self.text("A2", "a_x000D_"), "<c r='B2' t='e'><v>#N/A</v></c>")
      + Self.row(5, "<c r='C5' t='b'><v>1</v></c>") + "</sheetData><mergeCells/></worksheet>"
    for header in [OptionValue.boolean(true), .boolean(false), .integer(2)] {
      let contract = ExtractorContract(XLSXExtractor.self, options: ComponentOptions(["header": header]))
      #expect(contract.violations(of: Array(sheet.utf8)) == [])
      #expect(contract.truncationViolations(of: Array(sheet.utf8)) == [])
    }
  }
}
