import Extractors
import PipelineModel
import Testing

@Suite("What CSV files are sniffed to be")
struct CSVSnifferTests {
  private func sniff(_ text: String, isWhole: Bool = true) -> CSVSniffing {
    CSVSniffer.sniff(Array(text.utf8).span, isWhole: isWhole)
  }

  private func options(_ sniffing: CSVSniffing) -> String {
    sniffing.options.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
  }

  @Test(
    "delimiter, quote, escape, preamble, comments and header are found",
    arguments: [
      ("id,name\n1,Ada\n2,Bob\n", ""), ("id;name;mail\n", "delimiter: \";\""),
      ("id\tname\n1\tAda, Countess\n2\tBob\n", "delimiter: tab"), ("a|b\n1|2\n", "delimiter: \"|\""),
      ("name;sum\nAda;1,50\nBob;22,70\n", "delimiter: \";\""),
      ("name;note\nAda;x, y, z\nBob;p, q\nEve;none\n", "delimiter: \";\""),
      ("when,what\n10:30,a b\n11:45,c d\n", ""), ("a||b||c\n1||2||3\n4||5||6\n", "delimiter: \"||\""),
      ("a, b, c\n1, \"2, 3\", 4\n5, 6, 7\n", "spaces: skip"),
      ("name,note\n'Smith, Jo','it''s'\n'Roe, Al','x'\n", "quote: \"'\""),
      ("name,note\nO'Hara,it's\nD'Arcy,he's\n", ""),
      ("a,b\n\"say \\\"hi\\\", you\",1\n\"\\\"x\\\"\",2\n", "escape: \"\\\\\""),
      ("a,b\n\"C:\\\",1\n\"D:\\\",2\n", ""),
      ("Lead export\n\nid;name;mail\n1;Ada;a@x.com\n2;Bob;b@x.com\n", "delimiter: \";\", skip: 2"),
      ("Report,,\nid,name,mail\n1,Ada,a@x.com\n2,Bob,b@x.com\n", "skip: 1"),
      ("# made by x\na,b\n1,2\n# more\n3,4\n", "comment: \"#\""), ("#id,name\n1,Ada\n2,Bob\n", ""),
      ("Ada,ada@x.com,2026-01-02\nBob,bob@x.com,2026-01-03\n", "header: false"),
      ("country,2019,2020\nPL,17,19\nDE,11,12\n", ""), ("3,4\n5,6\n7,8\n", "header: false"),
      ("DE,web\nPL,fair\nDE,fair\nDE,web\n", "header: false"),
      ("a;b;c\n1,2,3\n4,5,6\n7,8,9\n", "skip: 1, header: [\"a\", \"b\", \"c\"]"),
      ("a,b,,c\n1,2,3\n4,5,6\n7,8,9\n", "skip: 1, header: [\"a\", \"b\", \"c\"]"),
      ("a,b\n1,2,\n3,4,\n5,6,\n", "ragged: trim"), ("a,b\n1,2,3\n3,4,5\n5,6,7\n", "ragged: pad"),
      ("a b c\n1 2 3\n4 5 6\n7 8 9\n", "delimiter: \" \""),
    ])
  func found(text: String, expected: String) {
    let sniffing = sniff(text)
    #expect(options(sniffing) == expected)
    #expect(!sniffing.isFallback)
    #expect(sniffing.confidence >= CSVSniffing.leastConfidence)
    // The kind of line end makes no difference.
    #expect(
      options(sniff(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")))
        == expected)
    #expect(
      options(sniff(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r"))) == expected)
  }

  @Test(
    "what says nothing is RFC 4180",
    arguments: [
      "", "\n", "a", "name\nAda\nBob\n", "full name\nAda Lovelace\nGrace Hopper\n", "\"", "  \"a\"  ", "a:b\n",
      "x\u{0}y\n",
      "\"a\" \"b\"",
    ])
  func nothing(text: String) {
    let sniffing = sniff(text)
    #expect(options(sniffing) == "")
    #expect(!sniffing.dialect.isLenient)
  }

  @Test("what is unclear falls back to RFC 4180 and is told")
  func unclear() throws {
    let text = "one; two, three\nfour | five\nsix, seven; eight\nnine\nten; eleven | twelve\n"
    let sniffing = sniff(text)
    #expect(sniffing.confidence < CSVSniffing.leastConfidence)
    #expect(sniffing.dialect.delimiter == [Byte.comma])
  }

  @Test("keys that are given are not guessed")
  func given() throws {
    let entries = [
      OptionValue.Entry(key: "delimiter", value: .text(",")), OptionValue.Entry(key: "header", value: .boolean(true)),
    ]
    var extractor = try CSVExtractor(options: ComponentOptions(["dialect": .map(entries)]))
    var batch = RecordBatch()
    let bytes = Array("1;x,2\n3;y,4\n5;z,6\n".utf8)
    _ = try extractor.extract(from: bytes.span, isLast: true, into: &batch)
    #expect(batch.columns == ["1;x", "2"])
    #expect(batch.count == 2)
    #expect(extractor.takeRemarks().isEmpty)
  }

  @Test(
    "line ends are told",
    arguments: [("a\nb\n", "lf"), ("a\r\nb", "crlf"), ("a\rb", "cr"), ("a\nb\r\n", "mixed"), ("a", "none")])
  func newline(text: String, name: String) { #expect(sniff(text).newline.rawValue == name) }

  @Test("a sample that is cut in the middle of a row says the same")
  func cut() {
    let rows = (0..<200).map { "Ada \($0);\"a; b\n\($0)\";\($0),5\n" }.joined()
    let text = "name;note;sum\n" + rows
    for length in stride(from: 400, to: 600, by: 7) {
      #expect(options(sniff(String(text.prefix(length)), isWhole: false)) == "delimiter: \";\"")
    }
  }

  @Test("any bytes are sniffed without harm, in time", arguments: 1...60 as ClosedRange<UInt64>)
  func anything(seed: UInt64) throws {
    var state = seed
    let alphabet = Array("\"\"',;|\t\\ \n\r#ab1.@:/-".utf8) + [0, 0x80, 0xC3, 0xE9, 0xFF]
    let bytes = (0..<Int(seed * 37 % 900)).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return alphabet[Int(state >> 33) % alphabet.count]
    }
    let found = try FileSniffer.sniff(bytes.span, isWhole: seed % 2 == 0)
    #expect((0...1).contains(found.csv.confidence) && (0...1).contains(found.encodingConfidence))
    #expect(Set(found.csv.columns).count == found.csv.columns.count)
  }
}
