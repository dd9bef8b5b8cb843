internal import Identity
internal import Loading
internal import PipelineModel

/// Who is to be bought: everybody who can be submitted and has a field that nobody has asked for.
struct Planning {
  /// By person, the submission key; 0 where the person cannot be submitted.
  private(set) var keys: [UInt128]
  private(set) var counts = Counts()
  private var batcher = Batcher()
  private var seen: Set<UInt128> = []
  private let fields: Set<ContactField>

  /// What the plan comes to.
  struct Counts: Sendable {
    var notSubmittable = 0
    /// People whose every field is answered.
    var answered = 0
    /// People with a field in flight, unknown or lost, and none to buy.
    var open = 0
    /// People that fold into another one's submission.
    var folded = 0
    var toBuy = 0
    var batches: [Int] = [0, 0]
    /// Credits at least and at most.
    var least = 0
    var most = 0
  }

  init(rows: Int, fields: Set<ContactField>) {
    keys = Array(repeating: 0, count: rows)
    self.fields = fields
  }

  /// Takes the people of a batch and how they stand; returns the batches that are full.
  mutating func add(
    _ prospects: [Prospects.Prospect], standing: [UInt128: [ContactField: FieldStanding]], prices: PriceList
  ) -> [Batch] {
    var full: [Batch] = []
    for prospect in prospects {
      keys[prospect.person] = prospect.key.id
      guard seen.insert(prospect.key.id).inserted else {
        counts.folded += 1
        continue
      }
      let known = standing[prospect.key.id] ?? [:]
      let free = fields.filter { (known[$0] ?? .free) == .free }
      if free.isEmpty {
        let isAnswered = fields.allSatisfy { if case .answered? = known[$0] { true } else { false } }
        if isAnswered { counts.answered += 1 } else { counts.open += 1 }
        continue
      }
      counts.toBuy += 1
      counts.least += prices.least(people: 1)
      counts.most += prices.worstCase(fields: free)
      let lead = BatchLead(person: prospect.submittable, fields: free)
      if let batch = batcher.add(lead, translate: prospect.translate) { full.append(take(batch)) }
    }
    return full
  }

  /// The batches that are left.
  mutating func finish() -> [Batch] { batcher.finish().map { take($0) } }

  private mutating func take(_ batch: Batch) -> Batch {
    counts.batches[batch.translate ? 1 : 0] += 1
    return batch
  }
}
