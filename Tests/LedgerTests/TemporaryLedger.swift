import Foundation
import Ledger
import PipelineModel

/// A state folder of its own, gone with the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("sluice-ledger-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A state folder in it that does not exist yet.
  var state: String { path + "/state" }
}

/// A ledger with one run, and what tests keep asking of it.
struct Desk {
  let folder: TemporaryFolder
  var ledger: SQLiteLedger
  let run: String

  init() throws {
    folder = try TemporaryFolder()
    ledger = try SQLiteLedger(folder: folder.state)
    run = try ledger.beginRun(pipeline: "leads", at: "2026-01-02T03:04:05Z")
  }

  /// Closes the ledger and opens it again, as the next process would after a crash.
  mutating func reopen() throws {
    try ledger.close()
    ledger = try SQLiteLedger(folder: folder.state)
  }

  /// Claims both fields for people of these names; at most 12 credits each. Returns what was granted.
  func intend(
    _ names: [String], batch: String = "b1", run: String? = nil, destination: String = "sandbox",
    fields: Set<ContactField> = [.email, .phone], limits: BudgetLimits = .none, freshness: Freshness = .forever,
    at time: Int64 = 1_000
  ) throws -> Grant {
    try ledger.intend(
      Intent(
        batchKey: batch, run: run ?? self.run, destination: destination, translate: false,
        claims: names.map { Claim(key: SubmissionKey(text: $0), fields: fields) }, prices: .test, limits: limits,
        freshness: freshness, time: time))
  }

  /// A submission of these people, brought to a state.
  func submission(
    _ names: [String], batch: String = "b1", freshness: Freshness = .forever, in state: SubmissionState
  ) throws -> Int64 {
    guard let id = try intend(names, batch: batch, freshness: freshness).submission else { throw Missing() }
    switch state {
    case .intent: break
    case .sent: try ledger.markSent(id)
    case .withdrawn: try ledger.withdraw(id, why: "test")
    case .accepted, .completed, .failed, .unknown:
      try ledger.markSent(id)
      if state == .unknown {
        try ledger.markUnknown(id, why: "the connection broke")
      } else {
        try ledger.markAccepted(id, enrichmentID: "e-\(batch)", leftOut: [], taken: nil, response: Array("{}".utf8))
      }
      if state == .completed { try deliver(id, [], isComplete: true, spent: 0) }
      if state == .failed { try ledger.markFailed(id, why: "job failed") }
    }
    return id
  }

  func deliver(
    _ submission: Int64, _ results: [DeliveredResult], isComplete: Bool = false, spent: Int? = nil,
    at time: Int64 = 2_000
  ) throws {
    try ledger.deliver(submission, results: results, isComplete: isComplete, spent: spent, at: time)
  }

  func standing(_ name: String, destination: String = "sandbox") throws -> Standings {
    let key = SubmissionKey(text: name)
    return try ledger.standing(of: [key.id], destination: destination)[key.id] ?? Standings()
  }

  func state(_ submission: Int64) throws -> JournalledSubmission? {
    try ledger.submissions(in: Set(SubmissionState.allCases)).first { $0.id == submission }
  }
}

extension Prices {
  /// 12 credits at most for one person.
  static let test = Prices(asOf: "2026-01-01", base: 1, email: 1, phone: 10)
}

extension FieldStanding {
  /// Answered by the job that answered it last.
  static func answered(
    _ value: String?, sequence: Int64, enrichmentID: String? = "e-b1", at time: Int64 = 2_000
  ) -> FieldStanding {
    FieldStanding(
      .answered, answer: Answer(value: value, sequence: sequence, at: time, enrichmentID: enrichmentID),
      enrichmentID: enrichmentID)
  }

  static func inFlight(_ enrichmentID: String? = nil) -> FieldStanding {
    FieldStanding(.inFlight, enrichmentID: enrichmentID)
  }

  static func lost(_ enrichmentID: String?) -> FieldStanding { FieldStanding(.lost, enrichmentID: enrichmentID) }

  static let unknown = FieldStanding(.unknown)
}

struct Missing: Error {}

func found(_ name: String, email: String? = nil, phone: String? = nil, error: String? = nil) -> DeliveredResult {
  var found: [ContactField: String] = [:]
  found[.email] = email
  found[.phone] = phone
  let raw =
    "{\"for\":\"\(name)\",\"email\":\"\(email ?? "")\",\"phone\":\"\(phone ?? "")\",\"error\":\"\(error ?? "")\"}"
  return DeliveredResult(key: SubmissionKey(text: name).id, found: found, error: error, raw: Array(raw.utf8))
}

extension Standings {
  /// The standings of the fields that have one.
  var values: [FieldStanding] { ContactField.allCases.compactMap { self[$0] } }
  var isEmpty: Bool { values.isEmpty }
}
