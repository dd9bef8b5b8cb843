import Foundation
import PipelineModel
import Testing

@testable import Pipelines

@Suite("The report of a run")
struct RunReportTests {
  private func report(_ outcomes: [Outcome: Int] = [:], _ change: (inout RunReport) -> Void = { _ in }) -> RunReport {
    var report = RunReport(run: "r1", pipeline: "leads \"Q3\"")
    report.outcomes = outcomes
    report.read = outcomes.values.reduce(0, +)
    change(&report)
    return report
  }

  private static let everything = Dictionary(uniqueKeysWithValues: zip(Outcome.allCases, 1...8))

  @Test("balances when every row ended in exactly one class")
  func balance() {
    #expect(report().isBalanced)
    #expect(report(Self.everything).isBalanced)
    #expect(report(Self.everything).read == 36)
    #expect(!report(Self.everything) { $0.read += 1 }.isBalanced)
    #expect(!report(Self.everything) { $0.outcomes[.unknown] = nil }.isBalanced)
  }

  @Test("is one line of JSON with its keys in order")
  func json() throws {
    let text = report(Self.everything) {
      $0.people = 9
      $0.submitted = 10
      $0.enriched = 11
      $0.creditsReserved = 12
      $0.creditsSpent = 13
      $0.seconds = 1.23456
      $0.outputs = ["/out/a.csv", "/out/\"b\".csv"]
    }.json
    #expect(
      text == """
        {"run": "r1", "pipeline": "leads \\"Q3\\"", "read": 36, "merged": 4, "rejected": 1, "filtered": 2, "duplicates": 3, \
        "cached": 5, "unprocessed": 6, "in_flight": 7, "unknown": 8, "people": 9, "submitted": 10, "enriched": 11, \
        "credits": {"reserved": 12, "spent": 13}, "seconds": 1.235, "outputs": ["/out/a.csv", "/out/\\"b\\".csv"]}
        """)
    #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
  }

  @Test("sums up what came of the rows, leaving classes out that nobody is in")
  func summary() {
    let plain = report([.merged: 1_234_567, .duplicate: 1000]) {
      $0.seconds = 2.5
      $0.people = 1_234_567
      $0.outputs = ["/o/a.csv", "/o/a.rejects.csv"]
      $0.rejectsFile = "/o/a.rejects.csv"
    }
    #expect(
      plain.summary == """
        leads "Q3": 1,235,567 read = 1,000 duplicates + 1,234,567 merged
        people      1,234,567
        rejects     /o/a.rejects.csv
        wrote       /o/a.csv
        took        2.50 s
        """)
    #expect(report().summary == "leads \"Q3\": 0 read = 0 merged\ntook        0.00 s")
  }

  @Test("sums up what was bought, and why somebody was not")
  func loads() {
    let loaded = report([.merged: 2, .inFlight: 1, .unprocessed: 3]) {
      $0.loads = true
      $0.people = 6
      $0.submitted = 3
      $0.enriched = 2
      $0.creditsSpent = 13
      $0.creditsReserved = 36
      $0.reasons = [.budget: 1, .notSubmittable: 2]
      $0.unknownSubmissions = 1
    }
    #expect(
      loaded.summary == """
        leads "Q3": 6 read = 2 merged + 3 unprocessed + 1 in flight
        people      6
        submitted   3 people, 2 enriched, 13 credits spent (36 reserved)
        unprocessed 2: neither a LinkedIn profile nor first name, last name and company
        unprocessed 1: the budget does not cover them
        unknown     1 submission: the answer was lost, so nobody knows whether they counted; they are not sent again
        took        0.00 s
        """)
    #expect(report { $0.loads = true }.summary.contains("submitted   nobody, and spent nothing"))
  }

  @Test(
    "groups digits by three",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (-1000, "-1,000"), (-999, "-999"), (1_234_567, "1,234,567"),
      (100_000, "100,000"),
    ])
  func digits(number: Int, text: String) {
    #expect(grouped(number) == text)
  }

  @Test("ends with the first exit code that applies")
  func exitCodes() throws {
    let folder = try RunFolder()
    let run = PipelineRun(
      try folder.definition("name: n\nextract: [csv: a.csv]\noutput: [csv: b.csv]\nallow_rejects: 10%\n"),
      environment: runEnvironment())
    func code(_ outcomes: [Outcome: Int], _ change: (inout RunReport) -> Void = { _ in }) -> ExitCode {
      run.exitCode(report(outcomes, change))
    }
    #expect(code([:]) == .done)
    #expect(code([.merged: 9, .rejected: 1]) == .done)
    #expect(code([.merged: 8, .rejected: 1]) == .tooManyRejected)
    #expect(code([.rejected: 1]) == .tooManyRejected)
    #expect(code([.rejected: 1, .inFlight: 1]) == .tryAgainLater)
    #expect(code([.rejected: 1]) { $0.reasons = [.serviceUnavailable: 1] } == .tryAgainLater)
    #expect(code([.inFlight: 1]) { $0.reasons = [.budget: 1] } == .budgetReached)
    #expect(code([.inFlight: 1]) { $0.reasons = [.credits: 1] } == .budgetReached)
    #expect(code([.unknown: 1]) { $0.reasons = [.credits: 1] } == .unknownSubmissions)
    #expect(code([.merged: 1]) { $0.unknownSubmissions = 1 } == .unknownSubmissions)
    #expect(
      code([.unprocessed: 1, .cached: 1, .filtered: 1, .duplicate: 1]) { $0.reasons = [.notSubmittable: 1] } == .done)
  }
}
