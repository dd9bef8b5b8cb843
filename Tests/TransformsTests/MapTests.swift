import PipelineModel
import Testing

@testable import Transforms

@Suite struct MapTests {
  private func map(_ options: [String: OptionValue]) throws -> Map { try Map(options: ComponentOptions(options)) }

  private func entries(_ entries: KeyValuePairs<String, OptionValue>) -> OptionValue {
    .map(entries.map { OptionValue.Entry(key: $0.key, value: $0.value) })
  }

  /// The source's columns and values of a batch, and its lead fields.
  private func rows(_ batch: LeadBatch) -> [[String]] {
    (0..<batch.count).map { record in
      batch.records.columns.indices.map { column in
        let value = batch.records.value(record: record, column: column)
        return String(decoding: value.indices.map { value[$0] }, as: UTF8.self)
      }
    }
  }

  /// Columns `first_name`, `last_name` and so on, which are lead fields as well; the second record is short.
  private func sample() -> LeadBatch {
    var batch = batch([.firstName, .lastName, .email], [["Ada", "Byron", "ada@acme.example"], ["Bo"]])
    // What a reader sees of a short record.
    for field in [LeadField.lastName, .email] { batch.set(field, record: 1, to: ValueSlice.empty) }
    return batch
  }

  @Test("lead fields are moved, copied, set, filled and dropped; the source stays as it was")
  func leads() throws {
    var batch = sample()
    let map = try map([
      "rename": entries(["last_name": .text("suffix")]), "copy": entries(["first_name": .text("nickname")]),
      "set": entries(["language": .text("en")]), "fill": entries(["email": .text("none")]),
      "drop": .list([.text("first_name")]),
    ])
    map.transform(&batch)
    #expect(batch.texts() == ["suffix": "Byron", "nickname": "Ada", "language": "en", "email": "ada@acme.example"])
    #expect(batch.texts(1) == ["nickname": "Bo", "language": "en", "email": "none"])
    #expect(batch.records.columns == ["first_name", "last_name", "email"])
    #expect(rows(batch) == [["Ada", "Byron", "ada@acme.example"], ["Bo", "", ""]])
    #expect(map.fields(from: [.firstName, .lastName]) == [.suffix, .nickname, .language, .email])
    #expect(map.columns(from: ["a"]) == ["a"])
  }

  @Test("source columns are renamed in place, made at the end and dropped, also where records are short")
  func sources() throws {
    var batch = sample()
    let map = try map([
      "rename": entries(["source.last_name": .text("source.Surname")]),
      "copy": entries(["source.email": .text("phone"), "first_name": .text("source.Given")]),
      "set": entries(["source.batch": .text("q3")]), "drop": .list([.text("source.email"), .text("source.nothing")]),
    ])
    map.transform(&batch)
    #expect(batch.records.columns == ["first_name", "Surname", "Given", "batch"])
    #expect(rows(batch) == [["Ada", "Byron", "Ada", "q3"], ["Bo", "", "Bo", "q3"]])
    #expect(batch.text(.phone) == "ada@acme.example")
    #expect(batch.text(.email) == "ada@acme.example")
    #expect(map.columns(from: ["first_name", "last_name", "email"]) == batch.records.columns)
  }

  @Test("a column that is renamed onto another one takes its place")
  func replaced() throws {
    var batch = sample()
    let map = try map(["rename": entries(["source.email": .text("source.first_name")])])
    map.transform(&batch)
    #expect(rows(batch) == [["Byron", "ada@acme.example"], ["", ""]])
    #expect(batch.records.columns == ["last_name", "first_name"])
    #expect(map.columns(from: ["first_name", "last_name", "email"]) == ["last_name", "first_name"])
  }

  @Test("what is not there is neither renamed nor copied")
  func absent() throws {
    var batch = sample()
    let map = try map([
      "rename": entries(["source.Nope": .text("first_name"), "phone": .text("email")]),
      "copy": entries(["source.Nope": .text("source.New"), "phone": .text("source.Phone")]),
    ])
    map.transform(&batch)
    #expect(batch.text(.firstName) == "Ada" && batch.text(.email) == "ada@acme.example")
    // A lead field may have values in another source, so its column is there.
    #expect(batch.records.columns == ["first_name", "last_name", "email", "Phone"])
    #expect(rows(batch) == [["Ada", "Byron", "ada@acme.example", ""], ["Bo", "", "", ""]])
    #expect(map.columns(from: ["first_name", "last_name", "email"]) == batch.records.columns)
  }

  @Test("columns are joined without the empty ones, and split at a text, the rest going to the last")
  func parts() throws {
    var batch = batch([.fullName, .title], [["Byron, Ada, Countess", "CEO"], ["Bo", ""], ["", ""]])
    let map = try map([
      "split": entries([
        "full_name": entries(["at": .text(", "), "into": .list([.text("last_name"), .text("source.rest")])])
      ]),
      "join": entries([
        "source.label": entries([
          "of": .list([.text("title"), .text("last_name"), .text("source.rest")]), "with": .text(" / "),
        ])
      ]),
    ])
    map.transform(&batch)
    #expect(batch.records.columns == ["full_name", "title", "rest", "label"])
    #expect(rows(batch).map { $0[2] } == ["Ada, Countess", "", ""])
    #expect(rows(batch).map { $0[3] } == ["CEO / Byron / Ada, Countess", "Bo", ""])
    #expect((0..<3).map { batch.text(.lastName, $0) } == ["Byron", "Bo", ""])
  }

  @Test("a pattern's group is taken; without a match the target stays")
  func captures() throws {
    var batch = batch([.email, .companyDomain], [["ada@acme.example", ""], ["nobody", "kept.example"]])
    let domain = entries(["from": .text("email"), "matches": .text("@(.+)$")])
    try map(["capture": entries(["company_domain": domain])]).transform(&batch)
    #expect((0..<2).map { batch.text(.companyDomain, $0) } == ["acme.example", "kept.example"])
  }

  @Test("an empty batch keeps its shape")
  func nothing() throws {
    var batch = batch([.email], [])
    try map(["set": entries(["source.x": .text("1"), "phone": .text("2")])]).transform(&batch)
    #expect(batch.count == 0 && batch.records.columns == ["email", "x"])
  }

  @Test("columns that mean nothing are told with what was meant")
  func problems() {
    func problem(_ options: [String: OptionValue]) -> String? {
      do throws(OptionProblem) {
        _ = try Map(options: ComponentOptions(options))
        return nil
      } catch { return "\(error.option): \(error.message); \(error.hint ?? "")" }
    }
    #expect(problem([:])?.hasPrefix("map: expected something to do;") == true)
    #expect(
      problem(["set": entries(["contry": .text("GB")])])
        == "set.contry: expected a lead field or `source.NAME`; did you mean `country`?")
    #expect(
      problem(["drop": .list([.text("email"), .text("source.")])])?.hasPrefix("drop[1]: expected a lead") == true)
    #expect(
      problem(["split": entries(["email": entries(["at": .text(""), "into": .list([.text("phone")])])])])?
        .hasPrefix("split.email.at: expected the text between the parts") == true)
    #expect(
      problem(["capture": entries(["email": entries(["from": .text("phone"), "matches": .text("[")])])])?
        .hasPrefix("capture.email.matches: expected a regular expression; ") == true)
  }
}
