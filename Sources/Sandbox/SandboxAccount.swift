private import PipelineModel

/// What the service remembers: jobs, the bill and the balance. A value without effects; the log rebuilds it.
struct SandboxAccount {
  /// A job, answered from the start and shown when its time has come.
  struct Job {
    var id: String
    var name: String?
    /// Milliseconds since 1970.
    var acceptedAt: Int64
    var total: Int
    var cost = 0
    var emails = 0
    var phones = 0
    /// A JSON array.
    var results: [UInt8] = []
    /// Where each item stands in it.
    var items: [Range<Int>] = []
    var fate: JobFault.Fate?
  }

  /// How often one lead was paid for, by what was paid.
  struct Times {
    var base = 0
    var email = 0
    var phone = 0
  }

  private(set) var credits: Int
  private(set) var spent = 0
  private(set) var jobs: [String: Job] = [:]
  private(set) var bill: [String: Times] = [:]

  init(credits: Int) { self.credits = credits }

  /// Credits left; jobs of another process with more credits may have used up more than there are.
  var balance: Int { max(0, credits - spent) }

  /// The leads' quotes, in order.
  static func quotes(_ request: EnrichRequest, seed: UInt64, shape: ResultShape? = nil) -> [Quote] {
    let withDetails = request.includeContactDetails ?? false
    return request.leads.enumerated().compactMap { index, lead in
      let problem: Quote.Problem? =
        if shape?.error?.contains(index + 1) == true { .whole } else if shape?.partError?.contains(index + 1) == true {
          .phone
        } else { nil }
      return lead.key.map { Quote(lead, key: $0, withDetails: withDetails, seed: seed, problem: problem) }
    }
  }

  /// How many leads from the front the balance covers.
  func covered(_ quotes: [Quote]) -> Int {
    var rest = balance
    for (index, quote) in quotes.enumerated() {
      rest -= quote.cost
      if rest < 0 { return index }
    }
    return quotes.count
  }

  /// Takes the first `taken` leads as the next job.
  mutating func accept(
    _ request: EnrichRequest, quotes: [Quote], taken: Int, at time: Int64, seed: UInt64, fault: JobFault? = nil
  ) -> Job {
    var job = Job(
      id: Self.jobID(number: jobs.count + 1, seed: seed), name: request.name, acceptedAt: time, total: taken,
      fate: fault?.fate)
    job.results.append(UInt8(ascii: "["))
    for (index, (lead, quote)) in zip(request.leads, quotes).prefix(taken).enumerated() {
      job.cost += quote.cost
      if quote.email != nil { job.emails += 1 }
      if quote.phone != nil { job.phones += 1 }
      bill[quote.key, default: Times()].count(quote)
      if fault?.results?.missing?.contains(index + 1) == true { continue }
      if !job.items.isEmpty { job.results.append(UInt8(ascii: ",")) }
      let start = job.results.count
      quote.appendItem(of: lead, as: fault?.results, to: &job.results)
      job.items.append(start..<job.results.count)
    }
    job.results.append(UInt8(ascii: "]"))
    spent += job.cost
    jobs[job.id] = job
    return job
  }

  /// Shaped as a UUID (version 8: made up), the same for the same seed and number.
  static func jobID(number: Int, seed: UInt64) -> String {
    var hash = contentHash("job \(number)".utf8.span, seed: seed)
    hash = hash & ~(0xF000 << 64) | (0x8000 << 64)
    hash = hash & ~(0xC000 << 48) | (0x8000 << 48)
    let digits = String(hash, radix: 16)
    let text = String(repeating: "0", count: 32 - digits.count) + digits
    var id = ""
    for (index, digit) in text.enumerated() {
      if [8, 12, 16, 20].contains(index) { id += "-" }
      id.append(digit)
    }
    return id
  }
}

extension SandboxAccount.Times {
  fileprivate mutating func count(_ quote: Quote) {
    base += 1
    if quote.email != nil { email += 1 }
    if quote.phone != nil { phone += 1 }
  }
}
