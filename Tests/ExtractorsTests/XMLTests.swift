import Extractors
import PipelineModel
import PipelineTesting
import Testing

@Suite struct XMLTests {
  private func read(
    _ text: String, record: String = "/r/p", chunk: () -> Int = { .max }
  ) throws -> ExtractorDriver.Reading {
    try read(Array(text.utf8), record: record, chunk: chunk)
  }
  private func read(
    _ bytes: [UInt8], record: String = "/r/p", chunk: () -> Int = { .max }
  ) throws -> ExtractorDriver.Reading {
    var extractor = try XMLExtractor(options: ComponentOptions(["record": .text(record)]))
    return ExtractorDriver.read(&extractor, bytes: bytes, chunk: chunk)
  }

  @Test(
    "what an element holds becomes named columns",
    arguments: [
      ("<a>x</a><b>y</b>", ["a", "b"], ["x", "y"]),
      ("<a/><b></b>", ["a", "b"], ["", ""]),
      ("<a><b><c>1</c></b><d>2</d></a>", ["a.b.c", "a.d"], ["1", "2"]),
      ("\n  <a>\n    <b>1</b>\n  </a>\n", ["a.b"], ["1"]),
      ("<a> x\n </a>", ["a"], [" x\n "]), ("<a>  </a>", ["a"], ["  "]),
      ("<a t='1' u=\"\">x</a>", ["a.@t", "a.@u", "a"], ["1", "", "x"]),
      ("<a t='1'/>", ["a.@t", "a"], ["1", ""]),
      ("<a>call <b>now</b> or later</a>", ["a.b", "a"], ["now", "call  or later"]),
      ("own <a>x</a> text", ["a", "#text"], ["x", "own  text"]),
      ("<a>x</a><a>y</a><a/><a>z</a>", ["a"], ["x; y; z"]), ("<a/><a>y</a>", ["a"], ["y"]), ("<a/><a/>", ["a"], [""]),
      ("<a>1</a><b>2</b><a>3</a><b>4</b>", ["a", "b"], ["1; 3", "2; 4"]),
      ("<a><c>1</c></a><a><c>2</c></a>", ["a.c"], ["1; 2"]), ("<a.c>1</a.c><a><c>2</c></a>", ["a.c"], ["1; 2"]),
      ("<a>&lt;&amp;&gt;&quot;&apos;&#65;&#x1F600;</a>", ["a"], ["<&>\"'A😀"]),
      ("<a t='&lt;&amp;&#10;x&#65;'/>", ["a.@t", "a"], ["<&\nxA", ""]),
      ("<a>x<![CDATA[<b>&amp;]]>y</a>", ["a"], ["x<b>&amp;y"]),
      ("<a><![CDATA[R & D, AT&T &]]></a>", ["a"], ["R & D, AT&T &"]),
      ("<a>x<!-- no & --><?pi & no?>y</a>", ["a"], ["xy"]), ("<a>x\r\ny\rz</a>", ["a"], ["x\ny\nz"]),
      ("<n:a xmlns:n='urn:n' n:t='1'>x</n:a><m:b>y</m:b>", ["a.@t", "a", "b"], ["1", "x", "y"]),
      ("<p>inner</p>", ["p"], ["inner"]), ("<ä>ö</ä>", ["ä"], ["ö"]),
    ])
  func columns(inside: String, columns: [String], values: [String]) throws {
    let reading = try read("<r><p>\(inside)</p></r>")
    #expect(reading == (try read("<r><p>\(inside)</p></r>", chunk: { 1 })))
    #expect(reading.error == nil)
    #expect(reading.columns == columns)
    #expect(reading.records.map { $0.fields.map(\.text) } == [values])
    #expect(reading.records.allSatisfy { $0.fields.allSatisfy { $0.kind == .text } })
  }

