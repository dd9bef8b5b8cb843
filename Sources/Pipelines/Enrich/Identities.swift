internal import PipelineModel

/// Who people are to the ledger: what somebody was bought as once holds for them whatever they are called by now.
struct Identities: Sendable {
  let index: any PeopleIndex
  let destination: String
  /// By person, the ids that the ledger knew them by before this run.
  let known: [Int: [String]]

  /// The other keys that these prospects were submitted under, by person: asked only for those whom the ledger knows and
  /// who still have something to be bought under their own.
  func aliases(
    of prospects: [Prospects.Prospect], fields: Set<ContactField>,
    standing: [UInt128: [ContactField: FieldStanding]]
  ) throws -> [Int: [UInt128]] {
    let open = prospects.filter { prospect in
      known[prospect.person] != nil
        && fields.contains { standing[prospect.key.id]?[$0]?.state != .answered }
    }
    if open.isEmpty { return [:] }
    let keys = try index.submissionKeys(of: open.flatMap { known[$0.person] ?? [] }, destination: destination)
    var aliases: [Int: [UInt128]] = [:]
    for prospect in open {
      let others = (known[prospect.person] ?? []).flatMap { keys[$0] ?? [] }.filter { $0 != prospect.key.id }
      if !others.isEmpty { aliases[prospect.person] = others }
    }
    return aliases
  }
}

extension [UInt128: [ContactField: FieldStanding]] {
  /// How a person stands under all their keys together: what is open under one is open, and the best answer counts.
  func standing(of key: UInt128, aliases: [UInt128]) -> [ContactField: FieldStanding] {
    let own = self[key] ?? [:]
    if aliases.isEmpty { return own }
    var merged: [ContactField: FieldStanding] = [:]
    for field in ContactField.allCases {
      let all = [own[field]] + aliases.map { self[$0]?[field] }
      let standings = all.compactMap(\.self)
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
