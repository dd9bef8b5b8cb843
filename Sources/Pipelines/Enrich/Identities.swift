internal import Identity
internal import PipelineModel

/// Who people are to the ledger: what somebody was bought as once holds for them whatever they are called by now.
struct Identities: Sendable {
  let index: any PeopleIndex
  let destination: String
  /// By person, the ids that the ledger knew them by before this run.
  let known: KnownIDs
  let people: ResolvedPeople

  /// The other keys that prospects were submitted under, by person: asked only for those whom the ledger knows, and of
  /// whom something is not answered under their own.
  func aliases(of prospects: [Prospects.Prospect]) throws -> [Int: [UInt128]] {
    try aliases(of: prospects.lazy.filter { known.contains($0.person) }.map { (person: $0.person, key: $0.key) })
  }

  /// The same of people and their keys, whether the ledger knew them before this run or not.
  func aliases(of asked: [(person: Int, key: UInt128)]) throws -> [Int: [UInt128]] {
    if asked.isEmpty { return [:] }
    func ids(_ person: Int) -> [String] {
      known.contains(person) ? known.all(ofPerson: person) : [people.id(ofPerson: person, known: known)]
    }
    let keys = try index.submissionKeys(of: asked.flatMap { ids($0.person) }, destination: destination)
    var aliases: [Int: [UInt128]] = [:]
    for one in asked {
      let others = ids(one.person).flatMap { keys[$0] ?? [] }.filter { $0 != one.key }
      if !others.isEmpty { aliases[one.person] = others }
    }
    return aliases
  }
}

extension Journal {
  /// The other keys of people, by person: those that are known through who they are, and those that stand for the same
  /// person by the key itself.
  func otherKeys(
    of people: [(person: Int, key: UInt128)], destination: String, known: [Int: [UInt128]]
  ) throws -> [Int: [UInt128]] {
    if people.isEmpty { return known }
    var others = known
    let byKey = try otherKeys(of: Array(Set(people.map(\.key))), destination: destination)
    for one in people {
      guard let keys = byKey[one.key] else { continue }
      others[one.person] = Set(others[one.person] ?? []).union(keys).sorted()
    }
    return others
  }
}

extension Standings {
  /// How a person stands under all their keys together: what is open under one is open, and the best answer counts.
  func merged(with others: [Standings]) -> Standings {
    if others.isEmpty { return self }
    var merged = Standings()
    for field in ContactField.allCases {
      let standings = ([self] + others).compactMap { $0[field] }
      guard var one = standings.max(by: { $0.weight < $1.weight }) else { continue }
      one.answer = standings.compactMap(\.answer).max {
        ($0.value == nil ? 0 : 1, $0.at) < ($1.value == nil ? 0 : 1, $1.at)
      }
      merged[field] = one
    }
    return merged
  }
}

extension FieldStanding {
  /// Which of several standings decides what may be bought.
  fileprivate var weight: Int {
    switch state {
    case .free: 0
    case .lost: 1
    case .answered: 2
    case .inFlight: 3
    case .unknown: 4
    }
  }
}
