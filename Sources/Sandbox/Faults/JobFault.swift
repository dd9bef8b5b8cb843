/// What is wrong with an accepted job: stands in the log, so that a restart answers the same.
struct JobFault: Sendable, Equatable, Codable {
  /// How it ends. It was billed in any case.
  enum Fate: String, Sendable, CaseIterable, Codable {
    /// As `failed`, without results.
    case failed
    /// Never.
    case stuck
    /// Asked for it, the service knows nothing of it (404); its webhook gets its results all the same.
    case forgotten
  }

  var fate: Fate?
  var results: ResultShape?

  init(fate: Fate? = nil, results: ResultShape? = nil) {
    self.fate = fate
    self.results = results
  }
}

/// How the items of a job's results look. Numbers are places among the leads of the request, from 1.
struct ResultShape: Sendable, Equatable, Codable {
  enum Names: String, Sendable, CaseIterable, Codable {
    case camelCase, snakeCase = "snake_case"
  }

  /// How an e-mail or phone stands in its field.
  enum Values: String, Sendable, CaseIterable, Codable {
    /// `"ada@engines.example"`, or null.
    case text
    /// `["ada@engines.example"]`, or `[]`.
    case array
    /// `{"value": "ada@engines.example"}`, or with null.
    case object
  }

  /// Under which name custom data comes back.
  enum Echo: String, Sendable, CaseIterable, Codable {
    case snake = "custom_data"
    case camel = "customData"
    case none
  }

  /// Billed, and not among the results.
  var missing: NumberSet?
  /// Items with `error`: nothing was found, the lead itself is billed.
  var error: NumberSet?
  /// Items with `enrichment_errors`: the phone was not looked for and is not billed.
  var partError: NumberSet?
  var names: Names?
  var values: Values?
  var echo: Echo?
}

/// Numbers from 1 on, as ranges.
struct NumberSet: Sendable, Equatable, Codable {
  var ranges: [ClosedRange<Int>]

  func contains(_ number: Int) -> Bool { ranges.contains { $0.contains(number) } }
}
