import PipelineModel
import Testing
import Transforms

/// What stands in fields of names, and what becomes of it.
@Suite struct NameFieldTests {
  private func normalised(_ values: [LeadField: String]) -> [String: String] {
    let fields = LeadField.allCases.filter { values[$0] != nil }
    var leads = batch(fields, [fields.map { values[$0] ?? "" }])
    guard let normalise = try? Normalise(options: ComponentOptions()) else { return [:] }
    normalise.transform(&leads)
    return leads.texts()
  }

  private func rules(_ values: [LeadField: String], _ field: LeadField) -> [String] {
    let fields = LeadField.allCases.filter { values[$0] != nil }
    var leads = batch(fields, [fields.map { values[$0] ?? "" }])
    guard let normalise = try? Normalise(options: ComponentOptions()) else { return [] }
    normalise.transform(&leads)
    return leads.notes.filter { $0.field == field }.map(\.rule.name)
  }

  @Test(
    "a placeholder is emptied, in whatever language and dress",
    arguments: [
      "unknown", "Unknown", "UNBEKANNT", "n/a", "N.A.", "#N/A", "<none>", "(null)", "---", "-", ".", "?", "***", "null",
      "asdf", "ASDFGH", "qwertz", "xxx", "XXXX", "aaaa", "test", "TEST", "Test", "no name", "No-Name", "sin nombre",
      "kein Name", "sans nom", "неизвестно", "不明", "未知", "미상", "first name", "Vorname", "nachname", "tbd", "12345",
      "Anonymous", "Do not contact", "\\N", "🙂", "test test", "Test User", "Mr. Test", "guest user",
    ])
  func placeholders(_ value: String) {
    #expect(normalised([.firstName: value]) == [:] || normalised([.firstName: value]) == ["salutation": "Mr."])
    #expect(normalised([.lastName: value])["last_name"] == nil)
    #expect(normalised([.fullName: value]) == [:])
    #expect(rules([.lastName: value], .lastName).last == "name-placeholder")
  }

  @Test("an honorific or a suffix that is a placeholder is emptied", arguments: ["None", "n/a", "-", "unknown"])
  func affixPlaceholders(_ value: String) {
    #expect(normalised([.salutation: value, .suffix: value, .lastName: "Byron"]) == ["last_name": "Byron"])
    #expect(rules([.suffix: value], .suffix) == ["name-placeholder"])
  }

  @Test("a word that people are called as well stays where it is written like the other name")
  func doubtful() {
    #expect(normalised([.firstName: "Jennifer", .lastName: "Null"])["last_name"] == "Null")
    #expect(normalised([.firstName: "JENNIFER", .lastName: "NULL"])["last_name"] == "Null")
    #expect(normalised([.firstName: "Jennifer", .lastName: "null"])["last_name"] == nil)
    #expect(normalised([.firstName: "Jennifer", .lastName: "N/A"])["last_name"] == nil)
    #expect(normalised([.firstName: "Test", .lastName: "Unknown"]) == [:])
    #expect(normalised([.firstName: "Test", .lastName: "Test"]) == [:])
    #expect(normalised([.firstName: "Na", .lastName: "Kim"])["first_name"] == "Na")
    #expect(normalised([.fullName: "Jennifer Null"])["last_name"] == "Null")
  }

