import PipelineModel
import Testing

@testable import Pipelines

/// What components have against options that fit their specs, as lint tells it.
@Suite("A component's problem")
struct ComponentProblemTests {
  private static func diagnostics(_ text: String, _ environment: [String: String] = [:]) throws -> [String] {
    let folder = try RunFolder()
    try folder.write("p.yaml", text)
    let (definition, diagnostics) = try PipelineDefinition.load(folder.path + "/p.yaml", environment: environment)
    #expect(definition == nil)
    return diagnostics.map {
      var diagnostic = $0
      diagnostic.location?.file = "p.yaml"
      return diagnostic.description
    }
  }

  /// `VALUE` is what a variable holds, and what must not be shown.
  private static let faulty: [(text: String, place: String, found: String)] = [
    ("transform: [{normalise: {region: VALUE}}]", "1:34", "`region`: expected a two-letter country code"),
    ("transform: [{dedupe: {match: {threshold: VALUE}}}]", "1:42", "`match.threshold`: expected a probability"),
    ("transform: [{dedupe: {match: {review: VALUE}}}]", "1:39", "`match.review`: expected a probability"),
    ("extract: [{xml: a, record: VALUE}]", "1:28", "`record`: expected the path of an element"),
    ("output: [{xml: a, root: VALUE}]", "1:25", "`root`: expected a name that an XML element can have"),
    ("load: {sandbox: , prioritise: [newest, VALUE]}", "1:40", "`prioritise`: expected an order"),
    ("load: {sandbox: , refresh_after: VALUE}", "1:34", "`refresh_after`: expected an age"),
    ("load: {sandbox: , refresh_after: {phone: VALUE}}", "1:42", "`refresh_after.phone`: expected an age"),
    ("load: {sandbox: , prices: {as_of: VALUE}}", "1:35", "`prices.as_of`: expected the day they were read, like "),
    (
      "load: {sandbox: , results: {webhook: {url: VALUE}}}", "1:44",
      "`results.webhook.url`: expected a URL that begins with https://"
    ),
    ("load: {precept: {token: \"${T}\", base_url: VALUE}}", "1:43", "`base_url`: expected a URL"),
  ]

  private static func whole(_ text: String) -> String {
    var text = text
    if !text.hasPrefix("extract") { text += "\nextract: [{csv: in.csv}]" }
    if !text.hasPrefix("output") { text += "\noutput: [{csv: out.csv}]" }
    return text + "\n"
  }

  @Test("stands at its option and shows what the file says", arguments: faulty)
  func literal(text: String, place: String, found: String) throws {
    let text = Self.whole(text.replacing("VALUE", with: "<s3cret>"))
    let diagnostics = try Self.diagnostics(text, ["T": "t"])
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.hasPrefix("p.yaml:\(place): error: \(found)") == true)
    #expect(diagnostics.first?.contains(", found text `<s3cret>`\n") == true)
  }

  @Test("never shows what came out of a variable", arguments: faulty)
  func variable(text: String, place: String, found: String) throws {
    let text = Self.whole(text.replacing("VALUE", with: "\"${V}\""))
    let diagnostics = try Self.diagnostics(text, ["T": "t", "V": "<s3cret>"])
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.hasPrefix("p.yaml:\(place): error: \(found)") == true)
    #expect(diagnostics.first?.contains(", found the value of `${V}`\n") == true)
    #expect(!diagnostics.joined().contains("s3cret"))
  }

  @Test("of a token or an address with a password shows nothing of it")
  func secrets() throws {
    let text = Self.whole("load: {precept: {token: \"${T}\", base_url: \"https://u:s3cret@a.example\"}}")
    #expect(
      try Self.diagnostics(text, ["T": "t"]) == [
        "p.yaml:1:43: error: `base_url`: it holds a user name\n  hint: it looks like https://api.preceptai.co.uk"
      ])
    #expect(
      try Self.diagnostics(text, ["T": "s3cret\nX: y"]).allSatisfy { !$0.contains("s3cret") })
  }

  @Test("of `results.poll` stands there")
  func poll() throws {
    #expect(
      try Self.diagnostics(Self.whole("load:\n  sandbox:\n  results: {timeout: 1m, poll: 0s}")) == [
        "p.yaml:3:32: error: `results.poll`: expected a time longer than nothing, found text `0s`\n"
          + "  hint: the vendor's client polls every 4s"
      ])
  }

  @Test("tells what was probably meant only where the file holds it")
  func instead() throws {
    let text = "extract: [{xml: a, record: VALUE}]"
    let literal = try Self.diagnostics(Self.whole(text.replacing("VALUE", with: "leads/lead")))
    #expect(literal.first?.hasSuffix("\n  hint: write `/leads/lead`") == true)
    let variable = try Self.diagnostics(Self.whole(text.replacing("VALUE", with: "\"${V}\"")), ["V": "leads/lead"])
    #expect(variable.first?.hasSuffix("\n  hint: write it like /leads/lead") == true)
  }
}
