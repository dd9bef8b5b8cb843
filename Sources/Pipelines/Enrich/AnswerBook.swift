internal import PipelineModel

/// Looks up what is known of people when outputs are written: the ledger's answers, and why others have none.
struct AnswerBook: Sendable {
  let journal: any Journal
  let destination: String
  /// The fields the pipeline asks for.
  let fields: [ContactField]
  /// Answers up to this one were in the pipeline's outputs before.
  let published: Int64
  /// By person: the submission key; 0 where the person cannot be submitted.
  let keys: [UInt128]
  /// Why keys that are still free were not bought.
  let reasons: [UInt128: UnprocessedReason]
  /// Ids that the ledger knew people by before this run, where they differ from what this run would call them.
  let knownIDs: [Int: String]

  /// What a row says of its person.
  struct Verdict {
    var outcome: Outcome
    var reason: UnprocessedReason?
    var email: String?
    var phone: String?
    var enrichmentID: String?
  }

  /// The id that the ledger keeps for a person.
  func knownID(ofPerson person: Int) -> String? { knownIDs[person] }

  /// How these people stand at the destination.
  func standings(of persons: [Int]) throws -> [UInt128: [ContactField: FieldStanding]] {
    let wanted = Set(persons.map { keys[$0] }).subtracting([0])
    return try journal.standing(of: wanted.sorted(), destination: destination)
  }

  /// The class of a person, and the answers.
  func verdict(ofPerson person: Int, standings: [UInt128: [ContactField: FieldStanding]]) -> Verdict {
    let key = keys[person]
    if key == 0 { return Verdict(outcome: .unprocessed, reason: .notSubmittable) }
    let standing = standings[key] ?? [:]
    var verdict = Verdict(outcome: .merged)
    var latest: Int64 = 0
    var isOpen = false
    var isUnknown = false
    var isLost = false
    var isFree = false
    for field in fields {
      switch standing[field] ?? .free {
      case .answered(let value, let sequence, let enrichmentID):
        latest = max(latest, sequence)
        if field == .email { verdict.email = value } else { verdict.phone = value }
        verdict.enrichmentID = enrichmentID ?? verdict.enrichmentID
      case .inFlight: isOpen = true
      case .unknown: isUnknown = true
      case .lost(let enrichmentID):
        isLost = true
        verdict.enrichmentID = enrichmentID ?? verdict.enrichmentID
      case .free: isFree = true
      }
    }
    if isUnknown {
      verdict.outcome = .unknown
    } else if isOpen {
      verdict.outcome = .inFlight
    } else if isFree || isLost {
      verdict.outcome = .unprocessed
      verdict.reason = isLost ? .noResult : reasons[key] ?? .serviceUnavailable
    } else {
      verdict.outcome = latest > published ? .merged : .cached
    }
    return verdict
  }
}
