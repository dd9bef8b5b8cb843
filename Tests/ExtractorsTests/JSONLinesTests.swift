import Extractors
import PipelineModel
import PipelineTesting
import Testing

@Suite struct JSONLinesTests {
  private typealias Field = ExtractorDriver.Field

  private func read(_ text: String) throws -> ExtractorDriver.Reading { try read(Array(text.utf8)) }
  private func read(_ bytes: [UInt8], chunk: () -> Int = { .max }) throws -> ExtractorDriver.Reading {
    var extractor = try JSONLinesExtractor(options: ComponentOptions())
    return ExtractorDriver.read(&extractor, bytes: bytes, chunk: chunk)
  }

  @Test(
    "a value is kept as its kind and as it was written",
    arguments: [
      (#""Ada""#, FieldKind.text, "Ada"),
      (#""""#, .text, ""),
      (#"  "Ada"  "#, .text, "Ada"),
      (#""say \"hi\" \\ \/ \b\f\n\r\t""#, .text, "say \"hi\" \\ / \u{8}\u{c}\n\r\t"),
      (#""Zo\u00eb \u20AC \ud83d\ude00 \u0000""#, .text, "Zoë € 😀 \0"),
      (#""Müller""#, .text, "Müller"),
      ("0", .literal, "0"), ("-0", .literal, "-0"), ("1.50", .literal, "1.50"), ("1E+400", .literal, "1E+400"),
      ("12345678901234567890123", .literal, "12345678901234567890123"),
      ("true", .literal, "true"), ("false", .literal, "false"),
      ("null", .null, ""),
      ("{}", .nested, "{}"), ("{ }", .nested, "{ }"), ("[]", .nested, "[]"),
      (#"[1, [], {}, {"a": [null]}, "]\"\u0041"]"#, .nested, #"[1, [], {}, {"a": [null]}, "]\"\u0041"]"#),
    ])
  func kinds(written: String, kind: FieldKind, text: String) throws {
    let reading = try read("{\"x\":\(written)}\n")
    #expect(reading.columns == ["x"])
    #expect(reading.records.map(\.fields) == [[Field(kind: kind, text: text)]])
  }

  @Test("nested objects become dotted columns")
  func nested() throws {
    let reading = try read(#"{"a": {"b": {"c": 1}, "d": "x"}, "e": {}, "f\u0020g": {"h": null}}"#)
    #expect(reading.columns == ["a.b.c", "a.d", "e", "f g.h"])
    #expect(reading.records.first?.fields.map(\.text) == ["1", "x", "{}", ""])
  }

  @Test("columns come in first-seen order and what a record lacks is absent")
  func columns() throws {
    let reading = try read(
      """
      {"a": 1, "b": 2, "c": 3}
      {"c": 4, "a": 5}
      {}
      {"d": 6}
      {"b": 7, "d": 8}
      """)
    #expect(reading.columns == ["a", "b", "c", "d"])
    #expect(
      reading.records.map { $0.fields.map(\.text).joined(separator: "|") } == ["1|2|3", "5||4", "", "|||6", "|7||8"])
    #expect(reading.records.map { $0.fields.filter { $0.kind == .absent }.count } == [0, 1, 0, 3, 2])
  }

  @Test("a key is the same key however it is escaped, and a dotted key is the nested one")
  func sameColumn() throws {
    let lines = [#"{"ab":1}"#, #"{"a\u0062":2}"#, #"{"a\\u0062":3,"x":{"y":4}}"#, #"{"x.y":5}"#]
    let reading = try read(lines.joined(separator: "\n"))
    #expect(reading.columns == ["ab", #"a\u0062"#, "x.y"])
    #expect(reading.records.map { $0.fields.map(\.text) } == [["1"], ["2"], ["", "3", "4"], ["", "", "5"]])
  }

  @Test(
    "a line that is no sound object is refused at its column, and its neighbours are read",
    arguments: [
      (#"{"x":[1,,2]}"#, RefusalCode.malformedJSON, 9), (#"{"x":1,}"#, .malformedJSON, 8),
      (#"{"x":1"#, .malformedJSON, 7), (#"{"x":"open}"#, .malformedJSON, 6), (#"{"x" 1}"#, .malformedJSON, 6),
      (#"{"x":}"#, .malformedJSON, 6), (#"{x:1}"#, .malformedJSON, 2), (#"{"x":01}"#, .malformedJSON, 6),
      (#"{"x":1.}"#, .malformedJSON, 6), (#"{"x":.5}"#, .malformedJSON, 6), (#"{"x":+1}"#, .malformedJSON, 6),
      (#"{"x":NaN}"#, .malformedJSON, 6), (#"{"x":tru}"#, .malformedJSON, 6), (#"{"x":1e}"#, .malformedJSON, 6),
      (#"{"x":1 2}"#, .malformedJSON, 8), (#"{"x":1} {"y":2}"#, .malformedJSON, 9), (#"{"x":1}}"#, .malformedJSON, 8),
      (#"{"x":"a"b}"#, .malformedJSON, 9), (#"{"x":"\q"}"#, .malformedJSON, 7), (#"{"x":["\q"]}"#, .malformedJSON, 8),
      (#"{"x":"ab\u12g4"}"#, .malformedJSON, 9), (#"{"x":"\ud800"}"#, .loneSurrogate, 7),
      (#"{"x":"\udc00"}"#, .loneSurrogate, 7), (#"{"x":"\ud800\u0041"}"#, .loneSurrogate, 7),
      (#"{"\q":1}"#, .malformedJSON, 3), (#"{"x":[}]}"#, .malformedJSON, 7), (#"{"x":[{"y"]}"#, .malformedJSON, 11),
      ("{\"x\":\"a\tb\"}", .malformedJSON, 8), (#"{"x":1,"x":{"y":2}}"#, .duplicateName, 8),
      (#"{"x":{"y":1},"x":{"z":2}}"#, .duplicateName, 14), (#"{"x":{"y":1},"x.y":2}"#, .duplicateName, 14),
      (#"{"x":{"y":1},"x":2}"#, .duplicateName, 14),
      (#"\"#, .malformedJSON, 1), ("nonsense", .malformedJSON, 1), ("[1,]", .malformedJSON, 4),
      ("[1, 2]", .notAnObject, 1), ("  42", .notAnObject, 3), ("\"text\"", .notAnObject, 1), ("null", .notAnObject, 1),
    ])
  func refused(line: String, code: RefusalCode, column: UInt64) throws {
    let reading = try read("{\"k\":1}\n\n\(line)\r\n{\"k\":2}\n")
    #expect(reading.columns == ["k"])
    #expect(reading.records.map { $0.fields.map(\.text) } == [["1"], ["2"]])
    #expect(reading.records.map(\.position.number) == [1, 3])
    #expect(reading.records.map(\.position.line) == [1, 4])
    let refused = try #require(reading.refused.first)
    #expect(refused.code == code)
    #expect(refused.column == column)
    #expect(refused.position == RecordPosition(offset: 9, line: 3, number: 2))
    #expect(reading.refusedBytes == [Array(line.utf8)])
  }

  @Test("the last of two values of one name stands, and it is told once where")
  func twice() throws {
    var extractor = try JSONLinesExtractor(options: ComponentOptions())
    let text = "{\"a\":0}\n{\"a\":1,\"b\":2,\"a\":\"x\"}\n{\"a\":1,\"a\":1}\n"
    let reading = ExtractorDriver.read(&extractor, bytes: Array(text.utf8))
    #expect(reading.refused.isEmpty)
    #expect(reading.records.map { $0.values(reading.columns) } == [["a": "0"], ["a": "x", "b": "2"], ["a": "1"]])
    let remarks = extractor.takeRemarks()
    #expect(
      remarks.map(\.message) == [
        "record 2 gives one name two values; the last one is taken, here and in records that follow"
      ])
    #expect(remarks.first?.location?.line == 2)
    #expect(extractor.takeRemarks().isEmpty)
  }

  @Test(
    "invalid UTF-8 is refused at its first byte",
    arguments: [
      [0x80], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0xFF],
    ] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) throws {
    let line = Array("{\"x\":\"é".utf8) + bytes + Array("\"}".utf8)
    let reading = try read(line + Array("\n{\"k\":1}".utf8))
    #expect(reading.refused.map(\.code) == [.invalidUTF8])
    #expect(reading.refused.map(\.column) == [9])
    #expect(reading.refusedBytes == [line])
    #expect(reading.records.count == 1)
  }

  @Test("64 levels are read, 65 are too deep", arguments: [("{\"a\":", "}"), ("[", "]")])
  func depth(open: String, close: String) throws {
    func nested(_ levels: Int) -> String {
      "{\"x\":" + String(repeating: open, count: levels - 1) + "1" + String(repeating: close, count: levels - 1) + "}\n"
    }
    let reading = try read(nested(64) + nested(65))
    #expect(reading.records.count == 1)
    #expect(reading.refused.map(\.code) == [.tooDeep])
    #expect(reading.refused.map(\.expected) == [64])
    #expect(reading.refused.map(\.position.line) == [2])
  }

  @Test("a byte order mark, CRLF, blank lines and a missing last line end are tolerated")
  func tolerated() throws {
    let reading = try read([0xEF, 0xBB, 0xBF] + Array("{\"a\":1}\r\n \t\r\n\r\n{\"a\":2}\r\n{\"a\":3}".utf8))
    #expect(reading.records.map { $0.fields.map(\.text) } == [["1"], ["2"], ["3"]])
    #expect(
      reading.records.map(\.position) == [
        RecordPosition(offset: 3, line: 1, number: 1), RecordPosition(offset: 18, line: 4, number: 2),
        RecordPosition(offset: 27, line: 5, number: 3),
      ])
    #expect(reading.refused == [])
  }

  @Test(
    "compressed input is told at once, with what to do",
    arguments: [
      ([0x1F, 0x8B, 8, 0], ScanError.Code.wrongFormat, "gzip"), ([0x28, 0xB5, 0x2F, 0xFD], .wrongFormat, "zstd"),
    ] as [([UInt8], ScanError.Code, String)])
  func otherFormats(bytes: [UInt8], code: ScanError.Code, word: String) throws {
    let reading = try read(bytes)
    let error = try #require(reading.error)
    #expect(error.code == code)
    #expect(error.detail.contains(word))
    #expect(error.hint != nil)
  }

  @Test("a line over 16 MiB is refused once, in any pieces, and the next one is read", arguments: [Int.max, 1 << 20])
  func tooLarge(chunk: Int) throws {
    let long = Array("{\"x\":\"".utf8) + Array(repeating: 0x61, count: 17 << 20)
    let reading = try read(Array("{\"k\":1}\n".utf8) + long + Array("\"}\n{\"k\":2}\n".utf8), chunk: { chunk })
    #expect(reading.violations == [])
    #expect(reading.refused.map(\.code) == [.recordTooLarge])
    #expect(reading.refused.map(\.expected) == [16 << 20])
    #expect(reading.refused.map(\.position) == [RecordPosition(offset: 8, line: 2, number: 2)])
    #expect(reading.refusedBytes == [Array(long[..<(64 << 10)])])
    #expect(reading.records.map(\.position.number) == [1, 3])
    #expect(reading.records.map(\.position.line) == [1, 3])
  }

  @Test("the 2,049th column is refused with its record, and known columns go on")
  func manyColumns() throws {
    let lines = (1...2049).map { "{\"k\($0)\":1}\n" }.joined() + "{\"k7\":2}\n"
    let reading = try read(lines)
    #expect(reading.columns.count == 2048)
    #expect(reading.refused.map(\.code) == [.tooManyColumns])
    #expect(reading.refused.map(\.position.line) == [2049])
    #expect(reading.records.count == 2049)
  }

  @Test("many windows of mixed lines read as each line does on its own")
  func windows() throws {
    var generator = SplitMix(seed: 7)
    let lines = (0..<4000).map { index -> String in
      switch Int.random(in: 0..<400, using: &generator) {
      case 0: "{\"id\":\(index),\"open\":\"x}"
      case 1: "{\"id\":\(index),"
      case 2: ""
      default: "{\"id\":\(index),\"note\":\"line \\u00e9 \(String(repeating: "y", count: index % 90))\"}"
      }
    }
    let together = try read(lines.joined(separator: "\n"))
    var alone: [[ExtractorDriver.Field]] = []
    var refused = 0
    for line in lines {
      let reading = try read(line)
      alone += reading.records.map(\.fields)
      refused += reading.refused.count
    }
    #expect(refused > 2)
    #expect(together.records.map(\.fields) == alone)
    #expect(together.refused.count == refused)
  }
}
