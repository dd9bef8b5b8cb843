package import PipelineModel

/// Probabilistic matching of the rows of a run, in steps: rows are taken in order; then blocks are made, a model is
/// learnt, pairs are weighed, and links are joined to people.
///
/// The steps that may run on several cores at once take nothing but values: `blocking.blocks(of:)` and `links(in:)`.
package struct Matcher: Sendable {
  package let options: MatchOptions
  private var table: MatchTable
  package var blocking: Blocking
  private(set) var scoring: PairScoring?
  /// By record, the first record of those that exact keys make one person.
  private var persons: [UInt32] = []
  /// Records whose rows are several people by exact keys, and too little tells whether they are one.
  private var ambiguous: Set<UInt32> = []
  /// What was found.
  package private(set) var report = MatchReport()

  package init(_ options: MatchOptions) {
    self.options = options
    table = MatchTable(plan: options.plan)
    blocking = Blocking(MatchTable(plan: options.plan))
  }

  /// Takes a batch's rows.
  package mutating func add(_ rows: MatchRows) { table.add(rows) }

  /// Ends the taking of rows; blocks can be made now.
  package mutating func seal() {
    table.seal()
    blocking = Blocking(table)
    report.records = table.count
  }

  // MARK: Model

  /// What is to be counted before the model can be learnt.
  package var measurements: [Measurement] { measuring.measurements }

  /// Counts; may run for several at once.
  package func measure(_ measurement: Measurement) -> Measured { measuring.measure(measurement) }

  private var measuring: Measuring { Measuring(comparing: PairComparing(table), blocking: blocking) }

  /// Learns the model from what was counted.
  package mutating func learn(_ measured: [Measured], _ people: borrowing People) {
    report.oversizedBlocks = blocking.oversizedCount
    report.uncutRows = blocking.uncutRecords
    let comparing = PairComparing(table)
    var sample = ModelEstimation.Sample(kinds: comparing.kinds, records: table.count)
    var names: NameCounts?
    var carriers: [Carriers] = []
    for one in measured {
      switch one {
      case .candidates(let patterns, let share):
        sample.candidates += patterns
        sample.weight = Double(share)
      case .random(let patterns): sample.random += patterns
      case .equal(let equal):
        sample.exact[equal.comparison] = equal.levels
        sample.present[equal.comparison] = equal.present
      case .carriers(let more): carriers += more
      case .names(let counts):
        sample.sameNames = counts.samePairs
        names = counts
      }
    }
    let model = ModelEstimation(kinds: comparing.kinds).learn(sample)
    scoring = PairScoring(comparing, model, names ?? NameCounts(table), carriers)
    setPersons(people)
  }

  /// Takes over who is one person by exact keys.
  private mutating func setPersons(_ people: borrowing People) {
    persons = Array(0..<UInt32(table.count))
    guard let scoring else { return }
    // Records of several people are of one where their values say enough.
    var firsts = Array(repeating: UInt32.max, count: table.count)
    var doubtful: Set<UInt32> = []
    for row in table.records.indices {
      let record = table.records[row]
      let first = UInt32(people.current(row))
      if firsts[Int(record)] == .max {
        firsts[Int(record)] = first
      } else if firsts[Int(record)] != first {
        doubtful.insert(record)
      }
    }
    for record in doubtful where (scoring.weight(Int(record), Int(record), atLeast: options.leastWeight) == nil) {
      ambiguous.insert(record)
    }
    func root(_ record: UInt32) -> UInt32 {
      var record = record
      while persons[Int(record)] != record { record = persons[Int(record)] }
      return record
    }
    for row in table.records.indices {
      let record = table.records[row]
      let other = table.records[people.current(row)]
      if record == other || ambiguous.contains(record) || ambiguous.contains(other) { continue }
      let (a, b) = (root(record), root(other))
      if a != b { persons[Int(max(a, b))] = min(a, b) }
    }
    for record in persons.indices { persons[record] = persons[Int(persons[record])] }
  }

  // MARK: Pairs

  /// All blocks in pieces that are worth a task each.
  package var pieces: [BlockPiece] { blocking.pieces }

  /// The links of a piece, and how many pairs there were.
  package struct Links: Sendable {
    var links: [MatchLink] = []
    var pairs = 0
  }

  /// The links of a piece's pairs; those of one person by exact keys are none.
  package func links(in piece: BlockPiece) -> Links {
    var found = Links()
    guard let scoring else { return found }
    let least = min(options.leastWeight, options.leastReviewWeight)
    blocking.forEachPair(in: piece) { _, _ in
      true
    } body: { a, b in
      found.pairs += 1
      if persons[a] == persons[b] { return }
      if let weight = scoring.weight(a, b, atLeast: least) {
        found.links.append(MatchLink(a: UInt32(a), b: UInt32(b), weight: weight))
      }
    }
    return found
  }

  // MARK: People

  /// Joins the people whom links make one.
  ///
  /// - Parameter different: rows that somebody has decided to be different people.
  package mutating func join(_ found: [Links], _ people: inout People, different: [RowPair] = []) {
    guard let scoring else { return }
    report.candidatePairs = found.reduce(0) { $0 + $1.pairs }
    let links = found.flatMap(\.links)
    var clustering = MatchClustering(scoring, persons: persons)
    for pair in different { clustering.keepApart(table.records[pair.a], table.records[pair.b]) }
    let strong = links.filter {
      $0.weight >= options.leastWeight && !ambiguous.contains($0.a) && !ambiguous.contains($0.b)
    }
    clustering.join(strong)
    report.refusedLinks = clustering.refused
    list(links, &clustering)
    // By cluster, a row.
    var rows = Array(repeating: UInt32.max, count: table.count)
    for row in table.records.indices {
      let record = table.records[row]
      if ambiguous.contains(record) { continue }
      let root = Int(clustering.root(record))
      if rows[root] == .max {
        rows[root] = UInt32(row)
      } else if people.joins(Int(rows[root]), row) {
        report.merged += 1
      }
    }
  }

  // MARK: Review

  /// So many pairs are listed at most.
  private static let mostListed = 10_000

  /// The likeliest of the pairs that want a look, the likeliest first.
  package private(set) var reviewPairs: [ReviewPair] = []

  /// Lists the pairs that are still apart after joining.
  private mutating func list(_ links: [MatchLink], _ clustering: inout MatchClustering) {
    guard let scoring else { return }
    var open = links.filter { clustering.root($0.a) != clustering.root($0.b) && !clustering.isDecided($0.a, $0.b) }
    open.sort { ($1.weight, $0.a, $0.b) < ($0.weight, $1.a, $1.b) }
    var before: MatchLink?
    open.removeAll { link in
      defer { before = link }
      return before.map { $0.a == link.a && $0.b == link.b } ?? false
    }
    report.reviewPairs = open.count
    let listed = open.prefix(Self.mostListed)
    var rows: [UInt32: Int] = [:]
    let wanted = Set(listed.flatMap { [$0.a, $0.b] })
    for row in table.records.indices where wanted.contains(table.records[row]) {
      if rows[table.records[row]] == nil { rows[table.records[row]] = row }
    }
    reviewPairs = listed.compactMap { link in
      guard let a = rows[link.a], let b = rows[link.b] else { return nil }
      return ReviewPair(
        rows: RowPair(a: min(a, b), b: max(a, b)), evidence: scoring.evidence(Int(link.a), Int(link.b)))
    }
  }

  /// The evidence of two rows; nil before there is a model.
  package func evidence(_ a: Int, _ b: Int) -> MatchEvidence? {
    scoring?.evidence(Int(table.records[a]), Int(table.records[b]))
  }
}
