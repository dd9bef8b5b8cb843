import PipelineModel
import Testing

@testable import Pipelines

@Suite("A run with `fields:` by a word")
struct FieldsRunTests {
  private func run(_ fields: String, _ text: String, _ name: String = "in.csv") async throws -> (
    said: [String], out: String
  ) {
    let folder = try RunFolder()
    try folder.write(name, text)
    let said = Said()
    let format = name.split(separator: ".")[1]
    _ = try await folder.run(
      """
      extract: [{\(format): \(name), fields: \(fields)}]
      transform: []
      output: [{csv: out.csv, columns: [salutation, first_name, last_name, title]}]
      """, said: said)
    return (said.all.filter { !$0.contains("note: read with") }, try folder.text("out.csv"))
  }

  @Test("says where in the file a column stands that is nearly a field's")
  func places() async throws {
    let text = "Contacts of March\n\nNotes,Frist Name,\"Last Name\"\nx,Ada,Byron\n"
    let (said, out) = try await run("auto", text)
    #expect(
      said == [
        "in.csv:3:7: warning: nothing maps the column `Frist Name`, which looks like `First name`, the lead field "
          + "first_name\n  hint: correct the name, or map it in `fields:` (`first_name: Frist Name`), which is then the "
          + "whole mapping; `sluice init` writes it"
      ])
    #expect(out == "salutation,first_name,last_name,title\n,,Byron,\n")
    let twice = try await run("auto", "a\nFirst Name,x,\"Given\n Name\",y\n1,2,3,4\n".replacing("a\n", with: ""))
    #expect(twice.said.map { $0.prefix(28) } == ["in.csv:1: warning: columns `"])
    #expect(try await run("auto", "Forename,First Name\n1,2\n").said.first?.hasPrefix("in.csv:1:10: warning:") == true)
  }

  @Test("reads an export as its preset says, named or shown by itself")
  func preset() async throws {
    let text = "Title,First Name,Job Title,E-mail 2 Address\nMr.,Ada,Engineer,\n"
    let rows = "salutation,first_name,last_name,title\nMr.,Ada,,Engineer\n"
    #expect(try await run("outlook", text).out == rows)
    #expect(try await run("auto", text).out == rows)
    #expect(
      try await run("linkedin", "Position,Title\nCEO,x\n").out == "salutation,first_name,last_name,title\n,,,CEO\n")
  }

  @Test("stops where the file is another export, and says which")
  func otherExport() async throws {
    let known = await #expect(throws: Diagnostic.self) { try await run("zoho", "Person - Organization,x\nAcme,y\n") }
    #expect(known?.code == "missing_column")
    #expect(known?.message == "no column is one of `zoho`, which `fields:` names: Zoho CRM: leads and contacts")
    #expect(known?.hint == "it looks like `pipedrive`")
    let unknown = await #expect(throws: Diagnostic.self) { try await run("zoho", "Nachname,Ort\nx,y\n") }
    #expect(
      unknown?.hint
        == "`fields: auto` goes by well-known names, and `sluice init` writes a mapping; the columns are: Nachname, Ort"
    )
    let data = await #expect(throws: Diagnostic.self) { try await run("zoho", "Ann,ann@acme.example\nx,y@z.example\n") }
    #expect(data?.description.contains("Ann") == false && data?.description.contains("acme") == false)
    // A format whose columns may come late is read to its end.
    let late = try await run("zoho", "{\"x\": 1}\n", "in.jsonl")
    #expect(late.said.count == 1 && late.said[0].hasPrefix("in.jsonl: warning: no column is one of `zoho`"))
  }
}
