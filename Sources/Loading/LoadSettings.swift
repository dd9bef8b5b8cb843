package import PipelineModel

/// What a loader was told, checked.
package struct LoadSettings: Sendable, Equatable {
  /// The vendor's own address.
  package static let standardBaseURL = "https://api.preceptai.co.uk"

  /// Where answers, prices, budgets and the journal belong: `sandbox`, or the base URL's origin and `#account`.
  package var destination: String
  /// Without a slash at its end; nil for the sandbox until it runs.
  package var baseURL: String?
  /// Nil for the sandbox until it runs. Never printed.
  package var token: String?
  /// What to look for; never empty.
  package var enrich: Set<ContactField>
  /// Authorities to trust instead of the system's, a PEM file as the pipeline file names it.
  package var caFile: String?
  /// The proxy to go through instead of the environment's. May hold a password; never printed.
  package var proxy: String?

  /// Settings of the loader of that name.
  package init(loader: String, options: ComponentOptions) throws(OptionProblem) {
    let words = options.texts("enrich") ?? ContactField.allCases.map(\.requestWord)
    enrich = Set(ContactField.allCases.filter { words.contains($0.requestWord) })
    if enrich.isEmpty {
      throw OptionProblem(
        option: "enrich", message: "there is nothing to look for",
        hint: "name emails, phones or both, or leave load: out")
    }
    if loader == "sandbox" {
      destination = "sandbox"
      return
    }
    let base = try BaseURL(options.text("base_url") ?? Self.standardBaseURL)
    baseURL = base.text
    destination = base.origin + (options.text("account").map { "#" + $0 } ?? "")
    token = try Self.token(options.text("token") ?? "")
    caFile = options.text("ca_file")
    proxy = options.text("proxy")
  }

  /// A token stands in a header: no space, no line break, nothing but visible ASCII.
  private static func token(_ text: String) throws(OptionProblem) -> String {
    if text.isEmpty {
      throw OptionProblem(
        option: "token", message: "expected a token, found an empty text", hint: "set the variable that it is read from"
      )
    }
    if !text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
      throw OptionProblem(
        option: "token", message: "it holds a character that a header cannot bear",
        hint: "look for a space or a line break at its end")
    }
    return text
  }
}

/// A checked base URL.
struct BaseURL: Equatable {
  /// Without a slash at its end.
  var text: String
  /// Scheme, host and port, lower case.
  var origin: String

  init(_ given: String) throws(OptionProblem) {
    var text = given
    while text.hasSuffix("/") { text.removeLast() }
    guard let colon = text.firstRange(of: "://") else { throw Self.problem("expected a URL") }
    let scheme = text[..<colon.lowerBound].lowercased()
    let rest = text[colon.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let path = rest[authority.endIndex...]
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !authority.isEmpty else {
      throw Self.problem("expected a URL")
    }
    guard !authority.contains("@") else { throw Self.problem("it holds a user name", showsValue: false) }
    guard !path.contains("?"), !path.contains("#") else {
      throw Self.problem("it holds a query or a fragment", showsValue: false)
    }
    let host = authority.lowercased()
    // The token goes along with every request.
    guard scheme == "https" || (scheme == "http" && Self.isLoopback(host)) else {
      throw Self.problem("expected a URL that begins with https://")
    }
    origin = scheme + "://" + host
    self.text = origin + path
  }

  private static func isLoopback(_ authority: String) -> Bool {
    if authority.hasPrefix("[") { return authority.hasPrefix("[::1]") }
    return ["127.0.0.1", "localhost"].contains(String(authority.prefix { $0 != ":" }))
  }

  private static func problem(_ what: String, showsValue: Bool = true) -> OptionProblem {
    OptionProblem(
      option: "base_url", message: what, hint: "it looks like \(LoadSettings.standardBaseURL)", showsValue: showsValue)
  }
}