  @Test("what a record lacks is absent, and columns come in first-seen order")
  func absent() throws {
    let reading = try read("<r><p id='1'><a>1</a><b/></p><p><b>2</b></p><p/><p id='4'><c>4</c><a/></p></r>")
    #expect(reading.columns == ["@id", "a", "b", "c"])
    #expect(
      reading.records.map { $0.values(reading.columns) } == [
        ["@id": "1", "a": "1", "b": ""], ["b": "2"], [:], ["@id": "4", "c": "4", "a": ""],
      ])
  }

  @Test("only elements at the whole path are records")
  func path() throws {
    let text = "<r><p>1</p><q><p>no</p></q><p><r><p>in</p></r></p><s><t><p>no</p></t></s></r>"
    let reading = try read(text)
    #expect(reading.records.map { $0.values(reading.columns) } == [["#text": "1"], ["r.p": "in"]])
    #expect(try read(text, record: "/r/s/t/p").records.count == 1)
    #expect(try read(text, record: "/r").records.count == 1)
    #expect(try read(text, record: "/n:r/m:p").records.count == 2)
    #expect(try read(text, record: "/p").records.count == 0)
  }

  @Test("a record's position is its start tag's", arguments: [Int.max, 7])
  func positions(chunk: Int) throws {
    let text = "\u{FEFF}<?xml version='1.0'?>\r\n<r>\n <p>é</p>\n <p\n  id='1'\n  note='a\nb'><a/></p><p/></r>"
    let reading = try read(text, chunk: { chunk })
    let utf8 = Array(text.utf8)
    #expect(reading.records.map(\.position.line) == [3, 4, 7])
    #expect(reading.records.map(\.position.number) == [1, 2, 3])
    for record in reading.records {
      #expect(utf8[Int(record.position.offset)...].starts(with: Array("<p".utf8)))
    }
    #expect(reading.records.map(\.position.offset) == reading.records.map(\.position.offset).sorted())
  }

  @Test("a path that matches nothing can be told what was there")
  func seenPaths() throws {
    var extractor = try XMLExtractor(options: ComponentOptions(["record": .text("/leads/row")]))
    let text = "<leads><meta><a><b><c/></b></a></meta><lead><x/></lead><lead><x/><y/></lead></leads>"
    let reading = ExtractorDriver.read(&extractor, bytes: Array(text.utf8))
    #expect(reading.records.isEmpty)
    #expect(
      extractor.seenPaths == [
        "/leads", "/leads/meta", "/leads/meta/a", "/leads/meta/a/b", "/leads/lead", "/leads/lead/x", "/leads/lead/y",
      ])
    let wide = "<leads>" + (0..<50).map { "<e\($0)/>" }.joined() + "</leads>"
    _ = ExtractorDriver.read(&extractor, bytes: [])
    var other = try XMLExtractor(options: ComponentOptions(["record": .text("/leads/row")]))
    _ = ExtractorDriver.read(&other, bytes: Array(wide.utf8))
    #expect(other.seenPaths.count == 20)
    #expect(other.seenPaths.last == "/leads/e18")
  }

  @Test(
    "a record path that cannot be one is told with the likely one",
    arguments: [
      ("leads/lead", "/leads/lead"), ("", nil), ("/", nil), ("/leads//lead", "/leads/lead"), ("/leads/", "/leads"),
      ("//lead", "/lead"),
    ])
  func badPath(path: String, instead: String?) {
    let problem = OptionProblem(
      option: "record", message: "expected the path of an element", hint: "write it like /leads/lead", instead: instead)
    #expect(throws: problem) {
      _ = try XMLExtractor(options: ComponentOptions(["record": .text(path)]))
    }
  }

  @Test(
    "trouble is told with its place in libxml2's words, and records before it stay",
    arguments: [
      ("<p>2</q></r>", ScanError.Code.notWellFormed, 9, "Opening and ending tag mismatch: p line 2 and q"),
      ("<p>a & b</p></r>", .notWellFormed, 7, "xmlParseEntityRef: no name"),
      ("<p>a & b;</p></r>", .notWellFormed, 7, "xmlParseEntityRef: no name"),
      ("<p>AT&T</p></r>", .notWellFormed, 8, "EntityRef: expecting ';'"),
      ("<p>AT&T</p><p>;</p></r>", .notWellFormed, 8, "EntityRef: expecting ';'"),
      ("<p>&nope;</p></r>", .notWellFormed, 10, "Entity 'nope' not defined"),
      ("<p a='1' a='2'/></r>", .notWellFormed, 15, "Attribute a redefined"),
      ("</r><r/>", .notWellFormed, 5, "Extra content at the end of the document"),
      ("<p>\u{1}</p></r>", .notWellFormed, 4, "PCDATA invalid Char value 1"),
      ("<p>2</p>", .truncated, 9, "the document ends inside <r>"),
      ("<p>2", .truncated, 5, "the document ends inside <p>"),
      ("<p>&am", .truncated, 7, "the document ends inside <p>"),
      ("<p a='", .truncated, 7, "the document ends inside <r>"), ("<", .truncated, 2, "the document ends inside <r>"),
      ("<!-- ", .truncated, 6, "the document ends inside <r>"),
    ])
  func trouble(tail: String, code: ScanError.Code, column: UInt64, detail: String) throws {
    for chunk in [Int.max, 1, 5] {
      let reading = try read("<r><p/>\n" + tail, chunk: { chunk })
      let error = try #require(reading.error)
      #expect(error.code == code)
      #expect(error.detail.hasPrefix(detail))
      #expect(error.line == 2)
      #expect(error.column == column)
      #expect(error.offset == 7 + column)
      #expect((error.hint == "write an ampersand in text as &amp;") == detail.contains("EntityRef:"))
      #expect(reading.records.first?.position.number == 1)
    }
  }

  @Test(
    "an input that is no XML is told at once",
    arguments: [
      ("{\"a\": 1}", ScanError.Code.wrongFormat), ("a,b\n1,2\n", .wrongFormat),
      ("   ", .truncated), ("<", .truncated),
    ])
  func noXML(text: String, code: ScanError.Code) throws {
    let error = try #require(try read(text).error)
    #expect(error.code == code)
    #expect(error.line == 1)
  }

  @Test("gzip is told by its first bytes")
  func compressed() throws {
    #expect(try read([0x1F, 0x8B, 8, 0, 0]).error?.code == .wrongFormat)
  }
}

