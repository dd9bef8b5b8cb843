/// A job's results on their way to its webhook.
struct Parcel: Sendable {
  /// One POST.
  struct Delivery: Sendable {
    var body: [UInt8]
    /// From the parcel's start until it leaves.
    var due: Duration
    var fault: Fault?
    /// The first one failed already.
    var isRetry = false
    /// What it waits for, where another delivery is to overtake it.
    var overtaker: Turnstile.Passage?
    var isOvertaken: Bool { fault?.delivery == .reordered }
  }

  var url: String
  var deliveries: [Delivery]

  /// What a submission promises its webhook: the results whole when the job's time has come or, with
  /// `streamingResults`, lead by lead over that time; nothing where the job will have no results.
  init?(_ accepted: SandboxAPI.Accepted, latency: Duration) {
    let (request, job, results) = (accepted.request, accepted.job, accepted.results)
    guard let url = request.webhookUrl, job.fate == nil || job.fate == .forgotten else { return nil }
    self.url = url
    let isStreaming = request.streamingResults ?? false
    let pieces = isStreaming ? results.items : [1..<max(1, results.json.count - 1)]
    deliveries = pieces.enumerated().map { index, range in
      let body = Array(#"{"enrichment_id":"\#(job.id)","results":["#.utf8) + results.json[range] + Array("]}".utf8)
      return Delivery(body: body, due: latency * (index + 1) / pieces.count)
    }
  }

  init(url: String, deliveries: [Delivery]) {
    self.url = url
    self.deliveries = deliveries
  }

  /// Takes out what leaves before the submission is answered.
  mutating func takeEarly() -> [Delivery] {
    let early = deliveries.filter { $0.fault?.delivery == .beforeAnswer }
    deliveries.removeAll { $0.fault?.delivery == .beforeAnswer }
    return early
  }

  /// Puts the deliveries in the order in which they leave: one that is reordered changes places with the next. Where
  /// there is none, it stays reordered: another job's delivery is to overtake it.
  mutating func putInOrder() {
    var index = 0
    while index + 1 < deliveries.count {
      if deliveries[index].isOvertaken {
        deliveries.swapAt(index, index + 1)
        // Each is moved once, whichever of the two asked for it.
        for moved in index...index + 1 where deliveries[moved].isOvertaken { deliveries[moved].fault?.delivery = nil }
        index += 1
      }
      index += 1
    }
  }
}
