import PipelineModel
import Testing
import Transforms

/// What the contact parts of `normalise` make of a value, and what they say about it.
@Suite struct ContactFieldTests {
  private func rules(_ values: [LeadField: String], _ options: [String: OptionValue] = [:]) throws
    -> (texts: [String: String], rules: Set<String>)
  {
    let fields = Array(values.keys)
    var batch = batch(fields, [fields.map { values[$0] ?? "" }])
    try Normalise(options: ComponentOptions(options)).transform(&batch)
    return (batch.texts(), Set(batch.notes.map { "\($0.field.name) \($0.rule.name)" }))
  }

  static let phones: [(String, String, String, String?, String)] = [
    ("+44 20 7946 0958", "", "+442079460958", nil, "fixed_line"),
    ("020 7946 0958 ext. 12", "United Kingdom", "+442079460958", "12", "fixed_line"),
    ("0044 7911 123456", "DE", "+447911123456", nil, "mobile"),
    ("tel:+49-30-123456", "", "+4930123456", nil, "fixed_line"),
    ("+1 (650) 253-0000", "", "+16502530000", nil, "fixed_line_or_mobile"),
    ("+800 1234 5678", "", "+80012345678", nil, "toll_free"),
    ("+44 1", "", "+44 1", nil, "unparseable"), ("020 7946 0958", "", "020 7946 0958", nil, "unparseable"),
    ("+1 000 000 0000", "", "+10000000000", nil, "invalid"), ("call me", "GB", "call me", nil, "unparseable"),
    ("\u{200B}\u{AD}+44 20 7946 0958", "", "+442079460958", nil, "fixed_line"),
  ]

  @Test("a telephone number becomes E.164, with its extension and its kind beside it", arguments: phones)
  func phone(_ raw: String, _ country: String, _ e164: String, _ ext: String?, _ kind: String) throws {
    let (texts, _) = try rules([.phone: raw, .country: country])
    #expect(texts["phone"] == e164)
    #expect(texts["phone_extension"] == ext)
    #expect(texts["phone_type"] == kind)
  }

  @Test("the option's region stands in for a country that is not there")
  func region() throws {
    #expect(try rules([.phone: "020 7946 0958"], ["region": .text("gb")]).texts["phone"] == "+442079460958")
    let french = try rules([.phone: "01 23 45 67 89", .country: "France"], ["region": .text("gb")])
    #expect(french.texts["phone"] == "+33123456789")
  }

  static let emails: [(String, String, String, String?)] = [
    ("Ada@Example.com", "ada@example.com", "work", nil), ("info@example.com", "info@example.com", "role", nil),
    ("ada@gmail.com", "ada@gmail.com", "free_mail", nil), ("ada@gmial.com", "ada@gmial.com", "work", "ada@gmail.com"),
    ("ada@acme.con", "ada@acme.con", "work", "ada@acme.com"),
    ("ada@gmail.con", "ada@gmail.con", "work", "ada@gmail.com"),
    ("a@x.com; b@y.com", "a@x.com", "work", nil), ("not-it, ada@x.com", "not-it, ada@x.com", "invalid", nil),
    ("mailto:ada@x.com?subject=hi", "ada@x.com", "work", nil), ("Ada <ADA@x.com>", "ada@x.com", "work", nil),
    ("ada@x.com.", "ada@x.com.", "invalid", "ada@x.com"), ("a..b@x.com", "a..b@x.com", "invalid", nil),
    ("\"a b\"@x.com", "\"a b\"@x.com", "work", nil), ("ada@box.local", "ada@box.local", "invalid", nil),
    ("ada@xn--0.com", "ada@xn--0.com", "invalid", nil), ("ada@müller.de", "ada@müller.de", "work", nil),
    ("\u{FEFF}Ada@\u{200B}x.com", "ada@x.com", "work", nil),
  ]

  @Test("an e-mail address is checked, told apart and never guessed", arguments: emails)
  func email(_ raw: String, _ address: String, _ kind: String, _ suggestion: String?) throws {
    let (texts, _) = try rules([.email: raw])
    #expect(texts["email"] == address)
    #expect(texts["email_type"] == kind)
    #expect(texts["email_suggestion"] == suggestion)
  }

