package import PipelineModel

/// One criterion of `prioritise`: who goes first when credits or budget do not cover everybody.
package enum Priority: Sendable, Equatable {
  /// `has no email`: people without a value go first.
  case lacks(LeadField)
  /// `has email`: people with a value go first.
  case has(LeadField)
  /// `newest`: by `updated_at`, the latest first; rows without a date go last.
  case newest
  /// `oldest`: by `updated_at`, the earliest first; rows without a date go last.
  case oldest
  /// A lead field's name: by its value, bytewise; rows without one go last.
  case ascending(LeadField)

  /// - Parameter option: which item of `prioritise` it is.
  init(_ text: String, option: String = "prioritise") throws(OptionProblem) {
    let words = text.split(separator: " ")
    switch words.count {
    case 1 where text == "newest": self = .newest
    case 1 where text == "oldest": self = .oldest
    case 1:
      if let field = LeadField(name: text) {
        self = .ascending(field)
        return
      }
      throw Self.problem(option)
    case 2 where words[0] == "has":
      guard let field = LeadField(name: String(words[1])) else { throw Self.problem(option) }
      self = .has(field)
    case 3 where words[0] == "has" && words[1] == "no":
      guard let field = LeadField(name: String(words[2])) else { throw Self.problem(option) }
      self = .lacks(field)
    default: throw Self.problem(option)
    }
  }

  private static func problem(_ option: String) -> OptionProblem {
    OptionProblem(
      option: option, message: "expected an order",
      hint: "write `has no FIELD`, `has FIELD`, `newest`, `oldest` or FIELD, where FIELD is a lead field such as email")
  }

  /// The lead field it looks at.
  package var field: LeadField {
    switch self {
    case .lacks(let field), .has(let field), .ascending(let field): field
    case .newest, .oldest: .updatedAt
    }
  }
}

/// Where somebody stands in the order that `prioritise` declares; equals keep the order of their rows.
package struct Rank: Sendable, Comparable {
  /// By criterion: which group (0 goes first), and the value within it; `isReversed` where the greater value goes first.
  private var parts: [Part]

  private struct Part: Sendable, Equatable {
    var group: UInt8
    var value: [UInt8]
    var isReversed: Bool
  }

  /// Works it out from the values of the criteria's fields, in their order.
  package init(_ priorities: [Priority], value: (LeadField) -> [UInt8]) {
    parts = priorities.map { priority in
      let value = value(priority.field)
      switch priority {
      case .lacks: return Part(group: value.isEmpty ? 0 : 1, value: [], isReversed: false)
      case .has: return Part(group: value.isEmpty ? 1 : 0, value: [], isReversed: false)
      case .ascending: return Part(group: value.isEmpty ? 1 : 0, value: value, isReversed: false)
      case .newest, .oldest:
        // ISO 8601 dates stand in the order of their bytes; anything else counts as no date.
        let isDate =
          value.count >= 4 && value.prefix(4).allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return Part(group: isDate ? 0 : 1, value: isDate ? value : [], isReversed: priority == .newest)
      }
    }
  }

  package static func < (a: Rank, b: Rank) -> Bool {
    for (one, other) in zip(a.parts, b.parts) where one != other {
      if one.group != other.group { return one.group < other.group }
      let isLess = one.value.lexicographicallyPrecedes(other.value)
      return one.isReversed ? !isLess : isLess
    }
    return false
  }
}
