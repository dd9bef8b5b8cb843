package import PipelineModel

/// What enrichment costs in credits, as of a date: prices differ between versions of the vendor's page.
package struct PriceList: Sendable, Equatable {
  /// The day on which the prices were read, `YYYY-MM-DD`.
  package var asOf: String
  /// For each person enriched.
  package var base: Int
  /// For each e-mail found.
  package var email: Int
  /// For each phone number found.
  package var phone: Int

  package init(asOf: String, base: Int, email: Int, phone: Int) {
    self.asOf = asOf
    self.base = base
    self.email = email
    self.phone = phone
  }

  /// The latest that were read.
  package static let current = PriceList(asOf: "2026-01-01", base: 1, email: 1, phone: 10)

  /// What one person can cost at most.
  package func worstCase(fields: Set<ContactField>) -> Int {
    base + (fields.contains(.email) ? email : 0) + (fields.contains(.phone) ? phone : 0)
  }

  /// What this many people can cost at most: everything is found.
  package func worstCase(people: Int, fields: Set<ContactField>) -> Int { people * worstCase(fields: fields) }

  /// What these claims can cost at most.
  package func worstCase(_ claims: [Claim]) -> Int { claims.reduce(0) { $0 + worstCase(fields: $1.fields) } }

  /// What this many people cost at least: nothing is found.
  package func least(people: Int) -> Int { people * base }

  /// What people cost of whom so much was found.
  package func cost(people: Int, emails: Int, phones: Int) -> Int { people * base + emails * email + phones * phone }

  /// How many people so many credits certainly cover.
  package func people(coveredBy credits: Int, fields: Set<ContactField>) -> Int {
    let each = worstCase(fields: fields)
    return each > 0 ? max(0, credits) / each : .max
  }
}
