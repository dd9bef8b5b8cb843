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
  /// By person: other keys that they were submitted under.
  let aliases: [Int: [UInt128]]
  /// Why keys were not bought that were to be.
  let reasons: [UInt128: UnprocessedReason]
  /// Why keys that are still free were not, where `reasons` says nothing of them.
  let otherwise: UnprocessedReason

  /// What a row says of its person.
  struct Verdict {
    var outcome: Outcome
    var reason: UnprocessedReason?
    var email: String?
    var phone: String?
    var enrichmentID: String?
  }

  /// How these people stand at the destination.
  func standings(of persons: [Int]) throws -> [UInt128: [ContactField: FieldStanding]] {
    var wanted = Set(persons.map { keys[$0] }).subtracting([0])
    if !aliases.isEmpty { wanted.formUnion(persons.flatMap { aliases[$0] ?? [] }) }
    return try journal.standing(of: wanted.sorted(), destination: destination)
  }

  /// The class of a person, and the answers: an earlier one also stands where a later one is awaited or was lost.
  func verdict(ofPerson person: Int, standings: [UInt128: [ContactField: FieldStanding]]) -> Verdict {
    let key = keys[person]
    if key == 0 { return Verdict(outcome: .unprocessed, reason: .notSubmittable) }
    let standing = standings.standing(of: key, aliases: aliases[person] ?? [])
    var verdict = Verdict(outcome: .merged)
    var latest: Int64 = 0
    var states: Set<FieldStanding.State> = []
    for field in fields {
      let one = standing[field] ?? .free
      if let answer = one.answer {
        latest = max(latest, answer.sequence)
        if field == .email { verdict.email = answer.value } else { verdict.phone = answer.value }
        verdict.enrichmentID = answer.enrichmentID ?? verdict.enrichmentID
      }
      if one.state == .lost { verdict.enrichmentID = verdict.enrichmentID ?? one.enrichmentID }
      // What was asked for once more and lost has its earlier answer all the same.
      states.insert(one.state == .lost && one.answer != nil ? .answered : one.state)
    }
    if states.contains(.unknown) {
      verdict.outcome = .unknown
    } else if states.contains(.inFlight) {
      verdict.outcome = .inFlight
    } else if states.contains(.lost) {
      verdict.outcome = .unprocessed
      verdict.reason = .noResult
    } else if states.contains(.free) || reasons[key] != nil {
      // Left out, be it for the first time or to be asked for again.
      verdict.outcome = .unprocessed
      verdict.reason = reasons[key] ?? otherwise
    } else {
      verdict.outcome = latest > published ? .merged : .cached
    }
    return verdict
  }
}
