import PipelineModel
import Testing
import Transforms

@Suite struct TranslateTests {
  private func flags(_ mode: String?, _ fields: [LeadField], _ rows: [[String]]) throws -> [Bool] {
    var options = ComponentOptions()
    if let mode { options.values["mode"] = .text(mode) }
    var batch = batch(fields, rows)
    try Translate(options: options).transform(&batch)
    return batch.flags.map { $0.contains(.translate) }
  }

  @Test("auto marks names of another script, whichever field holds them")
  func auto() throws {
    let fields: [LeadField] = [.firstName, .middleName, .lastName, .fullName, .companyName]
    let rows = [
      ["Ada", "", "Byron", "Ada Byron", "株式会社"], ["Иван", "", "", "", ""], ["Ada", "", "Попова", "", ""],
      ["", "山", "", "", ""], ["", "", "", "Γιώργος", ""], ["Zoë", "", "Nguyễn", "", ""],
    ]
    #expect(try flags(nil, fields, rows) == [false, true, true, true, true, false])
    #expect(try flags("auto", fields, rows) == [false, true, true, true, true, false])
  }

  @Test("always and never do not look")
  func fixed() throws {
    #expect(try flags("always", [.firstName], [["Ada"], ["Иван"]]) == [true, true])
    #expect(try flags("never", [.firstName], [["Ada"], ["Иван"]]) == [false, false])
  }

  @Test("an unknown mode is told with what to use")
  func unknown() {
    #expect(throws: OptionProblem(option: "mode", message: "expected auto, always or never")) {
      try Translate(options: ComponentOptions(["mode": .text("maybe")]))
    }
  }

  @Test("other flags are kept")
  func keeps() throws {
    var batch = batch([.firstName], [["Ada"]])
    batch.flags[0] = [.filtered, .translate]
    try Translate(options: ComponentOptions()).transform(&batch)
    #expect(batch.flags[0] == .filtered)
  }
}
