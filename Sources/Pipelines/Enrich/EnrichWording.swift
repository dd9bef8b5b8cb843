internal import PipelineModel

/// What the enriching part of a run says.
extension Diagnostic {
  static func refused(_ people: Int, _ why: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "lead_refused",
      "the service refused \(grouped(people)) \(people == 1 ? "person" : "people") as invalid: \(why)",
      hint: "their rows are unprocessed with reason refused; nothing was charged")
  }

  static func refusesEverybody(_ why: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "refuses_everybody",
      "nobody else is submitted: the service refuses whoever it is asked for: \(why)",
      hint: "check `base_url` and the version of the service; nothing was charged")
  }

  static func tooManyDoubts(_ submissions: Int) -> Diagnostic {
    Diagnostic(
      .warning, code: "too_many_doubts",
      "nobody else is submitted: nobody knows what became of \(submissions) submissions in a row",
      hint: "check the service, decide with `sluice resolve FILE`, then run again: those who are left are submitted")
  }

  static func stopped(_ why: String, remedy: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "submission_stopped", "nobody else is submitted: \(why)",
      hint: "\(remedy): only those who are left are submitted")
  }

  static func unknown(batchKey: String, people: Int, why: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "unknown_outcome",
      "nobody knows whether batch \(batchKey) (\(people) \(people == 1 ? "person" : "people")) was accepted: \(why)",
      hint: "it is not sent again; look for the batch on the service's dashboard, then: sluice resolve FILE")
  }

  static func notAnswered(_ id: String, _ why: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "not_answered", "job \(id) could not be asked for: \(why)",
      hint: "run again later: its results are fetched first, and nothing is bought twice")
  }

  static func unmatched(_ items: Int) -> Diagnostic {
    Diagnostic(
      .warning, code: "unmatched_results",
      "\(items) result\(items == 1 ? " matches" : "s match") nobody who was asked for",
      hint: "they are kept in the ledger")
  }

  static func stillOpen(_ jobs: Int) -> Diagnostic {
    Diagnostic(
      .warning, code: "in_flight", "\(jobs) job\(jobs == 1 ? " is" : "s are") still in flight at the timeout",
      hint: "run again later: their results are fetched first, and nothing is bought twice")
  }

  static func jobFailed(_ id: String, _ why: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "job_failed", "job \(id) brought no results: \(why)",
      hint: "its people are unprocessed with reason no_result and not bought again unasked")
  }

  static func settled(withdrawn: Int, unknown: Int, accepted: Int) -> Diagnostic {
    var parts: [String] = []
    if withdrawn > 0 { parts.append("\(withdrawn) never sent, free again") }
    if accepted > 0 { parts.append("\(accepted) accepted, results are fetched now") }
    if unknown > 0 { parts.append("\(unknown) cut off while being sent: unknown, not sent again") }
    return Diagnostic(.note, code: "settled", "an earlier run left submissions open: \(parts.joined(separator: "; "))")
  }

  static func budgetWarning(spent: Int, reserved: Int, warnAt: Int) -> Diagnostic {
    Diagnostic(
      .warning, code: "budget_warning",
      "this run spent \(grouped(spent)) credits and reserves \(grouped(reserved)) more; `warn_at` is \(grouped(warnAt))"
    )
  }

  static func waitingDeliveries(_ count: Int) -> Diagnostic {
    Diagnostic(
      .warning, code: "waiting_deliveries",
      "\(count) deliver\(count == 1 ? "y" : "ies") of results belong\(count == 1 ? "s" : "") to no submission of this ledger",
      hint: "they are kept in the ledger")
  }

  static func noBalance() -> Diagnostic {
    Diagnostic(
      .warning, code: "no_balance", "the service did not tell its balance",
      hint: "check the address and the token; the plan holds all the same")
  }
}
