import Extractors
import PipelineModel
import PipelineTesting
import Testing

@Suite("Messages of a Singer tap")
struct SingerTests {
  private func extractor(_ stream: String = "leads", columns: [String] = []) throws -> SingerExtractor {
    var extractor = try SingerExtractor(options: ComponentOptions(["stream": .text(stream)]))
    extractor.expect(columns: columns)
    return extractor
  }

  /// What lines give, whole and in pieces; and the bookmark and remarks after them.
  private func read(
    _ lines: [String], _ stream: String = "leads", columns: [String] = []
  ) throws -> (ExtractorDriver.Reading, bookmark: String?, remarks: [Diagnostic]) {
    let bytes = Array(lines.joined(separator: "\n").utf8)
    var whole = try extractor(stream, columns: columns)
    let reading = ExtractorDriver.read(&whole, bytes: bytes)
    for size in [1, 13] {
      var other = try extractor(stream, columns: columns)
      #expect(ExtractorDriver.read(&other, bytes: bytes, chunk: { size }) == reading)
      #expect(other.bookmark == whole.bookmark)
    }
    return (reading, whole.bookmark.map { String(decoding: $0, as: UTF8.self) }, whole.takeRemarks())
  }

  private static let schema = #"{"type":"SCHEMA","stream":"leads","schema":{"properties":{}},"key_properties":[]}"#

  private static func record(_ json: String, _ stream: String = "leads") -> String {
    #"{"type": "RECORD", "stream": "\#(stream)", "record": \#(json), "time_extracted": "2024-01-05T00:00:00Z"}"#
  }

