import PipelineModel
import Testing

@testable import Pipelines

@Suite("Columns by their names")
struct FieldsTests {
  /// The column that holds each lead field.
  private func mapped(_ columns: [String]) -> [String: String] {
    named(AutoMapping(columns: columns).places, columns)
  }

  private func named(_ places: [Int?], _ columns: [String]) -> [String: String] {
    var named: [String: String] = [:]
    for field in LeadField.allCases { named[field.name] = places[field.index].map { columns[$0] } }
    return named
  }

  /// What is said of a file's columns.
  private func remarks(_ columns: [String], _ fields: FieldsChoice = .auto) -> [String] {
    var mapping = LeadMapping(fields: fields)
    return mapping.update(columns: columns).map(\.message)
  }

  @Test(
    "are understood in many languages, with and without accents",
    arguments: [
      ("Vorname", .firstName), ("E-Mail geschäftlich", .email), ("Prénom", .firstName), ("PRENOM", .firstName),
      ("Pre\u{301}nom", .firstName), ("Apellidos", .lastName), ("Correo electronico", .email), ("Cognome", .lastName),
      ("Telemóvel", .phone), ("Achternaam", .lastName), ("Imię", .firstName), ("Företag", .companyName),
      ("Efternavn", .lastName), ("Fornavn", .firstName), ("Sähköposti", .email), ("Příjmení", .lastName),
      ("PRIJMENI", .lastName), ("Vezetéknév", .lastName), ("Soyadı", .lastName), ("SOYADI", .lastName),
      ("Фамилия", .lastName), ("ПОЧТА", .email), ("Прізвище", .lastName), ("会社名", .companyName),
      ("Ｅメール", .email), ("ﾒｰﾙｱﾄﾞﾚｽ", .email), ("邮箱", .email), ("聯絡電話", .phone), ("회사명", .companyName),
      ("Επώνυμο", .lastName), ("Priezvisko", .lastName), ("Prenume", .firstName), ("Land", .country),
      ("Straße", nil), ("Código", nil), ("備考", nil), ("Titel", nil),
    ] as [(String, LeadField?)])
  func languages(header: String, field: LeadField?) {
    #expect(WellKnownHeaders.field(forHeader: header) == field)
  }

  @Test("have no two meanings in one language, and stand in the table as it is written")
  func table() {
    #expect(HeaderTable.languages.count >= 20)
    for language in HeaderTable.languages {
      var meanings: [String: LeadField?] = [:]
      #expect(!language.headers.isEmpty, "\(language.name)")
      for (field, names) in language.headers {
        for name in names {
          #expect(meanings.updateValue(field, forKey: headerKey(name)) == nil, "\(language.name): \(name)")
        }
      }
    }
    // A field's name that is misspelt in a table would be taken for the words that can be any name.
    for text in [HeaderTable.text, ExportPresetTable.text] {
      for entry in FieldsTable(text).entries {
        for line in entry.lines where !["name", "product", "source", "sign", "other"].contains(line.key) {
          #expect(LeadField(name: line.key) != nil, "\(entry.title): \(line.key)")
        }
      }
    }
  }

