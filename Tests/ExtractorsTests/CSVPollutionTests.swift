import Extractors
import PipelineModel
import PipelineTesting
import Testing

/// One table, written in many wrong ways, as the Pollock benchmark does it (Vitagliano et al., VLDB 2023): read without
/// options it must come out again, and what cannot must be refused, never lost.
@Suite("Polluted CSV files")
struct CSVPollutionTests {
  private static let header = [
    "date", "time", "quantity", "product", "price", "kind", "description", "url", "comments",
  ]

  private static let rows: [[String]] = {
    var generator = SplitMix(seed: 4)
    let words = ["rose", "large white", "full, evergreen", "the \"old\" one", "pot;\r\nof clay", "shrub", "sun"]
    return (0..<60).map { row in
      [
        "\(10 + row % 18)/06/2017", "\(8 + row % 12):\(10 + row % 50)", "\(1 + row % 30)", "HHB\(100_000 + row * 137)",
        row % 3 == 0 ? "1,\(100 + row).50" : "\(row).25", ["Perennial", "Shrub", "Climber"][row % 3],
        (0..<3).map { _ in words.randomElement(using: &generator) ?? "" }.joined(separator: " "),
        row % 9 == 0 ? "" : "http://www.example.com/p/\(row)", ["", "see note", "reorder; check"][row % 3],
      ]
    }
  }()

  private struct Writing {
    var delimiter = ","
    var quote = "\""
    var escape: String?
    var lineEnd = "\r\n"

    func cell(_ text: String) -> String {
      let isSpecial =
        text.contains(delimiter) || text.contains(quote)
        || text.unicodeScalars.contains { "\r\n".unicodeScalars.contains($0) }
      guard isSpecial else { return text }
      return quote + text.replacing(quote, with: (escape ?? quote) + quote) + quote
    }

    func line(_ row: [String]) -> String { row.map(cell).joined(separator: delimiter) + lineEnd }

    func file(_ rows: [[String]]) -> String { rows.map(line).joined() }
  }

  private static let table = [header] + rows

  private func read(_ text: String) -> ExtractorDriver.Reading {
    let contract = ExtractorContract(CSVExtractor.self)
    let whole = contract.read(Array(text.utf8))
    var generator = SplitMix(seed: UInt64(text.utf8.count))
    #expect(contract.read(Array(text.utf8), chunk: { Int.random(in: 1...900, using: &generator) }) == whole)
    #expect(whole.violations == [])
    #expect(whole.error == nil)
    return whole
  }

  private func cells(_ reading: ExtractorDriver.Reading) -> [[String]] { reading.records.map { $0.fields.map(\.text) } }

  @Test(
    "a file in another dialect gives the same table",
    arguments: [
      (",", "\"", nil, "\r\n"), (",", "\"", nil, "\n"), (",", "\"", nil, "\r"), (";", "\"", nil, "\r\n"),
      ("\t", "\"", nil, "\n"), ("|", "\"", nil, "\r\n"), (" ", "\"", nil, "\r\n"), (", ", "\"", nil, "\r\n"),
      ("^", "\"", nil, "\n"), ("~", "\"", nil, "\n"), (":", "\"", nil, "\n"), ("::", "\"", nil, "\n"),
      ("||", "\"", nil, "\n"), (",", "'", nil, "\r\n"), (";", "'", nil, "\n"), (",", "\"", "\\", "\r\n"),
      (";", "\"", "\\", "\n"), (",", "\"", "\u{0}", "\r\n"),
    ] as [(String, String, String?, String)])
  func dialect(delimiter: String, quote: String, escape: String?, lineEnd: String) {
    let writing = Writing(delimiter: delimiter, quote: quote, escape: escape, lineEnd: lineEnd)
    for mark in delimiter == "," ? ["", "\u{FEFF}"] : [""] {
      let reading = read(mark + writing.file(Self.table))
      #expect(reading.columns == Self.header)
      #expect(cells(reading) == Self.rows)
      #expect(reading.refused.isEmpty)
    }
  }

  @Test(
    "what stands around a table, or is left out of it, does no harm",
    arguments: [
      ("", 1, ""), ("", 0, "\r\n\r\n"), ("Sales report\r\nGenerated on 24 June, 2017\r\n\r\n", 0, ""),
      ("Sales report,,,,,,,,\r\n", 0, ""),
    ])
  func around(before: String, dropped: Int, after: String) {
    let reading = read(before + Writing().file(Self.table).dropLast(dropped) + after)
    #expect(reading.columns == Self.header)
    #expect(cells(reading) == Self.rows)
  }

  @Test("a file without a header has all its rows, one with nothing else has none")
  func headers() {
    let none = read(Writing().file(Self.rows))
    #expect(none.columns == (1...9).map(String.init))
    #expect(cells(none) == Self.rows)
    let only = read(Writing().file([Self.header]))
    #expect(only.columns == Self.header)
    #expect(only.records.isEmpty && only.refused.isEmpty)
    #expect(cells(read(Writing().file(Array(Self.table.prefix(2))))) == [Self.rows[0]])
  }

  @Test("a second table under the first is kept: narrower, wider or as wide")
  func tables() {
    for width in [6, 9, 10] {
      let second = Self.table.map { Array(($0 + ["x"]).prefix(width)) }
      let reading = read(Writing().file(Self.table) + "\r\n" + Writing().file(second))
      #expect(cells(reading) == Self.rows + second)
      #expect(reading.columns == Self.header + (width == 10 ? ["column_10"] : []))
    }
  }

  @Test("one row that is written wrong costs itself at most, and is refused where it stands", arguments: 0..<6)
  func row(kind: Int) {
    for index in stride(from: 0, to: Self.rows.count, by: 23) {
      for column in stride(from: 0, to: 8, by: 6) {
        var lines = Self.table.map(Writing().line)
        var cells = Self.rows[index].map(Writing().cell)
        switch kind {
        case 0: cells[column] += cells.remove(at: column + 1)
        case 1: cells.insert("", at: column)
        case 2: cells[column] = "\"" + cells[column]
        case 3: cells = [cells.joined(separator: ";")]
        case 4: cells = Self.rows[index].map(Writing(quote: "'").cell)
        default: cells = Self.rows[index].map(Writing(escape: "\\").cell)
        }
        lines[index + 1] = cells.joined(separator: ",") + "\r\n"
        let reading = read(lines.joined())
        #expect(reading.columns == Self.header)
        let others = Self.rows.indices.filter { $0 != index }.map { Self.rows[$0] }
        let read = self.cells(reading)
        // A row that swallows line ends of its own may be refused in pieces, and one of them may look like a row.
        #expect(others.filter { !read.contains($0) }.count <= (kind == 2 ? 1 : 0), "row \(index), column \(column)")
        #expect(read.count + reading.refused.count >= Self.rows.count - 1, "row \(index), column \(column)")
        #expect(read.count >= Self.rows.count - 2, "row \(index), column \(column)")
      }
    }
  }
}
