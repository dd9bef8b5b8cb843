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
  /// How everybody stood before anything was bought; nil where that was not read.
  let before: StandingSnapshot?
  /// By person, the key's place in it.
  let places: [UInt32]
  /// By person, whether something was to be bought under their key, so that it is looked up again; empty where nothing
  /// was.
  let wanted: [Planning.Wish]
  /// Nil where the pipeline does not tell who is who.
  let identities: Identities?

  /// What a row says of its person.
  struct Verdict {
    var outcome: Outcome
    var reason: UnprocessedReason?
    var email: String?
    var phone: String?
    var enrichmentID: String?
  }

  /// The place in `before` of a person of whom everything was answered then and nothing asked for since: what stands
  /// there goes beside their rows as it is. 0 for anybody else.
  func answeredPlace(_ person: Int) -> UInt32 {
    guard let before, !mayHaveChanged(person), aliases.isEmpty || aliases[person] == nil,
      reasons.isEmpty || reasons[keys[person]] == nil,
      before.held(at: places[person], fields, by: .forever) != nil
    else { return 0 }
    return places[person]
  }

  /// The class of somebody who stands answered at a place.
  func outcome(at place: UInt32, in before: StandingSnapshot) -> Outcome {
    before.sequence(at: place, fields) > published ? .merged : .cached
  }

  private func mayHaveChanged(_ person: Int) -> Bool { !wanted.isEmpty && wanted[person] != .nothing }

  /// How these people stand at the destination now, each under all their keys together; in their order.
  func standings(of persons: [Int]) throws -> [Standings] {
    var standings: [Standings] = []
    standings.reserveCapacity(persons.count)
    var open: [Int] = []
    for (place, person) in persons.enumerated() {
      let settled = keys[person] == 0 ? Standings() : settled(person)
      if settled == nil { open.append(place) }
      standings.append(settled ?? Standings())
    }
    if open.isEmpty { return standings }
    let own = try journal.standing(of: Array(Set(open.map { keys[persons[$0]] })), destination: destination)
    for place in open { standings[place] = own[keys[persons[place]]] ?? Standings() }
    // Who has no answer under the own key may have it under another, be it that a run bought it at the same time.
    let unanswered = open.filter { place in fields.contains { standings[place][$0]?.state != .answered } }
    if unanswered.isEmpty { return standings }
    let asked = unanswered.map { (person: persons[$0], key: keys[persons[$0]]) }
    let others = try journal.otherKeys(
      of: asked, destination: destination, known: identities?.aliases(of: asked) ?? [:])
    if others.isEmpty { return standings }
    let now = try journal.standing(of: Array(Set(others.values.joined())), destination: destination)
    for place in unanswered {
      guard let others = others[persons[place]] else { continue }
      standings[place] = standings[place].merged(with: others.map { now[$0] ?? Standings() })
    }
    return standings
  }

  /// How a person stood before, where nothing can have come of it since.
  private func settled(_ person: Int) -> Standings? {
    guard let before, !mayHaveChanged(person) else { return nil }
    var standing = before.standing(at: places[person])
    if let others = aliases[person] { standing = standing.merged(with: others.map { before.standing(of: $0) }) }
    return standing.isOpen ? nil : standing
  }

  /// The class of a person, and the answers: an earlier one also stands where a later one is awaited or was lost.
  func verdict(ofPerson person: Int, standing: Standings) -> Verdict {
    let key = keys[person]
    if key == 0 { return Verdict(outcome: .unprocessed, reason: .notSubmittable) }
    var verdict = Verdict(outcome: .merged)
    var latest: Int64 = 0
    var (isUnknown, isInFlight, isLost, isFree) = (false, false, false, false)
    for field in fields {
      let one = standing[field] ?? .free
      if let answer = one.answer {
        latest = max(latest, answer.sequence)
        if field == .email { verdict.email = answer.value } else { verdict.phone = answer.value }
        verdict.enrichmentID = answer.enrichmentID ?? verdict.enrichmentID
      }
      if one.state == .lost { verdict.enrichmentID = verdict.enrichmentID ?? one.enrichmentID }
      switch one.state {
      case .unknown: isUnknown = true
      case .inFlight: isInFlight = true
      // What was asked for once more and lost has its earlier answer all the same.
      case .lost: isLost = isLost || one.answer == nil
      case .free: isFree = true
      case .answered: break
      }
    }
    let reason = reasons.isEmpty ? nil : reasons[key]
    if isUnknown {
      verdict.outcome = .unknown
    } else if isInFlight {
      verdict.outcome = .inFlight
    } else if isLost {
      verdict.outcome = .unprocessed
      verdict.reason = .noResult
    } else if isFree || reason != nil {
      // Left out, be it for the first time or to be asked for again.
      verdict.outcome = .unprocessed
      verdict.reason = reason ?? otherwise
    } else {
      verdict.outcome = latest > published ? .merged : .cached
    }
    return verdict
  }
}
