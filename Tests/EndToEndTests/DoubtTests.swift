import Foundation
import Testing

/// Submissions with unknown outcome, and what an operator may say of them; runs that are told to stop.
@Suite("submissions in doubt")
struct DoubtTests {
  private static let people =
    "first_name,last_name,company\nAda,Byron,Engines\nGrace,Hopper,Navy\nJean,Bartik,Eniac\n"
  /// The first submission is billed, and its answer is lost.
  private static let lostAnswer = "faults:\n  - {on: submit, at: 1, answer: none}\n"

  private static func pipeline(_ url: String) -> String {
    """
    name: doubt
    extract: [{csv: in.csv}]
    load:
      precept: {token: "sandbox", base_url: "\(url)"}
      results: {poll: 20ms}
    output: [{csv: out.csv}]
    """
  }

  private struct Doubt: Decodable {
    struct Note: Decodable { var credits: Int }
    var batch: String
    var people: Int
    var reserved: Int
    var balance_before: Note?
    var balance_after: Note?
  }

  /// A place in which a run has left one submission in doubt.
  private func doubtful() async throws -> (Place, SandboxProcess, Doubt) {
    let place = try Place()
    let sandbox = try await SandboxProcess(in: place, faults: Self.lostAnswer)
    try place.write(Self.people, to: "in.csv")
    try place.write(Self.pipeline(sandbox.url), to: "p.yaml")
    let run = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(run.exitCode == 5, "\(run.talk)")
    let list = try await Sluice.run(["resolve", "p.yaml", "--json"], in: place)
    let doubts = try JSONDecoder().decode([Doubt].self, from: list.stdout)
    return (place, sandbox, try #require(doubts.first))
  }

  @Test("it is listed with the balance before and after, and no run sends it again", .timeLimit(.minutes(5)))
  func listed() async throws {
    let (place, sandbox, doubt) = try await doubtful()
    let bill = try await sandbox.bill()
    #expect(doubt.people == 3 && doubt.reserved == 36)
    let (before, after) = try (#require(doubt.balance_before?.credits), #require(doubt.balance_after?.credits))
    #expect(before - after == bill.reduce(0) { $0 + $1.credits }, "the evidence is what was billed")
    let text = try await Sluice.run(["resolve", "p.yaml"], in: place)
    #expect(text.out.contains("batch       \(doubt.batch)\n"))
    #expect(text.out.contains("3 people of pipeline doubt, run r000001"))
    #expect(text.out.contains("--attach ENRICHMENT_ID | --lost | --resend"))
    let again = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(again.exitCode == 5)
    #expect(try await sandbox.bill() == bill)
  }

  @Test("attached to its job, the next run fetches its results and pays nothing more", .timeLimit(.minutes(5)))
  func attach() async throws {
    // The same seed gives the first job the same id: what the dashboard would show.
    let other = try Place()
    try other.write(Self.people, to: "in.csv")
    try other.write(
      "extract: [{csv: in.csv}]\nload: {sandbox: {}}\noutput: [{csv: out.csv, columns: [sluice_enrichment_id, enrichEmail]}]\n",
      to: "p.yaml")
    _ = try await Sluice.run(["run", "p.yaml"], in: other)
    let expected = try #require(other.text("out.csv"))
    let id = try #require(expected.split(separator: "\n").dropFirst().first?.split(separator: ",").first)

    let (place, sandbox, doubt) = try await doubtful()
    let bill = try await sandbox.bill()
    let said = try await Sluice.run(
      ["resolve", "p.yaml", doubt.batch, "--attach", String(id), "--yes"], in: place)
    #expect(said.exitCode == 0 && said.talk.contains("is accepted: the next run fetches its results"), "\(said.talk)")
    let run = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(run.exitCode == 0, "\(run.talk)")
    for line in expected.split(separator: "\n").dropFirst() {
      let email = try #require(line.split(separator: ",", omittingEmptySubsequences: false).last)
      #expect(place.text("out.csv")?.contains(email) == true)
    }
    #expect(try await sandbox.bill() == bill)
  }

  @Test("given up, its people are not bought again unasked", .timeLimit(.minutes(5)))
  func lost() async throws {
    let (place, sandbox, doubt) = try await doubtful()
    let bill = try await sandbox.bill()
    let said = try await Sluice.run(["resolve", "p.yaml", String(doubt.batch.prefix(9)), "--lost", "--yes"], in: place)
    #expect(said.exitCode == 0, "\(said.talk)")
    let run = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(run.exitCode == 0, "\(run.talk)")
    #expect(run.talk.contains("unprocessed 3: their job brought no result; they are not bought again unasked"))
    #expect(try await sandbox.bill() == bill)
  }

  @Test("resent on an operator's word, they are bought again, and only then", .timeLimit(.minutes(5)))
  func resend() async throws {
    let (place, sandbox, doubt) = try await doubtful()
    let asked = try await Sluice.run(["resolve", "p.yaml", doubt.batch, "--resend"], in: place)
    #expect(asked.exitCode == 2)
    #expect(asked.talk.contains("for at most 36 credits; if batch \(doubt.batch) counted, they are paid for twice"))
    #expect(asked.talk.contains("hint: nobody is here to be asked; --yes says yes"))
    #expect(try await Sluice.run(["run", "p.yaml"], in: place).exitCode == 5)
    _ = try await Sluice.run(["resolve", "p.yaml", doubt.batch, "--resend", "--yes"], in: place)
    let run = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(run.exitCode == 0, "\(run.talk)")
    #expect(try await sandbox.bill().allSatisfy { $0.times == 2 })
  }

  @Test("a batch that is not in doubt cannot be decided about", .timeLimit(.minutes(5)))
  func noSuchBatch() async throws {
    let (place, _, _) = try await doubtful()
    let said = try await Sluice.run(["resolve", "p.yaml", "nonsense", "--lost", "--yes"], in: place)
    #expect(said.exitCode == 2)
    #expect(
      said.talk.hasSuffix(
        """
        error: no submission with unknown outcome has a batch key that begins with `nonsense`
          hint: `sluice resolve FILE` lists them

        """))
  }

  @Test("told to stop, a run finishes the request that is under way, and the next one goes on", .timeLimit(.minutes(5)))
  func terminated() async throws {
    let place = try Place()
    let sandbox = try await SandboxProcess(in: place, faults: "faults:\n  - {on: submit, delay: 15s}\n")
    try place.write(Self.people, to: "in.csv")
    try place.write(Self.pipeline(sandbox.url), to: "p.yaml")
    let process = try Sluice.process(["run", "p.yaml"], in: place)
    let running = try Sluice.start(process, in: place)
    while try await sandbox.requests()["submit_read"] == 0 { try Task.checkCancellation() }
    process.terminate()
    let stopped = try await running.result()
    #expect(stopped.exitCode == 1 && stopped.signal == nil, "\(stopped.talk)")
    #expect(stopped.talk.contains("stopped before it was done; outputs are as they were before"))
    #expect(place.text("out.csv") == nil)
    let status = try await Sluice.run(["status", "p.yaml"], in: place)
    #expect(status.out.contains("accepted") && !status.out.contains("unknown"), "\(status.out)")
    let next = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(next.exitCode == 0, "\(next.talk)")
    #expect(try await sandbox.bill().allSatisfy { $0.times == 1 })
  }

  @Test("told a second time, a run leaves at once; what was being sent is in doubt", .timeLimit(.minutes(5)))
  func terminatedTwice() async throws {
    let place = try Place()
    let sandbox = try await SandboxProcess(in: place, faults: "faults:\n  - {on: submit, delay: 10m}\n")
    try place.write(Self.people, to: "in.csv")
    try place.write(Self.pipeline(sandbox.url), to: "p.yaml")
    let process = try Sluice.process(["run", "p.yaml"], in: place)
    let running = try Sluice.start(process, in: place)
    while try await sandbox.requests()["submit_read"] == 0 { try Task.checkCancellation() }
    // Signals that come together are one.
    while process.isRunning {
      process.terminate()
      _ = try await sandbox.requests()
    }
    #expect(try await running.result().signal == SIGTERM)
    let next = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(next.exitCode == 5, "\(next.talk)")
    #expect(try await sandbox.requests()["submit"] == 1)
  }

  @Test("told to stop while a round waits for its results, a run stops at once", .timeLimit(.minutes(5)))
  func terminatedInRound() async throws {
    let place = try Place()
    let sandbox = try await SandboxProcess(in: place, faults: "faults:\n  - {on: submit, job: stuck}\n")
    try place.write(Self.people, to: "in.csv")
    try place.write(
      Self.pipeline(sandbox.url).replacing("  results:", with: "  budget: {run: 24}\n  results:"), to: "p.yaml")
    let process = try Sluice.process(["run", "p.yaml"], in: place)
    let running = try Sluice.start(process, in: place)
    while try await sandbox.requests()["job"] == 0 { try Task.checkCancellation() }
    process.terminate()
    let stopped = try await running.result()
    #expect(stopped.exitCode == 1 && stopped.signal == nil, "\(stopped.talk)")
    #expect(place.text("out.csv") == nil)
    let status = try await Sluice.run(["status", "p.yaml"], in: place)
    #expect(status.out.contains("accepted") && !status.out.contains("unknown"), "\(status.out)")
  }

  @Test("a service that loses every answer gets no more than a few submissions", .timeLimit(.minutes(5)))
  func everythingIsLost() async throws {
    let place = try Place()
    let sandbox = try await SandboxProcess(in: place, faults: "faults:\n  - {on: submit, status: 500}\n")
    try place.write("first_name,last_name,company\n" + (1...40).map { "Ada,B\($0)x,Engines\n" }.joined(), to: "in.csv")
    try place.write(
      Self.pipeline(sandbox.url).replacing("results:", with: "batch_size: 1\n  concurrency: 1\n  results:"),
      to: "p.yaml")
    let run = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(run.exitCode == 5)
    #expect(try await sandbox.requests()["submit"] == 2)
    #expect(
      run.talk.contains("warning: nobody else is submitted: nobody knows what became of 2 submissions in a row"),
      "\(run.talk)")
    #expect(run.talk.contains("unprocessed 38: the service could not be used; run again later"), "\(run.talk)")
  }

