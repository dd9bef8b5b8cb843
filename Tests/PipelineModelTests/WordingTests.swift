import PipelineModel
import Testing

@Suite struct WordingTests {
  @Test(
    "a location says as much as is known",
    arguments: [
      (Diagnostic.Location(file: "a.csv"), "a.csv"), (.init(file: "a.csv", line: 3), "a.csv:3"),
      (.init(file: "a.csv", line: 3, column: 7), "a.csv:3:7"), (.init(file: "a.csv", record: 2), "a.csv (record 2)"),
      (.init(file: "leads.csv", line: 214, column: 18, record: 213), "leads.csv:214:18 (record 213)"),
      // A column says nothing without its line.
      (.init(file: "a.csv", column: 7), "a.csv"),
    ])
  func location(location: Diagnostic.Location, text: String) {
    #expect(location.description == text)
  }

  @Test("a diagnostic reads as place, severity, message and hint")
  func diagnostic() {
    #expect(Diagnostic(code: "c", "it broke").description == "error: it broke")
    let full = Diagnostic(.warning, code: "c", at: .init(file: "f", line: 1), "odd", hint: "look")
    #expect(full.description == "f:1: warning: odd\n  hint: look")
    #expect(Diagnostic(.note, code: "c", "so").description == "note: so")
  }

  @Test(
    "a refusal says what was found and expected",
    arguments: [
      (RefusalCode.raggedRow, 1, 3, "row has 1 field, the header has 3"),
      (.raggedRow, 4, 3, "row has 4 fields, the header has 3"),
      (.raggedRow, nil, nil, "row has another number of fields than the header"),
      (.unclosedQuote, nil, nil, "quoted field is not closed"), (.invalidUTF8, nil, nil, "field is not valid UTF-8"),
      (.malformedJSON, nil, nil, "record is not valid JSON"),
      (.notAnObject, nil, nil, "record is JSON but not an object"),
      (.duplicateName, nil, nil, "two values have one name"),
      (.loneSurrogate, nil, nil, "text has half of a surrogate pair, which is no character"),
      (.recordTooLarge, nil, 16, "record is larger than the limit of 16 bytes"),
      (.recordTooLarge, nil, 16 << 20, "record is larger than the limit of 16 MiB"),
      (.recordTooLarge, nil, nil, "record is too large"),
      (.tooDeep, nil, 64, "value is nested deeper than 64 levels"), (.tooDeep, nil, nil, "value is nested too deeply"),
      (.tooManyColumns, nil, 9, "record brings more columns than the limit of 9"),
      (.tooManyColumns, nil, nil, "record brings too many columns"),
    ] as [(RefusalCode, Int?, Int?, String)])
  func refusal(code: RefusalCode, found: Int?, expected: Int?, reason: String) {
    #expect(code.reason(found: found, expected: expected) == reason)
    #expect(!code.hint.isEmpty)
  }

  @Test("exit codes come in the order in which the first that applies wins")
  func exitCodes() {
    #expect(ExitCode.allCases.map(\.rawValue) == [2, 3, 1, 5, 6, 75, 4, 0])
    #expect(Set(ExitCode.allCases.map(\.summary)).count == ExitCode.allCases.count)
  }

  @Test("a lead field has a name that finds it again, in the documented order")
  func leadFields() {
    #expect(LeadField.names.count == LeadField.count && LeadField.allCases.count == LeadField.count)
    for field in LeadField.allCases { #expect(LeadField(name: field.name) == field) }
    #expect(LeadField(name: "Email") == nil && LeadField(name: "") == nil)
    #expect(LeadField.contactID.name == "contact_id" && LeadField.updatedAt.name == "updated_at")
    #expect(LeadField.linkedinURL.name == "linkedin_url" && LeadField.companyDomain.name == "company_domain")
  }

  @Test(
    "a component's part names its section",
    arguments: zip(ComponentKind.allCases, ["extract", "transform", "load", "output"]))
  func sections(kind: ComponentKind, section: String) {
    #expect(kind.section == section)
  }
}

@Suite struct ComponentOptionsTests {
  private let options = ComponentOptions([
    "text": .text("t"), "flag": .boolean(false), "number": .integer(3), "time": .duration(.seconds(2)),
    "list": .list([.text("a"), .integer(1), .text("b")]),
    "map": .map([.init(key: "x", value: .text("1")), .init(key: "x", value: .text("2"))]), "byte": .text(";"),
    "empty": .text(""),
  ])

  @Test("an option is read as the type it has, and as no other")
  func types() {
    #expect(options.text("text") == "t" && options.text("number") == nil && options.text("none") == nil)
    #expect(options.boolean("flag") == false && options.boolean("text") == nil)
    #expect(options.integer("number") == 3 && options.integer("time") == nil)
    #expect(options.duration("time") == .seconds(2) && options.duration("number") == nil)
    #expect(options.texts("list") == ["a", "b"] && options.texts("text") == nil)
    #expect(options.list("list")?.count == 3 && options.list("map") == nil)
    #expect(options.map("map")?.map(\.key) == ["x", "x"] && options.map("list") == nil)
    #expect(options.object("map")?.text("x") == "2" && options.object("text") == nil)
    #expect(options.byte("byte") == UInt8(ascii: ";") && options.byte("empty") == nil)
  }
}

@Suite struct HashTests {
  private func hash(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt128 { contentHash(bytes.span, seed: seed) }

  @Test("a content hash is XXH3 and depends on bytes and seed")
  func values() {
    // Of the published test vectors of XXH3: 128 bits of no bytes without a seed.
    #expect(hash([]) == 0x99AA_06D3_0147_98D8_6001_C324_468D_497F)
    #expect(hash([1]) != hash([2]))
    #expect(hash([1]) != hash([1], seed: 1))
  }
}
