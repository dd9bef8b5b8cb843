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

  /// Lines before the first row that is as wide as the table; none where the first rows are nearly so.
  private mutating func findPreamble() {
    guard let start = rows.firstIndex(where: { $0.width == width }), start > rows.startIndex else { return }
    let before = rows[..<start]
    // A header may lack a name or have one too many; a title has one cell, or few.
    guard before.count <= Self.mostPreamble, rows.count - before.count > before.count / 2,
      before.allSatisfy({ $0.width <= max(1, width / 2) || isNearlyEmpty($0) })
    else { return }
    skip = rows[start].line
    rows = rows[start...]
  }

  /// Whether a row has a value in its first cell at most.
  private func isNearlyEmpty(_ row: CSVTrial.Row) -> Bool {
    row.cells.dropFirst().allSatisfy { trial.cells[$0].start == trial.cells[$0].end }
  }

  private func kind(_ row: CSVTrial.Row, _ column: Int) -> CSVCellKind {
    guard column < row.width else { return .empty }
    let cell = trial.cells[row.cells.lowerBound + column]
    return CSVCellKind(UnsafeBufferPointer(rebasing: sample[cell.start..<cell.end]), isQuoted: cell.isQuoted)
  }

  /// Whether the first row names the columns: it does unless it looks like the rows below it and unlike names.
  var hasHeader: Bool {
    guard let first = rows.first, rows.count > 1 else { return true }
    let body = rows.dropFirst().prefix(200)
    var asData = 0
    var asNames = 0
    for column in 0..<first.width {
      let own = kind(first, column)
      var counts: [CSVCellKind: Int] = [:]
      for row in body { counts[kind(row, column), default: 0] += 1 }
      counts[.empty] = nil
      let filled = counts.values.reduce(0, +)
      guard filled > 0, let most = counts.max(by: { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }),
        most.value * 5 >= filled * 4
      else {
        if own.isTelling { asData += 1 }
        continue
      }
      if own == most.key {
        switch own {
        case .text, .odd, .empty: continue
        case .integer: if !isYear(first, column) { asData += 1 }
        default: asData += 1
        }
      } else if own == .text && most.key != .odd {
        asNames += 1
      } else if own.isTelling {
        asData += 1
      }
    }
    return asData <= asNames
  }

  private func isYear(_ row: CSVTrial.Row, _ column: Int) -> Bool {
    let cell = trial.cells[row.cells.lowerBound + column]
    let text = String(decoding: sample[cell.start..<cell.end], as: UTF8.self)
    return Int(text).map { (1800...2200).contains($0) } ?? false
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
      return CSVScanner.unique(
        (0..<width).map { column in
          lines.compactMap { row -> String? in
            guard column < row.width else { return nil }
            let cell = trial.cells[row.cells.lowerBound + column]
            return cell.start < cell.end ? String(decoding: sample[cell.start..<cell.end], as: UTF8.self) : nil
          }.joined(separator: " ")
        })
    }
  }
}
