/// A contact detail that can be bought.
package enum ContactField: String, Sendable, CaseIterable, Comparable {
  case email, phone

  /// The word for it in a request's `enrichType` and a pipeline's `enrich:`.
  package var requestWord: String { self == .email ? "emails" : "phones" }

  package static func < (a: ContactField, b: ContactField) -> Bool { a == .email && b == .phone }

  // Not by its word, as it would be otherwise: there are two of these for every person.
  package func hash(into hasher: inout Hasher) { hasher.combine(self == .email) }
}

/// What the service sees of a person: the canonical LinkedIn URL, else names and company as sent.
package struct SubmissionKey: Sendable, Hashable {
  /// A hash of `text`, which the ledger indexes.
  package var id: UInt128
  /// The LinkedIn URL, or first name, last name and company with `|` between.
  package var text: String

  package init(text: String) {
    self.text = text
    self.id = contentHash(text.utf8.span)
  }
}

/// The states of a submission, each committed before the step that it announces.
package enum SubmissionState: String, Sendable, CaseIterable {
  /// Claims are taken; no byte has left. After a crash: safe to send.
  case intent
  /// The connection stands and the first byte may leave. After a crash: unknown.
  case sent
  /// The service gave an enrichment id.
  case accepted
  /// All results are in.
  case completed
  /// The job failed or is gone; bought without an answer.
  case failed
  /// Nobody knows whether it counted. Settled by a result, or by an operator.
  case unknown
  /// It certainly did not count; its claims are free again.
  case withdrawn
}

/// What one submission would buy for one person.
package struct Claim: Sendable, Equatable {
  package var key: SubmissionKey
  package var fields: Set<ContactField>

  package init(key: SubmissionKey, fields: Set<ContactField>) {
    self.key = key
    self.fields = fields
  }
}

/// A submission as the journal remembers it.
package struct JournalledSubmission: Sendable, Equatable {
  package var id: Int64
  package var batchKey: String
  package var destination: String
  package var run: String
  package var pipeline: String
  package var state: SubmissionState
  package var enrichmentID: String?
  /// How many people it holds, after the service left out whom it left out.
  package var people: Int
  /// Worst case in credits.
  package var reserved: Int
  /// What it cost, once known.
  package var spent: Int?
  /// When it was intended, in seconds since 1970.
  package var intendedAt: Int64
  /// Why it stands as it does, where its last step had a reason.
  package var why: String?

  package init(
    id: Int64, batchKey: String, destination: String, run: String, pipeline: String, state: SubmissionState,
    enrichmentID: String? = nil, people: Int, reserved: Int, spent: Int? = nil, intendedAt: Int64 = 0,
    why: String? = nil
  ) {
    self.id = id
    self.batchKey = batchKey
    self.destination = destination
    self.run = run
    self.pipeline = pipeline
    self.state = state
    self.enrichmentID = enrichmentID
    self.people = people
    self.reserved = reserved
    self.spent = spent
    self.intendedAt = intendedAt
    self.why = why
  }
}

/// One item of a job's results, matched to a person or not.
package struct DeliveredResult: Sendable, Equatable {
  /// The person's submission key; nil where the item matches nobody (kept and reported all the same).
  package var key: UInt128?
  /// What was found, by field; an asked field that is missing here was not found.
  package var found: [ContactField: String]
  /// The item's own error, where the service told one.
  package var error: String?
  /// The item's JSON, whole.
  package var raw: [UInt8]

  package init(key: UInt128?, found: [ContactField: String], error: String? = nil, raw: [UInt8]) {
    self.key = key
    self.found = found
    self.error = error
    self.raw = raw
  }
}
