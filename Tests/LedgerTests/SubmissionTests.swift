import Ledger
import PipelineModel
import Testing

@Suite("submissions")
struct SubmissionTests {
  @Test("an intent claims every person and field, and remembers them in order")
  func intent() throws {
    let desk = try Desk()
    let grant = try desk.intend(["c", "a", "b"])
    let granted = grant.claims
    let id = try #require(grant.submission)
    #expect(granted.map(\.key.text) == ["c", "a", "b"])
    #expect(try desk.ledger.claims(of: id) == granted)
    #expect(try desk.standing("a") == [.email: .inFlight(), .phone: .inFlight()])
    #expect(try desk.standing("z") == [:])
    #expect(
      try desk.state(id)
        == JournalledSubmission(
          id: id, batchKey: "b1", destination: "sandbox", run: desk.run, pipeline: "leads", state: .intent, people: 3,
          reserved: 36, intendedAt: 1_000))
  }

  @Test("what another submission holds is left out, field by field; its destination only")
  func leavesOutHeldClaims() throws {
    let desk = try Desk()
    _ = try desk.intend(["a"], fields: [.email])
    _ = try desk.intend(["b"], batch: "b2")
    let grant = try desk.intend(["a", "b", "c"], batch: "b3")
    #expect(
      grant.claims == [
        Claim(key: SubmissionKey(text: "a"), fields: [.phone]),
        Claim(key: SubmissionKey(text: "c"), fields: [.email, .phone]),
      ])
    #expect(try desk.state(try #require(grant.submission))?.reserved == 11 + 12)
    #expect(try desk.intend(["a"], batch: "b4", destination: "https://api.example#main").claims.count == 1)
  }

  @Test("what a person holds under another key is left out, whoever asks; other people's is not")
  func leavesOutHeldByPerson() throws {
    let desk = try Desk()
    func key(_ text: String) -> UInt128 { SubmissionKey(text: text).id }
    try desk.ledger.remember(
      submissions: [("p1", key("profile")), ("p1", key("names")), ("p2", key("other"))], destination: "sandbox")
    try desk.ledger.remember(submissions: [("p1", key("other"))], destination: "elsewhere")
    let first = try desk.intend(["profile"], fields: [.email])
    let grant = try desk.intend(["names", "other"], batch: "b2")
    #expect(
      grant.claims == [
        Claim(key: SubmissionKey(text: "names"), fields: [.phone]),
        Claim(key: SubmissionKey(text: "other"), fields: [.email, .phone]),
      ])
    // What certainly did not count holds nothing.
    try desk.ledger.markSent(try #require(first.submission))
    try desk.ledger.withdraw(try #require(first.submission), why: "refused")
    let later = try desk.intend(["names"], batch: "b3")
    #expect(later.claims == [Claim(key: SubmissionKey(text: "names"), fields: [.email])])
  }

  @Test("with nothing granted there is no submission")
  func nothingGranted() throws {
    let desk = try Desk()
    _ = try desk.intend(["a"])
    #expect(try desk.intend(["a"], batch: "b2") == Grant())
    #expect(try desk.ledger.submissions(in: Set(SubmissionState.allCases)).count == 1)
    #expect(try desk.intend([], batch: "b3").submission == nil)
  }

  @Test("two claims of one person are one")
  func foldsClaims() throws {
    let desk = try Desk()
    let key = SubmissionKey(text: "a")
    let grant = try desk.ledger.intend(
      Intent(
        batchKey: "b1", run: desk.run, destination: "sandbox", translate: true,
        claims: [Claim(key: key, fields: [.email]), Claim(key: key, fields: [.phone]), Claim(key: key, fields: [])],
        prices: .test, time: 1))
    #expect(grant.claims == [Claim(key: key, fields: [.email, .phone])])
    #expect(try desk.state(try #require(grant.submission))?.people == 1)
  }

  @Test("a batch key is used once, and a run must have begun")
  func guardsOfIntent() throws {
    let desk = try Desk()
    _ = try desk.intend(["a"])
    #expect(throws: LedgerError.batchKeyTaken("b1")) { try desk.intend(["b"]) }
    #expect(throws: LedgerError.noSuchRun("r9")) {
      try desk.intend(["b"], batch: "b2", run: "r9")
    }
    #expect(try desk.standing("b") == [:])
  }

  @Test(
    "every state survives the death of the process, with its claims",
    arguments: zip(
      SubmissionState.allCases,
      [
        [.email: .inFlight(), .phone: .inFlight()],
        [.email: .inFlight(), .phone: .inFlight()],
        [.email: .inFlight("e-b1"), .phone: .inFlight("e-b1")],
        [.email: .lost("e-b1"), .phone: .lost("e-b1")],
        [.email: .lost("e-b1"), .phone: .lost("e-b1")],
        [.email: .unknown, .phone: .unknown],
        [:],
      ] as [Standings]))
  func reopening(state: SubmissionState, standing: Standings) throws {
    var desk = try Desk()
    let id = try desk.submission(["a", "b"], in: state)
    let before = try desk.state(id)
    try desk.reopen()
    #expect(try desk.state(id) == before)
    #expect(try desk.state(id)?.state == state)
    #expect(try desk.standing("a") == standing)
    #expect(try desk.ledger.submissions(in: [state]).map(\.id) == [id])
    #expect(try desk.ledger.submissions(in: Set(SubmissionState.allCases).subtracting([state])).isEmpty)
  }

  /// The steps, and the states in which each may be taken.
  enum Step: String, CaseIterable, Sendable {
    case send, accept, withdraw, doubt, fail, deliver, complete, resolve

    var from: Set<SubmissionState> {
      switch self {
      case .send: [.intent]
      case .accept: [.sent, .unknown]
      case .withdraw: [.intent, .sent]
      case .doubt: [.sent]
      case .fail: [.accepted, .unknown]
      case .deliver, .complete: Set(SubmissionState.allCases).subtracting([.intent])
      case .resolve: [.unknown]
      }
    }

    var to: SubmissionState {
      switch self {
      case .send: .sent
      case .accept, .deliver: .accepted
      case .withdraw, .resolve: .withdrawn
      case .doubt: .unknown
      case .fail: .failed
      case .complete: .completed
      }
    }

    /// Another run that shares the state has taken the step already, or has gone further.
    func isDone(in state: SubmissionState) -> Bool {
      switch self {
      case .withdraw, .doubt: state == to
      case .fail: state == .failed || state == .completed
      default: false
      }
    }

    func take(_ id: Int64, in ledger: SQLiteLedger) throws {
      switch self {
      case .send: try ledger.markSent(id)
      case .accept: try ledger.markAccepted(id, enrichmentID: "e", leftOut: [], taken: nil, response: [])
      case .withdraw: try ledger.withdraw(id, why: "why")
      case .doubt: try ledger.markUnknown(id, why: "why")
      case .fail: try ledger.markFailed(id, why: "why")
      case .deliver:
        let stranger = DeliveredResult(key: nil, found: [:], raw: Array("{}".utf8))
        try ledger.deliver(id, results: [stranger], isComplete: false, spent: nil, at: 2_000)
      case .complete: try ledger.deliver(id, results: [], isComplete: true, spent: 7, at: 2_000)
      case .resolve: try ledger.resolve(id, as: .resend, why: "why")
      }
    }
  }

  @Test(
    "a step is taken from where it begins, and from nowhere else", arguments: Step.allCases, SubmissionState.allCases)
  func transitions(step: Step, state: SubmissionState) throws {
    let desk = try Desk()
    let id = try desk.submission(["a"], in: state)
    let before = (try desk.state(id), try desk.standing("a"))
    if step.from.contains(state) {
      try step.take(id, in: desk.ledger)
      let staysPut = step == .deliver && [.completed, .failed].contains(state)
      #expect(try desk.state(id)?.state == (staysPut ? state : step.to))
    } else {
      if step.isDone(in: state) {
        try step.take(id, in: desk.ledger)
      } else {
        #expect(throws: LedgerError.wrongTransition(submission: id, from: state, to: step.to)) {
          try step.take(id, in: desk.ledger)
        }
      }
      #expect(try desk.state(id) == before.0)
      #expect(try desk.standing("a") == before.1)
    }
  }

  @Test("a submission that is not there is told by its number", arguments: Step.allCases)
  func noSuchSubmission(step: Step) throws {
    let desk = try Desk()
    #expect(throws: LedgerError.noSuchSubmission(41)) { try step.take(41, in: desk.ledger) }
  }

  @Test("what is withdrawn can be claimed again")
  func withdrawing() throws {
    let desk = try Desk()
    let first = try desk.submission(["a", "b"], in: .withdrawn)
    #expect(try desk.standing("a") == [:])
    // There may be results all the same: they are matched to whom it asked for.
    #expect(try desk.ledger.claims(of: first).map(\.key.text) == ["a", "b"])
    #expect(try desk.intend(["a", "b"], batch: "b2").claims.count == 2)
  }

  @Test("whom the service left out is free again; the others stay in flight")
  func leavingOut() throws {
    let desk = try Desk()
    let id = try desk.submission(["a", "b", "c"], in: .sent)
    try desk.ledger.markAccepted(
      id, enrichmentID: "e1", leftOut: [SubmissionKey(text: "b").id, SubmissionKey(text: "stranger").id],
      taken: nil, response: Array("{}".utf8))
    #expect(try desk.standing("b") == [:])
    #expect(try desk.standing("c") == [.email: .inFlight("e1"), .phone: .inFlight("e1")])
    #expect(try desk.state(id)?.people == 2)
    #expect(try desk.state(id)?.reserved == 24)
    #expect(try desk.state(id)?.enrichmentID == "e1")
    #expect(try desk.ledger.claims(of: id).map(\.key.text) == ["a", "b", "c"])
  }

  @Test(
    "an operator settles an unknown submission",
    arguments: [
      (Resolution.accepted(enrichmentID: "e7"), SubmissionState.accepted, FieldStanding.inFlight("e7")),
      (.lost, .failed, .lost(nil)),
      (.resend, .withdrawn, .free),
    ])
  func resolving(resolution: Resolution, state: SubmissionState, standing: FieldStanding) throws {
    let desk = try Desk()
    let id = try desk.submission(["a"], in: .unknown)
    try desk.ledger.resolve(id, as: resolution, why: "seen on the dashboard")
    #expect(try desk.state(id)?.state == state)
    #expect(try desk.standing("a")[.email] ?? .free == standing)
    if case .accepted(let enrichmentID) = resolution { #expect(try desk.state(id)?.enrichmentID == enrichmentID) }
  }

  @Test("credits are reserved until the cost is known; a withdrawn submission reserves nothing")
  func credits() throws {
    let desk = try Desk()
    let other = try desk.ledger.beginRun(pipeline: "leads", at: "2026-01-03T00:00:00Z")
    _ = try desk.submission(["a", "b"], batch: "b1", in: .unknown)
    _ = try desk.submission(["c"], batch: "b2", in: .withdrawn)
    let third = try desk.submission(["d", "e"], batch: "b3", in: .accepted)
    #expect(try desk.ledger.credits(ofRun: desk.run) == (reserved: 48, spent: 0))
    try desk.deliver(third, [found("d", email: "d@example.com")], spent: 2)
    #expect(try desk.ledger.credits(ofRun: desk.run) == (reserved: 48, spent: 0))
    try desk.deliver(third, [], isComplete: true, spent: 2)
    #expect(try desk.ledger.credits(ofRun: desk.run) == (reserved: 24, spent: 2))
    #expect(try desk.ledger.credits(ofRun: other) == (reserved: 0, spent: 0))
  }
}
