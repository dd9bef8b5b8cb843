internal import Foundation
private import Synchronization

/// The contract without its HTTP server: from a request's body to a status and a JSON body.
final class SandboxAPI: Sendable {
  /// A submission's answer, and its job where one was accepted.
  struct Submitted: Sendable {
    var reply: SandboxReply
    var request: EnrichRequest?
    var job: SandboxAccount.Job?
  }

  private struct State: ~Copyable {
    var account: SandboxAccount
    var log: SandboxLog?
  }

  private let seed: UInt64
  private let latency: Int64
  private let now: @Sendable () -> Int64
  private let state: Mutex<State>

  /// `now` gives milliseconds since 1970: the log keeps the times of acceptance across restarts.
  init(
    credits: Int, seed: UInt64, latency: Duration, stateFolder: String?, now: @escaping @Sendable () -> Int64
  ) throws(SandboxError) {
    self.seed = seed
    self.latency = Int64(latency / .milliseconds(1))
    self.now = now
    let log: SandboxLog? = if let stateFolder { try SandboxLog(folder: stateFolder) } else { nil }
    state = Mutex(State(account: SandboxAccount(credits: credits), log: log))
    // A log that cannot be read stops the start, not the first request.
    _ = try withAccount { account in account.balance }
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
    let accepted = try withState { state throws(SandboxError) -> SandboxAccount.Job? in
      let taken = min(state.account.covered(quotes), fault?.partial?.leads ?? .max)
      if taken == 0 { return nil }
      if state.log != nil {
        try state.log?.append(LogEntry.line(seed: seed, time: time, taken: taken, fault: jobFault, body: body))
      }
      return state.account.accept(request, quotes: quotes, taken: taken, at: time, seed: seed, fault: jobFault)
    }
    guard let job = accepted else { return Submitted(reply: .error(402, "no credits left")) }
    var out = Array(#"{"message":"enrichment started","enrichment_id":"\#(job.id)""#.utf8)
    if job.total < request.leads.count {
      out += Array(#","finalLimit":\#(job.total)"#.utf8)
      if fault?.partial?.isNamed ?? true {
        out += Array(#","unprocessed_leads":"#.utf8) + leads(of: body, from: job.total)
      }
    }
    out.append(UInt8(ascii: "}"))
    return Submitted(reply: SandboxReply(status: 202, body: out), request: request, job: job)
  }

  /// `GET /v1/jobs/{id}`.
  func job(_ id: String) throws(SandboxError) -> SandboxReply {
    guard let job = try withAccount({ $0.jobs[id] }), job.fate != .forgotten else {
      return .error(404, "there is no such job")
    }
    let waited = max(0, now() - job.acceptedAt)
    let isOver = waited >= latency && job.fate != .stuck
    let isDone = isOver && job.fate == nil
    let status = isDone ? "completed" : isOver ? "failed" : waited * 3 < latency ? "pending" : "in_progress"
    let completed =
      isDone
      ? job.total : isOver || status == "pending" || waited >= latency ? 0 : job.total * Int(waited) / Int(latency)
    var out = Array(#"{"enrichment_id":"\#(job.id)","status":"\#(status)","name":"#.utf8)
    appendJSON(job.name, to: &out)
    out += Array(#","progress":{"completed":\#(completed),"total":\#(job.total),"skipped":0}"#.utf8)
    if isOver { out += Array(#","cost":{"credits":\#(job.cost)}"#.utf8) }
    if isDone { out += Array(#","emails_found":\#(job.emails),"phones_found":\#(job.phones)"#.utf8) }
    if isOver && !isDone { out += Array(#","error":"the job failed""#.utf8) }
    out += Array(#","results":"#.utf8)
    if isDone { out += job.results } else { appendJSON(nil, to: &out) }
    out.append(UInt8(ascii: "}"))
    return SandboxReply(status: 200, body: out)
  }

  /// `GET /v1/credits`.
  func credits() throws(SandboxError) -> SandboxReply {
    SandboxReply(status: 200, body: Array(#"{"credits":\#(try withAccount { $0.balance })}"#.utf8))
  }

  /// `GET /_sandbox/bill`: what was paid for, lead by lead in bytewise order.
  func bill() throws(SandboxError) -> SandboxReply {
    let bill = try withAccount { $0.bill }
    var out: [UInt8] = [UInt8(ascii: "[")]
    for (key, times) in bill.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      for (field, count) in [("base", times.base), ("email", times.email), ("phone", times.phone)] where count > 0 {
        if out.count > 1 { out.append(UInt8(ascii: ",")) }
        out += Array(#"{"lead":"#.utf8)
        appendJSON(key, to: &out)
        out += Array(#","field":"\#(field)","times":\#(count)}"#.utf8)
      }
    }
    out.append(UInt8(ascii: "]"))
    return SandboxReply(status: 200, body: out)
  }

  private func withAccount<R: Sendable>(_ body: (SandboxAccount) -> R) throws(SandboxError) -> R {
    try withState { state throws(SandboxError) in body(state.account) }
  }

  /// Works on the account when it knows of every job, those of other processes too.
  private func withState<R: Sendable>(
    _ body: (inout State) throws(SandboxError) -> sending R
  ) throws(SandboxError) -> R {
    try state.withLock { state throws(SandboxError) in
      if state.log == nil { return try body(&state) }
      try state.log?.lock()
      defer { state.log?.unlock() }
      for line in try state.log?.newLines() ?? [] {
        let entry = try LogEntry(line, path: state.log?.path ?? "")
        let quotes = SandboxAccount.quotes(entry.request, seed: entry.seed, shape: entry.fault?.results)
        _ = state.account.accept(
          entry.request, quotes: quotes, taken: entry.taken, at: entry.time, seed: entry.seed, fault: entry.fault)
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
