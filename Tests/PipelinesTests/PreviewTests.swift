import Foundation
import PipelineModel
import Testing

@testable import Pipelines

@Suite("The first rows before and after")
struct PreviewTests {
  private func preview(_ text: String, _ pipeline: String, limit: Int = 6, said: Said = Said()) throws -> Preview {
    let folder = try RunFolder()
    try folder.write("in.csv", text)
    let preview = try Preview(folder.definition(pipeline), limit: limit, at: 0, emit: said.take)
    // Nothing is written, whatever the pipeline would do.
    #expect(try folder.names() == ["in.csv"])
    return preview
  }

  private func table(_ rows: [(String, String, String)], width: Int = 100, hasColours: Bool = false) -> [String] {
    var preview = Preview.empty
    preview.rows = [
      .init(
        file: "in.csv", line: 2, fields: rows.map { .init(name: $0.0, before: $0.1, after: $0.2) }, translate: false)
    ]
    return preview.table(TableStyle(width: width, hasColours: hasColours)).split(separator: "\n").map(String.init)
  }

  @Test("stand side by side, marked as changed, filled or emptied")
  func sides() {
    #expect(
      table([("email", "A@X.example", "a@x.example"), ("title", "", "CEO"), ("phone", "1", ""), ("suffix", "Jr", "Jr")])
        == [
          "in.csv:2", "  field   before       after", "~ email   A@X.example  a@x.example",
          "+ title                CEO",
          "- phone   1", "  suffix  Jr           Jr",
        ])
  }

  @Test("line up where letters are wide, combine or are emoji")
  func wide() {
    #expect(
      table([("a", "山田", "Yamada"), ("b", "e\u{301}", "é"), ("c", "👩‍👩‍👧", "x"), ("d", "ﾔﾏﾀﾞ", "y"), ("e", "Ａ", "A")])
        .dropFirst() == [
          "  field  before  after", "~ a      山田    Yamada", "  b      e\u{301}       é", "~ c      👩‍👩‍👧      x",
          "~ d      ﾔﾏﾀﾞ    y",
          "~ e      Ａ      A",
        ])
    let widths: [(String, Int)] = [
      ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("山", 2), ("한글", 4), ("👍🏽", 2), ("🇩🇪", 2), ("❤\u{FE0F}", 2),
      ("❤", 1),
      ("\u{200D}", 0), ("ｱ", 1), ("〒", 2), ("𠮷", 2), ("ﾀﾞ", 2), ("\u{1112}\u{1161}\u{11AB}", 2),
    ]
    for (text, width) in widths { #expect(terminalWidth(text) == width, "\(text)") }
  }

  @Test("are cut where the terminal ends, between letters", arguments: [20, 40, 41, 60, 100])
  func cut(width: Int) {
    let long = String(repeating: "山x", count: 100)
    for line in table([("company_legal_form", long, "short"), ("b", "short", long), ("c", long, long)], width: width) {
      #expect(terminalWidth(line) <= max(width, 34), "\(line)")
    }
    #expect(table([("a", long, "")], width: 40).last?.hasSuffix("…") == true)
    // A side that is short leaves its room to the other.
    #expect(
      table([("a", "1", String(repeating: "x", count: 60))], width: 80).last == "~ a      1       "
        + String(repeating: "x", count: 60))
  }

  @Test("obey nobody: control characters and what turns text around are dots")
  func harmless() {
    let lines = table([("a", "\u{1B}[31mred\r\n\u{0}", "x\u{202E}y\u{2028}z"), ("b", "e\u{200D}f", "\u{85}")])
    #expect(lines.count == 4)
    #expect(lines[2] == "~ a      ·[31mred···  x·y·z")
    #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x85 || $0.value == 0x202E })
  }

  @Test("have colours only where they are asked for")
  func colours() {
    let rows = [("a", "1", "2"), ("b", "", "3"), ("c", "4", "4")]
    #expect(!table(rows).joined().contains("\u{1B}"))
    let painted = table(rows, hasColours: true)
    #expect(painted[0] == "\u{1B}[1min.csv:2\u{1B}[0m")
    #expect(painted[2] == "~ a      1       \u{1B}[33m2\u{1B}[0m" && painted[3].hasSuffix("\u{1B}[32m3\u{1B}[0m"))
    #expect(painted.map { $0.replacing(/\u{1B}\[\d+m/, with: "") } == table(rows))
  }

  @Test("show what filters leave out, what maps change, and what is rejected on the way")
  func steps() throws {
    let said = Said()
    let preview = try preview(
      "email,Notes\na@x.example,n\nonly\nb@x.example,\n\nc@x.example,n,2\nd@x.example,m\n",
      """
      extract: [{csv: in.csv, dialect: rfc4180}]
      transform:
        - filter: {source.Notes: not_empty, title: empty}
        - map: {rename: {source.Notes: source.Remark}}
      output: [csv: out.csv]
      """, limit: 2, said: said)
    #expect(preview.rows.map(\.line) == [2, 4] && preview.rows.map(\.filtered) == [false, true])
    #expect(
      preview.rows[0].fields == [
        .init(name: "email", before: "a@x.example", after: "a@x.example"),
        .init(name: "source.Notes", before: "n", after: ""), .init(name: "source.Remark", before: "", after: "n"),
      ])
    #expect(preview.table(.init(width: 80, hasColours: false)).contains("in.csv:4  (left out by a filter)"))
    #expect(preview.json.contains("\"filtered\" : true"))
    #expect(
      said.all == [
        "in.csv:3 (record 2): warning: rejected: row has 1 field, the header has 2\n"
          + "  hint: look for an unquoted delimiter or a missing one in this row",
        "warning: `filter` looks at the lead field title, which no column is mapped to: it is empty in every row\n"
          + "  hint: map it with `fields:`, or name the column itself as `source.NAME`",
      ])
  }

  @Test("cost and leave nothing, with a load, a memory and files that were read")
  func noTraces() throws {
    let pipeline = """
      extract: [{csv: in.csv, only_new: true}]
      transform: [normalise, {dedupe: {remember: true}}]
      load: {sandbox: {}}
      output: [{csv: out/o.csv}, {jsonl: out/o.jsonl}]
      """
    for limit in [1, 2, 50] {
      let found = try preview("Email\nA@x.example\nb@x.example\n", pipeline, limit: limit)
      #expect(found.rows.count == min(limit, 2))
      #expect(found.rows[0].fields.first { $0.name == "email" }?.after == "a@x.example")
    }
    #expect(try preview("Email\n", pipeline).rows.isEmpty)
    #expect(try preview("", pipeline).json == "[\n\n]")
  }

  @Test("say so where no lead field has a value")
  func nothing() throws {
    let found = try preview("a,b\n1,2\n3,4\n", "extract: [csv: in.csv]\noutput: [csv: o.csv]\n", limit: 1)
    #expect(found.table(.init(width: 80, hasColours: false)) == "in.csv:2\n  no lead field has a value")
  }
}
