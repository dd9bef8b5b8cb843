import PipelineModel
import Testing

@testable import Pipelines

@Suite("Column names in messages")
struct ColumnNamesTests {
  private static let headerless =
    "if the first row is data and no header, write `dialect: {header: false}`: columns are 1, 2, …"

  @Test(
    "are shown where something speaks for a header",
    arguments: [
      (["Email", "Kürzel"], "the columns are: Email, Kürzel"),
      (["kunden_nr", "Ort"], "the columns are: kunden_nr, Ort"),
      (["Vorname", "Ort"], "the columns are: Vorname, Ort"),
      (["Email", "Telefon"], "did you mean `Telefon`?"),
      (["1", "2", "3"], "the columns are: 1, 2, 3"),
      (["Email", "Fax 2"], "the columns are: Email, Fax 2"),
    ])
  func header(names: [String], hint: String) {
    let mapping = [(field: LeadField.firstName, column: "Vorname"), (.phone, "Telefonn")]
    #expect(ColumnNames(names, isFirstRow: true, mapping: .given(mapping)).hint(for: "Telefonn") == hint)
  }

  @Test(
    "are not shown where they may be somebody's data",
    arguments: [
      ["Ann", "Lee", "Acme"], ["Ann", "Lee", "ann.lee@acme.com"], ["Email", "ann.lee@acme.com"],
      ["Email", "+44 20 7946 0000"], ["first_name", "https://www.linkedin.com/in/ann"], ["Email", "a\nb"],
      ["Email", String(repeating: "x", count: 41)],
    ])
  func data(names: [String]) {
    #expect(ColumnNames(names, isFirstRow: true, mapping: .auto).hint(for: "Anne") == Self.headerless)
  }

  @Test("that are keys of objects are shown as far as they look like names")
  func keys() {
    func hint(_ names: [String]) -> String { ColumnNames(names, isFirstRow: false, mapping: .auto).hint(for: "email") }
    #expect(hint(["Ort", "ann.lee@acme.com", "020 7946 0000"]) == "the columns are: Ort and 2 more")
    #expect(hint(["ann.lee@acme.com"]) == "no column has a name that can be shown; `sluice preview` shows rows")
    #expect(hint((1...25).map { "c\($0)x" }).hasSuffix("c19x, c20x and 5 more"))
  }
}
