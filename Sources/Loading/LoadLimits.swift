package import PipelineModel

/// What `load:` says besides the loader: how much, how fast, how old, in which order.
package struct LoadLimits: Sendable, Equatable {
  /// Credits that may be spent.
  package var budget: Budget
  /// What enrichment costs.
  package var prices: Prices
  /// How long answers hold.
  package var refresh: RefreshAges
  /// Who goes first when not everybody can be bought.
  package var priorities: [Priority]
  /// Requests a minute that are not passed; nil for no limit.
  package var requestsPerMinute: Int?
  /// Requests that may be under way at once.
  package var concurrency: Int
  /// How long one submission that certainly did not count is tried again.
  package var retryFor: Duration
  /// How often an open job is asked.
  package var poll: Duration
  /// How long a run waits for results.
  package var timeout: Duration
  /// Where results are received.
  package var webhook: Webhook?
  /// Where a result item holds what was found.
  package var answers: ResultPaths

  /// Credits that may be spent, each in the worst case.
  package struct Budget: Sendable, Equatable {
    package var run: Int?
    package var day: Int?
    package var month: Int?
    /// Once a run may have spent this much, it says so.
    package var warnAt: Int?

    package init(run: Int? = nil, day: Int? = nil, month: Int? = nil, warnAt: Int? = nil) {
      self.run = run
      self.day = day
      self.month = month
      self.warnAt = warnAt
    }
  }

  /// Where results are received.
  package struct Webhook: Sendable, Equatable {
    /// `HOST:PORT`.
    package var listen: String
    /// The public address that leads there, without a slash at its end; nil for the sandbox, which is on this machine.
    package var url: String?
    /// Whether results are asked for one by one as they are found.
    package var streams: Bool
  }

  /// Reads `Loaders.sharedOptions`.
  package init(options: ComponentOptions) throws(OptionProblem) {
    let budget = options.object("budget")
    self.budget = Budget(
      run: options.integer("budget") ?? budget?.integer("run"), day: budget?.integer("day"),
      month: budget?.integer("month"), warnAt: budget?.integer("warn_at"))
    prices = try Self.prices(options.object("prices"))
    refresh = try RefreshAges(options)
    priorities = []
    for (index, text) in (options.texts("prioritise") ?? []).enumerated() {
      priorities.append(try Priority(text, option: "prioritise[\(index)]"))
    }
    requestsPerMinute = options.integer("requests_per_minute")
    concurrency = options.integer("concurrency") ?? 4
    retryFor = options.duration("retry_for") ?? .seconds(10 * 60)
    let results = options.object("results")
    poll = results?.duration("poll") ?? .seconds(4)
    timeout = results?.duration("timeout") ?? .seconds(30 * 60)
    if poll < .milliseconds(1) {
      throw OptionProblem(
        option: "results.poll", message: "expected a time longer than nothing",
        hint: "the vendor's client polls every 4s")
    }
    webhook = try results?.object("webhook").map { given throws(OptionProblem) in try Self.webhook(given) }
    answers = ResultPaths.standard.overridden(
      email: options.object("answers")?.texts("email"), phone: options.object("answers")?.texts("phone"))
  }

  private static func prices(_ given: ComponentOptions?) throws(OptionProblem) -> Prices {
    guard let standard = Prices.standard else {
      throw OptionProblem(
        option: "prices", message: "this build knows no prices", hint: "name all of them in `prices:`")
    }
    guard let given else { return standard }
    let asOf = given.text("as_of") ?? ""
    guard asOf.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) != nil else {
      throw OptionProblem(
        option: "prices.as_of", message: "expected the day they were read, like \(standard.asOf)",
        hint: "prices change: the day says how old these are")
    }
    return Prices(
      asOf: asOf, base: given.integer("base") ?? standard.base, email: given.integer("email") ?? standard.email,
      phone: given.integer("phone") ?? standard.phone)
  }

  private static func webhook(_ given: ComponentOptions) throws(OptionProblem) -> Webhook {
    var url = given.text("url")
    while url?.hasSuffix("/") == true { url?.removeLast() }
    if let url, !url.hasPrefix("https://") && !url.hasPrefix("http://") {
      throw OptionProblem(
        option: "results.webhook.url", message: "expected a URL that begins with https://",
        hint: "it is the public address that leads to webhook.listen")
    }
    return Webhook(
      listen: given.text("listen") ?? "127.0.0.1:0", url: url, streams: given.boolean("streaming") ?? true)
  }
}
