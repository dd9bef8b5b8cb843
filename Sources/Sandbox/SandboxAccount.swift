private import PipelineModel

/// What the service remembers: its jobs, without their leads, and the balance. A value without effects; the log rebuilds
/// it.
struct SandboxAccount {
  /// A job, answered from the start and shown when its time has come.
  struct Job: Sendable {
    var id: String
    var logged: LoggedJob
    var cost: LoggedJob.Cost
    /// Where its request stands in the log.
    var request: Range<Int>
    var fate: JobFault.Fate? { logged.fault?.fate }
  }

  private(set) var credits: Int
  private(set) var spent = 0
  /// In the order in which they were accepted.
  private(set) var jobs: [Job] = []
  private var places: [String: Int] = [:]

  init(credits: Int) { self.credits = credits }

  /// Credits left; jobs of another process with more credits may have used up more than there are.
  var balance: Int { max(0, credits - spent) }

  /// The job of an enrichment id.
  func job(_ id: String) -> Job? { places[id].map { jobs[$0] } }

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

  /// Takes the next job.
  mutating func accept(_ logged: LoggedJob, cost: LoggedJob.Cost, request: Range<Int>) -> Job {
    let job = Job(
      id: Self.jobID(number: jobs.count + 1, seed: logged.seed), logged: logged, cost: cost, request: request)
    spent += cost.credits
    places[job.id] = jobs.count
    jobs.append(job)
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
