import PipelineModel
import Testing

@testable import Pipelines

@Suite("A run without a load")
struct RunPipelineTests {
  private let rows = "Id,Email\n1,a@x.example\n2,b@x.example\n3,A@x.example\n"

  @Test("writes what it read to every output")
  func copies() async throws {
    let folder = try RunFolder()
    try folder.write("a.csv", rows)
    let report = try await folder.run(
      """
      name: copy
      extract: [csv: a.csv]
      transform: []
      output: [csv: o/o.csv, jsonl: o.jsonl, xml: o.xml]
      """)
    #expect(try folder.text("o/o.csv") == rows)
    #expect(try folder.text("o.jsonl").hasPrefix("{\"Id\":\"1\",\"Email\":\"a@x.example\"}\n"))
    #expect(try folder.text("o.xml").contains("  <lead><Id>2</Id><Email>b@x.example</Email></lead>\n"))
    #expect(report.read == 3 && report.count(.merged) == 3 && report.isBalanced && report.exitCode == .done)
    #expect(report.outputs == ["o/o.csv", "o.jsonl", "o.xml"].map { folder.path + "/" + $0 })
    #expect(try folder.names() == ["a.csv", "o", "o.jsonl", "o.xml", "o/o.csv"])
  }

  @Test("folds rows of one person and says who stands for it")
  func dedupes() async throws {
    let folder = try RunFolder()
    try folder.write("a.csv", rows)
    let report = try await folder.run(
      """
      name: fold
      extract: [csv: a.csv]
      transform: [dedupe: first]
      output:
        - csv: all.csv
        - csv: people.csv
          rows: people
          columns: [source.Id, sluice_person, sluice_status]
      """)
    #expect(report.read == 3 && report.people == 2)
    #expect(report.outcomes.filter { $0.value > 0 } == [.merged: 2, .duplicate: 1])
    let lines = try folder.text("all.csv").split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(lines.map { $0.prefix(2).joined(separator: ",") } == rows.split(separator: "\n").map(String.init))
    #expect(lines.first?.last == "sluice_person")
    #expect(lines[1][2] == lines[3][2] && lines[1][2] != lines[2][2])
    #expect(try folder.text("people.csv") == "Id,sluice_person,sluice_status\n1,\(lines[1][2]),\n2,\(lines[2][2]),\n")
  }

  @Test(
    "leaves a chosen column empty that it does not fill, with and without dedupe", arguments: ["[]", "[dedupe: first]"])
  func unfilled(transform: String) async throws {
    let folder = try RunFolder()
    try folder.write("a.csv", "Id\n1\n")
    _ = try await folder.run(
      """
      name: n
      extract: [csv: a.csv]
      transform: \(transform)
      output:
        - csv: o.csv
          columns: [source.Id, sluice_status, enrichEmail, source.Nowhere]
      """)
    #expect(try folder.text("o.csv") == "Id,sluice_status,enrichEmail,Nowhere\n1,,,\n")
  }

  @Test("gives late columns a place in rows written before them", arguments: ["[]", "[dedupe: first]"])
  func lateColumns(transform: String) async throws {
    let folder = try RunFolder()
    try folder.write("a.csv", "x,y\n1,\"a,\n\"\n")
    try folder.write("b.csv", "y,z\n2,3\n")
    try folder.write("c.jsonl", "{}\n{\"x\":4,\"w\":null}\n")
    let report = try await folder.run(
      """
      name: n
      extract: [csv: a.csv, csv: b.csv, jsonl: c.jsonl]
      transform: \(transform)
      output: [{csv: o.csv, columns: [source.w, source.x]}, csv: all.csv]
      """)
    #expect(report.read == 4)
    #expect(try folder.text("o.csv") == "w,x\n,1\n,\n,\n,4\n")
    let all = try folder.text("all.csv").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let plain = transform == "[]"
    #expect(all.first == (plain ? "x,y,z,w" : "x,y,z,w,sluice_person"))
    #expect(all[1] == "1,\"a,")
    #expect(all[2].hasPrefix(plain ? "\",," : "\",,,p"))
    #expect(all[3].hasPrefix(",2,3,"))
    #expect(all[5].hasPrefix("4,,,"))
  }

  @Test("keeps values under their own headings when a source has ours already")
  func ownHeadings() async throws {
    let folder = try RunFolder()
    try folder.write("a.jsonl", "{\"clean_email\":\"old\"}\n")
    try folder.write("b.jsonl", "{\"clean_email\":\"older\",\"email\":\"B@x.example\"}\n")
    _ = try await folder.run(
      """
      name: n
      extract: [jsonl: a.jsonl, jsonl: b.jsonl]
      transform: [normalise: {}]
      output: [csv: o.csv]
      """)
    #expect(try folder.text("o.csv") == "source.clean_email,email,clean_email\nold,,\nolder,B@x.example,b@x.example\n")
  }

