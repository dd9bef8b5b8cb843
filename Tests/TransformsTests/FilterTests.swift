import PipelineModel
import Testing
import Transforms

@Suite struct FilterTests {
  /// Which of the values of one column a filter keeps.
  private func kept(_ column: String, _ condition: OptionValue, _ values: [String], then: String? = nil) throws
    -> [String]
  {
    var options = ComponentOptions([column: condition])
    if let then { options.values["then"] = .text(then) }
    var filter = try Filter(options: options)
    // 2026-11-25T00:00:00Z.
    filter.begin(at: 1_795_564_800)
    var batch = batch([.country], values.map { [$0] })
    filter.transform(&batch)
    return values.indices.filter { !batch.flags[$0].contains(.filtered) }.map { values[$0] }
  }

  private func condition(_ word: String, _ value: OptionValue) -> OptionValue { .map([.init(key: word, value: value)]) }

  @Test("equality, lists and emptiness compare whole values byte by byte")
  func plain() throws {
    let values = ["GB", "IE", "gb", "", " ", "GBR", "G"]
    #expect(try kept("country", condition("equals", .text("GB")), values) == ["GB"])
    #expect(try kept("country", condition("not", .text("GB")), values) == ["IE", "gb", "", " ", "GBR", "G"])
    let list = OptionValue.list([.text("IE"), .text("GBR"), .text("GB"), .text("")])
    #expect(try kept("country", condition("in", list), values) == ["GB", "IE", "", "GBR"])
    #expect(try kept("country", condition("not_in", list), values) == ["gb", " ", "G"])
    #expect(try kept("country", .text("empty"), values) == ["", " "])
    #expect(try kept("country", .text("not_empty"), values) == ["GB", "IE", "gb", "GBR", "G"])
    #expect(try kept("country", .text("empty"), values, then: "drop") == ["GB", "IE", "gb", "GBR", "G"])
  }

  @Test("a pattern matches anywhere, a source column is asked by its name, and one that is not there is empty")
  func patterns() throws {
    let values = ["Chief Officer", "Officer", "COO", "\u{FC}ber", "a\0b"]
    #expect(try kept("source.country", condition("matches", .text("^Chief|OO$")), values) == ["Chief Officer", "COO"])
    #expect(try kept("country", condition("matches", .text("^.ber$")), values) == ["\u{FC}ber"])
    #expect(try kept("country", condition("matches", .text("a\\x00b")), values) == ["a\0b"])
    #expect(try kept("source.Country", .text("empty"), values) == values)
    #expect(try kept("email", .text("not_empty"), values) == [])
  }

  @Test("a pattern that makes backtracking engines hang is answered")
  func hostile() throws {
    let text = String(repeating: "a", count: 50_000) + "b"
    #expect(try kept("country", condition("matches", .text("^(a+)+$")), [text]) == [])
  }

  @Test("dates are compared as times; what is no date is neither newer nor older")
  func dates() throws {
    let values = [
      "2026-11-20", "2026-11-01T23:59:59Z", "2026/05/01", "1795564799", "1795564799000", "03/04/2026", "soon", "",
      "2026-02-30", "2024-02-29 10:00", "2026-11-24T23:30:00-02:00",
    ]
    let week = condition("newer_than", .text("7d"))
    #expect(
      try kept("country", week, values) == ["2026-11-20", "1795564799", "1795564799000", "2026-11-24T23:30:00-02:00"])
    let november = condition("older_than", .text("2026-11-01"))
    #expect(try kept("country", november, values) == ["2026/05/01", "2024-02-29 10:00"])
    let both = OptionValue.map([
      .init(key: "newer_than", value: .text("2026-11-01")), .init(key: "older_than", value: .text("2d")),
    ])
    #expect(try kept("country", both, values) == ["2026-11-20", "2026-11-01T23:59:59Z"])
    let moment = condition("newer_than", .text("2026-11-25T01:29:59.5+00:00"))
    #expect(try kept("country", moment, values) == ["2026-11-24T23:30:00-02:00"])
  }

  @Test("all conditions must hold, and of the alternatives one")
  func together() throws {
    let any = OptionValue.list([
      .map([.init(key: "title", value: condition("equals", .text("CEO")))]),
      .map([
        .init(key: "title", value: condition("equals", .text("VP"))), .init(key: "email", value: .text("not_empty")),
      ]),
    ])
    let rows = [["GB", "CEO", ""], ["GB", "VP", ""], ["GB", "VP", "a@b"], ["DE", "CEO", ""], ["GB", "", "a@b"]]
    func flags(_ options: ComponentOptions) throws -> [Bool] {
      var batch = batch([.country, .title, .email], rows)
      try Filter(options: options).transform(&batch)
      return batch.flags.map { $0.contains(.filtered) }
    }
    let country = condition("equals", .text("GB"))
    #expect(
      try flags(ComponentOptions(["country": country, "any": any])) == [false, true, false, true, true])
    #expect(try flags(ComponentOptions(["any": any])) == [false, true, false, false, true])
    #expect(
      try flags(ComponentOptions(["country": country, "any": any, "then": .text("drop")]))
        == [true, false, true, false, false])
  }

  @Test("a record that an earlier filter left out stays out")
  func chain() throws {
    var batch = batch([.country], [["GB"], ["DE"]])
    batch.flags[0] = [.filtered, .translate]
    try Filter(options: ComponentOptions(["country": condition("equals", .text("GB"))])).transform(&batch)
    #expect(batch.flags == [[.filtered, .translate], .filtered])
  }

  @Test("options that mean nothing are told")
  func problems() {
    func problem(_ options: ComponentOptions) -> String? {
      do throws(OptionProblem) {
        _ = try Filter(options: options)
        return nil
      } catch { return "\(error.option): \(error.message)" }
    }
    #expect(problem(ComponentOptions(["then": .text("drop")])) == "filter: expected at least one condition")
    #expect(problem(ComponentOptions(["any": .list([.map([])])])) == "any[0]: expected at least one condition")
    #expect(problem(ComponentOptions(["email": .map([])])) == "email: expected at least one condition")
    #expect(
      problem(ComponentOptions(["email": condition("matches", .text("(a"))]))
        == "email.matches: expected a regular expression; missing ): (a")
    #expect(
      problem(ComponentOptions(["source.Since": condition("newer_than", .text("31.12.2026"))]))
        == "source.Since.newer_than: expected a date or a duration")
  }
}
