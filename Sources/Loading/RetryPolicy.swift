package import PipelineModel

/// What to do after a submission was carried out.
package enum SubmitVerdict: Sendable, Equatable {
  /// It counted.
  case accepted(Acceptance)
  /// It certainly did not count: it may go out again after this pause.
  case sendAgain(after: Duration)
  /// It certainly did not count, and no other will: withdraw it and submit nothing more in this run. `remedy` is what
  /// whoever runs this should do.
  case stop(UnprocessedReason, why: String, remedy: String)
  /// It certainly did not count, and this one never will: withdraw it.
  case refused(why: String)
  /// Nobody knows whether it counted: it is never sent again on its own.
  case unknown(why: String)
}

/// What to do after a request that only asks.
package enum AskVerdict: Sendable, Equatable {
  /// The body is an answer.
  case answer([UInt8])
  /// Ask again after this pause.
  case askAgain(after: Duration)
  /// What was asked for is not there (404, 410).
  case gone
  /// It will not be answered in this run; results stay where they are.
  case giveUp(why: String)
}

/// Decides what follows a response or a failure; pure, so that a table can test it.
package struct RetryPolicy: Sendable {
  /// How often one submission is tried where the service cannot be reached, and how often a question is asked in a row.
  package var attempts: Int
  /// The first pause, doubled each time.
  package var firstPause: Duration
  /// No pause is longer, whatever the service asks for.
  package var longestPause: Duration
  /// From the first try of a submission to the last, pauses included.
  package var deadline: Duration

  package init(
    attempts: Int = 6, firstPause: Duration = .seconds(1), longestPause: Duration = .seconds(300),
    deadline: Duration = .seconds(600)
  ) {
    self.attempts = attempts
    self.firstPause = firstPause
    self.longestPause = longestPause
    self.deadline = deadline
  }

  /// After a submission. `attempt` counts from 1; `elapsed` is how long it has been tried; `random` is in 0..<1; `now`
  /// in seconds since 1970 (for `Retry-After` dates); `acceptance` is what `ResponseCodec` read from a 2xx body.
  package func afterSubmit(
    _ outcome: Result<HTTPResponse, HTTPFailure>, acceptance: Acceptance?, attempt: Int, elapsed: Duration = .zero,
    random: Double, now: Int
  ) -> SubmitVerdict {
    let response: HTTPResponse
    switch outcome {
    case .failure(let failure):
      if failure.stage == .maybeSent { return .unknown(why: "the answer was lost: \(failure.message)") }
      let why = "the service could not be reached: \(failure.message)"
      if attempt >= attempts { return Self.stop("\(why), \(attempt) times") }
      return sendAgain(attempt, elapsed, random, nil, why)
    case .success(let success): response = success
    }
    let wait = RetryAfter.seconds(response.header("Retry-After"), now: now)
    switch response.status {
    case 200..<300:
      return acceptance.map { .accepted($0) }
        ?? .unknown(why: "HTTP \(response.status) without a readable enrichment id")
    case 402:
      return .stop(
        .credits, why: "the account has no credits left (HTTP 402)", remedy: "top up the account and run again")
    case 401, 403:
      return .stop(
        .serviceUnavailable, why: "the service refused the token (HTTP \(response.status))",
        remedy: "check the token and run again")
    case 301, 307, 308:
      // What is moved was not processed; 302 and 303 may be the answer to something that was.
      return .stop(
        .serviceUnavailable, why: "the address has moved (HTTP \(response.status))",
        remedy: "correct `base_url` and run again")
    case 404, 405, 410:
      return .stop(
        .serviceUnavailable, why: "nothing takes submissions at that address (HTTP \(response.status))",
        remedy: "check `base_url` and run again")
    case 400, 411, 413, 414, 415, 422, 431:
      return .refused(why: "the service refused the request (HTTP \(response.status))")
    case 429: return sendAgain(attempt, elapsed, random, wait, "the service asks for fewer requests (HTTP 429)")
    case 503 where wait != nil: return sendAgain(attempt, elapsed, random, wait, "the service is down (HTTP 503)")
    default: return .unknown(why: "HTTP \(response.status) does not tell whether it counted")
    }
  }

  /// After a GET: asking again costs nothing.
  package func afterAsking(
    _ outcome: Result<HTTPResponse, HTTPFailure>, attempt: Int, random: Double, now: Int
  ) -> AskVerdict {
    let why: String
    var wait: Int?
    switch outcome {
    case .failure(let failure): why = "the service could not be reached: \(failure.message)"
    case .success(let response):
      switch response.status {
      case 200..<300: return .answer(response.body)
      case 404, 410: return .gone
      case 401, 403: return .giveUp(why: "the service refused the token (HTTP \(response.status))")
      case 408, 425, 429, 500...: why = "HTTP \(response.status)"
      default: return .giveUp(why: "HTTP \(response.status)")
      }
      wait = RetryAfter.seconds(response.header("Retry-After"), now: now)
    }
    if attempt >= attempts { return .giveUp(why: "\(why), \(attempt) times") }
    return .askAgain(after: pause(attempt, random, wait))
  }

  private func sendAgain(
    _ attempt: Int, _ elapsed: Duration, _ random: Double, _ wait: Int?, _ why: String
  ) -> SubmitVerdict {
    let pause = pause(attempt, random, wait)
    if elapsed + pause > deadline { return Self.stop("\(why), \(attempt) times") }
    return .sendAgain(after: pause)
  }

  private static func stop(_ why: String) -> SubmitVerdict {
    .stop(.serviceUnavailable, why: why, remedy: "run again later")
  }

  /// What the service asks for, else anything up to the doubled pause ("full jitter", so that many runs that were
  /// turned away together do not come back together).
  private func pause(_ attempt: Int, _ random: Double, _ wait: Int?) -> Duration {
    if let wait { return min(.seconds(wait), longestPause) }
    let ceiling = min(firstPause * (1 << min(max(attempt - 1, 0), 20)), longestPause)
    return ceiling * min(max(random, 0), 1)
  }
}
