import Extractors
import PipelineModel
import PipelineTesting
import Testing
import Writers

@Suite struct XMLWriterTests {
  private func writer(_ options: [String: OptionValue] = [:]) throws -> XMLWriter {
    try XMLWriter(options: ComponentOptions(options))
  }

  @Test("a file has a declaration, a root and an element a row")
  func file() throws {
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <leads>
        <lead><a>1</a><b></b></lead>
        <lead></lead>
      </leads>

      """
    #expect(try writer().file(output(["a", "b"], [["1", ""], [.absent, .null]])) == Array(text.utf8))
    let named = try writer(["root": .text("r"), "record": .text("p")]).file(output(["a"], [["1"]]))
    #expect(String(decoding: named, as: UTF8.self).hasSuffix("<r>\n  <p><a>1</a></p>\n</r>\n"))
  }

  @Test(
    "markup is escaped, CR survives, and what XML cannot hold is replaced",
    arguments: [
      ("a<b>&\"'", "a&lt;b&gt;&amp;&quot;'"), ("]]>", "]]&gt;"), ("a\r\nb", "a&#13;\nb"), ("a\tb", "a\tb"),
      ("&amp;", "&amp;amp;"),
      ("\u{0}\u{1}\u{8}\u{B}\u{1F}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"), ("\u{7F}\u{85}", "\u{7F}\u{85}"),
      ("\u{FFFE}a\u{FFFF}", "\u{FFFD}a\u{FFFD}"), ("\u{FFFD}\u{FFFC}", "\u{FFFD}\u{FFFC}"), ("é😀", "é😀"), ("", ""),
    ])
  func text(value: String, written: String) throws {
    #expect(try writer().rows(output(["a"], [[Value(.text, value)]])) == "  <lead><a>\(written)</a></lead>\n")
  }

  @Test(
    "a name that XML can bear names an element, any other becomes a field with a name",
    arguments: [
      ("first_name", true), ("a.b-c_1", true), ("_a", true), ("é", true), ("名前", true), ("First Name", false),
      ("1a", false),
      ("-a", false), (".a", false), ("", false), ("a:b", false), ("@id", false), ("#text", false), ("xmlish", false),
      ("XML", false),
      ("field", false), ("a<b", false), ("a\u{301}", false), ("a×b", false), ("a\"b", false),
    ])
  func names(name: String, isElement: Bool) throws {
    let escaped = name.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    let expected = isElement ? "<\(name)>x</\(name)>" : "<field name=\"\(escaped)\">x</field>"
    #expect(try writer().rows(output([name], [["x"]])) == "  <lead>\(expected)</lead>\n")
  }

  @Test(
    "line ends and tabs in a column's name survive as references",
    arguments: [("a\nb", "a&#10;b"), ("a\tb", "a&#9;b"), ("a\r\nb", "a&#13;&#10;b")])
  func nameBlanks(name: String, written: String) throws {
    #expect(try writer().rows(output([name], [["x"]])) == "  <lead><field name=\"\(written)\">x</field></lead>\n")
  }

  @Test("names of root and record must be XML names", arguments: ["root", "record"], ["", "a b", "1", "<", "xml"])
  func badNames(option: String, name: String) {
    #expect {
      try writer([option: .text(name)])
    } throws: { error in
      let problem = error as? OptionProblem
      return problem?.option == option && problem?.message == "expected a name that an XML element can have"
        && problem?.hint != nil
    }
  }

  @Test("only the rows asked for are written, in that order")
  func subset() throws {
    let batch = output(["a"], [["0"], ["1"], ["2"]], only: [2, 0])
    #expect(try writer().rows(batch) == "  <lead><a>2</a></lead>\n  <lead><a>0</a></lead>\n")
  }

  @Test(
    "what is written is read back the same by Python's ElementTree and by our own extractor",
    arguments: 1...5 as ClosedRange<UInt64>)
  func readBack(seed: UInt64) throws {
    var texts = HardTexts(seed: seed)
    let pieces = [
      "<", ">", "&", "\"", "'", "]]>", "\r", "\n", "\r\n", "\t", " ", "a", "é", "😀", "&amp;", "<!--", "<![CDATA[",
    ]
    let rows = texts.rows(300, width: 3, of: pieces)
    let columns = ["a", "b.c", "É"]
    let bytes = try writer().file(output(columns, rows))
    let program = """
      import json, sys, xml.etree.ElementTree as tree
      root = tree.parse(sys.argv[1]).getroot()
      rows = [[[field.get('name') or field.tag, field.text or ''] for field in row] for row in root]
      json.dump(rows, open(sys.argv[2], 'w'))
      """
    #expect(
      try python(program, on: bytes, as: [[[String]]].self)
        == rows.map { row in zip(columns, row).map { [$0, $1.text] } })
    let options = ComponentOptions(["record": .text("/leads/lead")])
    let reading = ExtractorContract(XMLExtractor.self, options: options).read(bytes)
    #expect(reading.columns == columns)
    #expect(reading.records.map { $0.fields.map(\.text) } == rows.map { $0.map(\.text) })
    // Names that are no XML names come back too.
    let names = (0..<3).map { "\($0)" + texts.text(of: pieces) }
    let named = try python(program, on: writer().file(output(names, Array(rows.prefix(3)))), as: [[[String]]].self)
    #expect(named.map { $0.map(\.first) } == Array(repeating: names, count: 3))
  }
}
