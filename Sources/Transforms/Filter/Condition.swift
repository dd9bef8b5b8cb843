internal import PipelineModel

/// One thing that a filter asks of a column's value.
struct Condition: Sendable {
  let column: ColumnName
  let test: Test

  enum Test: Sendable {
    case empty
    case notEmpty
    /// One of these, sorted.
    case among([[UInt8]])
    /// None of these, sorted.
    case notAmong([[UInt8]])
    case matches(RegularExpression)
    case newer(Moment)
    case older(Moment)
  }

  /// How dear it is to ask.
  var cost: Int {
    switch test {
    case .empty, .notEmpty: 0
    case .among, .notAmong: 1
    case .newer, .older: 2
    case .matches: 3
    }
  }

  /// The conditions of a group of options; what is no column (`any`, `then`) is passed over.
  static func all(
    _ entries: [(key: String, value: OptionValue)], in owner: String
  ) throws(OptionProblem) -> [Condition] {
    var conditions: [Condition] = []
    for (key, value) in entries where key != "any" && key != "then" {
      let column = try ColumnName(key, option: owner + key)
      switch value {
      case .text(let word): conditions.append(Condition(column: column, test: word == "empty" ? .empty : .notEmpty))
      case .map(let entries):
        if entries.isEmpty {
          throw OptionProblem(
            option: owner + key, message: TransformWording.noCondition, hint: TransformWording.noConditionHint)
        }
        for entry in entries {
          let test = try test(entry.key, entry.value, option: "\(owner)\(key).\(entry.key)")
          conditions.append(Condition(column: column, test: test))
        }
      default: continue
      }
    }
    return conditions
  }

  private static func test(_ word: String, _ value: OptionValue, option: String) throws(OptionProblem) -> Test {
    var texts: [String] = []
    switch value {
    case .text(let text): texts = [text]
    case .list(let items): for case .text(let text) in items { texts.append(text) }
    default: break
    }
    switch word {
    case "equals", "in": return .among(sorted(texts))
    case "not", "not_in": return .notAmong(sorted(texts))
    case "matches":
      return .matches(try RegularExpression(texts.first ?? "", option: option))
    default:
      guard let moment = Moment(texts.first ?? "") else {
        throw OptionProblem(option: option, message: TransformWording.noMoment, hint: TransformWording.momentHint)
      }
      return word == "newer_than" ? .newer(moment) : .older(moment)
    }
  }

  private static func sorted(_ texts: [String]) -> [[UInt8]] {
    texts.map { Array($0.utf8) }.sorted { $0.span.order($1.span) < 0 }
  }
}

/// A condition with its column's place in a batch.
struct PlacedCondition {
  private let test: Condition.Test
  private let place: ColumnPlace

  init(_ condition: Condition, in batch: borrowing LeadBatch) {
    test = condition.test
    place = condition.column.place(in: batch)
  }

  /// Whether it holds for a record; `now` is in seconds since 1970.
  func holds(_ batch: LeadBatch, _ record: Int, _ now: Int64) -> Bool {
    let value = batch.value(at: place, record: record)
    switch test {
    case .empty: return value.isBlank
    case .notEmpty: return !value.isBlank
    case .among(let texts): return contains(texts, value)
    case .notAmong(let texts): return !contains(texts, value)
    case .matches(let pattern): return pattern.matches(value)
    case .newer(let moment): return secondsSince1970(value).map { $0 > moment.seconds(before: now) } ?? false
    case .older(let moment): return secondsSince1970(value).map { $0 < moment.seconds(before: now) } ?? false
    }
  }

  /// Binary search; most lists are one long.
  private func contains(_ texts: [[UInt8]], _ value: Span<UInt8>) -> Bool {
    var low = 0
    var high = texts.count
    while low < high {
      let middle = (low + high) / 2
      let text = texts[middle]
      let order = text.span.order(value)
      if order == 0 { return true }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return false
  }
}

extension Span<UInt8> {
  /// Whether it holds nothing but ASCII blanks.
  var isBlank: Bool {
    for index in indices where self[index] != 0x20 && self[index] &- 0x09 > 4 { return false }
    return true
  }

  /// By length, then by bytes: below 0, 0 or above 0.
  func order(_ other: Span<UInt8>) -> Int {
    if count != other.count { return count - other.count }
    for index in indices where self[index] != other[index] { return Int(self[index]) - Int(other[index]) }
    return 0
  }
}
