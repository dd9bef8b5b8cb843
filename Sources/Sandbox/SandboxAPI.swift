internal import Foundation
private import Synchronization

/// The contract without its HTTP server: from a request's body to a status and a JSON body.
final class SandboxAPI: Sendable {
  /// An answer.
  struct Reply: Sendable {
    var status: Int
    var body: [UInt8]
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

  /// `POST /v1/leads/enrich`.
  func enrich(_ body: [UInt8]) throws(SandboxError) -> Reply {
    let request: EnrichRequest
    do {
      request = try EnrichRequest(body: body)
    } catch {
      return .error(400, error.message)
    }
    let quotes = SandboxAccount.quotes(request, seed: seed)
    let time = now()
    let accepted = try withState { state throws(SandboxError) -> SandboxAccount.Job? in
      let taken = state.account.covered(quotes)
      if taken == 0 { return nil }
      if state.log != nil {
        try state.log?.append(LogEntry.line(seed: seed, time: time, taken: taken, body: body))
      }
      return state.account.accept(request, quotes: quotes, taken: taken, at: time, seed: seed)
    }
    guard let job = accepted else { return .error(402, "no credits left") }
    var out = Array(#"{"message":"enrichment started","enrichment_id":"\#(job.id)""#.utf8)
    if job.total < request.leads.count {
      out += Array(#","finalLimit":\#(job.total),"unprocessed_leads":"#.utf8)
      out += leads(of: body, from: job.total)
    }
    out.append(UInt8(ascii: "}"))
    return Reply(status: 202, body: out)
  }

  /// `GET /v1/jobs/{id}`.
  func job(_ id: String) throws(SandboxError) -> Reply {
    guard let job = try withAccount({ $0.jobs[id] }) else { return .error(404, "there is no such job") }
    let waited = max(0, now() - job.acceptedAt)
    let isDone = waited >= latency
    let status = isDone ? "completed" : waited * 3 < latency ? "pending" : "in_progress"
    let completed = isDone ? job.total : status == "pending" ? 0 : job.total * Int(waited) / Int(latency)
    var out = Array(#"{"enrichment_id":"\#(job.id)","status":"\#(status)","name":"#.utf8)
    appendJSON(job.name, to: &out)
    out += Array(#","progress":{"completed":\#(completed),"total":\#(job.total),"skipped":0}"#.utf8)
    if isDone {
      out += Array(
        #","cost":{"credits":\#(job.cost)},"emails_found":\#(job.emails),"phones_found":\#(job.phones)"#.utf8)
    }
    out += Array(#","results":"#.utf8)
    if isDone { out += job.results } else { appendJSON(nil, to: &out) }
    out.append(UInt8(ascii: "}"))
    return Reply(status: 200, body: out)
  }

  /// `GET /v1/credits`.
  func credits() throws(SandboxError) -> Reply {
    Reply(status: 200, body: Array(#"{"credits":\#(try withAccount { $0.balance })}"#.utf8))
  }

  /// `GET /_sandbox/bill`: what was paid for, lead by lead in bytewise order.
  func bill() throws(SandboxError) -> Reply {
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
    return Reply(status: 200, body: out)
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
        let quotes = SandboxAccount.quotes(entry.request, seed: entry.seed)
        _ = state.account.accept(
          entry.request, quotes: quotes, taken: entry.taken, at: entry.time, seed: entry.seed)
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

extension SandboxAPI.Reply {
  /// `{"error": …}`.
  static func error(_ status: Int, _ message: String) -> SandboxAPI.Reply {
    var out = Array(#"{"error":"#.utf8)
    appendJSON(message, to: &out)
    out.append(UInt8(ascii: "}"))
    return SandboxAPI.Reply(status: status, body: out)
  }
}

/// A line of the log: the request as it came, and what makes its answer the same for ever.
private struct LogEntry: Decodable {
  var seed: UInt64
  var time: Int64
  var taken: Int
  var request: EnrichRequest

  init(_ line: [UInt8], path: String) throws(SandboxError) {
    do {
      self = try JSONDecoder().decode(LogEntry.self, from: Data(line))
    } catch {
      throw SandboxError("\(path) holds a line that cannot be read", hint: "move the file away to start afresh")
    }
  }

  static func line(seed: UInt64, time: Int64, taken: Int, body: [UInt8]) -> [UInt8] {
    var line = Array(#"{"seed":\#(seed),"time":\#(time),"taken":\#(taken),"request":"#.utf8)
    // Between JSON tokens a line break is as good as a space; inside of strings there is none.
    line += body.map { $0 == 10 || $0 == 13 ? 32 : $0 }
    line.append(UInt8(ascii: "}"))
    return line
  }
}
