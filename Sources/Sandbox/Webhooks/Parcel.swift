/// A job's results on their way to its webhook, in the order in which they leave.
struct Parcel: Sendable {
  /// One POST.
  struct Delivery: Sendable {
    var body: [UInt8]
    /// From the parcel's start until it leaves.
    var due: Duration
    var fault: Fault?
    /// The first one failed already.
    var isRetry = false
  }

  var url: String
  var deliveries: [Delivery]

  /// What a submission promises its webhook: the results whole when the job's time has come or, with
  /// `streamingResults`, lead by lead over that time; nothing where the job will have no results.
  init?(_ job: SandboxAccount.Job, of request: EnrichRequest, latency: Duration) {
    guard let url = request.webhookUrl, job.fate == nil || job.fate == .forgotten else { return nil }
    self.url = url
    let isStreaming = request.streamingResults ?? false
    let pieces = isStreaming ? job.items : [1..<max(1, job.results.count - 1)]
    deliveries = pieces.enumerated().map { index, range in
      let body = Array(#"{"enrichment_id":"\#(job.id)","results":["#.utf8) + job.results[range] + Array("]}".utf8)
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

  /// The deliveries as they leave: one that is reordered changes places with the next, if there is one.
  func inOrder() -> [Delivery] {
    var order = deliveries
    var index = 0
    while index + 1 < order.count {
      if order[index].fault?.delivery == .reordered {
        order[index].fault?.delivery = nil
        order.swapAt(index, index + 1)
        // Each is moved once.
        index += 1
      }
      index += 1
    }
    return order
  }
}
