@testable import Loading
import PipelineModel
import Testing

@Suite("loader settings")
struct LoadSettingsTests {
  private func precept(_ values: [String: String]) throws(OptionProblem) -> LoadSettings {
    var options = ["token": OptionValue.text("secret")]
    for (name, value) in values { options[name] = .text(value) }
    return try LoadSettings(loader: "precept", options: ComponentOptions(options))
  }

  @Test(
    "a destination is the origin and the account, never the path, never its case",
    arguments: [
      ([:], "https://api.preceptai.co.uk", "https://api.preceptai.co.uk"),
      (["base_url": "HTTPS://API.Example.com/v/"], "https://api.example.com/v", "https://api.example.com"),
      (
        ["base_url": "https://a.example:8443", "account": "emea"], "https://a.example:8443",
        "https://a.example:8443#emea"
      ),
      (["base_url": "http://127.0.0.1:8080//"], "http://127.0.0.1:8080", "http://127.0.0.1:8080"),
      (["base_url": "http://[::1]:80"], "http://[::1]:80", "http://[::1]:80"),
    ] as [([String: String], String, String)])
  func destinations(values: [String: String], baseURL: String, destination: String) throws {
    let settings = try precept(values)
    #expect(settings.baseURL == baseURL)
    #expect(settings.destination == destination)
    #expect(settings.token == "secret")
    #expect(settings.enrich == [.email, .phone])
  }

  @Test(
    "a base URL that would lose or leak the token is refused",
    arguments: [
      ("http://api.example.com", "expected a URL that begins with https://"), ("api.example.com", "expected a URL"),
      ("", "expected a URL"), ("https://", "expected a URL"),
      ("https://u:p@a.example", "it holds a user name"),
      ("https://a.example?x=1", "it holds a query or a fragment"),
      ("https://a.example/x#y", "it holds a query or a fragment"),
      ("https://a b.example", "expected a URL"),
      ("http://127.0.0.1.evil.example", "expected a URL that begins with https://"),
      ("ftp://localhost", "expected a URL that begins with https://"),
    ])
  func badURLs(url: String, message: String) {
    let problem = #expect(throws: OptionProblem.self) { try precept(["base_url": url]) }
    #expect(problem?.option == "base_url" && problem?.message == message)
    #expect(problem?.hint == "it looks like https://api.preceptai.co.uk")
    // Where a password may stand, not even the file's own text is shown.
    #expect(problem?.showsValue == !message.hasPrefix("it holds"))
  }

  @Test(
    "a token that a header cannot bear is refused without being shown", arguments: ["", "abc\n", "a b", "é", "a\u{7F}"])
  func badTokens(token: String) {
    let problem = #expect(throws: OptionProblem.self) { try precept(["token": token]) }
    #expect(problem?.option == "token")
    if !token.isEmpty { #expect(problem?.message.contains(token) == false) }
  }

  @Test("the sandbox is its own destination and needs neither address nor token")
  func sandbox() throws {
    let settings = try LoadSettings(
      loader: "sandbox", options: ComponentOptions(["enrich": .list([.text("phones")])]))
    #expect(settings.destination == "sandbox")
    #expect(settings.baseURL == nil && settings.token == nil)
    #expect(settings.enrich == [.phone])
    #expect(throws: OptionProblem.self) {
      try LoadSettings(loader: "sandbox", options: ComponentOptions(["enrich": .list([])]))
    }
  }

  @Test("every loader has a summary, an example that names it, and options that say what they do")
  func specs() {
    #expect(Loaders.all.map(\.name) == ["precept", "sandbox"])
    for spec in Loaders.all {
      #expect(spec.kind == .loader)
      #expect(spec.example.hasPrefix("\(spec.name):"))
      #expect(!spec.summary.hasSuffix(".") && !spec.summary.isEmpty)
      #expect(Set(spec.options.map(\.name)).count == spec.options.count)
    }
    let token = Loaders.all[0].options.first { $0.name == "token" }
    guard case .secret? = token?.type else {
      Issue.record("the token is no secret")
      return
    }
    #expect(token?.isRequired == true)
  }
}
