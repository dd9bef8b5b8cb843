/// The columns that a run can add to an output.
package enum AddedColumn: String, Sendable, CaseIterable {
  /// The person's id; there with `dedupe` or `load`.
  case person = "sluice_person"
  /// The e-mail address that was found.
  case enrichEmail
  /// The phone number that was found.
  case enrichPhone
  /// The row's outcome.
  case status = "sluice_status"
  /// Why a person was not submitted.
  case reason = "sluice_reason"
  /// The service's id of the job that answered.
  case enrichmentID = "sluice_enrichment_id"
}