  @Test("the named stream's records are records, with nested values as dotted columns")
  func records() throws {
    let (reading, bookmark, remarks) = try read(
      [
        Self.schema, #"{"type":"SCHEMA","stream":"deals","schema":{},"key_properties":[]}"#,
        Self.record(#"{"id": 1, "name": {"given": "Ada", "family": null}, "tags": ["a", "b"]}"#),
        Self.record(#"{"id": 7}"#, "deals"), #"{"type": "ACTIVATE_VERSION", "stream": "leads", "version": 3}"#, "",
        #"  {"record" : {"id": 2.50, "note": "}\"{"}, "stream":"l\u0065ads" ,"type":"RECORD"}  "#, "\r",
      ], columns: ["tags[*]"])
    #expect(reading.error == nil && reading.refused == [])
    #expect(reading.columns == ["id", "name.given", "name.family", "tags", "tags[*]", "note"])
    #expect(
      reading.records.map { $0.values(reading.columns) } == [
        ["id": "1", "name.given": "Ada", "name.family": "", "tags": #"["a", "b"]"#, "tags[*]": "a; b"],
        ["id": "2.50", "note": "}\"{"],
      ])
    #expect(reading.records.map(\.position.line) == [3, 7])
    #expect(reading.records.map(\.position.number) == [1, 2])
    #expect(bookmark == nil && remarks == [])
  }

  @Test("the bookmark is the value of the last STATE, as it was written")
  func bookmark() throws {
    func state(_ value: String) -> String { #"{"type": "STATE", "value": \#(value)}"# }
    let first = #"{"bookmarks": {"leads":  {"at": "2024-01-05"}}}"#
    #expect(try read([Self.schema, state("{}"), Self.record("{}"), state(first)]).bookmark == first)
    #expect(try read([state(first), Self.record("{}")]).bookmark == first)
    #expect(try read([state("null")]).bookmark == "null")
    let bad = try read([Self.schema, state(#"{"a" 1}"#), Self.record(#"{"id": 1}"#)])
    #expect(bad.bookmark == nil && bad.0.records.count == 1)
    #expect(bad.remarks.map(\.code) == ["bad_state"])
  }

  @Test(
    "a line that is no message costs that line",
    arguments: [
      "INFO starting", "[]", "{}", "{", #"{"type": "RECORD"}"#, #"{"type": "RECORD", "stream": "leads"}"#,
      #"{"type": 1}"#, #"{"type": "STATE"}"#, #"{"type": "SCHEMA"}"#,
      #"{"type": "RECORD", "stream": "leads", "record": }"#,
      #"{"type": "RECORD" "stream": "leads", "record": {}}"#, #"{"type": "STATE", "value": {}} x"#, #"{"type": "ST"#,
      #"{"type": "STATE", "value": {}},"#, #"{"type\": "STATE"}"#, "\u{0}",
    ])
  func malformed(line: String) throws {
    let (reading, bookmark, _) = try read([Self.record(#"{"id": 1}"#), line, Self.record(#"{"id": 2}"#)])
    #expect(reading.records.map { $0.fields.map(\.text) } == [["1"], ["2"]])
    #expect(reading.records.map(\.position.number) == [1, 3])
    #expect(reading.refused.map(\.code) == [.malformedJSON])
    #expect(reading.refused.map(\.position.line) == [2])
    #expect(reading.refusedBytes == [Array(line.utf8)])
    #expect(bookmark == nil)
  }

  @Test(
    "a record that is no sound object is refused by itself, with its place in the line",
    arguments: [
      ("[1]", RefusalCode.notAnObject), (#"{"a": 1, "a": {"b": 2}}"#, .duplicateName), (#"{"a": tru}"#, .malformedJSON),
      (#"{"a": "\ud800"}"#, .loneSurrogate), (#"{"a": 1,}"#, .malformedJSON),
    ])
  func refused(json: String, code: RefusalCode) throws {
    let (reading, _, _) = try read([Self.schema, Self.record(json), Self.record(#"{"a": 3}"#)])
    #expect(reading.records.map { $0.fields.map(\.text) } == [["3"]])
    #expect(reading.refused.map(\.code) == [code])
    #expect(reading.refusedBytes == [Array(json.utf8)])
    let start = UInt64(Self.schema.utf8.count + 1 + #"{"type": "RECORD", "stream": "leads", "record": "#.utf8.count)
    #expect(reading.refused.map(\.position.offset) == [start])
    if let column = reading.refused.first?.column { #expect(column > 48 && column < 48 + UInt64(json.utf8.count) + 1) }
  }

  @Test("a line over 16 MiB costs that line")
  func large() throws {
    let long = Self.record(#"{"a": ""# + String(repeating: "x", count: 17 << 20) + #""}"#)
    let text = [Self.record(#"{"a": 1}"#), long, Self.record(#"{"a": 2}"#), ""].joined(separator: "\n")
    let bytes = Array(text.utf8)
    var (whole, other) = (try extractor(), try extractor())
    let reading = ExtractorDriver.read(&whole, bytes: bytes)
    #expect(reading.records.map { $0.fields.map(\.text) } == [["1"], ["2"]])
    #expect(reading.records.map(\.position.line) == [1, 3])
    #expect(reading.refused.map(\.code) == [.recordTooLarge])
    #expect(reading.violations == [])
    #expect(ExtractorDriver.read(&other, bytes: bytes, chunk: { 4 << 20 }) == reading)
  }

  @Test("a stream that never came is told with those that did")
  func noStream() throws {
    let lines = ["deals", "lead"].map { #"{"type":"SCHEMA","stream":"\#($0)","schema":{}}"# }
    let remark = try #require(try read(lines + [Self.record("{}", "deals")]).remarks.first)
    #expect(remark.message == "the tap sent nothing of a stream `leads`")
    #expect(remark.hint == "did you mean `lead`? it sent: `deals`, `lead`")
    #expect(try read([""]).remarks.first?.hint == "select streams in its catalog: `--catalog FILE`")
    #expect(try read([Self.schema]).remarks == [])
  }

  @Test("rows in files end the source, messages of other kinds are told")
  func otherKinds() throws {
    func batch(_ stream: String) -> String {
      #"{"type": "BATCH", "stream": "\#(stream)", "encoding": {}, "manifest": ["file:///x"]}"#
    }
    let (reading, _, _) = try read([Self.schema, Self.record(#"{"a": 1}"#), batch("deals"), batch("leads")])
    #expect(reading.error?.code == .wrongFormat && reading.error?.line == 4)
    #expect(reading.records.count == 1)
    let remarks = try read([Self.schema, #"{"type": "NEWS"}"#, #"{"type": "NEWS", "stream": "leads"}"#]).remarks
    #expect(remarks.map(\.code) == ["unknown_message"])
    #expect(remarks.first?.message.hasPrefix("the tap sent 2 messages of types that are not known") == true)
  }

  @Test("its own `--state` is no argument of the tap, and the stream has a name")
  func options() {
    func problem(_ command: [String], _ stream: String) -> OptionProblem? {
      do throws(OptionProblem) {
        let options = ComponentOptions(["command": .list(command.map { .text($0) }), "stream": .text(stream)])
        _ = try SingerExtractor(options: options)
        return nil
      } catch { return error }
    }
    #expect(problem(["tap", "--config", "c.json"], "leads") == nil)
    #expect(problem(["tap", "--config", "c.json", "--state", "s.json"], "leads")?.option == "command[3]")
    #expect(problem(["tap", "--state=s.json"], "leads")?.option == "command[1]")
    #expect(problem(["tap"], "")?.option == "stream")
  }
}
