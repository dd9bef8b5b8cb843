internal import Foundation
internal import PipelineModel

/// How well a dialect explains a sample.
struct CSVRating {
  let trial: CSVTrial
  let dialect: CSVDialect
  /// The greater, the better; 0 for one column.
  private(set) var score = 0.0
  /// The most frequent width, and the share of rows that have it.
  private(set) var width = 1
  private(set) var share = 1.0
  /// Mean weight of the cells' kinds.
  private(set) var kinds = 1.0
  /// Cells behind a delimiter that begin with a space.
  private var spaced = 0

  init(_ trial: CSVTrial, _ dialect: CSVDialect, _ sample: UnsafeBufferPointer<UInt8>) {
    self.trial = trial
    self.dialect = dialect
    let table = Self.withoutPreamble(trial.rows)
    let rows = Double(table.count)
    guard rows > 0 else { return }
    var counts: [Int: Int] = [:]
    for row in table { counts[row.width, default: 0] += 1 }
    // Rows alike, of many cells, and few kinds of them: entropy, so that a stray row weighs little.
    var pattern = 0.0, entropy = 0.0, most = 0
    for (width, count) in counts.sorted(by: { $0.key < $1.key }) {
      let part = Double(count) / rows
      pattern += part * Double(width - 1) / Double(width)
      entropy -= part * log(part)
      if count > most || count == most && width > self.width { (most, self.width) = (count, width) }
    }
    share = Double(most) / rows
    kinds = Self.kinds(trial, sample)
    for row in trial.rows {
      for cell in trial.cells[row.cells].dropFirst() where cell.start < cell.end && sample[cell.start] == Byte.space {
        spaced += 1
      }
    }
    let wrong = 4 * Double(trial.bad) + 0.5 * Double(trial.loose)
    let sound = 1 / (1 + wrong / Double(trial.quoted + trial.bad + trial.loose + 1))
    score = pattern / exp(entropy) * kinds * sound * prior
    // What stands before the table says a little against it.
    score *= pow(0.98, Double(trial.rows.count - table.count))
    // Quotes that hold what needs them speak for the bytes around them; spaces are skipped where that opens quotes.
    if trial.needful > 0 { score *= 1.1 }
    // Spaces that are there throughout are no part of values.
    if dialect.skipsSpaces { score *= 1.01 }
    if dialect.escape != nil { score *= 0.99 }
    if dialect.quote == UInt8(ascii: "'") {
      // Apostrophes stand at the ends of words, too.
      score *= trial.quoted > 2 && trial.needful > 0 ? 0.97 : 0.6
    }
  }

  /// The rows from the first one on that is more than half as wide as most are.
  private static func withoutPreamble(_ rows: [CSVTrial.Row]) -> ArraySlice<CSVTrial.Row> {
    var counts: [Int: Int] = [:]
    for row in rows { counts[row.width, default: 0] += 1 }
    let width = counts.max { $0.value < $1.value || $0.value == $1.value && $0.key < $1.key }?.key ?? 1
    guard let start = rows.firstIndex(where: { $0.width * 2 > width }), start <= rows.count / 2, start < 10 else {
      return rows[...]
    }
    return rows[start...]
  }

  /// Whether every other cell, or more of them, begins with a space:
  /// then it belongs to the delimiter.
  var hasSpaces: Bool { spaced * 2 > trial.cells.count - trial.rows.count }

  /// Delimiters that text is full of must explain nearly everything.
  private var prior: Double {
    let isClear = trial.rows.count > 2 && share > 0.8
    switch dialect.delimiter {
    case [Byte.comma], [UInt8(ascii: ";")], [Byte.tab]: return 1
    case [UInt8(ascii: "|")]: return 0.98
    case [Byte.space]: return width > 2 && isClear ? 0.7 : 0.05
    case [UInt8(ascii: ":")]: return width > 2 && isClear ? 0.6 : 0.05
    case Array(", ".utf8): return isClear ? 1 : 0.5
    // Half of the cells would be empty without it.
    default: return dialect.delimiter.count > 1 ? (isClear ? 1.35 : 0.2) : isClear ? 0.9 : 0.2
    }
  }

  private static func kinds(_ trial: CSVTrial, _ sample: UnsafeBufferPointer<UInt8>) -> Double {
    guard !trial.cells.isEmpty else { return 1 }
    var sum = 0.0
    for cell in trial.cells {
      let bytes = UnsafeBufferPointer(rebasing: sample[cell.start..<cell.end])
      sum += CSVCellKind(bytes, isQuoted: cell.isQuoted).weight
    }
    return sum / Double(trial.cells.count)
  }

  /// How sure the choice is, given the best score of another delimiter.
  func confidence(second: Double) -> Double {
    // One column is what is left where nothing separates.
    guard width > 1 else { return score == 0 && second == 0 ? 1 : 0.4 }
    let margin = score > 0 ? (score - second) / score : 0
    let few = trial.rows.count == 1 && width == 2 ? 0.75 : 1
    let strength = min(1, score * 4)
    return min(1, max(0, 0.35 + 0.35 * share + 0.5 * margin) * min(1, kinds + 0.15) * few * strength)
  }
}
