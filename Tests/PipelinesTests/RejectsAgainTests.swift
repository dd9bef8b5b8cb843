import Foundation
import PipelineModel
import Testing

@testable import Pipelines

@Suite("Rejects that come back")
struct RejectsAgainTests {
  private func pipeline(_ source: String, _ output: String, _ more: String = "allow_rejects: 100%") -> String {
    "extract: [{\(source)}]\ntransform: []\n\(more)\noutput: [{csv: \(output)}]\n"
  }

  @Test(
    "are read in their dialect and columns once they are corrected",
    arguments: [
      ("csv: in, dialect: {delimiter: ;}", "id;name\n1;Ada\n2;\"B;ob\";x\n3;Eve\n", ";x", "", "id,name\n2,B;ob\n"),
      (
        "csv: in, dialect: {delimiter: tab}", "id\tname\n1\n2\tBob\n", "\"1\",\"{", "\"1\tA,da\",\"{",
        "id,name\n1,\"A,da\"\n"
      ),
      (
        "csv: in, dialect: {header: false, quote: \"'\"}", "1,'A'\n2,'B,b',c\n", ",c\",\"{", "\",\"{",
        "1,2\n2,\"B,b\"\n"
      ),
      ("jsonl: in", "{\"id\":1}\n{\"id\":2,\n", "2,\"", "2,\"\"name\"\":\"\"Bob\"\"}\"", "id,name\n2,Bob\n"),
    ])
  func again(source: String, input: String, wrong: String, right: String, rows: String) async throws {
    let folder = try RunFolder()
    try folder.write("in", input)
    let report = try await folder.run(pipeline(source, "out.csv"))
    #expect(report.count(.rejected) == 1)
    let rejects = try folder.text("out.rejects.csv")
    #expect(rejects.hasPrefix("file,line,byte,record,code,field,reason,raw,source\n"))
    let parts = rejects.components(separatedBy: wrong)
    #expect(parts.count >= 2)
    // The first place from the end of the reason on: `raw` stands behind it.
    try folder.write("fixed.csv", parts.joined(separator: right))
    let second = try await folder.run(pipeline("rejects: fixed.csv", "again.csv"))
    #expect(second.read == 1 && second.count(.rejected) == 0)
    #expect(try folder.text("again.csv") == rows)
  }

  @Test("are refused again, with all it takes to be fed back once more, where they are still wrong")
  func stillWrong() async throws {
    let folder = try RunFolder()
    try folder.write("in", "id;name\n1;Ada;x\n2\n3;Eve\n")
    _ = try await folder.run(pipeline("csv: in, dialect: {delimiter: ;}", "out.csv"))
    _ = try await folder.run(pipeline("rejects: out.rejects.csv", "again.csv"))
    let (first, second) = (try folder.text("out.rejects.csv"), try folder.text("again.rejects.csv"))
    func columns(_ text: String) -> [String] {
      text.split(separator: "\n").map { $0.components(separatedBy: "\"ragged_row\"").last ?? "" }
    }
    #expect(columns(first) == columns(second) && columns(first).count == 3)
  }

  @Test("are told where the file is none of rejects")
  func other() async throws {
    let folder = try RunFolder()
    try folder.write("in.csv", "a,b\n1,2\n")
    let error = await #expect(throws: Diagnostic.self) {
      try await folder.run(pipeline("rejects: in.csv", "out.csv"))
    }
    #expect(error?.message == "this is no rejects file: it has no columns `raw` and `source`")
  }

  @Test(
    "are refused where there is none or more than one in a row",
    arguments: [("", "no records"), ("4,Eva\n5,Pia", "2 records")])
  func notOne(raw: String, words: String) async throws {
    let folder = try RunFolder()
    try folder.write("in", "id,name\n1\n")
    _ = try await folder.run(pipeline("csv: in, dialect: rfc4180", "out.csv"))
    let rejects = try folder.text("out.rejects.csv")
    try folder.write("fixed.csv", rejects.replacingOccurrences(of: "\"1\",\"{", with: "\"\(raw)\",\"{"))
    _ = try await folder.run(pipeline("rejects: fixed.csv", "again.csv"))
    #expect(
      try folder.text("again.rejects.csv").contains(
        "\"not_one_record\",\"\",\"column `raw` holds \(words), expected one\""))
    #expect(try folder.text("again.rejects.csv").contains("\"\(raw)\",\"{"))
  }

  @Test("of several sources come back in one file, each with its own columns")
  func mixed() async throws {
    let folder = try RunFolder()
    try folder.write("a.csv", "id,name\n1\n2,Bob\n3\n")
    try folder.write("b.csv", "mail;id\nx@y.example\n")
    let two = "csv: a.csv, dialect: rfc4180}, {csv: b.csv, dialect: {delimiter: ;}"
    _ = try await folder.run(pipeline(two, "out.csv"))
    let fixed = try folder.text("out.rejects.csv").replacingOccurrences(of: "\"1\",\"{", with: "\"1,Ada\",\"{")
      .replacingOccurrences(of: "\"3\",\"{", with: "\"3,Eve\",\"{")
      .replacingOccurrences(of: "\"x@y.example\"", with: "\"x@y.example;9\"")
    try folder.write("fixed.csv", fixed)
    let report = try await folder.run(pipeline("rejects: fixed.csv", "again.csv"))
    #expect(report.read == 3 && report.count(.rejected) == 0)
    #expect(try folder.text("again.csv") == "id,name,mail\n1,Ada,\n3,Eve,\n9,,x@y.example\n")
  }
}
