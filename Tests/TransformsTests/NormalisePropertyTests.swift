import PipelineModel
import Testing
import Transforms

/// What holds for every lead, tried on made-up ones.
@Suite struct NormalisePropertyTests {
  private static let words = [
    "Dr.", "PROF", "mr", "Ada", "BYRON", "o'neil", "van", "DER", "de", "la", "Jr.", "PhD", ", ", ",", "III", "mcdonald",
    "j.r.",
    "Иван", "ЖУКОВ", "山田", "太郎", "e\u{301}", "İLKER", "yıldız", "\u{200B}", "\u{A0}", "\t", "ada@x.com", "A@GMAIL.COM",
    "<", ">",
    "https://www.Acme.com/x", "linkedin.com/in/Ada-B/", "tr", "GB", "-", "MD", "M.", "(Al)", "\"BOB\"", "St.", "y", "Σ",
    "ŉ", "MÃ¼ller", "&amp;", "&#38;", "Ｊｏｈｎ", "O\u{92}Brien", "“Bob”",
    "limted",
    "Ltd", "GmbH", "ООО", "t/a", "(UK)", "株式会社",
  ]

  private static let fields: [LeadField] = [
    .fullName, .salutation, .firstName, .middleName, .lastName, .suffix, .nickname, .title, .companyName,
    .companyDomain,
    .website, .email, .phone, .linkedinURL, .country, .language, .updatedAt,
  ]

  private static func rows(seed: UInt64, count: Int) -> [[String]] {
    var state = seed
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    return (0..<count).map { _ in
      fields.map { _ in
        next(3) == 0
          ? "" : (0..<next(5)).map { _ in words[next(words.count)] }.joined(separator: next(4) == 0 ? "" : " ")
      }
    }
  }

  private static func texts(_ batch: LeadBatch) -> [[String]] {
    (0..<batch.count).map { record in LeadField.allCases.map { batch.text($0, record) } }
  }

  @Test("normalising again changes nothing but what the first time made room for")
  func settles() throws {
    let normalise = try Normalise(options: ComponentOptions())
    let rows = Self.rows(seed: 1, count: 5_000)
    var leads = batch(Self.fields, rows)
    normalise.transform(&leads)
    let once = Self.texts(leads)
    normalise.transform(&leads)
    let twice = Self.texts(leads)
    for record in rows.indices { try #require(twice[record] == once[record], "\(rows[record])") }
  }

  @Test("the source's columns stay as they were, and every value is valid UTF-8")
  func untouched() throws {
    let rows = Self.rows(seed: 2, count: 2_000)
    var leads = batch(Self.fields, rows)
    let before = leads.records.bytes
    try Normalise(options: ComponentOptions()).transform(&leads)
    #expect(leads.records.bytes == before)
    #expect(leads.count == rows.count)
    for record in 0..<leads.count {
      for field in LeadField.allCases { #expect(!leads.text(field, record).unicodeScalars.contains("\u{FFFD}")) }
    }
  }

  @Test("nothing is made in a field that was not announced")
  func announced() throws {
    let normalise = try Normalise(options: ComponentOptions())
    for field in LeadField.allCases {
      var leads = batch(
        [field], Self.rows(seed: UInt64(field.index + 3), count: 300).map { [$0.joined(separator: " ")] })
      normalise.transform(&leads)
      let filled = Set(
        LeadField.allCases.filter { field in (0..<leads.count).contains { !leads.text(field, $0).isEmpty } })
      #expect(filled.isSubset(of: normalise.fields(from: [field])))
    }
  }

  @Test("a batch without records or without lead fields is taken")
  func empty() throws {
    let normalise = try Normalise(options: ComponentOptions())
    var none = batch(Self.fields, [])
    normalise.transform(&none)
    #expect(none.count == 0)
    var unmapped = LeadBatch(records: none.records, mapping: Array(repeating: nil, count: LeadField.count))
    normalise.transform(&unmapped)
    #expect(unmapped.owned.isEmpty)
  }
}
