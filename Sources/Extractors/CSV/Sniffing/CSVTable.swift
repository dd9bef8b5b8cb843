internal import PipelineModel

/// The table in a sample that is read in its dialect: where it begins, and what its first row is.
struct CSVTable {
  /// The rows of the table, its header first.
  private(set) var rows: ArraySlice<CSVTrial.Row> = []
  /// The most frequent width.
  private(set) var width = 1
  /// Lines before the table.
  private(set) var skip = 0
  /// What begins lines of comment.
  private(set) var comment: UInt8?

  private let trial: CSVTrial
  private let sample: UnsafeBufferPointer<UInt8>
  private let dialect: CSVDialect

  /// Lines that may stand before a table.
  private static let mostPreamble = 60

  /// - Parameter skip: the lines before the table, where they are given.
  init(_ trial: CSVTrial, _ dialect: CSVDialect, _ sample: UnsafeBufferPointer<UInt8>, skip given: Int?) {
    self.trial = trial
    self.sample = sample
    self.dialect = dialect
    comment = dialect.comment
    rows = trial.rows[...]
    if let given { rows = rows.drop { $0.line < given } }
    width = Self.mode(rows.map(\.width))
    guard width > 1 else { return }
    findComments()
    if given == nil { findPreamble() }
  }

  private static func mode(_ widths: [Int]) -> Int {
    var counts: [Int: Int] = [:]
    for width in widths { counts[width, default: 0] += 1 }
    return counts.max { $0.value < $1.value || $0.value == $1.value && $0.key < $1.key }?.key ?? 1
  }

  /// Rows that begin with a number sign and are no rows like the others.
  private mutating func findComments() {
    let sign = UInt8(ascii: "#")
    let signed = rows.filter { sample[$0.offset] == sign }
    guard !signed.isEmpty, signed.allSatisfy({ $0.width != width }), signed.count * 2 < rows.count else { return }
    comment = sign
    rows = trial.rows.filter { sample[$0.offset] != sign }[...]
  }

  /// Lines before the first row that is as wide as the table and no title; none where the first rows are nearly so.
  private mutating func findPreamble() {
    let isTitled = width > 2 && rows.count > 3
    guard let start = rows.firstIndex(where: { $0.width == width && !(isTitled && isTitle($0)) }),
      start > rows.startIndex
    else { return }
    let before = rows[..<start]
    guard before.count <= Self.mostPreamble, rows.count - before.count > before.count / 2 else { return }
    // A header may lack a name or have one too many; a title has one cell, or few, or a header follows.
    let areTitles = before.allSatisfy { $0.width <= max(1, width / 2) || isTitle($0) }
    guard areTitles || before.allSatisfy({ $0.width < width }) && votes(rows[start...]).names > 1 else { return }
    skip = rows[start].line
    rows = rows[start...]
  }

  /// Whether a row has a value in its first cell at most.
  private func isTitle(_ row: CSVTrial.Row) -> Bool {
    row.cells.dropFirst().allSatisfy { trial.cells[$0].start == trial.cells[$0].end }
  }

  private func kind(_ row: CSVTrial.Row, _ column: Int) -> CSVCellKind {
    guard column < row.width else { return .empty }
    let cell = trial.cells[row.cells.lowerBound + column]
    return CSVCellKind(UnsafeBufferPointer(rebasing: sample[cell.start..<cell.end]), isQuoted: cell.isQuoted)
  }

  /// Whether the first row names the columns: it does unless it looks like the rows below it and unlike names.
  var hasHeader: Bool {
    let votes = votes(rows)
    return votes.data <= votes.names
  }

  /// How many columns say that the first of some rows is data like the others, and how many that it names them.
  private func votes(_ rows: ArraySlice<CSVTrial.Row>) -> (data: Int, names: Int) {
    guard let first = rows.first, rows.count > 1 else { return (0, 0) }
    // A header that stands in the file again says nothing.
    let body = rows.dropFirst().prefix(200).filter { row in
      (0..<first.width).count { isEqual(first, row, $0) } * 2 <= first.width
    }
    var data = 0
    var names = 0
    for column in 0..<first.width {
      let own = kind(first, column)
      if own == .empty { continue }
      var counts: [CSVCellKind: Int] = [:]
      var isRepeated = false
      for row in body {
        counts[kind(row, column), default: 0] += 1
        isRepeated = isRepeated || own == .text && isEqual(first, row, column)
      }
      // A name does not stand among its values.
      if isRepeated { data += 1 }
      counts[.empty] = nil
      let filled = counts.values.reduce(0, +)
      guard filled > 0, let most = counts.max(by: { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }),
        most.value * 5 >= filled * 4
      else {
        if own.isTelling { data += 1 }
        continue
      }
      if own == most.key {
        switch own {
        case .text, .odd, .empty: continue
        case .integer: if !isYear(first, column) { data += 1 }
        default: data += 1
        }
      } else if own == .text && most.key != .odd {
        names += 1
      } else if own.isTelling {
        data += 1
      }
    }
    return (data, names)
  }

