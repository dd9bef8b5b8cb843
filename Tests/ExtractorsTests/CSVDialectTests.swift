import Extractors
import PipelineModel
import PipelineTesting
import Testing

@Suite("CSV dialects")
struct CSVDialectTests {
  private static func options(_ dialect: [String: OptionValue]) -> ComponentOptions {
    let given = dialect.merging(["base": .text("rfc4180")]) { own, _ in own }
    let entries = given.map { OptionValue.Entry(key: $0.key, value: $0.value) }
    return ComponentOptions(["dialect": .map(entries), "encoding": .text("utf-8")])
  }

  private func read(_ text: String, _ dialect: [String: OptionValue]) -> ExtractorDriver.Reading {
    let contract = ExtractorContract(CSVExtractor.self, options: Self.options(dialect))
    #expect(contract.violations(of: Array(text.utf8), seeds: 1..<3) == [], "\(text.debugDescription)")
    return contract.read(Array(text.utf8))
  }

  private func rows(_ reading: ExtractorDriver.Reading) -> [[String]] { reading.records.map { $0.fields.map(\.text) } }

  @Test(
    "a record is read as its dialect has it",
    arguments: [
      (["delimiter": "tab"], "1\t2\n", ["1", "2"]), (["delimiter": "||"], "1||2|3\n", ["1", "2|3"]),
      (["delimiter": ", "], "1, 2,3\n", ["1", "2,3"]), (["delimiter": "::"], "\"1::\"::2\n", ["1::", "2"]),
      (["delimiter": "·"], "1·2\n", ["1", "2"]), (["quote": "'"], "'1,'',2',\"x\n", ["1,',2", "\"x"]),
      (["quote": "none"], "\"1,2\"\n", ["\"1", "2\""]), (["escape": "\\"], "1\\,2,3\n", ["1,2", "3"]),
      (["escape": "\\"], "\"1\\\"2\",\"3\"\"4\\\\\"\n", ["1\"2", "3\"4\\"]),
      (["escape": "\\"], "\"1\\\n2\",\\\"3\n", ["1\n2", "\"3"]), (["escape": "^"], "^1,^^2\n", ["1", "^2"]),
      (["comment": "#"], "# a,\"b\n1,#2\n#\n", ["1", "#2"]), (["spaces": "skip"], "  1,  \"2,3\"\n", ["1", "2,3"]),
      (["spaces": "keep"], " 1, 2 \n", [" 1", " 2 "]), (["terminator": ";"], "1,2\n;", ["1", "2\n"]),
      (["terminator": "\u{1E}", "delimiter": "\u{1F}"], "1\u{1F}\"2\u{1E}\"\u{1E}", ["1", "2\u{1E}"]),
    ] as [([String: String], String, [String])])
  func record(dialect: [String: String], text: String, fields: [String]) {
    var given = dialect.mapValues { OptionValue.text($0) }
    given["header"] = .boolean(false)
    let reading = read(text, given)
    #expect(rows(reading) == [fields])
    #expect(reading.refused.isEmpty)
    #expect(reading.columns == ["1", "2"])
  }

  @Test(
    "the first lines name the columns as the dialect says",
    arguments: [
      (["header": .integer(2)], "first,last,\nname,name,x\n1,2,3\n", ["first name", "last name", "x"]),
      (["header": .integer(2)], "a,a\n\"b\nc\"\n1,2,3\n", ["a b\nc", "a"]),
      (["header": .list([.text("x"), .text("y"), .text("x")])], "1,2,3\n", ["x", "y", "x_2"]),
      (["skip": .integer(2)], "Report \"x\r\n\r\na,b,c\r\n1,2,3\r\n", ["a", "b", "c"]),
      (
        ["skip": .integer(1), "header": .list([.text("x"), .text("y"), .text("z")])], "a,b\n1,2,3\n", ["x", "y", "z"]
      ),
    ] as [([String: OptionValue], String, [String])])
  func header(dialect: [String: OptionValue], text: String, columns: [String]) {
    let reading = read(text, dialect)
    #expect(reading.columns == columns)
    #expect(reading.error == nil)
    #expect(rows(reading) == [["1", "2", "3"]] || columns.count == 2 && reading.refused.map(\.found) == [3])
    #expect(reading.records.allSatisfy { $0.position.number == 1 })
  }

  @Test("rows of another length are refused, padded or trimmed, and never lose a value")
  func ragged() {
    let text = "a,b\n1\n1,2\n1,2,\n1,2,3\n1,2,3,4\n"
    let reject = read(text, ["ragged": .text("reject")])
    #expect(rows(reject) == [["1", "2"]])
    #expect(reject.refused.map(\.found) == [1, 3, 3, 4])
    let pad = read(text, ["ragged": .text("pad")])
    #expect(pad.columns == ["a", "b", "column_3", "column_4"])
    #expect(rows(pad) == [["1"], ["1", "2"], ["1", "2", ""], ["1", "2", "3"], ["1", "2", "3", "4"]])
    #expect(pad.refused.isEmpty)
    let trim = read(text, ["ragged": .text("trim")])
    #expect(rows(trim) == [["1", "2"], ["1", "2"]])
    #expect(trim.refused.map(\.found) == [1, 3, 4])
  }

