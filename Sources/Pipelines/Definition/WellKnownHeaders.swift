package import PipelineModel

/// The column names that are understood without a `fields:` mapping, case and punctuation aside.
package enum WellKnownHeaders {
  /// The lead field that a header names: `First Name`, `first_name` and `contact.firstName` are the same.
  ///
  /// A dotted path matches as a whole, by its last parts, or by its last part alone where that cannot mean anything
  /// else; a path through somebody else (`owner.email`) matches nothing.
  package static func field(forHeader header: String) -> LeadField? { match(header)?.field }

  /// Maps the columns of a source: by `LeadField.index`, the column that holds the field.
  ///
  /// A header that matches as a whole goes before one that matches by its last part; among equals the first wins, and
  /// a note names the others.
  package static func mapping(columns: [String]) -> (mapping: [Int?], notes: [Diagnostic]) {
    var mapping = [Int?](repeating: nil, count: LeadField.count)
    let matches = columns.map(match)
    for isWhole in [true, false] {
      for (column, found) in matches.enumerated() {
        guard let found, found.isWhole == isWhole, mapping[found.field.index] == nil else { continue }
        mapping[found.field.index] = column
      }
    }
    var notes: [Diagnostic] = []
    for field in LeadField.allCases {
      guard let taken = mapping[field.index] else { continue }
      let others = matches.indices.filter { $0 != taken && matches[$0]?.field == field }.map { columns[$0] }
      if others.isEmpty { continue }
      notes.append(
        Diagnostic(
          .note, code: "ambiguous_header",
          "columns \(enumeration([columns[taken]] + others)) can all be the lead field \(field.name); \(quoted(columns[taken])) is taken",
          hint: "to take another one, write `fields:`, which is then the whole mapping"))
    }
    return (mapping, notes)
  }

  private static func match(_ header: String) -> (field: LeadField, isWhole: Bool)? {
    if let field = fields[key(header)] { return (field, true) }
    let parts = header.split(separator: ".").map { key(String($0)) }
    // `@id` and the like are attributes; their names stand alone as well.
    guard parts.count > 1, !parts.dropLast().contains(where: { otherPeople.contains($0) }) else { return nil }
    for start in 1..<parts.count - 1 {
      if let field = fields[parts[start...].joined()] { return (field, false) }
    }
    guard let last = parts.last, let field = fields[last], !ambiguousAlone.contains(last) else { return nil }
    return (field, false)
  }

  /// A header without case and punctuation.
  private static func key(_ header: String) -> String {
    String(
      String.UnicodeScalarView(
        header.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil })
    )
    .lowercased()
  }

  /// Last parts of paths that could be anything's.
  private static let ambiguousAlone: Set<String> = [
    "id", "name", "title", "domain", "country", "countrycode", "region", "language", "locale", "company", "account",
    "website", "web", "url", "phone", "telephone", "tel", "updated", "updatedat", "modified", "position", "role",
    "first", "last", "middle", "prefix", "suffix", "organisation", "organization", "number", "uid", "recordid",
    "lastmodified", "given", "family",
  ]

  /// Parts of paths that lead to somebody who is not the lead.
  private static let otherPeople: Set<String> = [
    "owner", "contactowner", "leadowner", "accountowner", "manager", "reportsto", "assistant", "createdby", "creator",
    "updatedby", "modifiedby", "lastmodifiedby", "rep", "salesrep", "assignee", "assignedto", "user", "author",
    "referrer", "referredby", "spouse", "previous", "old",
  ]

  private static let fields: [String: LeadField] = {
    var fields: [String: LeadField] = [:]
    for (field, headers) in table {
      fields[key(field.name)] = field
      for header in headers.split(separator: " ") { fields[String(header)] = field }
    }
    return fields
  }()

  /// Headers of common CRM, marketing and sourcing exports, without case and punctuation.
  private static let table: [(LeadField, String)] = [
    (
      .contactID,
      """
      id contactid leadid personid prospectid customerid recordid uid uuid externalid contactidentifier crmid \
      salesforceid hubspotid leadnumber contactnumber
      """
    ),
    (.fullName, "fullname name contactname leadname personname displayname contactfullname wholename"),
    (.salutation, "salutation honorific honorificprefix nameprefix prefix courtesytitle anrede"),
    (
      .firstName,
      """
      firstname first fname givenname given forename contactfirstname leadfirstname namegiven namefirst vorname prénom \
      prenom nombre
      """
    ),
    (.middleName, "middlename middle middleinitial middlenames mname secondname additionalname namemiddle"),
    (
      .lastName,
      """
      lastname last lname surname familyname family contactlastname leadlastname namefamily namelast nachname \
      nomdefamille apellido apellidos
      """
    ),
    (.suffix, "suffix namesuffix honorificsuffix generationalsuffix postnominals"),
    (.nickname, "nickname preferredname knownas goesby alias"),
    (
      .title,
      "title jobtitle position role jobrole jobposition designation occupation contacttitle currenttitle headline"
    ),
    (
      .companyName,
      """
      companyname company organisation organization organisationname organizationname org employer employername \
      account accountname currentcompany companylegalname business businessname businessaccount firm firma entreprise \
      associatedcompany primarycompany
      """
    ),
    (
      .companyDomain,
      """
      companydomain domain companydomainname emaildomain websitedomain organisationdomain organizationdomain \
      accountdomain primarydomain companywebsitedomain domainname
      """
    ),
    (
      .website,
      """
      website web websiteurl url homepage companywebsite companyurl webpage webaddress site siteurl accountwebsite \
      organisationwebsite organizationwebsite
      """
    ),
    (
      .email,
      """
      email emailaddress mail emailid workemail businessemail emailwork primaryemail contactemail leademail email1 \
      emailaddress1 workemailaddress professionalemail corporateemail companyemail personalemail
      """
    ),
    (
      .phone,
      """
      phone phonenumber telephone telephonenumber tel mobile mobilephone mobilenumber mobilephonenumber cell cellphone \
      cellphonenumber workphone businessphone directphone directdial primaryphone contactphone leadphone phone1 \
      telephone1 phonework workphonenumber telefon handy
      """
    ),
    (
      .linkedinURL,
      """
      linkedinurl linkedin linkedinprofile linkedinprofileurl linkedinlink personlinkedinurl linkedinprofilelink \
      contactlinkedinurl liurl linkedinpublicurl linkedinpage linkedinbio
      """
    ),
    (
      .country,
      """
      country countrycode countryname countryregion countryorregion mailingcountry mailingcountrycode billingcountry \
      addresscountry contactcountry land pays
      """
    ),
    (.language, "language preferredlanguage languagecode locale lang contactlanguage sprache langue"),
    (
      .updatedAt,
      """
      updatedat updated updateddate lastupdated lastupdate lastmodified lastmodifieddate lastmodifiedat modified \
      modifiedat modifieddate modifiedon updatedon dateupdated datemodified lastmodificationdate systemmodstamp
      """
    ),
    (.companyLegalForm, "legalform companylegalform rechtsform formejuridique"),
    (.phoneExtension, "phoneextension extension phoneext ext"),
    (.phoneType, "phonetype"),
    (.emailType, "emailtype"),
    (.emailSuggestion, "emailsuggestion"),
    (.linkedinType, "linkedintype"),
    (.latinName, "latinname romanizedname romanisedname"),
  ]
}
