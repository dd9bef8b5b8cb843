@testable import Loading
import PipelineModel
import Testing

@Suite("what load: says besides the loader")
struct LoadLimitsTests {
  private func limits(_ values: [String: OptionValue]) throws -> LoadLimits {
    try LoadLimits(options: ComponentOptions(values))
  }

  private func object(_ values: [(String, OptionValue)]) -> OptionValue {
    .map(values.map { OptionValue.Entry(key: $0.0, value: $0.1) })
  }

  @Test("left out, nothing limits, values hold for ever and \"not found\" holds for 90 days")
  func standards() throws {
    let limits = try limits([:])
    #expect(limits.budget == LoadLimits.Budget())
    #expect(limits.refresh == RefreshAges(found: [:], notFound: 90 * 86_400))
    #expect(limits.priorities.isEmpty)
    #expect(limits.requestsPerMinute == nil && limits.concurrency == 4)
    #expect(limits.retryFor == .seconds(600) && limits.poll == .seconds(4) && limits.timeout == .seconds(1800))
    #expect(limits.webhook == nil && limits.answers == .standard)
  }

  @Test("a budget is a number for the run, or one for each span")
  func budget() throws {
    #expect(try limits(["budget": .integer(7)]).budget == LoadLimits.Budget(run: 7))
    let all = object([
      ("run", .integer(1)), ("day", .integer(2)), ("month", .integer(3)), ("warn_at", .integer(4)),
    ])
    #expect(try limits(["budget": all]).budget == LoadLimits.Budget(run: 1, day: 2, month: 3, warnAt: 4))
  }

  @Test("prices are dated data: those of the file, or the pipeline's own with their day")
  func prices() throws {
    let standard = try #require(Prices.standard)
    #expect(try limits([:]).prices == standard)
    #expect(standard.asOf.count == 10 && standard.base == 1 && standard.email == 1 && standard.phone == 10)
    let own = object([("as_of", .text("2030-02-03")), ("phone", .integer(7))])
    #expect(try limits(["prices": own]).prices == Prices(asOf: "2030-02-03", base: 1, email: 1, phone: 7))
    for day in ["", "today", "2030-2-3", "2030-02-03T00:00:00Z"] {
      let problem = #expect(throws: OptionProblem.self) {
        try limits(["prices": object([("as_of", .text(day))])])
      }
      #expect(problem?.option == "prices.as_of")
      #expect(problem?.message == "expected the day they were read, like \(standard.asOf)")
    }
  }

  @Test(
    "an age is days, hours, minutes, seconds or never",
    arguments: [
      ("180d", RefreshAges(found: [.email: 15_552_000, .phone: 15_552_000], notFound: 90 * 86_400)),
      ("1h", RefreshAges(found: [.email: 3600, .phone: 3600], notFound: 3600)),
      ("0s", RefreshAges(found: [.email: 0, .phone: 0], notFound: 0)), ("never", .standard),
    ])
  func ages(text: String, ages: RefreshAges) throws {
    #expect(try limits(["refresh_after": .text(text)]).refresh == ages)
  }

  @Test("each field and \"not found\" may have an age of its own")
  func agesByField() throws {
    let ages = object([("email", .text("30d")), ("phone", .text("never")), ("not_found", .text("never"))])
    #expect(try limits(["refresh_after": ages]).refresh == RefreshAges(found: [.email: 30 * 86_400], notFound: nil))
  }

  @Test(
    "what is no age is told", arguments: ["", "d", "90", "-1d", "1.5d", "180 d", "99999999999999999999d", "36526d"])
  func badAges(text: String) {
    let problem = #expect(throws: OptionProblem.self) { try limits(["refresh_after": .text(text)]) }
    #expect(problem?.message == "expected an age")
  }

  @Test("an answer is stale once it is older than its age, and one from the future never is")
  func freshness() {
    let ages = RefreshAges(found: [.email: 100], notFound: 10)
    let freshness = ages.freshness(at: 1000)
    func isStale(_ value: String?, at time: Int64, _ field: ContactField = .email) -> Bool {
      freshness.isStale(Answer(value: value, sequence: 1, at: time), of: field)
    }
    #expect(isStale("a@x.example", at: 899) && !isStale("a@x.example", at: 900) && !isStale("a@x.example", at: 5000))
    #expect(isStale(nil, at: 989) && !isStale(nil, at: 990))
    #expect(!isStale("+442079460000", at: 0, .phone) && isStale(nil, at: 0, .phone))
  }

  @Test("what is held, doubted or lost is not bought again but on an operator's word")
  func mayBuy() {
    let answer = Answer(value: "a@x.example", sequence: 5, at: 0)
    let forced = Freshness(retakesUpTo: 5, retakesLost: true)
    for freshness in [Freshness.forever, forced] {
      #expect(freshness.mayBuy(.email, .free))
      #expect(!freshness.mayBuy(.email, FieldStanding(.inFlight, answer: answer)))
      #expect(!freshness.mayBuy(.email, FieldStanding(.unknown, answer: answer)))
    }
    #expect(!Freshness.forever.mayBuy(.email, FieldStanding(.answered, answer: answer)))
    #expect(!Freshness.forever.mayBuy(.email, FieldStanding(.lost)))
    #expect(
      forced.mayBuy(.email, FieldStanding(.answered, answer: answer)) && forced.mayBuy(.email, FieldStanding(.lost)))
    let later = Answer(value: "b@x.example", sequence: 6, at: 0)
    #expect(!forced.mayBuy(.email, FieldStanding(.answered, answer: later)), "answered since it was asked for")
  }

  @Test("a webhook needs an address that results can be sent to")
  func webhook() throws {
    func webhook(_ values: [(String, OptionValue)]) throws -> LoadLimits.Webhook? {
      try limits(["results": object([("webhook", object(values))])]).webhook
    }
    #expect(
      try webhook([("listen", .text("0.0.0.0:8080")), ("url", .text("https://hooks.example.com/a/"))])
        == LoadLimits.Webhook(listen: "0.0.0.0:8080", url: "https://hooks.example.com/a", streams: true))
    #expect(
      try webhook([("streaming", .boolean(false))])
        == LoadLimits.Webhook(listen: "127.0.0.1:0", url: nil, streams: false))
    #expect(throws: OptionProblem.self) { try webhook([("url", .text("hooks.example.com"))]) }
  }
}
