import Extractors
import PipelineModel
import PipelineTesting
import Testing

@Suite struct CSVTests {
  private func read(_ text: String, dialect: [String: OptionValue] = [:]) throws -> ExtractorDriver.Reading {
    try read(Array(text.utf8), dialect: dialect)
  }

  /// Reads whole and byte by byte, which must be the same.
  private func read(_ bytes: [UInt8], dialect: [String: OptionValue] = [:]) throws -> ExtractorDriver.Reading {
    let given = dialect.merging(["base": .text("rfc4180")]) { own, _ in own }
    let entries = given.map { OptionValue.Entry(key: $0.key, value: $0.value) }
    let contract = ExtractorContract(
      CSVExtractor.self, options: ComponentOptions(["dialect": .map(entries), "encoding": .text("utf-8")]))
    #expect(contract.violations(of: bytes, seeds: 1..<3) == [])
    return contract.read(bytes)
  }

  private func rows(_ reading: ExtractorDriver.Reading) -> [[String]] { reading.records.map { $0.fields.map(\.text) } }

  @Test(
    "a record of two fields is read as people write it",
    arguments: [
      ("1,2\n", "1", "2"), ("1,2", "1", "2"), ("1,2\r\n", "1", "2"), ("1,2\r", "1", "2"), (",\n", "", ""),
      (" 1 , 2 ", " 1 ", " 2 "), ("\"1\",\"2\"", "1", "2"), ("\"\",\"\"\n", "", ""),
      ("\"a,b\",\"c\nd\"", "a,b", "c\nd"),
      ("\"a\r\nb\",\"c\rd\"\r\n", "a\r\nb", "c\rd"), ("\"say \"\"hi\"\"\",x", "say \"hi\"", "x"),
      ("\"\"\"\",\"\"\"\"\"\"\n", "\"", "\"\""), ("5\" disk,a\"b\"c", "5\" disk", "a\"b\"c"),
      (" \"a\",b", " \"a\"", "b"),
      ("\"a\"b,c", "ab", "c"), ("\"a\" \"b\",c", "a \"b\"", "c"), ("\"a\"\"b\"c\"\"d,e", "a\"bc\"\"d", "e"),
      ("\"\"x,y", "x", "y"), ("\u{0},a\u{0}b\n", "\u{0}", "a\u{0}b"), ("é,日本\n", "é", "日本"), ("a\tb,;\n", "a\tb", ";"),
      ("\u{FEFF}a,b", "\u{FEFF}a", "b"), ("\u{2028},\u{85}", "\u{2028}", "\u{85}"),
    ])
  func fields(line: String, first: String, second: String) throws {
    let reading = try read("x,y\n" + line)
    #expect(rows(reading) == [[first, second]])
    #expect(reading.refused.isEmpty)
    #expect(reading.error == nil)
  }

  @Test(
    "fields of any length are read the same, wherever blocks of 64 bytes end",
    arguments: [0, 1, 15, 30, 31, 61, 62, 63, 64, 65, 127, 128, 500]
  )
  func blocks(length: Int) throws {
    let filler = String(repeating: "x", count: length)
    let reading = try read("a,b\n\(filler),\"\(filler)\"\"\(filler)\"\r\n\"\(filler)\r\n\",z")
    #expect(rows(reading) == [[filler, filler + "\"" + filler], [filler + "\r\n", "z"]])
    #expect(reading.records.map(\.position.line) == [2, 3])
  }

  @Test(
    "the header names the columns",
    arguments: [
      ("a,b,c\n", ["a", "b", "c"]), ("a", ["a"]), ("\u{FEFF}a,b\r\n", ["a", "b"]), ("\u{FEFF}\"a\",b\n", ["a", "b"]),
      ("\n\r\na,b\n", ["a", "b"]), ("a,,c\n", ["a", "column_2", "c"]), (",\n", ["column_1", "column_2"]),
      ("a,a,a\n", ["a", "a_2", "a_3"]), ("a,a_2,a\n", ["a", "a_2", "a_3"]), ("a,a,a_2\n", ["a", "a_2", "a_2_2"]),
      (",column_1\n", ["column_1", "column_1_2"]), ("\"a \"\"b\"\"\",\"c\nd\"\n", ["a \"b\"", "c\nd"]),
      (" a ,B\n", [" a ", "B"]),
      ("\"a\"x,b\n", ["ax", "b"]), ("é,名\n", ["é", "名"]), ("\"\"\n", ["column_1"]),
    ])
  func header(text: String, columns: [String]) throws {
    let reading = try read(text)
    #expect(reading.columns == columns)
    #expect(reading.records.isEmpty)
    #expect(reading.refused.isEmpty)
    #expect(reading.error == nil)
  }

