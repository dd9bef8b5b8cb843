import Extractors
import PipelineModel
import PipelineTesting
import Testing

/// Entities, encodings and sizes: what a hostile or foreign document may do.
@Suite struct XMLLimitTests {
  private func read(
    _ bytes: some Sequence<UInt8>, record: String = "/r/p", chunk: () -> Int = { 1 << 20 }
  ) throws -> ExtractorDriver.Reading {
    var extractor = try XMLExtractor(options: ComponentOptions(["record": .text(record)]))
    return ExtractorDriver.read(&extractor, bytes: Array(bytes), chunk: chunk)
  }

  @Test("an internal entity's text is the text, in content and in attributes, every time")
  func internalEntity() throws {
    let text =
      "<!DOCTYPE r [<!ENTITY c 'A &amp; B'><!ENTITY e '<x>1</x>'>]>"
      + "<r><p t='&c;'><a>&c;!</a>&e;</p><p><a>&c;&c;</a>&e;</p></r>"
    for chunk in [Int.max, 1] {
      let reading = try read(text.utf8, chunk: { chunk })
      #expect(reading.error == nil)
      #expect(reading.columns == ["@t", "a", "x"])
      #expect(reading.records.map { $0.fields.map(\.text) } == [["A & B", "A & B!", "1"], ["", "A & BA & B", "1"]])
    }
  }

  private static func laughs(_ levels: Int, _ first: String, use: String) -> String {
    var dtd = "<!DOCTYPE r [<!ENTITY l0 '\(first)'>"
    for level in 1...levels {
      dtd += "<!ENTITY l\(level) '\(String(repeating: "&l\(level - 1);", count: 10))'>"
    }
    return dtd + "]>\n<r>\(use)</r>"
  }

  @Test(
    "entities that grow the document without end are refused, not expanded",
    arguments: [
      laughs(9, "ha", use: "<p><a>&l9;</a></p>"), laughs(9, "", use: "<p><a>&l9;</a></p>"),
      laughs(9, "ha", use: "<p t='&l9;'/>"), laughs(9, "<x/>", use: "<p>&l9;</p>"),
      laughs(9, "ha", use: "&l9;"),
      "<!DOCTYPE r [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>\n<r><p>&a;</p></r>",
      "<!DOCTYPE r [<!ENTITY a '" + String(repeating: "x", count: 100_000) + "'>]>\n<r>"
        + String(repeating: "<p>&a;</p>", count: 20_000) + "</r>",
      "<!DOCTYPE r [<!ENTITY a '" + String(repeating: "x", count: 100_000) + "'>]>\n<r>"
        + String(repeating: "<p t='&a;'/>", count: 20_000) + "</r>",
      "<!DOCTYPE r [<!ENTITY a '" + String(repeating: "x", count: 2_000_000) + "'>]>\n<r/>",
    ])
  func growth(text: String) throws {
    let reading = try read(text.utf8)
    let error = try #require(reading.error)
    #expect(error.code == .entityLimit)
    #expect(error.offset <= UInt64(text.utf8.count))
    #expect((error.line ?? 0) >= 1)
    #expect(reading.records.count < 2000)
  }

  @Test(
    "a reference to what is declared elsewhere ends the source, and nothing is fetched",
    arguments: [
      "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>\n<r><p>&x;</p></r>",
      "<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/r.dtd'>\n<r><p>&x;</p></r>",
      "<!DOCTYPE r [<!ENTITY % x SYSTEM 'file:///etc/hostname'>%x;]>\n<r><p>&y;</p></r>",
      "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>\n<r><p t='&x;'/></r>",
      "<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/r.dtd'>\n<r><p t='&x;'/></r>",
    ])
  func externalEntity(text: String) throws {
    let error = try #require(try read(text.utf8).error)
    #expect(error.code == .externalEntity)
    #expect(error.line == 2)
    #expect(error.detail.contains("never fetched"))
  }

  @Test("a document type with an external DTD is read without it")
  func externalDTD() throws {
    let reading = try read("<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/r.dtd'><r><p>1</p></r>".utf8)
    #expect(reading.error == nil)
    #expect(reading.records.count == 1)
  }

