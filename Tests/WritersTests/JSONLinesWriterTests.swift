import Extractors
import Foundation
import PipelineModel
import PipelineTesting
import Testing
import Writers

@Suite struct JSONLinesWriterTests {
  private func writer() throws -> JSONLinesWriter { try JSONLinesWriter(options: ComponentOptions()) }

  @Test(
    "a string escapes what JSON must and nothing else",
    arguments: [
      ("plain", "plain"), ("", ""), ("a\"b", "a\\\"b"), ("a\\b", "a\\\\b"), ("\n\r\t", "\\n\\r\\t"),
      ("\u{0}", "\\u0000"),
      ("\u{8}\u{C}\u{1F}", "\\u0008\\u000c\\u001f"), ("\u{7F}\u{85}\u{2028}", "\u{7F}\u{85}\u{2028}"), ("é😀/<", "é😀/<"),
      ("\"", "\\\""), ("\\", "\\\\"),
    ])
  func escaping(value: String, written: String) throws {
    #expect(try writer().rows(output([value], [[Value(.text, value)]])) == "{\"\(written)\":\"\(written)\"}\n")
  }

  @Test(
    "a value is written as its source wrote it",
    arguments: [
      (Value(.literal, "1.50"), "{\"a\":1.50,\"b\":\"x\"}\n"), (Value(.literal, "true"), "{\"a\":true,\"b\":\"x\"}\n"),
      (Value(.nested, "[1, {}]"), "{\"a\":[1, {}],\"b\":\"x\"}\n"), (.null, "{\"a\":null,\"b\":\"x\"}\n"),
      (.absent, "{\"b\":\"x\"}\n"), (Value(.text, "1"), "{\"a\":\"1\",\"b\":\"x\"}\n"),
      ("", "{\"a\":\"\",\"b\":\"x\"}\n"),
    ])
  func kinds(value: Value, written: String) throws {
    #expect(try writer().rows(output(["a", "b"], [[value, "x"]])) == written)
  }

  @Test("a row without values is an empty object, so that no row is lost")
  func empty() throws {
    #expect(try writer().rows(output(["a"], [[.absent], []])) == "{}\n{}\n")
    #expect(try writer().rows(output([], [[], []])) == "{}\n{}\n")
  }

  @Test("columns of the leads and of the run are text")
  func origins() throws {
    var batch = output(["n"], [[Value(.literal, "1")], [Value(.literal, "2")]])
    batch.leads.set(.email, record: 1, to: "a@b.example".utf8.span)
    batch.extraBytes = Array("p1p2".utf8)
    batch.extras = [[.owned(0, 2), .owned(2, 4)]]
    batch.columns = [
      OutputColumn(name: "n", origin: .source(0)), OutputColumn(name: "e", origin: .lead(.email)),
      OutputColumn(name: "p", origin: .lead(.phone)), OutputColumn(name: "x", origin: .extra(0)),
      OutputColumn(name: "m", origin: .missing),
    ]
    #expect(
      try writer().rows(batch)
        == "{\"n\":1,\"e\":\"\",\"x\":\"p1\"}\n{\"n\":2,\"e\":\"a@b.example\",\"x\":\"p2\"}\n")
  }

  @Test("only the rows asked for are written, in that order")
  func subset() throws {
    let batch = output(["a"], [["0"], ["1"], ["2"]], only: [2, 0])
    #expect(try writer().rows(batch) == "{\"a\":\"2\"}\n{\"a\":\"0\"}\n")
  }

  @Test("a file has rows alone, and late columns leave them as they are")
  func file() throws {
    let writer = try writer()
    let bytes = writer.file(output(["a"], [["1"]]))
    #expect(bytes == Array("{\"a\":\"1\"}\n".utf8))
    var wider: [UInt8] = []
    writer.widen(rows: bytes.span, at: 0, by: 1, into: &wider)
    #expect(wider == bytes)
    #expect(!writer.rowsHaveFixedWidth)
  }

  @Test(
    "what is written is read back the same by Python's json and by our own extractor",
    arguments: 1...5 as ClosedRange<UInt64>)
  func readBack(seed: UInt64) throws {
    var texts = HardTexts(seed: seed)
    let pieces = [
      "\"", "\\", "\n", "\r", "\t", "\u{0}", "\u{1F}", "\u{7F}", "\u{2028}", "a", "é", "😀", "{", ",", ":", "u0041", "/",
    ]
    let rows = texts.rows(400, width: 4, of: pieces)
    let columns = (0..<4).map { "\($0)" + texts.text(of: pieces) }
    let bytes = try writer().file(output(columns, rows))
    let program = """
      import json, sys
      lines = open(sys.argv[1], encoding='utf-8', newline='\\n').read().split('\\n')[:-1]
      json.dump([list(map(list, json.loads(line).items())) for line in lines], open(sys.argv[2], 'w'))
      """
    let expected = rows.map { row in zip(columns, row).map { [$0, $1.text] } }
    #expect(try python(program, on: bytes, as: [[[String]]].self) == expected)
    let reading = ExtractorContract(JSONLinesExtractor.self).read(bytes)
    #expect(reading.columns == columns)
    #expect(reading.records.map { $0.fields.map(\.text) } == rows.map { $0.map(\.text) })
  }
}
