import PipelineModel

/// The ledger as plain dictionaries: what the tables, statements and indices of the real one must come to.
struct LedgerModel {
  struct Place: Hashable {
    var name: String
    var field: ContactField
  }

  struct Held {
    var holder: Int64
    var state: FieldStanding.State
    var prior: (holder: Int64, state: FieldStanding.State)?
    var answer: Known?
  }

  struct Known {
    var value: String?
    var at: Int64
    var by: Int64
    /// Rises whenever the answer has to look new.
    var version: Int
    /// Rises with every answer.
    var renewal: Int
  }

  struct Person {
    var fields: Set<ContactField>
    var isFreed = false
    /// What results brought; nil before the first.
    var found: Set<ContactField>?
  }

  struct Job {
    var state = SubmissionState.intent
    var run: String
    var intendedAt: Int64
    var people: [String: Person]
    var enrichmentID: String?
    var taken: Int?
    var counted: Int
    var reserved: Int
    var spent: Int?
    var isReopened = false
  }

  struct Refused: Error {}

  let prices: Prices
  var jobs: [Int64: Job] = [:]
  var held: [Place: Held] = [:]
  var versions = 0
  var renewals = 0

  func standing(_ place: Place) -> FieldStanding {
    guard let claim = held[place] else { return .free }
    return FieldStanding(
      claim.state,
      answer: claim.answer.map {
        Answer(
          value: $0.value, sequence: Int64($0.version), renewed: Int64($0.renewal), at: $0.at,
          enrichmentID: jobs[$0.by]?.enrichmentID)
      },
      enrichmentID: jobs[claim.holder]?.enrichmentID)
  }

  func committed(_ isMeant: (Job) -> Bool) -> Int {
    jobs.values.filter { $0.state != .withdrawn && isMeant($0) }
      .reduce(0) { $0 + ($1.state == .completed ? $1.spent ?? 0 : $1.reserved) }
  }

  // MARK: Steps

  mutating func intend(
    _ id: Int64, run: String, _ wanted: [(name: String, fields: Set<ContactField>)], limits: BudgetLimits,
    freshness: Freshness, at time: Int64
  ) -> (granted: [String], uncovered: [String]) {
    var left = min(
      limits.run.map { $0 - committed { $0.run == run } } ?? .max,
      limits.day.map { $0 - committed { $0.intendedAt >= limits.dayStart } } ?? .max,
      limits.month.map { $0 - committed { $0.intendedAt >= limits.monthStart } } ?? .max)
    var job = Job(run: run, intendedAt: time, people: [:], counted: 0, reserved: 0)
    var granted: [String] = []
    var uncovered: [String] = []
    for (name, fields) in wanted {
      let fields = fields.filter { freshness.mayBuy($0, standing(Place(name: name, field: $0))) }
      if fields.isEmpty { continue }
      let cost = prices.worstCase(fields: fields)
      if cost > left || !uncovered.isEmpty {
        uncovered.append(name)
        continue
      }
      if left != .max { left -= cost }
      granted.append(name)
      job.people[name] = Person(fields: fields)
      job.reserved += cost
    }
    job.counted = granted.count
    if !granted.isEmpty {
      jobs[id] = job
      for name in granted { take(name, for: id) }
    }
    return (granted, uncovered)
  }

  mutating func step(_ id: Int64, from: Set<SubmissionState>, to state: SubmissionState) throws {
    guard let job = jobs[id], from.contains(job.state) else { throw Refused() }
    jobs[id]?.state = state
    switch state {
    case .unknown: restand(id, [.inFlight], .unknown)
    case .accepted: restand(id, [.unknown], .inFlight)
    case .failed: restand(id, [.inFlight, .unknown], .lost)
    case .withdrawn: letGo(id) { _ in true }
    default: break
    }
  }

