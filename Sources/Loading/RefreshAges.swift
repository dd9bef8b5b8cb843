package import PipelineModel

/// How long answers hold: `refresh_after`. What is older may be bought again.
package struct RefreshAges: Sendable, Equatable {
  /// Seconds that a value holds, by field; without an entry for ever.
  package var found: [ContactField: Int64]
  /// Seconds that "not found" holds; nil: for ever.
  package var notFound: Int64?

  /// "Not found" is worth another look after 90 days; what was found holds for ever.
  package static let standard = RefreshAges(found: [:], notFound: 90 * 86_400)

  package init(found: [ContactField: Int64], notFound: Int64?) {
    self.found = found
    self.notFound = notFound
  }

  /// Reads `refresh_after`: one age for every value, or one for each field and for "not found".
  init(_ options: ComponentOptions) throws(OptionProblem) {
    self = .standard
    if let text = options.text("refresh_after") {
      guard let age = try Self.age(text, of: "refresh_after") else { return }
      found = [.email: age, .phone: age]
      notFound = min(age, notFound ?? age)
    }
    guard let ages = options.object("refresh_after") else { return }
    if let text = ages.text("email") { found[.email] = try Self.age(text, of: "refresh_after.email") }
    if let text = ages.text("phone") { found[.phone] = try Self.age(text, of: "refresh_after.phone") }
    if let text = ages.text("not_found") { notFound = try Self.age(text, of: "refresh_after.not_found") }
  }

  /// What is fresh at a moment in seconds since 1970.
  package func freshness(at now: Int64) -> Freshness {
    Freshness(found: found.mapValues { now - $0 }, notFound: notFound.map { now - $0 })
  }

  /// Nil for `never`.
  private static func age(_ text: String, of option: String) throws(OptionProblem) -> Int64? {
    if text == "never" { return nil }
    let units: [Character: Int64] = ["d": 86_400, "h": 3_600, "m": 60, "s": 1]
    if let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), 0...36_525 * 86_400 ~= count,
      count * unit <= 36_525 * 86_400
    {
      return count * unit
    }
    throw OptionProblem(option: option, message: "expected an age", hint: "write days as in `180d`, or `never`")
  }
}
