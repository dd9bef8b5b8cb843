import Foundation
import Ledger
import PipelineModel
import Sandbox
import Transport

/// One round: runs that are killed while the service misbehaves, then quiet runs until nothing is left to do.
struct Round {
  let plan: RoundPlan
  private let workshop: Workshop
  private let token = "tok-\(UUID().uuidString)"

  init(_ plan: RoundPlan) throws {
    self.plan = plan
    workshop = try Workshop(
      leads: plan.leads, transform: plan.dedupes ? "[normalise, {translate: auto}, dedupe]" : "[normalise]")
  }

  /// What came of it.
  struct Outcome {
    /// The last run.
    var last: Workshop.Ended
    /// The output without the columns that are the service's own.
    var rows: [String]
    var bill: [Workshop.Charge]
    /// What is wrong whatever the plan.
    var complaints: [String]

    /// Who stands in a row, as the person's id.
    func person(_ row: String) -> Substring {
      let place = rows[0].split(separator: ",").firstIndex(of: "sluice_person") ?? 0
      return row.split(separator: ",", omittingEmptySubsequences: false)[place]
    }

    /// The people of the rows for which something holds.
    func people(_ holds: (String) -> Bool) -> Set<Substring> { Set(rows.dropFirst().filter(holds).map(person)) }
  }

  /// Plays it; without a plan's kills and faults (`quietly`) it is what the others are held to.
  func play(quietly: Bool = false) async throws -> Outcome {
    var faults = FaultPlan()
    let rules = workshop.folder.appendingPathComponent("faults.yaml")
    if !quietly && !plan.faults.isEmpty {
      let text =
        "seed: \(plan.seed)\nwebhook_retry: 1ms\nfaults:\n" + plan.faults.map { "  - \($0)\n" }.joined()
      try Data(text.utf8).write(to: rules)
      faults = try FaultPlan(file: rules.path)
    }
    let state = workshop.folder.appendingPathComponent("service").path
    let server = try SandboxServer(token: token, stateFolder: state, faults: faults)
    let base = try await server.start()
    try workshop.write(
      load: "precept: {token: \"${SLUICE_TORTURE_TOKEN}\", base_url: \"\(base)\"}, \(plan.load)")
    var complaints: [String] = []
    for kill in quietly ? [] : plan.kills {
      let ended = try await run(kill.moment, kill.number)
      // The write-ahead log of a killed run lies there, too.
      complaints += check(ended) + (try leaks())
    }
    server.mend()
    var last = try await run("never", 0)
    complaints += check(last)
    var final = last
    // What a partial acceptance left out is bought by the next run; a last one shows that there is nothing to do.
    for _ in 0..<40 {
      final = try await run("never", 0)
      complaints += check(final)
      if final.count("submitted") == 0 && final.count("unprocessed") == last.count("unprocessed")
        && ![6, 75].contains(final.code)
      {
        break
      }
      // Where a submission was in doubt, a webhook that comes during a run settles it, and frees whom it left out; exit 5
      // outranks 6, by which a run would tell that it carries somebody to the next.
      let isSettled = (final.count("unknown") ?? 0) < (last.count("unknown") ?? 0)
      let mayFollow = last.code == 5 && (isSettled || last.count("unprocessed") != 0)
      if final.count("submitted") != 0 && last.count("submitted") == 0 && ![6, 75].contains(last.code) && !mayFollow {
        complaints.append("a run after everything was done submitted somebody: \(last.stdout)\(final.stdout)")
      }
      last = final
    }
    if final.count("submitted") != 0 { complaints.append("there is always somebody to submit") }
    let bill = try await charges(base)
    await server.stop()
    for charge in bill where charge.times != 1 { complaints.append("billed \(charge.times) times: \(charge.lead)") }
    complaints += try SQLiteLedger(folder: workshop.folder.appendingPathComponent(".sluice").path).verify()
      .map { "ledger: \($0.rule.rawValue): \($0.example)" }
    complaints += try leaks()
    return Outcome(last: final, rows: try workshop.output(), bill: bill, complaints: complaints)
  }

  private func run(_ moment: String, _ number: Int) async throws -> Workshop.Ended {
    var environment = ["SLUICE_TORTURE_TOKEN": token]
    if plan.clockJumps { environment["SLUICE_TORTURE_CLOCK"] = "\(plan.seed)" }
    return try await workshop.play(moment, number, environment: environment)
  }

  /// What no run may do, however it ends.
  private func check(_ ended: Workshop.Ended) -> [String] {
    if ended.isKilled { return [] }
    var complaints: [String] = []
    if ![0, 5, 6, 75].contains(ended.code) { complaints.append("exit \(ended.code): \(ended.stderr)") }
    if (ended.stdout + ended.stderr).contains(token) { complaints.append("the token was printed") }
    let classes = ["merged", "rejected", "filtered", "duplicates", "cached", "unprocessed", "in_flight", "unknown"]
    if let read = ended.count("read"), read != classes.reduce(0, { $0 + (ended.count($1) ?? 0) }) || read != plan.leads
    {
      complaints.append("\(read) rows do not balance: \(ended.stdout)")
    }
    return complaints
  }

  private func charges(_ base: String) async throws -> [Workshop.Charge] {
    let response = try await HTTPClient().send(HTTPRequest(method: "GET", url: base + "/_sandbox/bill"))
    return try JSONDecoder().decode([Workshop.Charge].self, from: Data(response.body))
  }

  /// The token stands in no file that a run or the service left.
  private func leaks() throws -> [String] {
    let secret = Data(token.utf8)
    return try FileManager.default.subpathsOfDirectory(atPath: workshop.folder.path).compactMap { path in
      let data = FileManager.default.contents(atPath: workshop.folder.appendingPathComponent(path).path)
      return data?.range(of: secret) == nil ? nil : "the token stands in \(path)"
    }
  }
}
