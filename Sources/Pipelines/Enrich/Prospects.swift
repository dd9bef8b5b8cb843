internal import Identity
internal import Loading
internal import PipelineModel

/// The people of a batch as the service would be asked for them.
struct Prospects: Sendable {
  /// Somebody who can be submitted.
  struct Prospect: Sendable {
    /// Index of the person.
    var person: Int
    var submittable: SubmittablePerson
    /// The submission key's hash.
    var key: UInt128
    var translate: Bool
    /// The key's place in the survey's snapshot; 0 where it has none.
    var place: UInt32 = 0
    /// When the oldest and the latest answer came, where the snapshot holds one for every field that is asked for.
    var held: (from: Int64, to: Int64)?
    /// Else how the person stands in the ledger, under all keys together.
    var standing = Standings()
    /// Where the person stands when not everybody can be bought; nil where the pipeline declares no order.
    var rank: Rank?
  }

  var prospects: [Prospect] = []

  /// Looks at the rows of a batch that stand for their person.
  init(_ leads: LeadBatch, firstRow: Int, people: ResolvedPeople, priorities: [Priority] = []) {
    for row in 0..<leads.count where people.stands(firstRow + row) {
      guard let person = SubmittablePerson(leads, row: row) else { continue }
      prospects.append(
        Prospect(
          person: people.person(ofRow: firstRow + row), submittable: person, key: person.keyID,
          translate: leads.flags[row].contains(.translate),
          rank: priorities.isEmpty
            ? nil
            : Rank(priorities) { field in
              let value = leads.value(field, record: row)
              return value.withUnsafeBufferPointer { Array($0) }
            }))
    }
  }
}
