internal import PipelineModel

/// A column that the pipeline names by a path under the record: `phones/phone[@type='work']`.
///
/// Steps are separated by `/`, or by `.` where no `/` is used; the last may be an attribute (`@number`). A step takes
/// the elements that meet its conditions, one after the other as XPath 1.0 has it: `[@type='work']`, `[@type]`,
/// `[kind='work']` and `[kind]` (a child of that text, or any), `[1]` (counted from 1 in the element around). Names
/// without a prefix are of any namespace, as columns' are.
struct XMLColumnPath: Sendable, Equatable {
  /// A name, and its namespace; nil: any.
  struct Name: Sendable, Equatable {
    var local: String
    var uri: String?
  }

  /// What an element must be.
  enum Condition: Sendable, Equatable {
    case place(Int)
    case attribute(Name, value: String?)
    case child(Name, value: String?)
  }

  /// A child element.
  struct Step: Sendable, Equatable {
    var name: Name
    var conditions: [Condition] = []
  }

  static let stepLimit = 16
  static let conditionLimit = 8

  /// As the pipeline writes it: the column's name.
  let column: String
  private(set) var steps: [Step] = []
  /// The attribute that is wanted; nil: the text of the last step.
  private(set) var attribute: Name?

  /// Whether a column's name is such a path and not just an element's: none of these stands in the name of a column
  /// that was not asked for.
  static func isPath(_ column: String) -> Bool { column.utf8.contains { "/[:".utf8.contains($0) } }

  /// - Parameter namespaces: by prefix; nil: prefixes do not count.
  init(_ column: String, option: String, namespaces: [String: String]?) throws(OptionProblem) {
    self.column = column
    var reader = XMLPathReader(column, option: option, namespaces: namespaces)
    let separator: Unicode.Scalar = reader.hasSlash ? "/" : "."
    repeat {
      if reader.take("@") {
        attribute = try reader.name()
        guard reader.isAtEnd else { throw reader.problem(.end) }
        return
      }
      var step = Step(name: try reader.name(separator: separator))
      while reader.take("[") {
        step.conditions.append(try reader.condition())
        guard step.conditions.count <= Self.conditionLimit else { throw reader.problem(.fewerConditions) }
      }
      steps.append(step)
      guard steps.count <= Self.stepLimit else { throw reader.problem(.fewerSteps) }
    } while reader.take(separator)
    guard reader.isAtEnd else { throw reader.problem(steps.last?.conditions.isEmpty == true ? .name : .separator) }
  }
}

/// Reads a path sign by sign.
struct XMLPathReader {
  private let scalars: [Unicode.Scalar]
  private let option: String
  private let namespaces: [String: String]?
  private var place = 0
  /// Whether a slash stands outside conditions.
  let hasSlash: Bool

  init(_ text: String, option: String, namespaces: [String: String]?) {
    scalars = Array(text.unicodeScalars)
    self.option = option
    self.namespaces = namespaces
    var depth = 0
    var found = false
    for scalar in scalars {
      if scalar == "[" { depth += 1 }
      if scalar == "]" { depth -= 1 }
      if scalar == "/", depth <= 0 { found = true }
    }
    hasSlash = found
  }

  var isAtEnd: Bool { place == scalars.count }

  /// Passes over a sign if it is this.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard place < scalars.count, scalars[place] == scalar else { return false }
    place += 1
    return true
  }

  private mutating func skipSpaces() { while take(" ") {} }

  /// A name with or without a prefix.
  mutating func name(separator: Unicode.Scalar = "/") throws(OptionProblem) -> XMLColumnPath.Name {
    let start = place
    let noName = "/[]=@'\"<>&*()!,| \t\r\n\0".unicodeScalars
    while place < scalars.count, scalars[place] != separator, !noName.contains(scalars[place]) { place += 1 }
    let parts = text(start..<place).split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
    let isName = (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && !$0.allSatisfy { $0 == "." } }
    guard isName else {
      place = start
      throw problem(.name)
    }
    guard parts.count == 2, let namespaces else { return XMLColumnPath.Name(local: parts.last ?? "", uri: nil) }
    let uri = parts[0] == "xml" ? "http://www.w3.org/XML/1998/namespace" : namespaces[parts[0]]
    guard let uri else { throw XMLWording.unknownPrefix(option: option) }
    return XMLColumnPath.Name(local: parts[1], uri: uri)
  }

  /// What stands in brackets, the closing one included.
  mutating func condition() throws(OptionProblem) -> XMLColumnPath.Condition {
    skipSpaces()
    if let number = try number() {
      try close()
      return .place(number)
    }
    guard place < scalars.count, scalars[place] != "]" else { throw problem(.condition) }
    let isAttribute = take("@")
    let name: XMLColumnPath.Name
    do throws(OptionProblem) { name = try self.name() } catch {
      throw error.message == XMLWording.unknownPrefix(option: option).message ? error : problem(.condition)
    }
    skipSpaces()
    let value = take("=") ? try self.value() : nil
    try close()
    return isAttribute ? .attribute(name, value: value) : .child(name, value: value)
  }

  private mutating func close() throws(OptionProblem) {
    skipSpaces()
    guard take("]") else { throw problem(isAtEnd ? .bracket : .condition) }
  }

  private mutating func number() throws(OptionProblem) -> Int? {
    let start = place
    while place < scalars.count, ("0"..."9").contains(scalars[place]) { place += 1 }
    if start == place { return nil }
    guard let number = Int(text(start..<place)), (1...1_000_000).contains(number) else {
      place = start
      throw problem(.place)
    }
    return number
  }

  private mutating func value() throws(OptionProblem) -> String {
    skipSpaces()
    let start = place
    guard let quote = ["'", "\""].first(where: { take($0) }) else {
      let end = scalars[start...].firstIndex(of: "]") ?? start
      let isPlain = end > start && !scalars[start..<end].contains("'")
      throw problem(
        .quotes, instead: isPlain ? text(0..<start) + "'\(text(start..<end))'" + text(end..<scalars.count) : nil)
    }
    guard let end = scalars[place...].firstIndex(of: quote), !scalars[place..<end].contains("\0") else {
      throw problem(.closingQuote)
    }
    defer { place = end + 1 }
    return text(place..<end)
  }

  private func text(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return String(text)
  }

  /// What should stand where the reader is.
  func problem(_ expected: XMLWording.Expected, instead: String? = nil) -> OptionProblem {
    XMLWording.badColumnPath(expected, at: place + 1, option: option, instead: instead)
  }
}
