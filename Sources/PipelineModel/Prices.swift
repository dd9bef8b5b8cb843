/// What enrichment costs in credits, as of a date: prices differ between versions of the vendor's page, so they are data
/// that come from a file or the pipeline, and stand in the ledger beside every submission.
package struct Prices: Sendable, Equatable, Codable {
  /// The day on which they were read, `YYYY-MM-DD`.
  package var asOf: String
  /// For each person enriched.
  package var base: Int
  /// For each e-mail address found.
  package var email: Int
  /// For each phone number found.
  package var phone: Int

  package init(asOf: String, base: Int, email: Int, phone: Int) {
    self.asOf = asOf
    self.base = base
    self.email = email
    self.phone = phone
  }

  /// What finding one field costs.
  package func of(_ field: ContactField) -> Int { field == .email ? email : phone }

  /// What one person can cost at most: everything that is asked for is found.
  package func worstCase(fields: Set<ContactField>) -> Int { fields.reduce(base) { $0 + of($1) } }

  /// What these claims can cost at most.
  package func worstCase(_ claims: [Claim]) -> Int { claims.reduce(0) { $0 + worstCase(fields: $1.fields) } }

  /// What this many people cost at least: nothing is found.
  package func least(people: Int) -> Int { people * base }

  /// What people cost of whom so much was found.
  package func cost(people: Int, emails: Int, phones: Int) -> Int { people * base + emails * email + phones * phone }
}
