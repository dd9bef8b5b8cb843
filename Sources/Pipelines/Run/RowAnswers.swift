internal import Identity
internal import PipelineModel

/// Works out, for a batch of rows, the columns that the run adds and the class that each row ends in.
struct RowAnswers {
  let firstRow: Int
  let people: ResolvedPeople
  /// By person, the ids that the ledger knew them by before this run.
  let ids: KnownIDs
  /// Nil where no load was asked.
  let answers: AnswerBook?

  /// By `AddedColumn.index`, a slice of `bytes` per row.
  private(set) var extras: [[ValueSlice]]
  private(set) var bytes: [UInt8] = []
  /// The rows (in the batch) that stand for their person.
  private(set) var standing: [Int] = []
  /// The rows whose people are not left out; nil where that is all of them.
  private(set) var kept: [Int]?
  private(set) var counts = OutcomeCounts()

  init(firstRow: Int, people: ResolvedPeople, ids: KnownIDs, answers: AnswerBook?) {
    self.firstRow = firstRow
    self.people = people
    self.ids = ids
    self.answers = answers
    extras = Array(repeating: [], count: AddedColumn.allCases.count)
  }

  /// Fills everything in for the rows of a batch.
  mutating func work(out leads: LeadBatch) throws {
    let left = (0..<leads.count).filter { people.isExcluded(firstRow + $0) }
    if !left.isEmpty {
      kept = (0..<leads.count).filter { !people.isExcluded(firstRow + $0) }
      counts.outcomes[.filtered] = left.count
    }
    guard let answers else { return addPersons(leads.count) }
    let persons = (0..<leads.count).map { people.person(ofRow: firstRow + $0) }
    let places = persons.map { answers.answeredPlace($0) }
    let others = persons.indices.filter { places[$0] == 0 }
    var standings = try answers.standings(of: others.map { persons[$0] })[...]
    for column in extras.indices { extras[column].reserveCapacity(leads.count) }
    bytes.reserveCapacity(leads.count * 96)
    // By outcome, in the order of all cases: rows are counted once for the batch.
    var outcomes = Array(repeating: 0, count: Outcome.allCases.count)
    for row in 0..<leads.count {
      let person = persons[row]
      let stands = people.stands(firstRow + row)
      if stands { standing.append(row) }
      addPerson(person)
      if places[row] != 0, let before = answers.before {
        let outcome =
          people.isExcluded(firstRow + row)
          ? .filtered : stands ? answers.outcome(at: places[row], in: before) : .duplicate
        outcomes[outcome.place] += 1
        add(outcome, at: places[row], in: before, answers.fields)
        continue
      }
      guard let standing = standings.popFirst() else { break }
      let verdict = answers.verdict(ofPerson: person, standing: standing)
      let outcome = people.isExcluded(firstRow + row) ? .filtered : stands ? verdict.outcome : .duplicate
      outcomes[outcome.place] += 1
      if stands, let reason = verdict.reason { counts.reasons[reason, default: 0] += 1 }
      add(.enrichEmail, verdict.email)
      add(.enrichPhone, verdict.phone)
      add(.status, outcome.rawValue)
      add(.reason, verdict.reason?.rawValue)
      add(.enrichmentID, verdict.enrichmentID)
    }
    for outcome in Outcome.allCases where outcome != .filtered && outcomes[outcome.place] > 0 {
      counts.outcomes[outcome] = outcomes[outcome.place]
    }
  }

  /// Without a load a row has nothing but its person.
  private mutating func addPersons(_ count: Int) {
    var places: [ValueSlice] = []
    places.reserveCapacity(count)
    bytes.reserveCapacity(count * 18)
    for row in 0..<count {
      if people.stands(firstRow + row) { standing.append(row) }
      let start = bytes.count
      people.appendID(ofPerson: people.person(ofRow: firstRow + row), known: ids, to: &bytes)
      places.append(.owned(start, bytes.count))
    }
    extras[AddedColumn.person.index] = places
    if !standing.isEmpty { counts.outcomes[.merged] = standing.count }
    let others = count - standing.count - (counts.outcomes[.filtered] ?? 0)
    if others > 0 { counts.outcomes[.duplicate] = others }
  }

  private mutating func addPerson(_ person: Int) {
    let start = bytes.count
    people.appendID(ofPerson: person, known: ids, to: &bytes)
    extras[AddedColumn.person.index].append(.owned(start, bytes.count))
  }

  /// What a snapshot holds of somebody who is answered.
  private mutating func add(
    _ outcome: Outcome, at place: UInt32, in before: StandingSnapshot, _ fields: [ContactField]
  ) {
    add(.enrichEmail) { if fields.contains(.email) { before.appendValue(of: .email, at: place, to: &$0) } }
    add(.enrichPhone) { if fields.contains(.phone) { before.appendValue(of: .phone, at: place, to: &$0) } }
    add(.status, outcome.rawValue)
    add(.reason, nil)
    add(.enrichmentID) { before.appendEnrichmentID(at: place, fields, to: &$0) }
  }

  private mutating func add(_ column: AddedColumn, _ value: String?) {
    add(column) { if let value { $0.append(contentsOf: value.utf8) } }
  }

  private mutating func add(_ column: AddedColumn, _ append: (inout [UInt8]) -> Void) {
    let start = bytes.count
    append(&bytes)
    extras[column.index].append(.owned(start, bytes.count))
  }
}