  @Test(
    "names that look like placeholders are none",
    arguments: ["Foo", "Noone", "Xi", "Ng", "Oo", "Blank", "Leer", "Asa", "Ana", "Otto", "Aaa Bbb", "O", "J.", "Nan"])
  func names(_ value: String) { #expect(normalised([.firstName: value, .lastName: "Byron"])["first_name"] == value) }

  @Test("a mail address or a number in a name goes to its own field where that is empty")
  func foreign() {
    #expect(
      normalised([.fullName: "Ada Byron <ada@example.com>", .email: ""])
        == [
          "full_name": "Ada Byron", "first_name": "Ada", "last_name": "Byron", "email": "ada@example.com",
          "email_type": "work", "company_domain": "example.com",
        ])
    #expect(
      normalised([.firstName: "ada@example.com", .lastName: "Byron", .email: "a@b.de"])
        == ["last_name": "Byron", "email": "a@b.de", "email_type": "work", "company_domain": "b.de"])
    #expect(normalised([.firstName: "ada@example.com"]) == [:])
    #expect(normalised([.lastName: "Byron +44 20 7946 0018", .phone: ""])["phone"] == "+442079460018")
    #expect(normalised([.lastName: "Byron +44 20 7946 0018"]) == ["last_name": "Byron"])
    #expect(normalised([.lastName: "Byron https://example.com/a"]) == ["last_name": "Byron"])
    #expect(rules([.firstName: "ada@example.com"], .firstName) == ["name-foreign-removed"])
    #expect(normalised([.lastName: "Byron 1 2 3 4 5 6"]) == ["last_name": "Byron 1 2 3 4 5 6"])
    #expect(normalised([.lastName: "Byron 12345678901234567"]) == ["last_name": "Byron 12345678901234567"])
    #expect(normalised([.fullName: "Ada Byron | Engines Ltd"])["full_name"] == "Ada Byron")
    #expect(normalised([.lastName: "Byron 3rd"]) == ["last_name": "Byron", "suffix": "3rd"])
  }

  @Test("a company in a full name goes to its own field where that is empty")
  func companies() {
    #expect(
      normalised([.fullName: "Byron Engines GmbH", .companyName: ""])
        == ["company_name": "Byron Engines", "company_legal_form": "GmbH"])
    #expect(
      normalised([.fullName: "Byron Engines, Inc.", .companyName: "Acme"]) == ["company_name": "Acme"])
    #expect(rules([.fullName: "Byron Engines LLC"], .fullName) == ["name-foreign-removed"])
  }

  static let decorations: [(String, String)] = [
    ("🌟 Ada 🌟", "Ada"), ("★Ada★", "Ada"), ("~*Ada*~", "Ada"), ("Ada®", "Ada"), ("Ada 👩🏽‍💻", "Ada"), ("Ada 🇬🇧", "Ada"),
    ("_Ada_", "Ada"), ("ada_byron", "Ada Byron"), ("Ada,", "Ada"), (", Ada", "Ada"), ("-Ada", "Ada"), ("Ada -", "Ada"),
    ("@ada", "Ada"), ("#Ada", "Ada"), ("Ada!!!", "Ada"), ("Ada..", "Ada."), ("O\\'Ada", "O'Ada"),
    ("Ada\\nMaria", "Ada Maria"),
    ("(Ada", "Ada"), ("Ada)", "Ada"), ("Ada (Addie)", "Ada (Addie)"), ("Jean-Luc", "Jean-Luc"), ("让·雅克", "让·雅克"),
    ("Marie‐Claire", "Marie‐Claire"), ("ʻOkina", "ʻOkina"), ("Zoë", "Zoë"), ("N'Golo", "N'Golo"), ("Al·lèn", "Al·lèn"),
  ]

  @Test("decoration goes, and what belongs to names stays", arguments: decorations)
  func decoration(_ raw: String, _ expected: String) {
    #expect(normalised([.firstName: raw]) == ["first_name": expected])
    #expect(
      rules([.firstName: raw], .firstName).contains("name-decoration-removed")
        == (raw.lowercased() != expected.lowercased()))
  }

  @Test("every change is noted with its rule")
  func notes() {
    #expect(rules([.firstName: "DR. ADA"], .firstName) == ["name-affix-moved", "name-recased"])
    #expect(rules([.lastName: " BYRON "], .lastName) == ["text-tidied", "name-recased"])
    #expect(rules([.fullName: "Ada Byron"], .lastName) == ["name-parts-filled"])
    #expect(rules([.fullName: "Ada Byron"], .fullName) == [])
    #expect(rules([.firstName: "Ada"], .firstName) == [])
  }

  @Test("names of one record are written by the same rules, whichever field they stand in")
  func context() {
    #expect(normalised([.firstName: "GIUSEPPE", .lastName: "DE SANTIS"])["last_name"] == "De Santis")
    #expect(normalised([.firstName: "DIEGO", .lastName: "DE LA VEGA"])["last_name"] == "de la Vega")
    let korean = normalised([.fullName: "KIM DAE-JUNG"])
    #expect(korean == ["full_name": "Kim Dae-jung", "first_name": "Dae-jung", "last_name": "Kim"])
    let western = normalised([.fullName: "DAE-JUNG KIM"])
    #expect(western == ["full_name": "Dae-Jung Kim", "first_name": "Dae-Jung", "last_name": "Kim"])
    #expect(normalised([.firstName: "IŞIL", .lastName: "YİĞİT"])["first_name"] == "Işıl")
  }

  // MARK: Words of a pipeline's own

  private func own(_ lists: [String: [String]], _ values: [LeadField: String]) throws -> [String: String] {
    let fields = LeadField.allCases.filter { values[$0] != nil }
    var leads = batch(fields, [fields.map { values[$0] ?? "" }])
    try Normalise(options: ComponentOptions(lists.mapValues { .list($0.map(OptionValue.text)) })).transform(&leads)
    return leads.texts()
  }

  @Test("words that a pipeline adds count like those of the tables")
  func ownWords() throws {
    #expect(
      try own(["titles": ["Obermeister"]], [.fullName: "OBERMEISTER ADA BYRON"])
        == [
          "full_name": "Obermeister Ada Byron", "salutation": "Obermeister", "first_name": "Ada", "last_name": "Byron",
        ])
    #expect(try own(["titles": ["Kap.Lt."]], [.firstName: "kaplt Ada"])["first_name"] == "Ada")
    #expect(try own(["suffixes": ["CXYZ"]], [.lastName: "Byron cxyz"]) == ["last_name": "Byron", "suffix": "cxyz"])
    #expect(try own(["particles": ["opden"]], [.fullName: "JAN OPDEN BERG"])["last_name"] == "opden Berg")
    #expect(try own(["placeholders": ["Kunde ohne Namen"]], [.lastName: "kunde OHNE namen."]) == [:])
    #expect(try own(["placeholders": ["Kunde"]], [.lastName: "Kundera"]) == ["last_name": "Kundera"])
    #expect(try own(["titles": ["Zar"], "particles": ["zar"]], [.lastName: "Zar"]) == ["last_name": "Zar"])
  }

  @Test(
    "a word that can be none is an error at its place",
    arguments: [
      ("titles", ["Dr", "Herr Dr"], "titles[1]", "expected one word with a letter in it, of at most 64 bytes"),
      ("particles", [""], "particles[0]", "expected one word with a letter in it, of at most 64 bytes"),
      ("suffixes", ["--"], "suffixes[0]", "expected one word with a letter in it, of at most 64 bytes"),
      ("placeholders", ["---"], "placeholders[0]", "expected a value with a letter in it, of at most 64 bytes"),
    ] as [(String, [String], String, String)])
  func noWord(_ list: String, _ words: [String], _ option: String, _ message: String) {
    let options = ComponentOptions([list: .list(words.map(OptionValue.text))])
    #expect {
      try Normalise(options: options)
    } throws: { error in
      (error as? OptionProblem)?.option == option && (error as? OptionProblem)?.message == message
    }
  }
}
