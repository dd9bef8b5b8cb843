import PipelineModel

/// Something to tell about a pipeline file; becomes a `Diagnostic` once all of them are known.
struct Finding: Sendable, Equatable {
  var severity: Diagnostic.Severity
  /// A stable identifier: `unknown_key`.
  var code: String
  /// Where; nil where it is the whole file's.
  var place: Place?
  var message: String
  var hint: String?

  init(
    _ code: String, at place: Place?, _ message: String, hint: String? = nil, severity: Diagnostic.Severity = .error
  ) {
    self.severity = severity
    self.code = code
    self.place = place
    self.message = message
    self.hint = hint
  }
}

/// `a, b and c`, each quoted.
func enumeration(_ words: [String], _ conjunction: String = "and") -> String {
  let words = words.map(quoted)
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

func didYouMean(_ word: String, among candidates: [String]) -> String? {
  suggestion(for: word, among: candidates).map { "did you mean \(quoted($0))?" }
}

extension OptionType {
  /// What it takes, in words that follow "expected".
  var expectation: String {
    switch self {
    case .text: "text"
    case .boolean: "`true` or `false`"
    case .integer(let range): integerExpectation(range)
    case .choice(let words):
      switch words.count {
      case 1: enumeration(words)
      case 2...8: "one of \(enumeration(words, "or"))"
      default: "a word such as \(enumeration(Array(words.prefix(2)), "or"))"
      }
    case .character: "one ASCII character"
    case .duration: "a duration such as `30s`"
    case .path: "a path"
    case .secret: "text"
    case .leadField: "a lead field"
    case .list: "a list"
    case .map, .object: "a map"
    case .fieldMap: "a map of lead fields to columns"
    case .either(let one, let other): "\(one.expectation) or \(other.expectation)"
    }
  }

  private func integerExpectation(_ range: ClosedRange<Int>) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (.min, .max): "a whole number"
    case (let least, .max): "a whole number of at least \(least)"
    case (.min, let most): "a whole number of at most \(most)"
    case (let least, let most): "a whole number from \(least) to \(most)"
    }
  }
}

extension YAMLNode {
  /// What was found, in words that follow "found".
  var kindInWords: String {
    switch content {
    case .scalar(let text, _): isNothing ? "nothing" : text.isEmpty ? "an empty text" : "text \(quoted(text))"
    case .list: "a list"
    case .map: "a map"
    }
  }
}