@Suite struct XMLNamespaceTests {
  private let document = """
    <c:leads xmlns:c="urn:crm" xmlns:o="urn:other"><c:lead><c:id>1</c:id></c:lead><o:lead><c:id>2</c:id></o:lead>
    <lead><id>3</id></lead><x:lead xmlns:x="urn:crm"><id>4</id></x:lead><lead xmlns="urn:crm"><id>5</id></lead></c:leads>
    """

  private func ids(_ record: [String], _ namespaces: [(String, String)] = []) throws -> [String] {
    var values: [String: OptionValue] = ["record": .list(record.map { .text($0) })]
    if !namespaces.isEmpty {
      values["namespaces"] = .map(namespaces.map { OptionValue.Entry(key: $0, value: .text($1)) })
    }
    var extractor = try XMLExtractor(options: ComponentOptions(values))
    let reading = ExtractorDriver.read(&extractor, bytes: Array(document.utf8))
    #expect(reading.error == nil)
    return reading.records.map { $0.fields[0].text }
  }

  @Test("without namespaces prefixes do not count")
  func none() throws {
    #expect(try ids(["/c:leads/lead"]) == ["1", "2", "3", "4", "5"])
  }

  @Test("with namespaces a name must be in the one its prefix stands for, whatever the document's own prefix")
  func some() throws {
    #expect(try ids(["/k:leads/k:lead"], [("k", "urn:crm")]) == ["1", "4", "5"])
    #expect(try ids(["/k:leads/o:lead"], [("k", "urn:crm"), ("o", "urn:other")]) == ["2"])
    #expect(try ids(["/k:leads/lead"], [("k", "urn:crm")]) == ["3"])
    #expect(try ids(["/leads/lead"], [("", "urn:crm")]) == ["1", "4", "5"])
    #expect(try ids(["/leads/lead"], [("k", "urn:crm")]) == [])
  }

  @Test("several paths give their records in the document's order")
  func several() throws {
    let names = [("c", "urn:crm"), ("o", "urn:other")]
    #expect(try ids(["/c:leads/c:lead", "/c:leads/o:lead"], names) == ["1", "2", "4", "5"])
  }

  @Test("a prefix that stands for nothing, and a namespace that cannot be one, are told")
  func problems() {
    func problem(_ record: String, _ uri: String) -> OptionProblem? {
      do throws(OptionProblem) {
        _ = try XMLExtractor(
          options: ComponentOptions([
            "record": .text(record), "namespaces": .map([OptionValue.Entry(key: "c", value: .text(uri))]),
          ]))
        return nil
      } catch { return error }
    }
    #expect(problem("/d:a/c:b", "urn:crm")?.message == "expected prefixes that `namespaces` has")
    #expect(problem("/c:a", "urn crm")?.option == "namespaces.c")
    #expect(problem("/c:a/b", "urn:crm") == nil)
  }

  @Test("a notation without an identifier makes a document that is not well-formed")
  func notation() throws {
    let contract = ExtractorContract(XMLExtractor.self, options: ComponentOptions(["record": .text("/r/x")]))
    func error(_ notation: String) -> ScanError? {
      contract.read(Array("<!DOCTYPE r [<!NOTATION jpg \(notation)>]><r><x/></r>".utf8)).error
    }
    #expect(error("")?.code == .notWellFormed)
    #expect(error("SYSTEM 'jpg'") == nil && error("PUBLIC 'jpg'") == nil)
  }
}