  @Test("a service that refuses everybody is not asked for each of them", .timeLimit(.minutes(5)))
  func everythingIsRefused() async throws {
    let place = try Place()
    let sandbox = try await SandboxProcess(in: place, faults: "faults:\n  - {on: submit, status: 400}\n")
    try place.write("first_name,last_name,company\n" + (1...400).map { "Ada,B\($0)x,Engines\n" }.joined(), to: "in.csv")
    try place.write(Self.pipeline(sandbox.url), to: "p.yaml")
    let run = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(run.talk.contains("nobody else is submitted: the service refuses whoever it is asked for"), "\(run.talk)")
    #expect(run.talk.split(separator: "\n").count { $0.hasPrefix("warning: the service refused") } == 1)
    #expect(try await sandbox.requests()["submit"] ?? 0 < 30)
    #expect(run.exitCode == 75)
  }

  @Test("one lead that the service refuses does not hold back the others of its batch", .timeLimit(.minutes(5)))
  func oneIsRefused() async throws {
    let place = try Place()
    // All four, then the second half, then the last of them.
    let sandbox = try await SandboxProcess(in: place, faults: "faults:\n  - {on: submit, at: [1, 3, 5], status: 400}\n")
    try place.write(Self.people + "Bad,Lead,Nowhere\n", to: "in.csv")
    try place.write(Self.pipeline(sandbox.url), to: "p.yaml")
    let run = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(run.exitCode == 0, "\(run.talk)")
    #expect(run.talk.contains("warning: the service refused 1 person as invalid"), "\(run.talk)")
    #expect(try await sandbox.requests()["submit"] == 5)
    let bill = try await sandbox.bill()
    #expect(Set(bill.map(\.lead)).count == 3 && bill.allSatisfy { $0.times == 1 })
    let rows = place.text("out.csv")?.split(separator: "\n") ?? []
    #expect(rows.count { $0.contains(",merged,") } == 3)
    #expect(rows.last?.hasPrefix("Bad,") == true && rows.last?.contains(",unprocessed,refused,") == true)
  }
}
