import Foundation
import Testing

/// Several runs at once on one state, and runs that are stopped.
@Suite("runs that meet")
struct TogetherTests {
  private struct Report: Decodable {
    struct Credits: Decodable { var reserved: Int; var spent: Int }
    var read: Int
    var submitted: Int
    var unprocessed: Int
    var credits: Credits
  }

  private static let people =
    "first_name,last_name,company\n" + (1...40).map { "Ada,Byron \(name($0)),Engines \(name($0))\n" }.joined()

  /// A name per number that normalising leaves alone.
  private static func name(_ number: Int) -> String {
    "X" + String(String(number).utf8.map { Character(UnicodeScalar($0 - UInt8(ascii: "0") + UInt8(ascii: "a"))) })
  }

  private static func pipeline(_ name: String, input: String = "in.csv") -> String {
    "name: \(name)\nextract: [{csv: \"\(input)\"}]\nload: {sandbox: {enrich: [emails]}}\noutput: [{csv: \(name).csv}]\n"
  }

  @Test("two pipelines at once on one state buy nobody twice", .timeLimit(.minutes(5)))
  func twoPipelines() async throws {
    let alone = try Place()
    let place = try Place()
    for place in [alone, place] {
      try place.write(Self.people, to: "in.csv")
      for name in ["one", "two"] { try place.write(Self.pipeline(name), to: name + ".yaml") }
    }
    let expected = try report(try await Sluice.run(["run", "one.yaml", "--json"], in: alone))
    #expect(expected.submitted == 40)

    let runs = try ["one", "two"].map {
      try Sluice.start(Sluice.process(["run", $0 + ".yaml", "--json"], in: place), in: place)
    }
    var reports: [Report] = []
    for run in runs {
      let result = try await run.result()
      // Who comes second finds people in flight with the other, or answered.
      #expect([0, 75].contains(result.exitCode), "\(result.talk)")
      reports.append(try report(result))
    }
    #expect(reports.allSatisfy { $0.read == 40 && $0.unprocessed == 0 })
    #expect(reports.map(\.submitted).reduce(0, +) == 40)
    #expect(reports.map(\.credits.spent).reduce(0, +) == expected.credits.spent)

    for name in ["one", "two"] {
      let result = try await Sluice.run(["run", name + ".yaml", "--json"], in: place)
      #expect(result.exitCode == 0, "\(result.talk)")
      #expect(try report(result).submitted == 0)
    }
    let output = try #require(place.text("one.csv"))
    #expect(Self.answers(output) == Self.answers(try #require(place.text("two.csv"))))
    #expect(Self.answers(output) == Self.answers(try #require(alone.text("one.csv"))))
  }

  @Test("two pipelines that know the same people by different facts buy nobody twice", .timeLimit(.minutes(5)))
  func differentFacts() async throws {
    let place = try Place()
    let sandbox = try await SandboxProcess(in: place)
    // Joined by e-mail addresses alone: one would submit profiles, the other names and companies.
    try place.write(
      "linkedin_url,email\n"
        + (1...40).map { "https://www.linkedin.com/in/ada-\($0),ada\($0)@engines.example\n" }.joined(),
      to: "profiles.csv")
    try place.write(
      "first_name,last_name,company,email\n"
        + (1...40).map { "Ada,Byron \(Self.name($0)),Engines \(Self.name($0)),ada\($0)@engines.example\n" }.joined(),
      to: "names.csv")
    let names = ["profiles", "names"]
    for name in names {
      try place.write(
        """
        name: \(name)
        extract: [{csv: \(name).csv}]
        load: {precept: {token: sandbox, base_url: "\(sandbox.url)"}, results: {poll: 20ms}, batch_size: 3}
        output: [{csv: "\(name)-out.csv"}]
        """, to: name + ".yaml")
    }
    let runs = try names.map {
      try Sluice.start(Sluice.process(["run", $0 + ".yaml", "--json"], in: place), in: place)
    }
    var submitted = 0
    for run in runs {
      let result = try await run.result()
      #expect([0, 75].contains(result.exitCode), "\(result.talk)")
      let report = try report(result)
      #expect(report.unprocessed == 0, "who is left to the other run is in flight or answered")
      submitted += report.submitted
    }
    #expect(submitted == 40)
    #expect(Set(try await sandbox.bill().map(\.lead)).count == 40)
    for name in names {
      let result = try await Sluice.run(["run", name + ".yaml", "--json"], in: place)
      #expect(result.exitCode == 0, "\(result.talk)")
      #expect(try report(result).submitted == 0)
    }
  }

