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

  private func translated(
    _ values: [LeadField: String], _ options: [String: OptionValue] = [:]
  ) throws -> (texts: [String: String], isMarked: Bool, rules: [String]) {
    let fields = Array(values.keys)
    var leads = batch(fields, [fields.map { values[$0] ?? "" }])
    try Translate(options: ComponentOptions(options)).transform(&leads)
    return (leads.texts(), leads.flags[0].contains(.translate), leads.notes.map(\.rule.name))
  }

  @Test("Latin names with letters of other alphabets follow the option")
  func latin() throws {
    for (name, isForeign) in [("Zoë", true), ("Zoe\u{308}", true), ("Zoe", false), ("O’Neil", false), ("№ 5", false)] {
      #expect(try !translated([.firstName: name]).isMarked)
      #expect(try translated([.firstName: name], ["latin": .text("translate")]).isMarked == isForeign)
    }
    #expect(try !translated([.firstName: "Zoë"], ["mode": .text("never"), "latin": .text("translate")]).isMarked)
  }

  @Test("the script of most letters is told, whichever field they stand in")
  func scripts() throws {
    #expect(try translated([.firstName: "Ada", .lastName: "Byron"]).texts["sluice_script"] == "Latin")
    #expect(try translated([.firstName: "Иван", .lastName: "Ng"]).texts["sluice_script"] == "Cyrillic")
    #expect(try translated([.fullName: "山田 太郎"]).texts["sluice_script"] == "Han")
    #expect(try translated([.fullName: "123"]).texts["sluice_script"] == nil)
    #expect(try translated([.companyName: "Завод"]).texts["sluice_script"] == nil)
  }

  @Test("the language that letters tell fills an empty field, where that is asked for")
  func languages() throws {
    let asked: [String: OptionValue] = ["language": .boolean(true)]
    #expect(try translated([.firstName: "Олексій", .language: ""], asked).texts["language"] == "uk")
    #expect(try translated([.firstName: "Łukasz"], asked).texts["language"] == "pl")
    #expect(try translated([.firstName: "Олексій", .language: "ru"], asked).texts["language"] == "ru")
    #expect(try translated([.firstName: "Ada"], asked).texts["language"] == nil)
    // What letters leave open, the country tells.
    #expect(try translated([.fullName: "山田", .country: "JP"], asked).texts["language"] == "ja")
    #expect(try translated([.fullName: "Иванов", .country: "BG"], asked).texts["language"] == "bg")
    #expect(try translated([.fullName: "Иванов", .country: "JP"], asked).texts["language"] == "ru")
    #expect(try translated([.firstName: "Олексій"]).texts["language"] == nil)
  }

  @Test("a Latin form fills its field, given name first, where that is asked for")
  func transliterated() throws {
    let asked: [String: OptionValue] = ["transliterate": .boolean(true)]
    let parts = try translated([.firstName: "小明", .lastName: "王"], asked)
    #expect(parts.texts["latin_name"] == "Xiaoming Wang" && parts.rules == ["latin-form"])
    #expect(try translated([.fullName: "王小明"], asked).texts["latin_name"] == "Wang Xiaoming")
    #expect(try translated([.firstName: "Anna", .lastName: "Иванова"], asked).texts["latin_name"] == "Anna Ivanova")
    #expect(try translated([.fullName: "Щерев", .country: "BG"], asked).texts["latin_name"] == "Shterev")
    #expect(try translated([.fullName: "山田太郎", .country: "JP"], asked).texts["latin_name"] == nil)
    #expect(try translated([.firstName: "Иван", .latinName: "Ivan P."], asked).texts["latin_name"] == "Ivan P.")
    #expect(try translated([.firstName: "Zoë"], asked).texts["latin_name"] == nil)
    #expect(try translated([.firstName: "Иван"]).texts["latin_name"] == nil)
  }

  @Test("its fields are announced")
  func announced() throws {
    let all = try Translate(
      options: ComponentOptions(["transliterate": .boolean(true), "language": .boolean(true)]))
    #expect(all.fields(from: [.firstName]) == [.firstName, .script, .latinName, .language])
    #expect(try Translate(options: ComponentOptions()).fields(from: [.firstName]) == [.firstName, .script])
    #expect(all.fields(from: [.email]) == [.email])
  }
}
