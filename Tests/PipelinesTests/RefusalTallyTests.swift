import PipelineModel
import Testing

@testable import Pipelines

@Suite("What a run says of refused rows")
struct RefusalTallyTests {
  private func record(_ code: RefusalCode, line: UInt64, column: UInt64? = nil, found: Int? = nil) -> RefusedRecord {
    RefusedRecord(
      code: code, position: RecordPosition(offset: 0, line: line, number: line - 1), column: column, found: found,
      expected: found.map { _ in 3 })
  }

  @Test("is one warning for each file and reason, with the first place, the count and what to do")
  func warnings() {
    var tally = RefusalTally()
    tally.add([record(.raggedRow, line: 5, found: 2), record(.raggedRow, line: 7, found: 4)], file: "a.csv")
    tally.add([record(.malformedJSON, line: 2, column: 9)], file: "b.jsonl")
    tally.add(Array(repeating: record(.raggedRow, line: 9, found: 1), count: 1_000), file: "a.csv")
    #expect(
      tally.warnings.map(\.description) == [
        "a.csv:5 (record 4): warning: 1,002 rows were rejected; the first: row has 2 fields, the header has 3\n"
          + "  hint: \(RefusalCode.raggedRow.hint)",
        "b.jsonl:2:9 (record 1): warning: 1 row was rejected: record is not valid JSON\n"
          + "  hint: \(RefusalCode.malformedJSON.hint)",
      ])
  }

  @Test("stays readable however many files there are")
  func many() {
    var tally = RefusalTally()
    for file in 1...30 { tally.add(Array(repeating: record(.raggedRow, line: 2), count: 2), file: "\(file).csv") }
    #expect(tally.warnings.count == 21)
    #expect(tally.warnings.last?.message == "20 more rows were rejected")
  }

  @Test(
    "explains exit code 4",
    arguments: [
      (4, 10, 0.01, "40 %", "1 %", "40%"), (104, 10_000, 0.01, "1.04 %", "1 %", "2%"), (1, 3, 0, "33 %", "0 %", "34%"),
      (14, 1_000, 0.013, "1.4 %", "1.3 %", "2%"), (1, 1_000_000, 0, "0.0001 %", "0 %", "1%"),
      (5, 5, 0.5, "100 %", "50 %", "100%"),
    ])
  func share(rejected: Int, read: Int, allowed: Double, found: String, limit: String, enough: String) {
    let warning = Diagnostic.tooManyRejected(rejected, of: read, allowed: allowed, rejectsFile: "/r.csv")
    #expect(warning.message == "\(found) of the rows were rejected, more than `allow_rejects` (\(limit))")
    #expect(
      warning.hint == "/r.csv holds them: correct the export, or allow more with `allow_rejects: \(enough)`")
  }
}
