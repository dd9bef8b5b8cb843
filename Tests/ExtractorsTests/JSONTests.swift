import Extractors
import PipelineModel
import PipelineTesting
import Testing

@Suite struct JSONTests {
  private func read(
    _ text: String, records: String? = nil, expecting: [String] = [], chunk: () -> Int = { .max }
  ) throws -> ExtractorDriver.Reading {
    var extractor = try JSONExtractor(options: ComponentOptions(records.map { ["records": .text($0)] } ?? [:]))
    extractor.expect(columns: expecting)
    return ExtractorDriver.read(&extractor, bytes: Array(text.utf8), chunk: chunk)
  }

  private func ids(_ reading: ExtractorDriver.Reading) -> [String] { reading.records.map { $0.fields[0].text } }

  @Test(
    "records are found wherever they stand",
    arguments: [
      (#"[{"id":1},{"id":2}]"#, nil), ("[\n  {\n    \"id\": 1\n  } ,\n{\"id\":2}\n]\n", nil),
      (#"{"id":1}{"id":2}"#, nil), ("{\"id\":1}\n{\"id\":2}\n", nil), (#"[{"id":1}] [{"id":2}]"#, nil),
      (#"{"data":[{"id":1},{"id":2}],"next":null}"#, "data"),
      (#"{"total":2,"x":{"data":[9]},"a b":[["data"]],"data":[{"id":1},{"id":2}]}"#, "data"),
      (#"{"data":[{"id":1}]} {"data":[{"id":2}]}"#, "data"), (#"[{"data":[{"id":1}]},{"data":[{"id":2}]}]"#, "data"),
      (#"{"result":{"skip":"]}\"","items":[{"id":1},{"id":2}]}}"#, "result.items"),
      (#"{"pages":[{"items":[{"id":1}]},{"items":[{"id":2}]}]}"#, "pages.items"),
      (#"{"data":{"id":1}} {"data":null} {"data":{"id":2}}"#, "data"),
      ("\u{FEFF}[{\"id\":1},{\"id\":2}]", nil),
    ] as [(String, String?)])
  func places(text: String, records: String?) throws {
    for size in [Int.max, 1, 3] {
      let reading = try read(text, records: records, chunk: { size })
      #expect(reading.error == nil)
      #expect(reading.columns == ["id"])
      #expect(ids(reading) == ["1", "2"])
    }
  }

  @Test("a record stands at its offset, its line and its number")
  func positions() throws {
    let reading = try read("[ {\"id\": 1},\n\n  {\n\"id\": 2 }, {\"id\": 3}]")
    #expect(
      reading.records.map(\.position) == [
        RecordPosition(offset: 2, line: 1, number: 1), RecordPosition(offset: 16, line: 3, number: 2),
        RecordPosition(offset: 29, line: 4, number: 3),
      ])
  }

  @Test("a record that is no sound object is refused by itself, its bytes as they stand")
  func refusals() throws {
    let reading = try read(
      "[{\"id\":1},\n {\"id\": 01}, 7, [1], null, \"x\", {\"id\":\n  tru}, {\"id\":\"a\nb\"}, {\"id\":2}]")
    #expect(reading.error == nil)
    #expect(ids(reading) == ["1", "2"])
    #expect(
      reading.refused.map(\.code) == [
        .malformedJSON, .notAnObject, .notAnObject, .notAnObject, .notAnObject, .malformedJSON, .malformedJSON,
      ])
    #expect(reading.refused.map(\.column) == [9, 14, 17, 22, 28, nil, 17])
    #expect(reading.refused.map(\.position.number) == [2, 3, 4, 5, 6, 7, 8])
    #expect(
      reading.refusedBytes.map { String(decoding: $0, as: UTF8.self) } == [
        "{\"id\": 01}", "7", "[1]", "null", "\"x\"", "{\"id\":\n  tru}", "{\"id\":\"a\nb\"}",
      ])
  }

  @Test(
    "what is wrong between records ends the source at its place",
    arguments: [
      ("[{},,{}]", ScanError.Code.notWellFormed, 5, "not JSON: expected a value"),
      ("[{} {}]", .notWellFormed, 5, "not JSON: expected `,` or `]`"),
      ("[{},]", .notWellFormed, 5, "not JSON: expected a value"),
      ("[{}}", .notWellFormed, 4, "not JSON: expected `,` or `]`"),
      ("{}]", .notWellFormed, 3, "not JSON: expected an object or an array"),
      ("[{}", .truncated, nil, "the document ends too early"),
      ("[{", .truncated, nil, "the document ends inside a record"),
      ("[{\"a\":\"}]", .truncated, nil, "the document ends inside a record"),
    ] as [(String, ScanError.Code, UInt64?, String)])
  func errors(text: String, code: ScanError.Code, column: UInt64?, detail: String) throws {
    for size in [Int.max, 1] {
      let reading = try read(text, chunk: { size })
      #expect(reading.error?.code == code)
      #expect(reading.error?.column == column)
      #expect(reading.error?.detail == detail)
    }
  }

  @Test("a record over the limit is refused and its neighbours are read")
  func large() throws {
    let giant = String(repeating: "x", count: 17 << 20)
    let reading = try read("[{\"id\":1},{\"id\":\"\(giant)\"},{\"id\":2}]", chunk: { 1 << 20 })
    #expect(ids(reading) == ["1", "2"])
    #expect(reading.refused.map(\.code) == [.recordTooLarge])
    #expect(reading.records.map(\.position.number) == [1, 3])
  }

  @Test("lists and objects around the records are bounded")
  func depth() throws {
    let reading = try read(
      String(repeating: "[{\"a\":", count: 100), records: Array(repeating: "a", count: 80).joined(separator: "."))
    #expect(reading.error?.code == .tooDeep)
  }

  @Test("a path of records must have names")
  func badPath() {
    #expect(throws: OptionProblem.self) { try JSONExtractor(options: ComponentOptions(["records": .text("a..b")])) }
  }

  @Test("copies made before the first byte read files of their own")
  func copies() throws {
    let extractor = try JSONExtractor(options: ComponentOptions())
    for name in ["a", "b"] {
      var copy = extractor
      let reading = ExtractorDriver.read(&copy, bytes: Array("[{\"\(name)\":1}]".utf8))
      #expect(reading.columns == [name])
    }
  }
}

@Suite struct JSONPathTests {
  private func read(_ text: String, _ paths: [String]) throws -> ExtractorDriver.Reading {
    var extractor = try JSONLinesExtractor(options: ComponentOptions())
    extractor.expect(columns: paths)
    return ExtractorDriver.read(&extractor, bytes: Array(text.utf8))
  }

  private func field(_ path: String, in text: String) throws -> ExtractorDriver.Field? {
    let reading = try read(text, [path])
    #expect(reading.refused == [])
    guard let index = reading.columns.firstIndex(of: path), let record = reading.records.first,
      index < record.fields.count
    else { return nil }
    return record.fields[index]
  }

  @Test(
    "a path into a list is a column: one value as it is, or the list's joined",
    arguments: [
      (
        "tags[*]", #"{"tags":["a","b\u00e9", 1, null, true, {"x": []}]}"#, FieldKind.text, #"a; bé; 1; true; {"x": []}"#
      ),
      ("tags[0]", #"{"tags":["a\n","b"]}"#, .text, "a\n"), ("tags[1]", #"{"tags":[[1,2], 1.50 ]}"#, .literal, "1.50"),
      ("tags[0]", #"{"tags":[[1, "]"], 2]}"#, .nested, #"[1, "]"]"#), ("tags[0]", #"{"tags":[null]}"#, .null, ""),
      (
        "emails[*].address", #"{"emails":[{"address":"a@x","n":[1]},{"n":2},{"addr\u0065ss":"b@x"}]}"#, .text,
        "a@x; b@x"
      ),
      ("emails[1].address", #"{"emails":[{"address":"a@x"},{"n":{"address":1},"address":"b@x"}]}"#, .text, "b@x"),
      ("a.b[0].c.d[*]", #"{"a":{"b":[{"c":{"d":[1,2]}}]}}"#, .text, "1; 2"),
      ("m[*][0]", #"{"m":[[1,2],[],[3]]}"#, .text, "1; 3"), ("m[*][*]", #"{"m":[[1,2],[],[3]]}"#, .text, "1; 2; 3"),
      ("tags[*]", #"{"tags":[""]}"#, .text, ""),
    ])
  func values(path: String, text: String, kind: FieldKind, expected: String) throws {
    #expect(try field(path, in: text) == ExtractorDriver.Field(kind: kind, text: expected))
  }

  @Test("a path that leads nowhere has no value, and one that is no path is a plain name")
  func absent() throws {
    for (path, text) in [
      ("tags[2]", #"{"tags":[1]}"#), ("tags[*]", #"{"tags":[]}"#), ("tags[0].x", #"{"tags":[1]}"#),
      ("tags[0]", #"{"tags":"x"}"#), ("tags[", #"{"tags":[1]}"#), ("tags[x]", #"{"tags":[1]}"#),
    ] {
      let field = try field(path, in: text)
      #expect(field == nil || field?.kind == .absent, "\(path)")
    }
    #expect(try field("tags[0", in: #"{"tags[0":7}"#)?.text == "7")
  }

  @Test("a column that is named twice, by a path and by a key, refuses the line")
  func twice() throws {
    let reading = try read(#"{"t":[1],"t[0]":2}"# + "\n" + #"{"t":[3]}"#, ["t[0]"])
    #expect(reading.refused.map(\.code) == [.duplicateName])
    #expect(reading.records.count == 1)
  }

  @Test("the list itself stays, and values stand in the right record")
  func beside() throws {
    let reading = try read("{\"t\":[1]}\n{\"t\":[2, 3],\"u\":\"\\u0041\"}\n{\"u\":\"b\"}\n", ["t[0]", "t[*]"])
    #expect(reading.columns == ["t", "t[0]", "t[*]", "u"])
    #expect(
      reading.records.map { $0.fields.map(\.text) } == [
        ["[1]", "1", "1"], ["[2, 3]", "2", "2; 3", "A"], ["", "", "", "b"],
      ])
  }
}