  @Test("256 levels are read, 257 are too deep")
  func depth() throws {
    func nested(_ levels: Int) -> String {
      "<r><p>" + String(repeating: "<a>", count: levels - 2) + String(repeating: "</a>", count: levels - 2) + "</p></r>"
    }
    #expect(try read(nested(256).utf8).records.count == 1)
    let error = try #require(try read(nested(257).utf8).error)
    #expect(error.code == .tooDeep)
    #expect(error.detail == "elements are nested deeper than 256 levels")
  }

  @Test(
    "a record over 16 MiB ends the source, wherever it is large",
    arguments: ["text", "cdata", "attribute", "tag", "many"])
  func size(place: String) throws {
    let long = String(repeating: "x", count: 17 << 20)
    let inside =
      switch place {
      case "text": "<p><a>\(long)</a></p>"
      case "cdata": "<p><a><![CDATA[\(long)]]></a></p>"
      case "attribute": "<p t='\(long)'/>"
      case "tag": "<p \(long)='1'/>"
      default: "<p>" + String(repeating: "<a>12345678</a>", count: 3 << 20) + "</p>"
      }
    let reading = try read("<r><p>1</p>\(inside)</r>".utf8)
    #expect(reading.error?.code == .tooLarge)
    #expect(reading.records.count == 1)
  }

  @Test("text outside records may be as large as it likes")
  func largeOutside() throws {
    let reading = try read("<r>\(String(repeating: "x", count: 30 << 20))<p>1</p></r>".utf8)
    #expect(reading.error == nil)
    #expect(reading.records.count == 1)
  }

  @Test("the 2,049th column ends the source")
  func manyColumns() throws {
    let text = "<r>" + (1...2049).map { "<p><c\($0)/></p>" }.joined() + "</r>"
    let reading = try read(text.utf8)
    #expect(reading.error?.code == .tooLarge)
    #expect(reading.error?.detail == "the records have more than 2048 columns")
    #expect(reading.records.count == 2048)
  }

  private static let greeting = "<r>\n<p><name>Zoë</name></p>\n<p><name>Grüße</name></p></r>"

  private static func utf16(_ text: String, _ bytes: (UInt16) -> [UInt8]) -> [UInt8] { text.utf16.flatMap(bytes) }

  @Test("encodings come out as UTF-8, in any pieces", arguments: [1, 3, 1000])
  func encodings(chunk: Int) throws {
    let latin1 =
      Array("<?xml version='1.0' encoding='ISO-8859-1'?>".utf8)
      + Self.greeting.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let utf16 = Self.utf16("\u{FEFF}" + Self.greeting) { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let utf16BE = Self.utf16("\u{FEFF}<?xml version='1.0' encoding='UTF-16'?>" + Self.greeting) {
      [UInt8($0 >> 8), UInt8($0 & 0xFF)]
    }
    for bytes in [Array(Self.greeting.utf8), latin1, utf16, utf16BE] {
      let reading = try read(bytes, chunk: { chunk })
      #expect(reading.error == nil)
      #expect(reading.records.map { $0.fields.map(\.text) } == [["Zoë"], ["Grüße"]])
      #expect(reading.records.map(\.position.line) == [2, 3])
      #expect(reading.records.allSatisfy { $0.position.offset < UInt64(bytes.count) })
    }
  }

  @Test(
    "bytes that the encoding does not allow end the source where they stand",
    arguments: [
      (Array("<r><p>1</p>\n<p>".utf8) + [0xE9] + Array("</p></r>".utf8), 2),
      (Array("<?xml version='1.0' encoding='x-none'?>\n<r/>".utf8), 1),
      (
        Array("<?xml version='1.0' encoding='EUC-JP'?>\n<r><p>1</p><p>".utf8) + [0xFF, 0xFF] + Array("</p></r>".utf8), 1
      ),
    ] as [([UInt8], UInt64)])
  func badEncoding(bytes: [UInt8], line: UInt64) throws {
    let error = try #require(try read(bytes).error)
    #expect(error.code == .badEncoding)
    #expect(error.line == line)
    #expect(!error.detail.contains("0x"), "bytes of a value are no business of a message")
    #expect(error.hint != nil)
  }
}