  static let profiles: [(String, String, String)] = [
    ("linkedin.com/in/Ada", "https://www.linkedin.com/in/ada", "profile"),
    ("https://m.linkedin.com/comm/in/ada?trk=x", "https://www.linkedin.com/in/ada", "profile"),
    (
      "https://www.linkedin.com/pub/ada-lovelace/1a/2b3/4c5", "https://www.linkedin.com/in/ada-lovelace-4c52b31a",
      "profile"
    ),
    ("https://www.linkedin.com/pub/ada/1/2/3", "https://www.linkedin.com/pub/ada/1/2/3", "old_profile"),
    ("https://www.linkedin.com/company/acme", "https://www.linkedin.com/company/acme", "company"),
    ("linkedin.com/sales/lead/ACw,NAME", "linkedin.com/sales/lead/ACw,NAME", "sales_navigator"),
    ("linkedin.com/recruiter/profile/1", "linkedin.com/recruiter/profile/1", "recruiter"),
    ("https://www.linkedin.com/feed/", "https://www.linkedin.com/feed/", "other"),
    ("https://twitter.com/ada", "https://twitter.com/ada", "not_linkedin"),
    ("https://notlinkedin.com/in/ada", "https://notlinkedin.com/in/ada", "not_linkedin"),
  ]

  @Test("a LinkedIn address is a person's, or is told from one", arguments: profiles)
  func profile(_ raw: String, _ url: String, _ kind: String) throws {
    let (texts, _) = try rules([.linkedinURL: raw])
    #expect(texts["linkedin_url"] == url)
    #expect(texts["linkedin_type"] == kind)
  }

  static let countries: [(String, String)] = [
    ("Deutschland", "DE"), ("germany", "DE"), ("Etats-Unis", "US"), ("U.S.A.", "US"), ("UK", "GB"), ("日本", "JP"),
    ("россия", "RU"), ("Österreich", "AT"), ("Osterreich", "AT"), ("gbr", "GB"), ("fr", "FR"),
    ("The Netherlands", "NL"),
    ("Middle-earth", "Middle-earth"), ("ZZ", "ZZ"),
  ]

  @Test("a country becomes its code, whatever language it is named in", arguments: countries)
  func country(_ raw: String, _ code: String) throws {
    let (texts, rules) = try rules([.country: raw])
    #expect(texts["country"] == code)
    #expect(rules.contains("country country-unknown") == (code == raw))
  }

  static let companies: [(String, String?, String?)] = [
    ("ACME, Inc. (UK)", "ACME", "Inc."), ("Müller GmbH & Co. KG", "Müller", "GmbH & Co. KG"),
    ("Grupo Acme S.A. de C.V.", "Grupo Acme", "S.A. de C.V."), ("ООО «Ромашка»", "Ромашка", "ООО"),
    ("Общество с ограниченной ответственностью Ромашка", "Ромашка", "Общество с ограниченной ответственностью"),
    ("東芝株式会社", "東芝", "株式会社"), ("Acme Holdings Ltd t/a Acme Pizza", "Acme Pizza", nil),
    ("Tiffany & Co.", "Tiffany & Co.", nil), ("SAS", "SAS", nil), ("Day Spa", "Day Spa", nil),
    ("Enel S.p.A.", "Enel", "S.p.A."), ("Acme Inc. of Ohio", "Acme of Ohio", "Inc."),
    ("Limited Edition Ltd", "Limited Edition", "Ltd"), ("Inc.", nil, "Inc."),
    ("Acme Co., Ltd.", "Acme", "Co., Ltd."), ("Open Society Foundation", "Open Society Foundation", nil),
    // Misspelt, mixed of two scripts, in Latin letters.
    ("Acme Limted", "Acme", "Limted"), ("Acme Pubic Limited Company", "Acme", "Pubic Limited Company"),
    ("Acme Gesellschaft mit beschränkter Haftng", "Acme", "Gesellschaft mit beschränkter Haftng"),
    (
      "Blue River Unternehmergesellschaft (haftungsbeschränkt)", "Blue River",
      "Unternehmergesellschaft (haftungsbeschränkt)"
    ),
    ("Общество с огарниченной ответственостью «Вектор»", "Вектор", "Общество с огарниченной ответственостью"),
    ("Aкционерное общество Восток", "Восток", "Aкционерное общество"), ("ООO Ромашка", "Ромашка", "ООO"),
    ("Otkrytoe aktsionernoe obshchestvo Vostok", "Vostok", "Otkrytoe aktsionernoe obshchestvo"),
    ("Hramadskae ab'jadnanne Zubr", "Zubr", "Hramadskae ab'jadnanne"),
    (
      "Государственное учреждение дополнительного образования детей Радуга", "Радуга",
      "Государственное учреждение дополнительного образования детей"
    ),
    // Names that look like forms.
    ("Центр развития детей Солнышко", "Центр развития детей Солнышко", nil),
    ("National Australia Bank Ltd", "National Australia Bank", "Ltd"),
    ("Organic Foods Company", "Organic Foods Company", nil),
    ("State Street Corporation", "State Street", "Corporation"), ("Clarity Limited", "Clarity", "Limited"),
    ("บริษัท จำกัด", "บริษัท จำกัด", nil), ("(주)삼성", "삼성", "(주)"),
  ]

