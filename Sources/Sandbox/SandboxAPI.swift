internal import Foundation
private import Synchronization

/// The contract without its HTTP server: from a request's body to a status and a JSON body.
final class SandboxAPI: Sendable {
  /// A submission's answer, and its job where one was accepted.
  struct Submitted: Sendable {
    var reply: SandboxReply
    var accepted: Accepted?
  }

  /// A job that was just accepted.
  struct Accepted: Sendable {
    var request: EnrichRequest
    var job: SandboxAccount.Job
    var results: JobResults
  }

  private struct State: ~Copyable {
    var account: SandboxAccount
    var log: SandboxLog
    var recent: RecentResults

    /// A request as it stands in the log, with its leads' quotes.
    func request(
      _ place: Range<Int>, of job: LoggedJob
    ) throws(SandboxError) -> (request: EnrichRequest, quotes: [Quote]) {
      let data = Data(try log.read(place))
      guard let request = try? JSONDecoder().decode(EnrichRequest.self, from: data) else { throw log.unreadable }
      return (request, SandboxAccount.quotes(request, seed: job.seed, shape: job.fault?.results))
    }
  }

  private let seed: UInt64
  private let latency: Int64
  private let now: @Sendable () -> Int64
  private let state: Mutex<State>

  /// `now` gives milliseconds since 1970: the log keeps the times of acceptance across restarts. `recentResults`: bytes.
  init(
    credits: Int, seed: UInt64, latency: Duration, stateFolder: String?, recentResults: Int = 8 << 20,
    now: @escaping @Sendable () -> Int64
  ) throws(SandboxError) {
    self.seed = seed
    self.latency = Int64(latency / .milliseconds(1))
    self.now = now
    state = Mutex(
      State(
        account: SandboxAccount(credits: credits), log: try SandboxLog(folder: stateFolder),
        recent: RecentResults(limit: recentResults)))
    // A log that cannot be read stops the start, not the first request.
    try withState { _ in }
  }

  /// Milliseconds since 1970.
  var time: Int64 { now() }

  /// `POST /v1/leads/enrich`; a fault may take fewer leads, and decides what becomes of the job.
  func enrich(_ body: [UInt8], fault: Fault? = nil) throws(SandboxError) -> Submitted {
    let request: EnrichRequest
    do {
      request = try EnrichRequest(body: body)
    } catch {
      return Submitted(reply: .error(400, error.message))
    }
    let jobFault =
      fault?.job == nil && fault?.results == nil ? nil : JobFault(fate: fault?.job, results: fault?.results)
    let quotes = SandboxAccount.quotes(request, seed: seed, shape: fault?.results)
    let time = now()
    let accepted = try withState { state throws(SandboxError) -> Accepted? in
      let taken = min(state.account.covered(quotes), fault?.partial?.leads ?? .max)
      if taken == 0 { return nil }
      let cost = LoggedJob.Cost(quotes.prefix(taken))
      let logged = LoggedJob(
        seed: seed, time: time, taken: taken, name: request.name, fault: jobFault, cost: cost, size: body.count)
      let place = try state.log.append(logged, request: body)
      let job = state.account.accept(logged, cost: cost, request: place)
      let results = JobResults(request, quotes: quotes, taken: taken, shape: fault?.results)
      state.recent.keep(results, of: job.id)
      return Accepted(request: request, job: job, results: results)
    }
    guard let accepted else { return Submitted(reply: .error(402, "no credits left")) }
    let (job, taken) = (accepted.job, accepted.job.logged.taken)
    var out = Array(#"{"message":"enrichment started","enrichment_id":"\#(job.id)""#.utf8)
    if taken < request.leads.count {
      out += Array(#","finalLimit":\#(taken)"#.utf8)
      if fault?.partial?.isNamed ?? true {
        out += Array(#","unprocessed_leads":"#.utf8) + leads(of: body, from: taken)
      }
    }
    out.append(UInt8(ascii: "}"))
    return Submitted(reply: SandboxReply(status: 202, body: out), accepted: accepted)
  }

  /// `GET /v1/jobs/{id}`.
  func job(_ id: String) throws(SandboxError) -> SandboxReply {
    guard let job = try withState({ $0.account.job(id) }), job.fate != .forgotten else {
      return .error(404, "there is no such job")
    }
    let waited = max(0, now() - job.logged.time)
    let isOver = waited >= latency && job.fate != .stuck
    let isDone = isOver && job.fate == nil
    let status = isDone ? "completed" : isOver ? "failed" : waited * 3 < latency ? "pending" : "in_progress"
    let total = job.logged.taken
    let completed =
      isDone
      ? total : isOver || status == "pending" || waited >= latency ? 0 : total * Int(waited) / Int(latency)
    var out = Array(#"{"enrichment_id":"\#(job.id)","status":"\#(status)","name":"#.utf8)
    appendJSON(job.logged.name, to: &out)
    out += Array(#","progress":{"completed":\#(completed),"total":\#(total),"skipped":0}"#.utf8)
    if isOver { out += Array(#","cost":{"credits":\#(job.cost.credits)}"#.utf8) }
    if isDone { out += Array(#","emails_found":\#(job.cost.emails),"phones_found":\#(job.cost.phones)"#.utf8) }
    if isOver && !isDone { out += Array(#","error":"the job failed""#.utf8) }
    out += Array(#","results":"#.utf8)
    if isDone { out += try results(of: job).json } else { appendJSON(nil, to: &out) }
    out.append(UInt8(ascii: "}"))
    return SandboxReply(status: 200, body: out)
  }

  /// `GET /v1/credits`.
  func credits() throws(SandboxError) -> SandboxReply {
    SandboxReply(status: 200, body: Array(#"{"credits":\#(try withState { $0.account.balance })}"#.utf8))
  }

  /// `GET /_sandbox/bill`: what was paid for, lead by lead in bytewise order.
  func bill() throws(SandboxError) -> SandboxReply {
    try withState { state throws(SandboxError) in
      var bill = Bill()
      for job in state.account.jobs {
        bill.add(try state.request(job.request, of: job.logged).quotes.prefix(job.logged.taken))
      }
      return SandboxReply(status: 200, body: bill.json)
    }
  }

  private func results(of job: SandboxAccount.Job) throws(SandboxError) -> JobResults {
    try withState { state throws(SandboxError) in
      if let results = state.recent[job.id] { return results }
      let (request, quotes) = try state.request(job.request, of: job.logged)
      let results = JobResults(request, quotes: quotes, taken: job.logged.taken, shape: job.logged.fault?.results)
      state.recent.keep(results, of: job.id)
      return results
    }
  }

  /// Works on the account when it knows of every job, those of other processes too.
  private func withState<R: Sendable>(
    _ body: (inout State) throws(SandboxError) -> sending R
  ) throws(SandboxError) -> R {
    try state.withLock { state throws(SandboxError) in
      try state.log.lock()
      defer { state.log.unlock() }
      for line in try state.log.newLines() {
        let cost =
          if let cost = line.job.cost { cost } else {
            LoggedJob.Cost(try state.request(line.request, of: line.job).quotes.prefix(line.job.taken))
          }
        _ = state.account.accept(line.job, cost: cost, request: line.request)
      }
      return try body(&state)
    }
  }

  /// The leads as they were sent, with whatever else stood in them.
  private func leads(of body: [UInt8], from index: Int) -> [UInt8] {
    let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
    let rest = Array((object?["leads"] as? [Any] ?? []).dropFirst(index))
    let data = try? JSONSerialization.data(withJSONObject: rest, options: [.sortedKeys, .withoutEscapingSlashes])
    return Array(data ?? Data("[]".utf8))
  }
}
