/// A job's results as they are answered.
struct JobResults: Sendable {
  /// A JSON array.
  private(set) var json: [UInt8] = [UInt8(ascii: "[")]
  /// Where each item stands in it.
  private(set) var items: [Range<Int>] = []

  /// What the first `taken` leads of a request are answered.
  init(_ request: EnrichRequest, quotes: [Quote], taken: Int, shape: ResultShape?) {
    for (index, (lead, quote)) in zip(request.leads, quotes).prefix(taken).enumerated() {
      if shape?.missing?.contains(index + 1) == true { continue }
      if !items.isEmpty { json.append(UInt8(ascii: ",")) }
      let start = json.count
      quote.appendItem(of: lead, as: shape, to: &json)
      items.append(start..<json.count)
    }
    json.append(UInt8(ascii: "]"))
  }
}

/// The latest results, up to so many bytes: most are asked for soon, and the others are made again from the log.
struct RecentResults {
  private var latest: [String: JobResults] = [:]
  private var before: [String: JobResults] = [:]
  private var bytes = 0
  private let limit: Int

  /// Twice `limit` bytes are kept at most, and one more job's.
  init(limit: Int) { self.limit = limit }

  subscript(job: String) -> JobResults? { latest[job] ?? before[job] }

  mutating func keep(_ results: JobResults, of job: String) {
    if bytes > limit { (before, latest, bytes) = (latest, [:], 0) }
    latest[job] = results
    bytes += results.json.count
  }
}
