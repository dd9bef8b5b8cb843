import Extractors
import Foundation
import PipelineModel
import PipelineTesting
import Testing

/// What Python's `csv` makes of an input.
private struct Opinion: Decodable {
  /// Its records; blank lines are none.
  var rows: [[String]]
  /// Whether a quote is still open at the end.
  var isOpen: Bool
}

@Suite struct CSVPythonTests {
  /// Reads a list of texts, writes a list of opinions. A line after the input shows whether a quote was left open.
  private static let program = """
    import csv, io, json, sys
    dialect = eval(sys.argv[3])
    def rows(text):
        return [row for row in csv.reader(io.StringIO(text, newline=''), **dialect) if row]
    with open(sys.argv[1], encoding='utf-8') as file:
        texts = json.load(file)
    opinions = [{'rows': rows(text), 'isOpen': rows(text + '\\nZ')[-1] != ['Z']} for text in texts]
    with open(sys.argv[2], 'w', encoding='utf-8') as file:
        json.dump(opinions, file)
    """

  /// Dialects as Python takes them, the options that mean the same, and the bytes that are special in them.
  static let dialects: [(python: String, options: [String: String], special: [String])] = [
    ("{}", [:], []), ("{'delimiter': ';', 'quotechar': \"'\"}", ["delimiter": ";", "quote": "'"], [";", "'", "''"]),
    ("{'delimiter': '\\t', 'skipinitialspace': True}", ["delimiter": "tab", "spaces": "skip"], ["\t", " ", "  "]),
    ("{'quoting': csv.QUOTE_NONE}", ["quote": "none"], []),
    ("{'quoting': csv.QUOTE_NONE, 'escapechar': '^'}", ["quote": "none", "escape": "^"], ["^", "^,", "^^"]),
  ]

  private func texts(count: Int, special: [String], generator: inout SplitMix) -> [String] {
    let pieces =
      special + [
        "\"", "\"", "\"", "\"\"", ",", ",", "\r", "\n", "\r\n", "a", " ", "é", "\u{0}", "😀", "bc", "\u{85}", "\u{2028}",
      ]
    return (0..<count).map { _ in
      // Now and then longer than the blocks of 64 bytes that are scanned at once.
      let length = Int.random(in: 0...(Int.random(in: 0..<10, using: &generator) == 0 ? 150 : 24), using: &generator)
      return (0..<length).map { _ in pieces.randomElement(using: &generator) ?? "," }.joined()
    }
  }

  @Test(
    "what leaves no quote open is read as Python's csv reads it, in any pieces", arguments: dialects.indices)
  func agrees(index: Int) throws {
    var generator = SplitMix(seed: UInt64(11 + index))
    let (python, given, special) = Self.dialects[index]
    // No first byte makes a byte order mark or another format out of these pieces.
    let texts = texts(count: index == 0 ? 8000 : 2000, special: special, generator: &generator)
    let opinions: [Opinion] = try Python.opinions(of: Self.program, on: texts, python)
    var entries = given.map { OptionValue.Entry(key: $0.key, value: .text($0.value)) }
    entries.append(OptionValue.Entry(key: "base", value: .text("rfc4180")))
    entries.append(OptionValue.Entry(key: "header", value: .boolean(false)))
    let dialect = OptionValue.map(entries)
    let contract = ExtractorContract(
      CSVExtractor.self, options: ComponentOptions(["dialect": dialect, "encoding": .text("utf-8")]))
    var compared = 0
    for (text, opinion) in zip(texts, opinions) {
      let whole = contract.read(Array(text.utf8))
      let largest = Int.random(in: 1...9, using: &generator)
      let pieces = contract.read(Array(text.utf8), chunk: { Int.random(in: 1...largest, using: &generator) })
      #expect(pieces == whole, "\(text.debugDescription)")
      #expect(whole.violations == [], "\(text.debugDescription)")
      #expect(
        whole.refused.contains { $0.code == .unclosedQuote } == opinion.isOpen || given["escape"] != nil,
        "\(text.debugDescription)")
      // An escape at the end escapes the line that Python was asked to read behind it.
      if opinion.isOpen { continue }
      compared += 1
      let width = opinion.rows.first?.count ?? 0
      let rows = whole.records.map { $0.fields.map(\.text) }
      #expect(rows == opinion.rows.filter { $0.count == width }, "\(text.debugDescription)")
      #expect(
        whole.refused.map(\.found) == opinion.rows.map(\.count).filter { $0 != width }, "\(text.debugDescription)")
      let numbers = opinion.rows.indices.filter { opinion.rows[$0].count == width }.map { UInt64($0 + 1) }
      #expect(whole.records.map(\.position.number) == numbers, "\(text.debugDescription)")
    }
    // The inputs would test little if most of them left a quote open.
    #expect(compared * 2 > texts.count)
  }
}
