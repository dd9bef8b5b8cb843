internal import Loading
internal import PipelineModel

/// Applies what stands in the inbox, whichever way it came, to the submissions that it belongs to.
struct Delivering {
  let store: any LedgerStore
  let destination: String
  let codec: ResponseCodec

  /// People whose results brought at least one contact detail.
  private(set) var enriched: Set<UInt128> = []
  /// Result items that match nobody, by their content; kept in the ledger.
  private(set) var unmatched: Set<UInt128> = []
  /// Deliveries that were looked at and belong to no submission.
  private(set) var homeless = 0
  /// Deliveries up to this one were looked at since somebody was last accepted.
  private var seen: Int64 = 0

  private static let chunk = 100

  init(store: any LedgerStore, destination: String, codec: ResponseCodec) {
    self.store = store
    self.destination = destination
    self.codec = codec
  }

  /// What was found nowhere may belong to a submission that has its enrichment id by now.
  mutating func lookAgain() {
    seen = 0
    homeless = 0
  }

  /// Applies what waits and can be told whom it belongs to; returns the submissions that it belongs to, as they stand
  /// then.
  mutating func applyPending() throws -> [JournalledSubmission] {
    var touched: [JournalledSubmission] = []
    while true {
      let deliveries = try store.pending(destination: destination, after: seen, limit: Self.chunk)
      for delivery in deliveries {
        seen = delivery.id
        guard let submission = try submission(of: delivery) else {
          homeless += 1
          continue
        }
        try apply(delivery, to: submission.id)
        if let now = try store.submission(batchKey: submission.batchKey, destination: destination) {
          touched.append(now)
        }
      }
      if deliveries.count < Self.chunk { return touched }
    }
  }

  /// Keeps the answer to a question about a job raw, then applies it.
  mutating func apply(_ body: [UInt8], to submission: Int64, at time: Int64) throws {
    guard let id = try store.receive([body], destination: destination, at: time).first else { return }
    try apply(RawDelivery(id: id, body: body, receivedAt: time), to: submission)
  }

  private mutating func apply(_ delivery: RawDelivery, to submission: Int64) throws {
    let (results, isComplete, spent) = codec.delivery(delivery.body, of: try store.claims(of: submission))
    try store.deliver(
      submission, results: results, isComplete: isComplete, spent: spent, at: delivery.receivedAt)
    try store.markApplied(delivery.id, to: submission)
    for result in results {
      guard let key = result.key else {
        unmatched.insert(contentHash(result.raw.span))
        continue
      }
      if !result.found.isEmpty { enriched.insert(key) }
    }
  }

  /// By enrichment id, else by the batch key that its items carry: the only trace of a submission whose answer was lost.
  private func submission(of delivery: RawDelivery) throws -> JournalledSubmission? {
    guard let envelope = codec.webhook(delivery.body) else { return nil }
    if let id = envelope.enrichmentID,
      let submission = try store.submission(enrichmentID: id, destination: destination)
    {
      return submission
    }
    guard let key = envelope.batchKey,
      let submission = try store.submission(batchKey: key, destination: destination), submission.state != .intent
    else { return nil }
    if submission.enrichmentID == nil, let id = envelope.enrichmentID {
      try store.markAccepted(submission.id, enrichmentID: id, leftOut: [], taken: nil, response: [])
    }
    return submission
  }
}
