internal import Loading
internal import PipelineModel

extension PipelineRun {
  /// Brings what earlier runs left open to where it can be brought without asking anybody.
  func settle(_ ledger: any LedgerStore, service: EnrichmentService, queue: JobQueue) throws {
    var counts = (withdrawn: 0, unknown: 0, accepted: 0)
    for submission in try ledger.submissions(in: [.intent, .sent, .accepted]) {
      if submission.state == .accepted {
        // Its answer lies at the service; only who talks to that service can fetch it. Asking twice does no harm.
        guard submission.destination == service.settings.destination, let id = submission.enrichmentID else { continue }
        queue.add(AcceptedJob(submission: submission.id, enrichmentID: id))
        counts.accepted += 1
        continue
      }
      guard try isDead(submission.pipeline) else { continue }
      if submission.state == .intent {
        try ledger.withdraw(submission.id, why: "its run ended before anything was sent")
        counts.withdrawn += 1
      } else {
        try ledger.markUnknown(submission.id, why: "its run ended while it was being sent")
        counts.unknown += 1
      }
    }
    if counts.withdrawn + counts.unknown + counts.accepted > 0 {
      environment.emit(
        .diagnostic(.settled(withdrawn: counts.withdrawn, unknown: counts.unknown, accepted: counts.accepted)))
    }
  }
}

/// When the day and the month of a moment began in UTC, all in seconds since 1970.
func utcStarts(of time: Int64) -> (day: Int64, month: Int64) {
  let day = time >= 0 ? time / 86_400 : (time - 86_399) / 86_400
  // The day of the month by the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
  let shifted = day + 719_468
  let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let month = (5 * dayOfYear + 2) / 153
  let dayOfMonth = dayOfYear - (153 * month + 2) / 5
  return (day * 86_400, (day - dayOfMonth) * 86_400)
}
