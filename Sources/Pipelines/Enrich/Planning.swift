internal import Loading
internal import PipelineModel

/// Who is to be bought: everybody who can be submitted and has a field that may be asked for.
struct Planning {
  /// By person, the submission key; 0 where the person cannot be submitted.
  private(set) var keys: [UInt128]
  private(set) var counts = Counts()
  /// Whom a plan leaves out, and so says the output.
  private(set) var leftOut: [UInt128: UnprocessedReason] = [:]
  /// By person, the key's place in the survey's snapshot; 0 where it has none.
  private(set) var places: [UInt32]
  /// By person, whether something is to be bought under their key.
  private(set) var wanted: [Bool]
  /// The keys so far, and whether something is to be bought under them.
  private var seen: [UInt128: Bool] = [:]
  private let fields: Set<ContactField>
  private let freshness: Freshness
  private let prices: Prices
  /// What a plan allows, by submission key; nil where no plan binds.
  private let allowed: [UInt128: Set<ContactField>]?

  /// Somebody to be bought.
  struct Wanted: Sendable {
    /// Index of the person.
    var person: Int
    var lead: BatchLead
    var translate: Bool
    var rank: Rank?
  }

  /// What the plan comes to.
  struct Counts: Sendable {
    /// People whose every field is answered, and when the oldest and the latest answer came.
    var answered = 0
    var answeredFrom: Int64?
    var answeredTo: Int64?
    /// People with a field in flight, unknown or lost, and none to buy.
    var open = 0
    /// People that fold into another one's submission.
    var folded = 0
    /// People that a plan leaves out.
    var notInPlan = 0
    var toBuy = 0
    /// Of them, those whose answers are there and too old.
    var toRefresh = 0
    /// People to buy by what is asked for.
    var asked: [ContactField: Int] = [:]
    /// People to buy by partition: names as they are, and names to translate.
    var partitions: [Int] = [0, 0]
    /// Credits at least and at most.
    var least = 0
    var most = 0

    /// Batches by partition.
    func batches(of size: Int) -> [Int] { partitions.map { ($0 + size - 1) / size } }
  }

  init(
    rows: Int, fields: Set<ContactField>, freshness: Freshness, prices: Prices,
    allowed: [UInt128: Set<ContactField>]? = nil
  ) {
    keys = Array(repeating: 0, count: rows)
    places = Array(repeating: 0, count: rows)
    wanted = Array(repeating: false, count: rows)
    self.fields = fields
    self.freshness = freshness
    self.prices = prices
    self.allowed = allowed
  }

  /// Takes the people of a batch; returns those to be bought, in their order.
  mutating func add(_ prospects: [Prospects.Prospect]) -> [Wanted] {
    var wanted: [Wanted] = []
    for prospect in prospects {
      let key = prospect.key
      keys[prospect.person] = key
      places[prospect.person] = prospect.place
      if let first = seen[key] {
        self.wanted[prospect.person] = first
        counts.folded += 1
        continue
      }
      seen[key] = false
      let known = prospect.standing
      var free = fields.filter { freshness.mayBuy($0, known[$0] ?? .free) }
      if free.isEmpty {
        count(known)
        continue
      }
      if let allowed {
        free.formIntersection(allowed[key] ?? [])
        if free.isEmpty {
          counts.notInPlan += 1
          leftOut[key] = .notInPlan
          continue
        }
      }
      seen[key] = true
      self.wanted[prospect.person] = true
      count(buying: free, known: known, translate: prospect.translate)
      wanted.append(
        Wanted(
          person: prospect.person, lead: BatchLead(person: prospect.submittable, fields: free),
          translate: prospect.translate, rank: prospect.rank))
    }
    return wanted
  }

  /// Somebody who has nothing to be bought.
  private mutating func count(_ known: Standings) {
    guard fields.allSatisfy({ known[$0]?.state == .answered }) else {
      counts.open += 1
      return
    }
    counts.answered += 1
    for case let answer? in fields.map({ known[$0]?.answer }) {
      counts.answeredFrom = min(counts.answeredFrom ?? answer.at, answer.at)
      counts.answeredTo = max(counts.answeredTo ?? answer.at, answer.at)
    }
  }

  private mutating func count(
    buying fields: Set<ContactField>, known: Standings, translate: Bool
  ) {
    counts.toBuy += 1
    if fields.contains(where: { known[$0]?.answer != nil }) { counts.toRefresh += 1 }
    for field in fields { counts.asked[field, default: 0] += 1 }
    counts.partitions[translate ? 1 : 0] += 1
    counts.least += prices.least(people: 1)
    counts.most += prices.worstCase(fields: fields)
  }
}
