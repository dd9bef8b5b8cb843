/// A scalar with its environment variables filled in.
struct Interpolated: Sendable, Equatable {
  var text: String
  /// Whether any of it comes from a variable: then it is shown as the file has it, never as it came out.
  var usesVariables = false
  /// Whether a default stands in for a variable.
  var usesDefault = false
}

/// What is wrong with a variable in a scalar.
enum InterpolationProblem: Error, Equatable {
  /// `${` that does not begin `${NAME}` or `${NAME:-default}`.
  case malformed(String)
  /// Not set and without a default.
  case unset(String)
  /// Set to nothing and without a default.
  case empty(String)
}

/// Fills in `${NAME}` and `${NAME:-default}` (the default holds for an unset and for an empty variable); `$${` is a
/// `${` that stays. A default is taken as it is, up to the first `}`.
func interpolate(
  _ text: String, _ environment: [String: String]
) -> (value: Interpolated, problems: [InterpolationProblem]) {
  var result = Interpolated(text: "")
  var problems: [InterpolationProblem] = []
  var rest = text[...]
  while let dollar = rest.firstIndex(of: "$") {
    result.text += rest[..<dollar]
    rest = rest[dollar...]
    if rest.hasPrefix("$${") {
      result.text += "${"
      rest = rest.dropFirst(3)
    } else if rest.hasPrefix("${") {
      let end = rest.firstIndex(of: "}") ?? rest.endIndex
      switch variable(rest[..<end].dropFirst(2), isClosed: end < rest.endIndex, environment) {
      case .success(let (value, isDefault)):
        result.text += value
        result.usesVariables = true
        if isDefault, !value.isEmpty { result.usesDefault = true }
      case .failure(let problem):
        problems.append(problem)
      }
      rest = end < rest.endIndex ? rest[rest.index(after: end)...] : ""
    } else {
      result.text += "$"
      rest = rest.dropFirst()
    }
  }
  result.text += rest
  return (result, problems)
}

private func variable(
  _ inside: Substring, isClosed: Bool, _ environment: [String: String]
) -> Result<(String, isDefault: Bool), InterpolationProblem> {
  let name = inside.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
  let tail = inside.dropFirst(name.count)
  guard isClosed, let first = name.first, !first.isNumber, tail.isEmpty || tail.hasPrefix(":-") else {
    return .failure(.malformed("${" + inside + (isClosed ? "}" : "")))
  }
  let value = environment[String(name)]
  if let value, !value.isEmpty { return .success((value, false)) }
  if tail.hasPrefix(":-") { return .success((String(tail.dropFirst(2)), true)) }
  return .failure(value == nil ? .unset(String(name)) : .empty(String(name)))
}
