@testable import Loading
import PipelineModel
import Testing

@Suite("what follows a response")
struct RetryPolicyTests {
  let policy = RetryPolicy(attempts: 4, firstPause: .seconds(1), longestPause: .seconds(300))

  private func after(
    _ status: Int, headers: [HTTPRequest.Header] = [], acceptance: Acceptance? = nil, attempt: Int = 1,
    random: Double = 0.5
  ) -> SubmitVerdict {
    policy.afterSubmit(
      .success(HTTPResponse(status: status, headers: headers)), acceptance: acceptance, attempt: attempt,
      random: random,
      now: 784_111_777)
  }

  /// A verdict without its words.
  private func kind(_ verdict: SubmitVerdict) -> String {
    switch verdict {
    case .accepted: "accepted"
    case .sendAgain: "again"
    case .stop(let reason, _, _): "stop \(reason.rawValue)"
    case .refused: "refused"
    case .unknown: "unknown"
    }
  }

  @Test("every status but the certain ones leaves the outcome unknown", arguments: 100...599)
  func statuses(status: Int) {
    let expected: String
    switch status {
    case 402: expected = "stop credits"
    case 301, 307, 308, 401, 403, 404, 405, 410: expected = "stop service_unavailable"
    case 400, 411, 413, 414, 415, 422, 431: expected = "refused"
    case 429: expected = "again"
    default: expected = "unknown"
    }
    #expect(kind(after(status)) == expected)
  }

  @Test("a 2xx counts only with an enrichment id", arguments: [200, 201, 202, 204])
  func accepted(status: Int) {
    let acceptance = Acceptance(enrichmentID: "e1")
    #expect(after(status, acceptance: acceptance) == .accepted(acceptance))
    #expect(after(status) == .unknown(why: "HTTP \(status) without a readable enrichment id"))
  }

  @Test("an acceptance read from an error's body counts for nothing")
  func acceptanceOfAnError() {
    #expect(kind(after(500, acceptance: Acceptance(enrichmentID: "e1"))) == "unknown")
  }

  @Test("only a request of which no byte left goes out again")
  func failures() {
    func verdict(_ stage: HTTPFailure.Stage, attempt: Int) -> SubmitVerdict {
      policy.afterSubmit(
        .failure(HTTPFailure(stage: stage, message: "reset")), acceptance: nil, attempt: attempt, random: 0.5, now: 0)
    }
    #expect(verdict(.maybeSent, attempt: 1) == .unknown(why: "the answer was lost: reset"))
    #expect(verdict(.notSent, attempt: 1) == .sendAgain(after: .milliseconds(500)))
    #expect(verdict(.notSent, attempt: 3) == .sendAgain(after: .seconds(2)))
    #expect(
      verdict(.notSent, attempt: 4)
        == .stop(
          .serviceUnavailable, why: "the service could not be reached: reset, 4 times", remedy: "run again later"))
  }

  @Test(
    "the service's own pause is kept, up to five minutes",
    arguments: [
      ("0", Duration.zero), ("7", .seconds(7)), (" 12 ", .seconds(12)), ("99999999999999999999999", .seconds(300)),
      ("Sun, 06 Nov 1994 08:49:47 GMT", .seconds(10)), ("Sun, 06 Nov 1994 08:49:00 GMT", .zero),
      ("Mon, 07 Nov 1994 08:49:37 GMT", .seconds(300)),
    ])
  func retryAfter(header: String, pause: Duration) {
    for status in [429, 503] {
      #expect(after(status, headers: [.init("retry-after", header)]) == .sendAgain(after: pause))
    }
  }

  @Test(
    "a Retry-After that cannot be read is none",
    arguments: ["", "soon", "-1", "1.5", "Sun, 06 Nov 1994", "Sun, 99 Foo 1994 08:49:37 GMT"])
  func badRetryAfter(header: String) {
    #expect(after(429, headers: [.init("Retry-After", header)]) == .sendAgain(after: .milliseconds(500)))
    #expect(kind(after(503, headers: [.init("Retry-After", header)])) == "unknown")
  }

  @Test(
    "dates are counted right over leap years and centuries",
    arguments: [
      ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
      ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600), ("Fri, 31 Dec 2027 23:59:59 GMT", 1_830_297_599),
    ])
  func dates(date: String, seconds: Int) {
    #expect(RetryAfter.seconds(date, now: seconds) == 0)
    #expect(RetryAfter.seconds(date, now: seconds - 5) == 5)
  }

  @Test(
    "pauses double, are spread over their whole length, and end at the longest", arguments: [0.0, 0.25, 0.999, 7, -1])
  func backOff(random: Double) {
    let policy = RetryPolicy(
      attempts: 100, firstPause: .seconds(1), longestPause: .seconds(60), deadline: .seconds(6000))
    for attempt in 1...99 {
      let verdict = policy.afterSubmit(
        .failure(HTTPFailure(stage: .notSent, message: "")), acceptance: nil, attempt: attempt, random: random, now: 0)
      let ceiling = min(60.0, attempt > 10 ? 60 : Double(1 << (attempt - 1)))
      #expect(verdict == .sendAgain(after: .seconds(ceiling) * min(max(random, 0), 1)))
    }
  }

  @Test("the service's pauses are waited for up to the deadline, however many there are")
  func deadline() {
    func verdict(elapsed: Duration, attempt: Int = 50) -> SubmitVerdict {
      RetryPolicy(deadline: .seconds(600)).afterSubmit(
        .success(HTTPResponse(status: 429, headers: [.init("Retry-After", "30")])), acceptance: nil, attempt: attempt,
        elapsed: elapsed, random: 0.5, now: 0)
    }
    #expect(verdict(elapsed: .seconds(570)) == .sendAgain(after: .seconds(30)))
    #expect(
      verdict(elapsed: .seconds(571))
        == .stop(
          .serviceUnavailable, why: "the service asks for fewer requests (HTTP 429), 50 times",
          remedy: "run again later"
        ))
  }

  @Test(
    "a question is asked again wherever that may help",
    arguments: [
      (200, AskVerdict.answer([1])), (404, .gone), (410, .gone),
      (401, .giveUp(why: "the service refused the token (HTTP 401)")), (400, .giveUp(why: "HTTP 400")),
      (302, .giveUp(why: "HTTP 302")), (429, .askAgain(after: .milliseconds(500))),
      (500, .askAgain(after: .milliseconds(500))), (503, .askAgain(after: .milliseconds(500))),
      (408, .askAgain(after: .milliseconds(500))),
    ])
  func asking(status: Int, verdict: AskVerdict) {
    let outcome = Result<HTTPResponse, HTTPFailure>.success(HTTPResponse(status: status, body: [1]))
    #expect(policy.afterAsking(outcome, attempt: 1, random: 0.5, now: 0) == verdict)
  }

  @Test("a question's failures are told once they are too many", arguments: [HTTPFailure.Stage.notSent, .maybeSent])
  func askingTooOften(stage: HTTPFailure.Stage) {
    let outcome = Result<HTTPResponse, HTTPFailure>.failure(HTTPFailure(stage: stage, message: "timeout"))
    #expect(policy.afterAsking(outcome, attempt: 3, random: 1, now: 0) == .askAgain(after: .seconds(4)))
    #expect(
      policy.afterAsking(outcome, attempt: 4, random: 1, now: 0)
        == .giveUp(why: "the service could not be reached: timeout, 4 times"))
  }
}
