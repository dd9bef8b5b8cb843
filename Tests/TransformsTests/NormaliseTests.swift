import PipelineModel
import Testing
import Transforms

@Suite struct NormaliseTests {
  let normalise: Normalise
  init() throws { normalise = try Normalise(options: ComponentOptions()) }

  private func normalised(_ fields: KeyValuePairs<LeadField, String>) -> [String: String] {
    var batch = batch(fields.map(\.key), [fields.map(\.value)])
    normalise.transform(&batch)
    return batch.texts()
  }

  @Test("names are tidied, composed and recased field by field")
  func names() {
    #expect(
      normalised([.firstName: " JEAN\u{A0}-  PIERRE", .lastName: "DE LA\tCRUZ", .middleName: "j.r.", .nickname: "BOB"])
        == ["first_name": "Jean - Pierre", "last_name": "de la Cruz", "middle_name": "J.R.", "nickname": "Bob"])
    #expect(
      normalised([.firstName: "Jose\u{301}", .lastName: "McDonald"]) == ["first_name": "José", "last_name": "McDonald"])
  }

  @Test("an honorific moves from the first name to the salutation")
  func honorific() {
    #expect(normalised([.firstName: "Dr. John"]) == ["first_name": "John", "salutation": "Dr."])
    #expect(normalised([.firstName: "PROF. DR. ANNA"]) == ["first_name": "Anna", "salutation": "Prof. Dr."])
    #expect(
      normalised([.salutation: "MR", .firstName: "Dr John"]) == ["first_name": "John", "salutation": "Mr Dr"])
    #expect(normalised([.salutation: "dr", .firstName: "Dr. John"]) == ["first_name": "John", "salutation": "Dr"])
    #expect(normalised([.firstName: "Dr."]) == ["first_name": "Dr."])
  }

  @Test("a suffix moves from the last name to the suffix")
  func suffix() {
    #expect(normalised([.lastName: "Smith, PhD"]) == ["last_name": "Smith", "suffix": "PhD"])
    #expect(normalised([.lastName: "SMITH JR., MD, PHD"]) == ["last_name": "Smith", "suffix": "Jr., MD, PhD"])
    #expect(normalised([.lastName: "Windsor III", .suffix: "iii"]) == ["last_name": "Windsor", "suffix": "III"])
    #expect(normalised([.lastName: "King, MBA", .suffix: "Jr."]) == ["last_name": "King", "suffix": "Jr. MBA"])
    #expect(normalised([.lastName: "Ma"]) == ["last_name": "Ma"])
    #expect(normalised([.lastName: "Jr."]) == ["last_name": "Jr."])
  }

  static let fullNames: [(String, [String: String])] = [
    ("Ada Lovelace", ["first_name": "Ada", "last_name": "Lovelace"]),
    ("LOVELACE, ADA", ["full_name": "Lovelace, Ada", "first_name": "Ada", "last_name": "Lovelace"]),
    ("John Fitzgerald Kennedy", ["first_name": "John", "middle_name": "Fitzgerald", "last_name": "Kennedy"]),
    ("Ludwig van Beethoven", ["first_name": "Ludwig", "last_name": "van Beethoven"]),
    ("Juan Carlos de la Cruz", ["first_name": "Juan", "middle_name": "Carlos", "last_name": "de la Cruz"]),
    ("José Ortega y Gasset", ["first_name": "José", "last_name": "Ortega y Gasset"]),
    ("Dr. John Smith Jr.", ["salutation": "Dr.", "first_name": "John", "last_name": "Smith", "suffix": "Jr."]),
    ("Smith Jr., John Q.", ["first_name": "John", "middle_name": "Q.", "last_name": "Smith", "suffix": "Jr."]),
    ("Smith, Dr. John", ["salutation": "Dr.", "first_name": "John", "last_name": "Smith"]),
    ("John Smith, PhD, MBA", ["first_name": "John", "last_name": "Smith", "suffix": "PhD, MBA"]),
    ("Madonna", ["first_name": "Madonna"]),
    ("山田 太郎", ["first_name": "太郎", "last_name": "山田"]),
    ("山田太郎", ["first_name": "太郎", "last_name": "山田"]),
    ("日本太郎", [:]),
    ("Jean DUPONT", ["first_name": "Jean", "last_name": "Dupont"]),
    ("Nguyen Van", ["first_name": "Nguyen", "last_name": "Van"]),
  ]

  @Test("a full name fills the parts that are missing", arguments: fullNames)
  func fullName(_ raw: String, _ parts: [String: String]) {
    #expect(normalised([.fullName: raw]) == ["full_name": raw].merging(parts) { $1 })
  }

  @Test("a full name completes a half name only where they agree")
  func halfName() {
    #expect(normalised([.fullName: "Ada Lovelace", .firstName: "ADA"])["last_name"] == "Lovelace")
    #expect(normalised([.fullName: "Ada Lovelace", .firstName: "Augusta"])["last_name"] == nil)
    #expect(normalised([.fullName: "Ada Lovelace", .firstName: "Al", .lastName: "Bell"])["first_name"] == "Al")
  }

  @Test("contact fields come into their forms")
  func contacts() {
    #expect(
      normalised([
        .email: " Ada@Example.COM ", .website: " HTTPS://WWW.Example.com/about ", .companyName: "ACME\u{200B}  Ltd",
        .linkedinURL: "http://uk.linkedin.com/in/Ada-L/?trk=x", .country: " gb", .title: "Head  of\nSales",
      ]) == [
        "email": "ada@example.com", "email_type": "work", "website": "HTTPS://WWW.Example.com/about",
        "company_name": "ACME", "company_legal_form": "Ltd", "linkedin_type": "profile",
        "linkedin_url": "https://www.linkedin.com/in/ada-l", "country": "GB", "title": "Head of Sales",
        "company_domain": "example.com",
      ])
  }

  @Test("what is no address stays as it was, tidied")
  func invalid() {
    #expect(
      normalised([.email: " not an  address ", .linkedinURL: " linkedin.com/company/acme "])
        == [
          "email": "not an address", "email_type": "invalid", "linkedin_url": "linkedin.com/company/acme",
          "linkedin_type": "company",
        ])
  }

  @Test("a company domain comes from itself, then the website, then the e-mail address")
  func companyDomain() {
    let domain = { self.normalised($0)["company_domain"] }
    #expect(domain([.companyDomain: "WWW.A.com", .website: "b.com", .email: "x@c.com"]) == "a.com")
    #expect(domain([.companyDomain: "n/a", .website: "b.com", .email: "x@c.com"]) == "b.com")
    #expect(domain([.companyDomain: "", .website: "none", .email: "X@C.com"]) == "c.com")
    #expect(domain([.companyDomain: "n/a", .website: "-", .email: "x@gmail.com"]) == nil)
  }

  @Test("the country settles whether i is Turkish")
  func turkish() {
    #expect(normalised([.firstName: "ILKER", .lastName: "YILMAZ", .country: "TR"])["last_name"] == "Yılmaz")
    #expect(normalised([.firstName: "IRMAK", .lastName: "DAĞ"])["first_name"] == "Irmak")
    #expect(normalised([.firstName: "IRIS", .lastName: "MILLS", .country: "GB"])["first_name"] == "Iris")
  }

  @Test("values that need no change keep their borrowed bytes")
  func borrowed() {
    let fields: [LeadField] = [.firstName, .lastName, .email, .website, .linkedinURL, .companyName]
    var batch = batch(
      fields,
      [["Ada", "Lovelace", "ada@example.com", "example.com", "https://www.linkedin.com/in/ada", "Müller"]])
    normalise.transform(&batch)
    for field in fields { #expect(batch.columns[field.index][0].isBorrowed, "\(field)") }
    #expect(batch.owned == Array("workprofileexample.com".utf8))
  }

  @Test("the fields after the transform are known before the first row")
  func fields() {
    let transform: any Transform = normalise
    #expect(transform.fields(from: [.phone]) == [.phone, .phoneExtension, .phoneType])
    #expect(transform.fields(from: [.firstName]) == [.firstName, .salutation])
    #expect(transform.fields(from: [.email]) == [.email, .emailType, .emailSuggestion, .companyDomain])
    #expect(
      transform.fields(from: [.fullName])
        == [.fullName, .salutation, .firstName, .middleName, .lastName, .suffix, .nickname])
  }

  @Test("a region is two letters", arguments: ["GBR", "4", "", "G1"])
  func region(_ region: String) {
    #expect(throws: OptionProblem.self) { try Normalise(options: ComponentOptions(["region": .text(region)])) }
  }
}