  @Test("keeps rows that came before the first column")
  func noColumns() async throws {
    let folder = try RunFolder()
    try folder.write("a.jsonl", "{}\n{}\n")
    try folder.write("b.jsonl", "{\"x\":\"1\",\"y\":\"2\"}\n")
    let report = try await folder.run(
      "name: n\nextract: [jsonl: a.jsonl, jsonl: b.jsonl]\ntransform: []\noutput: [csv: o.csv]\n")
    #expect(report.read == 3)
    #expect(try folder.text("o.csv") == "x,y\n\"\",\n\"\",\n1,2\n")
  }

  @Test(
    "of an input without rows warns and writes outputs with the columns there are",
    arguments: [
      ("", "", "a.csv: warning: the input is empty"),
      ("Id,Email\n", "Id,Email\n", "a.csv: warning: the input holds no records"),
      ("Id,Email", "Id,Email\n", "a.csv: warning: the input holds no records"),
    ])
  func noRows(input: String, output: String, warning: String) async throws {
    for transform in ["[]", "[dedupe: first]"] {
      let folder = try RunFolder()
      try folder.write("a.csv", input)
      let said = Said()
      let report = try await folder.run(
        "name: n\nextract: [csv: a.csv]\ntransform: \(transform)\noutput: [csv: o.csv, jsonl: o.jsonl]\n", said: said)
      #expect(report.read == 0 && report.exitCode == .done)
      #expect(
        said.all == [
          warning + "\n  hint: outputs have no rows of it: if there should be some, look at the export"
        ])
      let added = transform == "[]" ? "" : output.isEmpty ? "sluice_person\n" : ",sluice_person\n"
      #expect(try folder.text("o.csv") == (added.isEmpty ? output : String(output.dropLast()) + added))
      #expect(try folder.text("o.jsonl") == "")
    }
  }

  @Test(
    "names the column that `fields:` maps and the source lacks, rows or none",
    arguments: ["Id,Mial\n", "Id,Mial\n1,2\n"])
  func missingColumn(input: String) async throws {
    let folder = try RunFolder()
    try folder.write("a.csv", input)
    try folder.write("o.csv", "before")
    await #expect {
      try await folder.run("name: n\nextract:\n  - csv: a.csv\n    fields: {email: Mail}\noutput: [csv: o.csv]\n")
    } throws: { error in
      (error as? Diagnostic)?.description
        == "a.csv: error: no column `Mail`, which `fields:` maps to email\n  hint: did you mean `Mial`?"
    }
    #expect(try folder.text("o.csv") == "before")
    #expect(try folder.names() == ["a.csv", "o.csv"])
  }

  @Test("puts rejects beside the first output, its placeholders filled in, and tells them in the exit code")
  func rejects() async throws {
    let folder = try RunFolder()
    try folder.write("a.csv", "x,y\n1,2\n3\n")
    let report = try await folder.run(
      "name: n\nextract: [csv: a.csv]\ntransform: []\noutput: [csv: \"o/l-{date}-{run}.x.csv\"]\n")
    let name = "o/l-2031-02-03-r20310203040506.x"
    #expect(report.read == 2 && report.count(.rejected) == 1 && report.exitCode == .tooManyRejected)
    #expect(report.rejectsFile == folder.path + "/\(name).rejects.csv")
    #expect(try folder.names() == ["a.csv", "o", "\(name).csv", "\(name).rejects.csv"])
    #expect(try folder.text("\(name).csv") == "x,y\n1,2\n")
    #expect(
      try folder.text("\(name).rejects.csv").contains(
        "\"a.csv\",\"3\",\"8\",\"2\",\"ragged_row\",\"\",\"row has 1 field, the header has 2\",\"3\",\"{"))
  }

  @Test("stops at a source that cannot be read, says where, and leaves outputs as they were")
  func brokenSource() async throws {
    let folder = try RunFolder()
    try folder.write("a.csv", "x\n1\n")
    try folder.write("b.csv", "x,\"y\n1,2\n")
    try folder.write("o.csv", "before")
    await #expect {
      try await folder.run(
        "name: n\nextract: [csv: a.csv, {csv: b.csv, dialect: rfc4180}]\ntransform: []\noutput: [csv: o.csv]\n")
    } throws: { error in
      (error as? Diagnostic)?.description
        == "b.csv:1:3: error: the header has a quoted field that is not closed\n  hint: close the quote, or double it inside the field"
    }
    #expect(try folder.text("o.csv") == "before")
    #expect(try folder.names() == ["a.csv", "b.csv", "o.csv"])
  }
}
