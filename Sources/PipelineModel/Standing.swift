/// What the service once said of one contact field of one submission key.
package struct Answer: Sendable, Equatable {
  /// Nil where the service found nothing.
  package var value: String?
  /// Orders answers within the ledger: rises where the service says something new.
  package var sequence: Int64
  /// The same for whatever the service says, new or not: `sequence`, or later.
  package var renewed: Int64
  /// When it came, in seconds since 1970.
  package var at: Int64
  /// The job that brought it.
  package var enrichmentID: String?

  package init(value: String?, sequence: Int64, renewed: Int64? = nil, at: Int64, enrichmentID: String? = nil) {
    self.value = value
    self.sequence = sequence
    self.renewed = renewed ?? sequence
    self.at = at
    self.enrichmentID = enrichmentID
  }
}

/// How one contact field of one submission key stands at a destination.
package struct FieldStanding: Sendable, Equatable {
  /// What the latest submission for it came to.
  package enum State: String, Sendable {
    /// Never bought: may be bought.
    case free
    /// Answered; see `answer`.
    case answered
    /// Claimed by a submission that is not settled.
    case inFlight
    /// Claimed by a submission of which nobody knows whether it counted.
    case unknown
    /// Bought without an answer: the job failed or left the person out. Never bought again unasked.
    case lost
  }

  package var state: State
  /// The latest answer there ever was: it also holds while, or after, the field is asked for once more.
  package var answer: Answer?
  /// The job of the submission that holds the claim, where the service named one.
  package var enrichmentID: String?

  package init(_ state: State, answer: Answer? = nil, enrichmentID: String? = nil) {
    self.state = state
    self.answer = answer
    self.enrichmentID = enrichmentID
  }

  /// Nobody ever asked.
  package static let free = FieldStanding(.free)
}

/// How the contact fields of one submission key stand; a field that nobody ever asked for has no standing.
package struct Standings: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  private var email: FieldStanding?
  private var phone: FieldStanding?

  package init(dictionaryLiteral elements: (ContactField, FieldStanding)...) {
    for (field, standing) in elements { self[field] = standing }
  }

  package subscript(field: ContactField) -> FieldStanding? {
    get { field == .email ? email : phone }
    set { if field == .email { email = newValue } else { phone = newValue } }
  }

  /// Whether something is still to come, or to be found out, of a field.
  package var isOpen: Bool { email?.isOpen ?? false || phone?.isOpen ?? false }
}

extension FieldStanding {
  fileprivate var isOpen: Bool { state == .inFlight || state == .unknown }
}

/// Which answers still hold: older ones may be bought again.
package struct Freshness: Sendable, Equatable {
  /// By field: a value that came before this moment (seconds since 1970) is stale; without an entry it never is.
  package var found: [ContactField: Int64]
  /// "Not found" from before this moment is stale; nil: it never is.
  package var notFound: Int64?
  /// Answers that were last renewed at or before this sequence number are stale whatever their age: an operator asked
  /// for all of them again.
  package var retakesUpTo: Int64?
  /// Whether what was bought without an answer may be bought again: only where an operator asked for it.
  package var retakesLost: Bool

  package init(
    found: [ContactField: Int64] = [:], notFound: Int64? = nil, retakesUpTo: Int64? = nil, retakesLost: Bool = false
  ) {
    self.found = found
    self.notFound = notFound
    self.retakesUpTo = retakesUpTo
    self.retakesLost = retakesLost
  }

  /// Every answer holds for ever.
  package static let forever = Freshness()

  /// Whether an answer is too old. One from the future (the clock was set back) is not.
  package func isStale(_ answer: Answer, of field: ContactField) -> Bool {
    isStale(hasValue: answer.value != nil, renewed: answer.renewed, at: answer.at, of: field)
  }

  func isStale(hasValue: Bool, renewed: Int64, at time: Int64, of field: ContactField) -> Bool {
    if let retakesUpTo, renewed <= retakesUpTo { return true }
    guard let moment = hasValue ? found[field] : notFound else { return false }
    return time < moment
  }

  /// Whether the field may be bought, given how it stands.
  package func mayBuy(_ field: ContactField, _ standing: FieldStanding) -> Bool {
    switch standing.state {
    case .free: true
    case .answered: standing.answer.map { isStale($0, of: field) } ?? false
    case .lost: retakesLost
    case .inFlight, .unknown: false
    }
  }
}