  @Test(
    "that can be the whole name are the part of it that is missing",
    arguments: [
      (["Nombre", "Apellidos"], ["first_name": "Nombre", "last_name": "Apellidos"]),
      (["Nombre", "Correo"], ["full_name": "Nombre", "email": "Correo"]),
      (["Nom", "Prénom"], ["last_name": "Nom", "first_name": "Prénom"]),
      (["Nom"], ["full_name": "Nom"]),
      (["Nome", "Sobrenome"], ["first_name": "Nome", "last_name": "Sobrenome"]),
      (
        ["Nome", "Cognome", "Nome completo"],
        ["first_name": "Nome", "last_name": "Cognome", "full_name": "Nome completo"]
      ),
      (["Имя", "Фамилия"], ["first_name": "Имя", "last_name": "Фамилия"]),
      (["Ad", "Soyad"], ["first_name": "Ad", "last_name": "Soyad"]), (["Ad", "Budget"], [:]),
      (["Name", "Vorname"], ["last_name": "Name", "first_name": "Vorname"]),
      (["Name", "Vorname", "Nachname"], ["full_name": "Name", "first_name": "Vorname", "last_name": "Nachname"]),
      (["Name", "First Name"], ["full_name": "Name", "first_name": "First Name"]),
    ] as [([String], [String: String])])
  func names(columns: [String], fields: [String: String]) { #expect(mapped(columns) == fields) }

  @Test("that name one field are told: the first is taken")
  func ambiguous() {
    let columns = ["Notes", "Id", "Work Email", "Email", "Phone", "Mobile", "Direct Dial", "Company"]
    #expect(
      mapped(columns) == ["contact_id": "Id", "email": "Work Email", "phone": "Phone", "company_name": "Company"])
    #expect(
      remarks(columns) == [
        "columns `Work Email` and `Email` can all be the lead field email; `Work Email` is taken",
        "columns `Phone`, `Mobile` and `Direct Dial` can all be the lead field phone; `Phone` is taken",
      ])
  }

  @Test("that match as a whole go before a path that ends in the name")
  func wholeFirst() {
    #expect(mapped(["billing.email", "email"]) == ["email": "email"])
    #expect(
      remarks(["billing.email", "email"]) == [
        "columns `email` and `billing.email` can all be the lead field email; `email` is taken"
      ])
    #expect(mapped(["a", "b"]).isEmpty && remarks(["a", "b"]).isEmpty)
  }

  @Test("one slip away from a field's are told, where no other column has the field")
  func nearMisses() {
    func near(_ column: String, _ name: String, _ field: String) -> String {
      "nothing maps the column `\(column)`, which looks like `\(name)`, the lead field \(field)"
    }
    #expect(
      remarks(["Frist Name", "Emial", "Surnme", "Phonee", "Notes", "Kompany", "Adresse emial"]) == [
        near("Frist Name", "First name", "first_name"), near("Emial", "Email", "email"),
        near("Surnme", "Surname", "last_name"), near("Phonee", "Phone", "phone"),
        near("Kompany", "Company", "company_name"),
      ])
    #expect(remarks(["Courrriel"]) == [near("Courrriel", "Courriel", "email")])
    #expect(remarks(["First Name", "Frist Name"]).isEmpty)
    #expect(
      remarks(["Fisrt Nmae", "ada@emial.example", "", "mial", "owner.emial", String(repeating: "x", count: 99)]).isEmpty
    )
    #expect(remarks(["Frist Name", "x"], .given([(.email, "x")])).isEmpty)
  }

  @Test(
    "that exports are full of are no near misses",
    arguments: [
      "Status", "Stage", "City", "State", "Zip", "Street", "Notes", "Owner", "Source", "Industry", "Revenue", "Tags",
      "Employees", "Type", "Date", "Created", "Created At", "Address", "Fax", "Gender", "Birthday", "Score", "Rating",
      "Department", "Seniority", "Description", "Campaign", "Amount", "Currency", "Phases", "Posted", "Postal Code",
      "Region", "Lead Source", "Stadt", "Straße", "PLZ", "Ort", "Bemerkung", "Ville", "Adresse", "Ciudad", "Notas",
      "Provincia", "Città", "Indirizzo", "Miasto", "Ulica", "Город", "Адрес", "住所", "備考", "地址", "주소", "Plats",
      "Language Skills", "Total", "Price", "Quantity", "Product", "Score 1", "Stock", "Website Visits", "Email Opens",
    ])
  func noMiss(column: String) { #expect(remarks([column]).isEmpty) }

  @Test("that come late are told once, each")
  func late() {
    var mapping = LeadMapping(fields: .auto)
    #expect(mapping.update(columns: ["email", "Emial 2"]).isEmpty)
    #expect(mapping.update(columns: ["email", "Emial 2", "mail"]).map(\.code) == ["ambiguous_header"])
    #expect(mapping.update(columns: ["email", "Emial 2", "mail", "Surnme"]).map(\.code) == ["near_miss"])
    #expect(mapping.update(columns: ["email", "Emial 2", "mail", "Surnme", "x"]).isEmpty)
  }

  @Test("are those of an export where a preset is named, the preferred first")
  func presets() throws {
    func preset(_ name: String, _ columns: [String]) throws -> [String: String] {
      named(try #require(ExportPreset.named(name)).mapping(columns: columns), columns)
    }
    #expect(
      try preset("apollo", ["Company Name for Emails", "Company", "Mobile Phone", "Work Direct Phone", "First Name"])
        == ["company_name": "Company", "phone": "Work Direct Phone", "first_name": "First Name"])
    #expect(try preset("outlook", ["Title", "Job Title"]) == ["salutation": "Title", "title": "Job Title"])
    #expect(
      try preset("salesforce", ["ID", "FIRSTNAME", "LASTNAME", "ACCOUNT.NAME", "MAILINGCOUNTRY"]) == [
        "contact_id": "ID", "first_name": "FIRSTNAME", "last_name": "LASTNAME", "company_name": "ACCOUNT.NAME",
        "country": "MAILINGCOUNTRY",
      ])
    #expect(
      try preset("outreach", ["id", "attributes.firstName", "attributes.linkedInUrl", "relationships.firstName"])
        == ["contact_id": "id", "first_name": "attributes.firstName", "linkedin_url": "attributes.linkedInUrl"])
    #expect(ExportPreset.named("Apollo") == nil)
    #expect(remarks(["Frist Name", "Title", "Vornme"], .preset(try #require(.named("apollo")))).count == 1)
  }

  @Test("show whose export a file is, by a name that no other has")
  func signs() {
    let cases: [([String], String)] = [
      (["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"], "linkedin"),
      (["First Name", "Company Name for Emails"], "apollo"), (["(Do Not Modify) Contact", "Full Name"], "dynamics"),
      (["Record Id", "Lead Owner.id"], "zoho"), (["Person - Organization"], "pipedrive"),
      (["Record ID - Contact"], "hubspot"),
      (["profileUrl", "companyUrl", "defaultProfileUrl"], "sales_navigator"), (["E-mail 1 - Value"], "google_contacts"),
      (["Title", "E-mail 2 Address"], "outlook"), (["Id", "SystemModstamp"], "salesforce"), (["EUID"], "mailchimp"),
      (["Contact LI Profile URL"], "seamless"),
      (["ZoomInfo Contact ID"], "zoominfo"), (["person_company_name"], "salesloft"),
    ]
    for (columns, name) in cases { #expect(AutoMapping(columns: columns).preset?.name == name, "\(columns)") }
    #expect(AutoMapping(columns: ["First Name", "Last Name", "Email", "Company"]).preset == nil)
    // What looks like a website is LinkedIn's page of the company; what the preset leaves open goes by the names.
    #expect(
      mapped(["profileUrl", "companyUrl", "defaultProfileUrl", "Country"]) == [
        "linkedin_url": "defaultProfileUrl", "country": "Country",
      ])
    // No name that all sorts of exports have may be a sign, and no product may show by another's.
    var owners: [String: String] = [:]
    for entry in FieldsTable(ExportPresetTable.text).entries {
      for sign in entry["sign"] {
        #expect(owners.updateValue(entry.title, forKey: headerKey(sign)) == nil, "\(sign)")
        #expect(WellKnownHeaders.field(forHeader: sign) == nil || sign == "SystemModstamp", "\(sign)")
      }
    }
  }

  @Test("are described with every word that `fields:` takes")
  func described() {
    let text = describeFields()
    for word in FieldsChoice.words + LeadField.names + HeaderTable.languages.map(\.name) {
      #expect(text.contains(word))
    }
    #expect(text.split(separator: "\n").allSatisfy { terminalWidth(String($0)) <= 110 })
    #expect(text.contains("\n  Japanese      姓, 苗字\n"))
  }
}