  @Test("without a header columns are numbered and the first row is a record")
  func noHeader() throws {
    let reading = try read("\n1,2\n3,4,5\n", dialect: ["header": .boolean(false)])
    #expect(reading.columns == ["1", "2"])
    #expect(rows(reading) == [["1", "2"]])
    #expect(reading.records.map(\.position) == [RecordPosition(offset: 1, line: 2, number: 1)])
    #expect(reading.refused.map(\.expected) == [2])
    #expect(reading.refused.map(\.position.number) == [2])
  }

  @Test("a column alone takes empty fields that are quoted; blank lines are no records")
  func oneColumn() throws {
    let reading = try read("a\n1\n\n\"\"\n\r\n2\n\n")
    #expect(rows(reading) == [["1"], [""], ["2"]])
    #expect(reading.records.map(\.position.line) == [2, 4, 6])
  }

  @Test("positions count lines within quotes, blank lines, every kind of line end and the byte order mark")
  func positions() throws {
    let reading = try read("\u{FEFF}\"a\n1\",b\r\n\r\n1,2\r3,\"x\r\ny\nz\r\"\n\n4,5\n\"6\",7")
    #expect(reading.columns == ["a\n1", "b"])
    #expect(
      reading.records.map(\.position) == [
        RecordPosition(offset: 14, line: 4, number: 1), RecordPosition(offset: 18, line: 5, number: 2),
        RecordPosition(offset: 31, line: 10, number: 3), RecordPosition(offset: 35, line: 11, number: 4),
      ])
  }

  @Test(
    "a ragged row is refused with what it has, what the header has, and its bytes",
    arguments: [
      ("1\n", 1), ("1,2,3\r\n", 3), ("1,2,\n", 3), ("\"1,2\"\n", 1), ("\"a\nb\",2,3,4\n", 4), (" \n", 1),
    ])
  func ragged(line: String, found: Int) throws {
    let reading = try read("a,b\n1,2\n\(line)3,4\n")
    #expect(rows(reading) == [["1", "2"], ["3", "4"]])
    let position = RecordPosition(offset: 8, line: 3, number: 2)
    let count = line.utf8.count
    #expect(
      reading.refused == [
        RefusedRecord(code: .raggedRow, position: position, found: found, expected: 2, raw: 0..<count)
      ])
    #expect(reading.refusedBytes == [Array(line.utf8)])
    #expect(reading.records.map(\.position.number) == [1, 3])
  }

  @Test(
    "an unclosed quote names the line and column it opened on and costs that line only",
    arguments: [
      // Text after the header; its line, column and raw bytes; the records that stay.
      ("1,\"2\n3,4\n", 2, 3, "1,\"2\n", [["3", "4"]]),
      ("\"1,2\r\n3,4\r\n5,6", 2, 1, "\"1,2\r\n", [["3", "4"], ["5", "6"]]),
      ("1,2\n3,\"4", 3, 3, "3,\"4", [["1", "2"]]), ("1,2\n3,\"\"\"", 3, 3, "3,\"\"\"", [["1", "2"]]),
      ("\"1\n1\",\"2\n3,4\n", 3, 4, "\"1\n1\",\"2\n", [["3", "4"]]),
      ("\"1\r\n1\",\"2\r3,4\r", 3, 4, "\"1\r\n1\",\"2\r", [["3", "4"]]), ("1,2\n\"", 3, 1, "\"", [["1", "2"]]),
      ("é,\"2\n3,4\n", 2, 4, "é,\"2\n", [["3", "4"]]),
      ("1,\"2\n3,x\"\"y\n", 2, 3, "1,\"2\n", [["3", "x\"\"y"]]),
    ])
  func unclosed(text: String, line: UInt64, column: UInt64, raw: String, left: [[String]]) throws {
    let reading = try read("a,b\n" + text)
    #expect(rows(reading) == left)
    #expect(reading.refused.map(\.code) == [.unclosedQuote])
    #expect(reading.refused.map(\.position.line) == [line])
    #expect(reading.refused.map(\.column) == [column])
    #expect(reading.refusedBytes == [Array(raw.utf8)])
  }

  @Test(
    "bytes that are no UTF-8 refuse their record and name the field",
    arguments: [
      ([0xFF], 1), ([0xC3], 1), ([0xC3, 0x28], 1), ([0xED, 0xA0, 0x80], 1), ([0xF4, 0x90, 0x80, 0x80], 1),
      ([0xC0, 0x80], 1),
      ([0x80], 1), ([0xE2, 0x82], 1), ([0x22, 0xE9, 0x22], 1),
    ] as [([UInt8], Int)])
  func invalid(bytes: [UInt8], field: Int) throws {
    for prefix in ["1,", "日,"] {
      let bad = Array(prefix.utf8) + bytes
      let reading = try read(Array("a,b\n".utf8) + bad + Array("\n3,é\n".utf8))
      #expect(rows(reading) == [["3", "é"]])
      #expect(reading.refused.map(\.code) == [.invalidUTF8])
      #expect(reading.refused.map(\.field) == [field])
      #expect(reading.refused.map(\.position) == [RecordPosition(offset: 4, line: 2, number: 1)])
      #expect(reading.refusedBytes == [bad + [Byte.lf]])
      let atEnd = try read(Array("a,b\n3,é\n".utf8) + bad)
      #expect(rows(atEnd) == [["3", "é"]])
      #expect(atEnd.refused.map(\.field) == [field])
    }
  }

  @Test(
    "a header that cannot be read ends the source and says where",
    arguments: [
      (Array("a,\"b\n1,2\n".utf8), .badHeader, 2, 1, 3, "the header has a quoted field that is not closed"),
      (Array("\n\"a\nb\",\"c\n1,2".utf8), .badHeader, 7, 3, 4, "the header has a quoted field that is not closed"),
      (
        Array("\n".utf8) + [0x61, 0x2C, 0xE9, 0x0A, 0x31, 0x2C, 0x32], .badEncoding, 1, 2, nil,
        "the header is not valid UTF-8 (column name 2)"
      ),
    ] as [([UInt8], ScanError.Code, UInt64, UInt64, UInt64?, String)])
  func badHeader(
    bytes: [UInt8], code: ScanError.Code, offset: UInt64, line: UInt64, column: UInt64?, detail: String
  ) throws {
    let reading = try read(bytes)
    let error = try #require(reading.error)
    #expect(error.code == code)
    #expect(error.offset == offset)
    #expect(error.line == line)
    #expect(error.column == column)
    #expect(error.detail == detail)
    #expect(error.hint != nil)
    #expect(reading.records.isEmpty && reading.refused.isEmpty)
  }

  @Test(
    "another format is refused with a hint",
    arguments: [
      ([0x1F, 0x8B, 8, 0], .wrongFormat, "the input is gzip-compressed", "gunzip"),
      ([0x28, 0xB5, 0x2F, 0xFD], .wrongFormat, "the input is zstd-compressed", "zstd -dc"),
      ([0x50, 0x4B, 3, 4, 20], .wrongFormat, "the input is a zip archive or an Excel workbook", "`xlsx:`"),
    ] as [([UInt8], ScanError.Code, String, String)])
  func otherFormats(bytes: [UInt8], code: ScanError.Code, detail: String, hint: String) throws {
    let error = try #require(try read(bytes).error)
    #expect(error.code == code)
    #expect(error.detail == detail)
    #expect(error.hint?.contains(hint) == true)
  }

  @Test("delimiter and quote can be others")
  func dialect() throws {
    let reading = try read(
      "a;b\n'x;y''z';\"w\"\n", dialect: ["delimiter": .text(";"), "quote": .text("'")])
    #expect(rows(reading) == [["x;y'z", "\"w\""]])
  }

  @Test(
    "a dialect that cannot be told apart is refused", arguments: [(",", ","), ("\n", "\""), (";", "\r")])
  func badDialect(delimiter: String, quote: String) {
    let dialect = [
      OptionValue.Entry(key: "delimiter", value: .text(delimiter)),
      OptionValue.Entry(key: "quote", value: .text(quote)),
    ]
    #expect {
      try CSVExtractor(options: ComponentOptions(["dialect": .map(dialect)]))
    } throws: { error in
      (error as? OptionProblem)?.option == "dialect"
        && (error as? OptionProblem)?.message == "delimiter and quote must be two different bytes and no line ends"
    }
  }
}
