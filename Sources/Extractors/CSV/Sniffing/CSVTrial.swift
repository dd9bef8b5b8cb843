internal import PipelineModel

/// A sample read in one dialect, to see whether it makes sense; slower and simpler than the scanner, and never stuck.
struct CSVTrial {
  /// A cell's bytes in the sample, without its quotes.
  struct Cell {
    var start: Int
    var end: Int
    var isQuoted: Bool
  }

  struct Row {
    /// Where it begins in the sample, and its cells.
    var offset: Int
    var cells: Range<Int>
    /// Lines before it in the sample.
    var line: Int
    var width: Int { cells.count }
  }

  /// Rows that are looked at; the first ones of a sample say as much as all of them.
  static let mostRows = 2000
  /// Quotes without an end that are looked into; a file with more of them has another quote.
  private static let mostStrays = 20

  private(set) var cells: [Cell] = []
  private(set) var rows: [Row] = []
  /// Cells in quotes, those that could not have been written without them, and quotes that make no sense.
  private(set) var quoted = 0
  private(set) var needful = 0
  private(set) var bad = 0
  /// Quotes in cells that are not quoted.
  private(set) var loose = 0
  /// Lines that are comments.
  private(set) var comments = 0

  private let sample: UnsafeBufferPointer<UInt8>
  private let dialect: CSVDialect
  private var strays = 0
  private var line = 0

  /// - Parameter isWhole: whether nothing follows the sample; else its last row is left out.
  init(_ sample: UnsafeBufferPointer<UInt8>, isWhole: Bool, _ dialect: CSVDialect) {
    self.sample = sample
    self.dialect = dialect
    var at = 0
    while at < sample.count, rows.count < Self.mostRows { at = readRow(from: at) }
    let endsWithLine = sample.last.map(dialect.endsLine) ?? true
    if !isWhole, !endsWithLine || at > sample.count, rows.count > 1 { rows.removeLast() }
  }

  private mutating func readRow(from start: Int) -> Int {
    if dialect.endsLine(sample[start]) { return afterLineEnd(start) }
    if sample[start] == dialect.comment {
      comments += 1
      var at = start
      while at < sample.count, !dialect.endsLine(sample[at]) { at += 1 }
      return at < sample.count ? afterLineEnd(at) : at
    }
    let first = cells.count
    let firstLine = line
    var at = start
    while true {
      at = readCell(from: at)
      if at < sample.count, isDelimiter(at) {
        at += dialect.delimiter.count
        if dialect.skipsSpaces { while at < sample.count, sample[at] == Byte.space { at += 1 } }
        continue
      }
      rows.append(Row(offset: start, cells: first..<cells.count, line: firstLine))
      return at < sample.count ? afterLineEnd(at) : at
    }
  }

  /// Reads a cell; returns where its delimiter or line end stands.
  private mutating func readCell(from start: Int) -> Int {
    guard start < sample.count, let quote = dialect.quote, sample[start] == quote, strays < Self.mostStrays else {
      return readPlain(from: start)
    }
    var at = start + 1
    var holdsSpecial = false
    var lines = 0
    var badHere = 0
    while at < sample.count {
      let byte = sample[at]
      if let escape = dialect.escape, byte == escape, at + 1 < sample.count {
        at += 2
        holdsSpecial = true
        continue
      }
      if byte == quote {
        if at + 1 < sample.count, sample[at + 1] == quote {
          at += 2
          holdsSpecial = true
          continue
        }
        if at + 1 == sample.count || dialect.endsLine(sample[at + 1]) || isDelimiter(at + 1) {
          quoted += 1
          bad += badHere
          if holdsSpecial { needful += 1 }
          line += lines
          cells.append(Cell(start: start + 1, end: at, isQuoted: true))
          return at + 1
        }
        badHere += 1
        // It opens another cell: this one was never meant to be open.
        if isBehindDelimiter(at) || lines > 0 { break }
      } else if dialect.endsLine(byte) {
        if badHere > 0 { break }
        holdsSpecial = true
        if byte != Byte.lf || sample[at - 1] != Byte.cr { lines += 1 }
      } else if isDelimiter(at) {
        holdsSpecial = true
      }
      at += 1
    }
    bad += 1
    strays += 1
    return readPlain(from: start)
  }

  private mutating func readPlain(from start: Int) -> Int {
    var at = start
    while at < sample.count, !dialect.endsLine(sample[at]), !isDelimiter(at) {
      if sample[at] == dialect.quote && at > start { loose += 1 }
      at += sample[at] == dialect.escape ? 2 : 1
    }
    at = min(at, sample.count)
    cells.append(Cell(start: start, end: at, isQuoted: false))
    return at
  }

  private func isDelimiter(_ at: Int) -> Bool {
    guard at + dialect.delimiter.count <= sample.count else { return false }
    for index in dialect.delimiter.indices where sample[at + index] != dialect.delimiter[index] { return false }
    return true
  }

  private func isBehindDelimiter(_ at: Int) -> Bool {
    let start = at - dialect.delimiter.count
    return start >= 0 && isDelimiter(start)
  }

  private mutating func afterLineEnd(_ at: Int) -> Int {
    line += 1
    let isPair =
      dialect.terminator == nil && sample[at] == Byte.cr && at + 1 < sample.count && sample[at + 1] == Byte.lf
    return at + (isPair ? 2 : 1)
  }
}