  /// A step that another run may have taken already.
  mutating func settle(_ id: Int64, from: Set<SubmissionState>, to state: SubmissionState) throws {
    let now = jobs[id]?.state
    if now == state || (state == .failed && now == .completed) { return }
    try step(id, from: from, to: state)
  }

  mutating func accept(_ id: Int64, _ enrichmentID: String, leftOut: [String], taken: Int?) throws {
    guard let job = jobs[id] else { throw Refused() }
    let isOnlyNamed =
      (job.enrichmentID ?? enrichmentID) == enrichmentID && [.accepted, .completed, .failed].contains(job.state)
    if !isOnlyNamed { try step(id, from: [.sent, .unknown], to: .accepted) }
    leaveOut(leftOut, of: id)
    jobs[id]?.enrichmentID = enrichmentID
    jobs[id]?.taken = taken ?? job.taken
  }

  mutating func deliver(
    _ id: Int64, _ items: [(name: String, found: [ContactField: String], failed: Bool)], isComplete: Bool, spent: Int?,
    at time: Int64
  ) throws {
    guard let before = jobs[id], before.state != .intent else { throw Refused() }
    if items.isEmpty && !isComplete && [.sent, .unknown, .withdrawn].contains(before.state) { return }
    if before.state == .unknown { restand(id, [.unknown], .inFlight) }
    if before.state == .withdrawn {
      jobs[id]?.isReopened = true
      retake(before.people.filter { !$0.value.isFreed }.map(\.key), for: id)
    }
    let wasLeftOut = before.people.filter(\.value.isFreed).map(\.key).filter { name in
      items.contains { $0.name == name }
    }
    if before.counted < before.people.count && !wasLeftOut.isEmpty {
      retake(wasLeftOut, for: id)
      for name in wasLeftOut where holds(id, name) { jobs[id]?.people[name]?.isFreed = false }
      count(id)
    }
    for (name, found, failed) in items {
      guard let person = jobs[id]?.people[name] else { continue }
      for field in person.fields {
        answer(
          Place(name: name, field: field), found[field], failed: failed, isFirst: person.found == nil, id, time)
      }
      jobs[id]?.people[name]?.found = (person.found ?? []).union(person.fields.intersection(found.keys))
    }
    if before.state == .completed { return }
    jobs[id]?.spent = spent ?? before.spent
    let isWaiting = jobs[id]?.people.values.contains { !$0.isFreed && $0.found == nil } ?? false
    if isComplete || !isWaiting {
      complete(id)
    } else if before.state != .failed {
      jobs[id]?.state = .accepted
    }
  }

  // MARK: Claims

  private mutating func take(_ name: String, for id: Int64) {
    for field in jobs[id]?.people[name]?.fields ?? [] {
      let place = Place(name: name, field: field)
      let old = held[place]
      held[place] = Held(holder: id, state: .inFlight, prior: old.map { ($0.holder, $0.state) }, answer: old?.answer)
    }
  }

  private mutating func retake(_ names: [String], for id: Int64) {
    for name in names {
      for field in jobs[id]?.people[name]?.fields ?? [] {
        let place = Place(name: name, field: field)
        if let old = held[place] {
          if [.inFlight, .unknown].contains(old.state) || old.holder > id { continue }
          held[place] = Held(holder: id, state: .inFlight, prior: (old.holder, old.state), answer: old.answer)
        } else {
          held[place] = Held(holder: id, state: .inFlight)
        }
      }
    }
  }

  private func holds(_ id: Int64, _ name: String) -> Bool {
    ContactField.allCases.contains { held[Place(name: name, field: $0)]?.holder == id }
  }

  private mutating func count(_ id: Int64) {
    guard let job = jobs[id] else { return }
    jobs[id]?.counted = job.people.values.filter { !$0.isFreed }.count
    jobs[id]?.reserved = job.people.values.filter { !$0.isFreed }.reduce(0) { $0 + prices.worstCase(fields: $1.fields) }
  }