  private func isEqual(_ one: CSVTrial.Row, _ other: CSVTrial.Row, _ column: Int) -> Bool {
    guard column < one.width, column < other.width else { return false }
    let (a, b) = (trial.cells[one.cells.lowerBound + column], trial.cells[other.cells.lowerBound + column])
    return sample[a.start..<a.end].elementsEqual(sample[b.start..<b.end])
  }

  private func isYear(_ row: CSVTrial.Row, _ column: Int) -> Bool {
    let cell = trial.cells[row.cells.lowerBound + column]
    let text = String(decoding: sample[cell.start..<cell.end], as: UTF8.self)
    return Int(text).map { (1800...2200).contains($0) } ?? false
  }

  /// What the first rows are, and how many lines to skip where the names are taken from a line that is not written like
  /// the rows: one with another delimiter, or with an empty name too many.
  func header(isSkipGiven: Bool) -> (CSVDialect.Header, skip: Int?) {
    guard hasHeader else {
      if !isSkipGiven, skip > 0, let names = strangeHeader { return (.names(names), skip) }
      return (.none, nil)
    }
    guard !isSkipGiven, let first = rows.first, rows.count > 2, first.width == width + 1,
      let next = rows.dropFirst().first, next.line == first.line + 1,
      rows.dropFirst().allSatisfy({ $0.width == width })
    else { return (.lines(1), nil) }
    let names = texts(first)
    let filled = names.filter { !$0.isEmpty }
    return filled.count == width ? (.names(filled), next.line) : (.lines(1), nil)
  }

  /// The names in the line before the table, where another delimiter makes as many of them as the table has columns.
  private var strangeHeader: [String]? {
    guard let first = trial.rows.last(where: { $0.line < skip }), first.line + 1 == skip, width > 2 else { return nil }
    let end = rows.first.map(\.offset) ?? sample.count
    let line = String(decoding: sample[first.offset..<end], as: UTF8.self).filter { !$0.isNewline }
    for delimiter in [",", ";", "\t", "|", " "] as [Character] {
      let names = line.split(separator: delimiter, omittingEmptySubsequences: false).map(String.init)
      if names.count == width, names.allSatisfy({ !$0.isEmpty }) { return names }
    }
    return nil
  }

  private func texts(_ row: CSVTrial.Row) -> [String] {
    trial.cells[row.cells].map { String(decoding: sample[$0.start..<$0.end], as: UTF8.self) }
  }

  /// What becomes of rows of another length: where they are many, they are no mistakes.
  func ragged(_ header: CSVDialect.Header) -> CSVDialect.Ragged {
    guard let first = rows.first else { return .reject }
    let named: Int
    switch header {
    case .none: named = first.width
    case .names(let names): named = names.count
    case .lines(let count): named = rows.prefix(count).map(\.width).max() ?? first.width
    }
    let others = rows.filter { $0.width != named }
    guard others.count > 2, others.count * 10 > rows.count else { return .reject }
    let areLongAndEmpty = others.allSatisfy { row in
      row.width > named && row.cells.dropFirst(named).allSatisfy { trial.cells[$0].start == trial.cells[$0].end }
    }
    return areLongAndEmpty ? .trim : .pad
  }

  /// The names of the columns.
  func names(_ header: CSVDialect.Header) -> [String] {
    switch header {
    case .names(let names): return CSVScanner.unique(names)
    case .none: return (0..<(rows.first?.width ?? 0)).map { String($0 + 1) }
    case .lines(let count):
      let lines = rows.prefix(count)
      let width = lines.map(\.width).max() ?? 0
      let words = lines.map(texts)
      return CSVScanner.unique(
        (0..<width).map { column in
          words.compactMap { $0.count > column && !$0[column].isEmpty ? $0[column] : nil }.joined(separator: " ")
        })
    }
  }
}
