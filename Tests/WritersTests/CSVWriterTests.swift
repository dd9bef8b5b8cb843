import Extractors
import PipelineModel
import PipelineTesting
import Testing
import Writers

@Suite struct CSVWriterTests {
  private func writer(delimiter: String? = nil) throws -> CSVWriter {
    try CSVWriter(options: ComponentOptions(delimiter.map { ["delimiter": .text($0)] } ?? [:]))
  }

  @Test(
    "only what needs quotes gets them",
    arguments: [
      ("plain", "plain"), ("", ""), (" a ", " a "), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("\"", "\"\"\"\""),
      ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""), ("a\r\n", "\"a\r\n\""), ("a;b\t'", "a;b\t'"), ("é日", "é日"),
      ("a\u{0}", "a\u{0}"),
      // At and past the 16 bytes that are looked at together.
      ("123456789012345,", "\"123456789012345,\""), ("1234567890123456,", "\"1234567890123456,\""),
      ("12345678901234567890123456789012\n", "\"12345678901234567890123456789012\n\""),
    ])
  func quoting(value: String, written: String) throws {
    let batch = output(["a", "b"], [[Value(.text, value), "x"], ["x", Value(.text, value)]])
    #expect(try writer().rows(batch) == "\(written),x\nx,\(written)\n")
    #expect(String(decoding: try writer().file(output([value, "b"], [])), as: UTF8.self) == "\(written),b\n")
  }

  @Test("a lone empty field is quoted, because an empty line would be no record")
  func loneEmpty() throws {
    #expect(try writer().rows(output(["a"], [[""], ["x"], [.absent], [.null]])) == "\"\"\nx\n\"\"\n\"\"\n")
    #expect(try writer().file(output([""], [])) == Array("\"\"\n".utf8))
  }

  @Test("numbers and nested values are written as they were, nothing where there is nothing")
  func kinds() throws {
    let row = [Value(.literal, "1e3"), Value(.nested, "{\"a\":[1]}"), .null, .absent]
    #expect(try writer().rows(output(["a", "b", "c", "d"], [row])) == "1e3,\"{\"\"a\"\":[1]}\",,\n")
  }

  @Test("a shorter record has empty fields for the columns it lacks")
  func short() throws {
    #expect(try writer().rows(output(["a", "b", "c"], [["1"], []])) == "1,,\n,,\n")
  }

  @Test("only the rows asked for are written, in that order")
  func subset() throws {
    let rows: [[Value]] = [["0"], ["1"], ["2"], ["3"]]
    #expect(try writer().rows(output(["a"], rows, only: [3, 1])) == "3\n1\n")
    #expect(try writer().rows(output(["a"], rows, only: [])) == "")
  }

  @Test("another delimiter is the one that is quoted")
  func delimiter() throws {
    #expect(
      try writer(delimiter: ";").file(output(["a;", "b,"], [["1;", "2,"]])) == Array("\"a;\";b,\n\"1;\";2,\n".utf8))
  }

  @Test("a delimiter that could not be told from a quote or a line end is refused", arguments: ["\"", "\n", "\r"])
  func badDelimiter(delimiter: String) {
    #expect(throws: OptionProblem(option: "delimiter", message: "expected a byte that is no quote and no line end")) {
      try writer(delimiter: delimiter)
    }
  }

  @Test(
    "late columns are empty in the rows before them",
    arguments: [
      (["a", "b"], 0, 1, ["", "1", "2"]), (["a", "b"], 1, 1, ["1", "", "2"]), (["a", "b"], 2, 1, ["1", "2", ""]),
      (["a", "b"], 0, 3, ["", "", "", "1", "2"]), (["a", "b"], 1, 2, ["1", "", "", "2"]),
      (["a", "b"], 2, 2, ["1", "2", "", ""]),
      (["a"], 0, 1, ["", "1"]), (["a"], 1, 1, ["1", ""]), ([], 0, 1, [""]), ([], 0, 3, ["", "", ""]),
    ])
  func widen(columns: [String], index: Int, count: Int, expected: [String]) throws {
    let plain: [[Value]] = [["1", "2"], ["a,\n", "\"b\""], ["", ""], ["\n\"", ",,"], ["x\r\n\"\"", "é"]]
    let batch = output(columns, plain.map { Array($0.prefix(columns.count)) })
    let before = try writer().rows(batch)
    var after: [UInt8] = []
    try writer().widen(rows: Array(before.utf8).span, at: index, by: count, into: &after)
    let rows = plain.map { row -> [String] in
      var row = row.prefix(columns.count).map(\.text)
      row.insert(contentsOf: Array(repeating: "", count: count), at: index)
      return row
    }
    #expect(rows.first == expected)
    let dialect = OptionValue.map([OptionValue.Entry(key: "header", value: .boolean(false))])
    let reading = ExtractorContract(CSVExtractor.self, options: ComponentOptions(["dialect": dialect])).read(after)
    #expect(reading.records.map { $0.fields.map(\.text) } == rows)
    #expect(reading.refused.isEmpty)
  }

  @Test("what was quoted stays as it was written beside a late column")
  func widenQuoted() throws {
    var wider: [UInt8] = []
    try writer().widen(rows: Array("\"a,\n\"\"\",b\n\"\",\n".utf8).span, at: 1, by: 1, into: &wider)
    #expect(String(decoding: wider, as: UTF8.self) == "\"a,\n\"\"\",,b\n\"\",,\n")
  }

  @Test("rows without a column are lines that a late column finds")
  func noColumns() throws {
    #expect(try writer().file(output([], [[], []])) == Array("\n\n".utf8))
    #expect(try writer().rows(output([], [[], [], []], only: [1])) == "\n")
    var wider: [UInt8] = []
    try writer().widen(rows: Array("\n\n".utf8).span, at: 0, by: 1, into: &wider)
    #expect(String(decoding: wider, as: UTF8.self) == "\"\"\n\"\"\n")
  }

  @Test(
    "what is written is read back the same by Python's csv and by our own extractor", arguments: [1, 2, 3, 7],
    [",", ";", "\t"])
  func readBack(width: Int, delimiter: String) throws {
    var texts = HardTexts(seed: UInt64(width) * 31 + UInt64(delimiter.utf8.first ?? 0))
    let pieces = [
      "\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", " ", "a", "bc", "é", "😀", "\u{0}", "\u{FEFF}", "'", "\\",
    ]
    let rows = texts.rows(500, width: width, of: pieces)
    // The header's first letters keep it from being taken as a byte order mark.
    let columns = (0..<width).map { "c\($0)" + texts.text(of: pieces) }
    let bytes = try writer(delimiter: delimiter).file(output(columns, rows))
    let expected = [columns] + rows.map { $0.map(\.text) }
    let program = """
      import csv, json, sys
      with open(sys.argv[1], encoding='utf-8', newline='') as file:
          rows = list(csv.reader(file, delimiter=\(delimiter == "\t" ? "'\\t'" : "'\(delimiter)'"), strict=True))
      json.dump(rows, open(sys.argv[2], 'w'))
      """
    #expect(try python(program, on: bytes, as: [[String]].self) == expected)
    let dialect = OptionValue.map([
      OptionValue.Entry(key: "base", value: .text("rfc4180")),
      OptionValue.Entry(key: "delimiter", value: .text(delimiter)),
    ])
    let reading = ExtractorContract(CSVExtractor.self, options: ComponentOptions(["dialect": dialect])).read(bytes)
    #expect([reading.columns] + reading.records.map { $0.fields.map(\.text) } == expected)
    #expect(reading.refused.isEmpty)
  }
}
