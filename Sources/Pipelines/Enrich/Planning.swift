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
  private(set) var wanted: [Wish]
  /// The keys so far: by their place in the snapshot plus one, and those that it does not hold.
  private var seen: [Sight]
  private var seenElsewhere: [UInt128: Sight] = [:]
  private let fields: Set<ContactField>
  private let freshness: Freshness
  private let prices: Prices
  /// What a plan allows, by submission key; nil where no plan binds.
  private let allowed: [UInt128: Set<ContactField>]?

  /// What is to be bought under a person's key.
  enum Wish: UInt8, Sendable {
    case nothing
    /// Something, for the person who was the first to show the key.
    case own
    /// Something, for somebody else who has the same.
    case shared
  }

  /// Whether a key was met, and whether something is to be bought under it.
  private enum Sight: UInt8 { case none, settled, wanted }

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

  /// `snapshot`: how many keys the survey's snapshot holds.
  init(
    rows: Int, snapshot: Int, fields: Set<ContactField>, freshness: Freshness, prices: Prices,
    allowed: [UInt128: Set<ContactField>]? = nil
  ) {
    seen = Array(repeating: .none, count: snapshot + 1)
    keys = Array(repeating: 0, count: rows)
    places = Array(repeating: 0, count: rows)
    wanted = Array(repeating: .nothing, count: rows)
    self.fields = fields
    self.freshness = freshness
    self.prices = prices
    self.allowed = allowed
  }

  /// Takes the people of a batch; returns those to be bought, in their order.
  mutating func add(_ prospects: [Prospects.Prospect]) -> [Wanted] {
    var wanted: [Wanted] = []
    for prospect in prospects {
      keys[prospect.person] = prospect.key
      places[prospect.person] = prospect.place
      switch sight(of: prospect) {
      case .none: break
      case .settled:
        counts.folded += 1
        continue
      case .wanted:
        self.wanted[prospect.person] = .shared
        counts.folded += 1
        continue
      }
      guard let one = want(prospect) else {
        note(.settled, prospect)
        continue
      }
      note(.wanted, prospect)
      self.wanted[prospect.person] = .own
      count(buying: one.lead.fields, known: prospect.standing, translate: prospect.translate)
      wanted.append(one)
    }
    return wanted
  }

  /// Lets go of what only `add` needs.
  mutating func end() {
    seen = []
    seenElsewhere = [:]
  }

  /// Those among people who were added before who are still to be bought, in their order.
  func wanted(of prospects: [Prospects.Prospect]) -> [Wanted] {
    prospects.compactMap { prospect in
      guard wanted[prospect.person] == .own, prospect.held == nil else { return nil }
      let fields = fields(of: prospect)
      return fields.isEmpty ? nil : wanted(prospect, fields)
    }
  }

  private func sight(of prospect: Prospects.Prospect) -> Sight {
    prospect.place > 0 ? seen[Int(prospect.place)] : seenElsewhere[prospect.key] ?? .none
  }

  private mutating func note(_ sight: Sight, _ prospect: Prospects.Prospect) {
    if prospect.place > 0 { seen[Int(prospect.place)] = sight } else { seenElsewhere[prospect.key] = sight }
  }

  /// Somebody who is met for the first time: counted where there is nothing to be bought.
  private mutating func want(_ prospect: Prospects.Prospect) -> Wanted? {
    if let held = prospect.held {
      countAnswered(from: held.from, to: held.to)
      return nil
    }
    if !fields.contains(where: { freshness.mayBuy($0, prospect.standing[$0] ?? .free) }) {
      count(prospect.standing)
      return nil
    }
    let fields = fields(of: prospect)
    if fields.isEmpty {
      counts.notInPlan += 1
      leftOut[prospect.key] = .notInPlan
      return nil
    }
    return wanted(prospect, fields)
  }

  /// What may be bought for somebody, and is in the plan.
  private func fields(of prospect: Prospects.Prospect) -> Set<ContactField> {
    let free = fields.filter { freshness.mayBuy($0, prospect.standing[$0] ?? .free) }
    guard let allowed else { return free }
    return free.intersection(allowed[prospect.key] ?? [])
  }

  private func wanted(_ prospect: Prospects.Prospect, _ fields: Set<ContactField>) -> Wanted {
    Wanted(
      person: prospect.person, lead: BatchLead(person: prospect.submittable, fields: fields),
      translate: prospect.translate, rank: prospect.rank)
  }

  /// Somebody who has nothing to be bought.
  private mutating func count(_ known: Standings) {
    guard fields.allSatisfy({ known[$0]?.state == .answered }) else {
      counts.open += 1
      return
    }
    let times = fields.compactMap { known[$0]?.answer?.at }
    countAnswered(from: times.min(), to: times.max())
  }

  private mutating func countAnswered(from: Int64?, to: Int64?) {
    counts.answered += 1
    if let from { counts.answeredFrom = min(counts.answeredFrom ?? from, from) }
    if let to { counts.answeredTo = max(counts.answeredTo ?? to, to) }
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