  @Test("whom the ledger knows by a key that is excluded is left out", .timeLimit(.minutes(5)))
  func excludedBefore() async throws {
    let place = try Place()
    let header = "first_name,last_name,company,email,linkedin_url\n"
    let profile = "https://www.linkedin.com/in/ada-byron"
    try place.write(header + "Ada,Byron,Engines,ada@engines.example,\(profile)\n", to: "in.csv")
    try place.write("email\nnobody@x.example\n", to: "exclude.csv")
    try place.write(
      "extract: [{csv: in.csv}]\ntransform: [{dedupe: {exclude: exclude.csv}}]\nload: {sandbox: {}}\noutput: [{csv: out.csv}]\n",
      to: "p.yaml")
    #expect(try await Sluice.run(["run", "p.yaml"], in: place).exitCode == 0)
    #expect(place.text("out.csv")?.contains("Byron") == true)
    try place.write(header + "Ada,Byron,Engines,,\(profile)\n", to: "in.csv")
    try place.write("email\nada@engines.example\n", to: "exclude.csv")
    let run = try await Sluice.run(["run", "p.yaml"], in: place)
    #expect(run.talk.contains("1 read = 1 filtered"), "\(run.talk)")
    #expect(place.text("out.csv")?.contains("Byron") == false)
  }

  @Test("one pipeline at once with itself is told to wait, and its outputs are left alone", .timeLimit(.minutes(5)))
  func onePipelineTwice() async throws {
    let place = try Place()
    try place.write(Self.pipeline("one", input: "-"), to: "one.yaml")
    let pipe = Pipe()
    let first = try Sluice.start(
      Sluice.process(["run", "one.yaml"], in: place, stdin: pipe.fileHandleForReading), in: place)
    try await untilLocked(place)
    let second = try await Sluice.run(["run", "one.yaml"], in: place)
    #expect(second.exitCode == 75)
    #expect(second.talk.hasPrefix("error: another run of this pipeline is at work: "), "\(second.talk)")
    #expect(second.talk.hasSuffix("\n  hint: wait until it has ended, then run again\n"), "\(second.talk)")
    #expect(place.text("one.csv") == nil)

    try pipe.fileHandleForWriting.write(contentsOf: Data(Self.people.utf8))
    try pipe.fileHandleForWriting.close()
    let result = try await first.result()
    #expect(result.exitCode == 0, "\(result.talk)")
    #expect(place.text("one.csv")?.split(separator: "\n").count == 41)
  }

  @Test(
    "a run that is interrupted while it waits for input stops, and outputs are as they were", .timeLimit(.minutes(5)))
  func interrupted() async throws {
    let place = try Place()
    try place.write("as it was\n", to: "one.csv")
    try place.write(Self.pipeline("one", input: "-"), to: "one.yaml")
    let pipe = Pipe()
    let run = try Sluice.start(
      Sluice.process(["run", "one.yaml"], in: place, stdin: pipe.fileHandleForReading), in: place)
    try await untilLocked(place)
    run.interrupt()
    let result = try await run.result()
    #expect(result.exitCode == 1)
    #expect(
      result.talk == """
        error: stopped before it was done; outputs are as they were before
          hint: run it again to go on: what was bought is in the ledger

        """)
    #expect(try place.files().keys.sorted() == ["one.csv", "one.yaml"])
    #expect(place.text("one.csv") == "as it was\n")
    #expect(try place.leftovers() == [])
  }

  @Test("a budget is kept, or refused, but never overlooked", .timeLimit(.minutes(5)))
  func budget() async throws {
    let place = try Place()
    try place.write(Self.people, to: "in.csv")
    try place.write(
      Self.pipeline("one").replacing("{sandbox: {enrich: [emails]}}", with: "{sandbox: {}, budget: 24}"), to: "one.yaml"
    )
    let result = try await Sluice.run(["run", "one.yaml", "--json"], in: place)
    if result.exitCode == 3 { return }
    #expect(result.exitCode == 6)
    let report = try report(result)
    #expect(report.credits.spent <= 24)
    #expect(24 - report.credits.spent < 12, "rounds go on while the worst case of one more person is covered")
    #expect(report.credits.reserved <= 24, "what is out at once never passes the budget")
    #expect(report.submitted + report.unprocessed == 40)
  }

  private func report(_ result: Sluice.Result) throws -> Report {
    try JSONDecoder().decode(Report.self, from: result.stdout)
  }

  /// Columns that do not depend on which run bought, and when.
  private static func answers(_ csv: String) -> [String] {
    csv.split(separator: "\n").map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      return fields.prefix(max(0, fields.count - 3)).joined(separator: ",")
    }
  }

  /// Waits until a run holds its pipeline's lock: only then is it at work.
  private func untilLocked(_ place: Place) async throws {
    let lock = place.work.appending(path: ".sluice/locks/one.lock")
    while (try? Data(contentsOf: lock))?.isEmpty ?? true {
      try Task.checkCancellation()
      await Task.yield()
    }
  }
}