  @Test("each line is a record where lines split records; a quote that it leaves open refuses it")
  func lines() {
    let reading = read("a,b\n1,\"2\n3,\"4\"\n\"5,6\"\n", ["split": .text("lines")])
    #expect(rows(reading) == [["3", "4"]])
    #expect(reading.refused.map(\.code) == [.unclosedQuote, .raggedRow])
  }

  @Test(
    "a lenient dialect keeps quotes that break the rules, and a stray one costs its line",
    arguments: [
      ("1,\"say \"hi\" now\"\n", [["1", "say \"hi\" now"]], []), ("\"a\"b\"\"c\"d\",2\n", [["a\"b\"c\"d", "2"]], []),
      ("\"a\" \"b\",2\n", [["a\" \"b", "2"]], []), ("\"a\" ,2\n", [["a ", "2"]], []),
      ("\"a\"b,\"c\"\n", [["ab", "c"]], []),
      ("\"1,2\nx,\"y\"\n", [["x", "y"]], [2]),
      ("1,\"2\n3,4\n5,6\n7,8\",9\n", [["3", "4"], ["5", "6"]], [2, 5]),
      ("1,\"2\n3\"\n", [["1", "2\n3"]], []), ("1,2\"\n3,\"4\n5,\"6\"\n", [["1", "2\""], ["5", "6"]], [3]),
    ] as [(String, [[String]], [UInt64])])
  func lenient(text: String, expected: [[String]], refusedLines: [UInt64]) {
    let reading = read("a,b\n" + text, ["lenient": .boolean(true)])
    #expect(rows(reading) == expected)
    #expect(reading.refused.map(\.position.line) == refusedLines)
    #expect(reading.refused.allSatisfy { $0.code == .unclosedQuote } || text.hasSuffix("9\n"))
  }

  @Test("a stray quote in a header is a character of its name where the dialect is lenient")
  func lenientHeader() {
    let reading = read("a,\"b\n1,\"2\"\n", ["lenient": .boolean(true)])
    #expect(reading.columns == ["a", "\"b"])
    #expect(rows(reading) == [["1", "2"]])
  }

  /// Dialects that each need another path through the scanner.
  static let dialects: [[String: OptionValue]] = [
    [:], ["lenient": .boolean(true), "ragged": .text("pad")],
    ["delimiter": .text(";;"), "escape": .text("\\"), "ragged": .text("trim")],
    ["quote": .text("'"), "comment": .text("#"), "spaces": .text("skip"), "header": .integer(2)],
    ["split": .text("lines"), "header": .boolean(false), "skip": .integer(2)], ["quote": .text("none")],
    ["terminator": .text(";"), "lenient": .boolean(true)],
  ]

  @Test("every dialect reads the same in any pieces, cut at any byte", arguments: dialects.indices)
  func contract(index: Int) {
    let contract = ExtractorContract(CSVExtractor.self, options: Self.options(Self.dialects[index]))
    let pieces = ["\"", "'", ",", ";;", ";", "\\", "#", " ", "\n", "\r\n", "\r", "a", "é", "\"\"", "\u{0}", "12"]
    for seed in 1...12 as ClosedRange<UInt64> {
      var generator = SplitMix(seed: seed)
      let text = (0..<Int.random(in: 1...40, using: &generator))
        .map { _ in pieces.randomElement(using: &generator) ?? "," }.joined()
      let input = Array("a,b\n\(text)".utf8)
      let violations = contract.violations(of: input, seeds: seed..<(seed + 2))
      #expect(violations == [], "\(text.debugDescription)")
      if seed < 3 { #expect(contract.truncationViolations(of: input) == [], "\(text.debugDescription)") }
    }
  }

  @Test("what is sniffed from a large file does not depend on its pieces", arguments: 1...2 as ClosedRange<UInt64>)
  func large(seed: UInt64) {
    var generator = SplitMix(seed: seed)
    var text = "Report\nname;note;sum\n"
    for row in 0..<4000 {
      text += "Zoë \(row);\(row % 7 == 0 ? "\"a; \"\"b\"\"\nc\"" : "plain");\(row),50\n"
      if row % 997 == 0 { text += "x;\"y\n" }
    }
    let contract = ExtractorContract(CSVExtractor.self)
    let input = Array(text.utf8)
    let whole = contract.read(input)
    #expect(whole.columns == ["name", "note", "sum"])
    #expect(whole.records.count == 4000)
    #expect(whole.refused.count == 5)
    let pieces = contract.read(input, chunk: { Int.random(in: 1...(64 << 10), using: &generator) })
    #expect(pieces == whole)
  }

  @Test(
    "a dialect that makes no sense is refused",
    arguments: [
      (["delimiter": ""], "dialect.delimiter"), (["delimiter": "123456789"], "dialect.delimiter"),
      (["delimiter": "a\n"], "dialect"), (["delimiter": "|'", "quote": "'"], "dialect"), (["escape": ","], "dialect"),
      (["quote": "é"], "dialect.quote"), (["terminator": ","], "dialect"),
    ] as [([String: String], String)])
  func senseless(dialect: [String: String], option: String) {
    #expect {
      try CSVExtractor(options: Self.options(dialect.mapValues { .text($0) }))
    } throws: { ($0 as? OptionProblem)?.option == option }
  }
}
