/// The one class that every row read ends in; together they are as many as the rows read.
package enum Outcome: String, Sendable, CaseIterable {
  /// Refused by an extractor; stands in the rejects file.
  case rejected
  /// Left out by `filter` or `exclude`.
  case filtered
  /// Folded into another row's person.
  case duplicate
  /// Stands for its person, answered since this pipeline last published; or no load was asked.
  case merged
  /// Stands for its person, answered before.
  case cached
  /// Stands for its person, not submitted: the reason tells why.
  case unprocessed
  /// Stands for its person, submitted and not answered yet.
  case inFlight = "in_flight"
  /// Stands for its person, and nobody knows whether its submission counted.
  case unknown

  /// Its place in `allCases`.
  package var place: Int {
    switch self {
    case .rejected: 0
    case .filtered: 1
    case .duplicate: 2
    case .merged: 3
    case .cached: 4
    case .unprocessed: 5
    case .inFlight: 6
    case .unknown: 7
    }
  }
}

/// Why a person was not submitted: `sluice_reason`.
package enum UnprocessedReason: String, Sendable, CaseIterable {
  /// Neither a LinkedIn profile nor first name, last name and company.
  case notSubmittable = "not_submittable"
  /// The account has no credits left.
  case credits
  /// The budget does not cover it.
  case budget
  /// The service rejected it (400).
  case refused
  /// The service could not be reached, or refused the token.
  case serviceUnavailable = "service_unavailable"
  /// The job that held it failed, or it had no result in a completed job.
  case noResult = "no_result"
  /// The plan that the run was bound to does not hold it.
  case notInPlan = "not_in_plan"
  /// The run only rebuilt its outputs from the ledger.
  case publishOnly = "publish_only"
}