  private mutating func restand(_ id: Int64, _ from: Set<FieldStanding.State>, _ to: FieldStanding.State) {
    for (place, claim) in held where claim.holder == id && from.contains(claim.state) { held[place]?.state = to }
  }

  private mutating func letGo(_ id: Int64, _ isMeant: (String) -> Bool) {
    for (place, claim) in held where claim.holder == id && claim.state != .answered && isMeant(place.name) {
      let before = max(claim.prior?.holder ?? 0, claim.answer?.by ?? 0)
      // One that was withdrawn, and counted for all that.
      let counted = jobs.filter { other, job in
        guard let person = job.people[place.name] else { return false }
        return job.isReopened && job.state != .withdrawn && other != id && other > before && !person.isFreed
          && person.fields.contains(place.field) && (person.found == nil || claim.answer == nil)
      }.max { $0.key < $1.key }
      if let (other, job) = counted {
        held[place]?.holder = other
        held[place]?.state = job.state == .accepted && job.people[place.name]?.found == nil ? .inFlight : .lost
      } else if let answer = claim.answer, answer.by == before {
        held[place] = Held(holder: answer.by, state: .answered, answer: answer)
        if let prior = claim.prior, prior.holder == before {
          held[place] = Held(holder: prior.holder, state: prior.state, answer: answer)
        }
      } else if let prior = claim.prior {
        held[place] = Held(holder: prior.holder, state: prior.state, answer: claim.answer)
      } else {
        held[place] = nil
      }
    }
  }

  private mutating func leaveOut(_ names: [String], of id: Int64) {
    for name in names {
      guard let person = jobs[id]?.people[name], (person.found ?? []).isEmpty else { continue }
      let isAnswered = ContactField.allCases.contains {
        held[Place(name: name, field: $0)].map { $0.holder == id && $0.state == .answered } ?? false
      }
      if !isAnswered { jobs[id]?.people[name]?.isFreed = true }
    }
    let freed = Set(jobs[id]?.people.filter(\.value.isFreed).map(\.key) ?? [])
    letGo(id) { freed.contains($0) }
    if !names.isEmpty { count(id) }
  }

  private mutating func answer(
    _ place: Place, _ value: String?, failed: Bool, isFirst: Bool, _ id: Int64, _ time: Int64
  ) {
    guard var claim = held[place] else { return }
    let isHolder = claim.holder == id
    if failed && value == nil {
      if isHolder && claim.state != .answered { held[place]?.state = .lost }
      return
    }
    let old = claim.answer
    if let old, old.by > id { return }
    let isNews: Bool
    if let old {
      let isAnother = value != nil && (old.value == nil || old.by != id)
      let isYounger = value == nil && !isHolder && old.by != id && isFirst
      isNews = (isHolder && claim.state != .answered) || isAnother || isYounger
    } else {
      isNews = true
    }
    if !isNews { return }
    if isHolder { claim.state = .answered }
    let isNew = old == nil || (value != nil && value != old?.value)
    if isNew { versions += 1 }
    renewals += 1
    claim.answer = Known(
      value: value ?? old?.value, at: time, by: old?.value == nil || value != nil ? id : old?.by ?? id,
      version: isNew ? versions : old?.version ?? 0, renewal: renewals)
    held[place] = claim
  }

  private mutating func complete(_ id: Int64) {
    if let job = jobs[id], let taken = job.taken {
      let all = job.people.filter { !$0.value.isFreed }
      let without = all.filter { $0.value.found == nil }.map(\.key)
      if without.count <= all.count - taken { leaveOut(without, of: id) }
    }
    restand(id, [.inFlight, .unknown], .lost)
    guard let job = jobs[id] else { return }
    jobs[id]?.state = .completed
    if job.spent != nil { return }
    jobs[id]?.spent = job.people.values.filter { !$0.isFreed || $0.found != nil }
      .reduce(0) { $0 + prices.worstCase(fields: $1.found ?? []) }
  }
}