  @Test("a legal form is split off, and the name stays", arguments: companies)
  func company(_ raw: String, _ name: String?, _ form: String?) throws {
    let (texts, _) = try rules([.companyName: raw])
    #expect(texts["company_name"] == name)
    #expect(texts["company_legal_form"] == form)
  }

  @Test("every change and every remark names its rule")
  func notes() throws {
    let (_, rules) = try rules([
      .companyName: "Acme Ltd", .email: "INFO@Acme.com", .phone: "+44 20 7946 0958", .country: "uk",
      .linkedinURL: "linkedin.com/company/acme",
    ])
    #expect(
      rules == [
        "company_name company-legal-form", "email email-canonical", "email email-role", "phone phone-e164",
        "country country-code", "linkedin_url linkedin-company", "company_domain domain-derived",
      ])
  }

  @Test(
    "each part can be switched off", arguments: ["companies", "emails", "phones", "domains", "linkedin", "countries"])
  func off(_ part: String) throws {
    let raw: [LeadField: String] = [
      .companyName: "Acme Ltd", .email: "Ada@Acme.com", .phone: "+44 20 7946 0958", .country: "uk",
      .linkedinURL: "linkedin.com/in/Ada", .companyDomain: "www.acme.com",
    ]
    let field: LeadField =
      switch part {
      case "companies": .companyName
      case "emails": .email
      case "phones": .phone
      case "domains": .companyDomain
      case "linkedin": .linkedinURL
      default: .country
      }
    #expect(try rules(raw, [part: .boolean(false)]).texts[field.name] == raw[field])
    #expect(try rules(raw).texts[field.name] != raw[field])
  }

  @Test("text of every field is repaired and says so, unless that is switched off")
  func repair() throws {
    let broken: [LeadField: String] = [.companyName: "M&uuml;ller", .title: "GeschÃ¤ftsfÃ¼hrer", .lastName: "MÃ¼ller"]
    let (texts, rules) = try rules(broken)
    #expect(texts["company_name"] == "Müller" && texts["title"] == "Geschäftsführer" && texts["last_name"] == "Müller")
    #expect(
      rules.isSuperset(of: ["company_name text-repaired", "title text-repaired", "last_name text-repaired"]))
    let off = try self.rules(broken, ["repair": .boolean(false)])
    #expect(off.texts["title"] == "GeschÃ¤ftsfÃ¼hrer" && !off.rules.contains { $0.hasSuffix("text-repaired") })
  }

  @Test("an identifier is nobody's to repair")
  func identifiers() throws {
    #expect(try rules([.contactID: "A&amp;1"]).texts["contact_id"] == "A&amp;1")
  }

  static let mailboxes: [(String, String)] = [
    ("J.o.e+x@gmail.com", "joe@gmail.com"), ("joe@googlemail.com", "joe@gmail.com"), ("+x@gmail.com", "+x@gmail.com"),
    ("joe.b+x@outlook.com", "joe.b@outlook.com"), ("joe-x@yahoo.com", "joe@yahoo.com"),
    ("joe+x@yahoo.com", "joe+x@yahoo.com"), ("joe@yandex.kz", "joe@yandex.ru"), ("j.b+x@acme.com", "j.b+x@acme.com"),
    ("\"a.b\"@gmail.com", "\"a.b\"@gmail.com"),
  ]

  @Test("an address is its mailbox's where that is asked for", arguments: mailboxes)
  func mailbox(_ raw: String, _ address: String) throws {
    let (texts, rules) = try rules([.email: raw], ["mailboxes": .boolean(true)])
    #expect(texts["email"] == address)
    #expect(rules.contains("email email-mailbox") == (raw.lowercased() != address))
    #expect(try self.rules([.email: raw]).texts["email"] == raw.lowercased())
  }

  @Test("wide letters of an address are its own, unless its @ is wide")
  func wideAddress() throws {
    #expect(try rules([.email: "ａｄａ＠ｘ．ｃｏｍ"]).texts["email"] == "ada@x.com")
    #expect(try rules([.email: "＠@fullwidth.at"]).texts["email"] == "＠@fullwidth.at")
  }
}
