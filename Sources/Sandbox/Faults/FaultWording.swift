internal import PipelineModel

/// The wording of what can be wrong with a faults file.
extension SandboxError {
  static func wrongFault(
    _ what: String, expected: String, found: String, at location: Diagnostic.Location, hint: String? = nil
  ) -> SandboxError {
    SandboxError(code: "faults_file", at: location, "\(what): expected \(expected), found \(found)", hint: hint)
  }

  static func unknownFaultKey(
    _ name: String, among known: [String], of endpoint: Endpoint?, at location: Diagnostic.Location
  ) -> SandboxError {
    SandboxError(
      code: "faults_file", at: location,
      "unknown key \(quoted(name))" + (endpoint.map { " in a rule on \(quoted($0.rawValue))" } ?? ""),
      hint: didYouMean(name, among: known) ?? "the keys are \(enumeration(known, "and"))")
  }

  static func duplicateFaultKey(_ name: String, at location: Diagnostic.Location) -> SandboxError {
    SandboxError(code: "faults_file", at: location, "duplicate key \(quoted(name))")
  }

  static func ruleWithoutEndpoint(at location: Diagnostic.Location) -> SandboxError {
    SandboxError(
      code: "faults_file", at: location, "a rule: expected `on`, found none",
      hint: "`on` is one of \(enumeration(Endpoint.allCases.map(\.rawValue)))")
  }

  static func ruleWithoutFault(
    _ endpoint: Endpoint, among known: [String], at location: Diagnostic.Location
  ) -> SandboxError {
    SandboxError(
      code: "faults_file", at: location,
      "a rule on \(quoted(endpoint.rawValue)): expected something to go wrong, found nothing",
      hint: "what can go wrong there: \(enumeration(known))")
  }

  static func faultKeyAlone(_ name: String, needs other: String, at location: Diagnostic.Location) -> SandboxError {
    SandboxError(code: "faults_file", at: location, "\(quoted(name)) means nothing without \(quoted(other))")
  }

  static func faultKeysTogether(_ name: String, _ other: String, at location: Diagnostic.Location) -> SandboxError {
    SandboxError(
      code: "faults_file", at: location, "\(quoted(name)) and \(quoted(other)) cannot happen together",
      hint: "take one of them out, or write two rules")
  }

  static func notYAML(_ problem: String, at location: Diagnostic.Location) -> SandboxError {
    SandboxError(
      code: "faults_file", at: location, "this is not YAML" + (problem.isEmpty ? "" : ": \(problem)"))
  }

  static func faultsNotUTF8(_ path: String) -> SandboxError {
    SandboxError(
      code: "faults_file", at: Diagnostic.Location(file: path), "the file is not valid UTF-8",
      hint: "save the file as UTF-8")
  }

  static func faultsTooLarge(_ path: String, limit: Int) -> SandboxError {
    SandboxError(
      code: "faults_file", at: Diagnostic.Location(file: path),
      "the file is larger than \(limit) bytes, the limit of a faults file", hint: "is this a faults file?")
  }
}

/// `a, b or c`, each quoted.
func enumeration(_ words: [String], _ conjunction: String = "or") -> String {
  let words = words.map(quoted)
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

func didYouMean(_ word: String, among candidates: [String]) -> String? {
  suggestion(for: word, among: candidates).map { "did you mean \(quoted($0))?" }
}
