/// The fields of a lead that Sluice understands, in their documented order; the raw value is its index in tables.
@usableFromInline package enum LeadField: Int, Sendable, CaseIterable, Hashable {
  case contactID, fullName, salutation, firstName, middleName, lastName, suffix, nickname, title
  case companyName, companyDomain, website, email, phone, linkedinURL, country, language, updatedAt
  case companyLegalForm, phoneExtension, phoneType, emailType, emailSuggestion, linkedinType, latinName, script

  /// How many there are.
  @inlinable package static var count: Int { 26 }

  /// Its place in tables indexed by field.
  @inlinable package var index: Int { rawValue }

  /// Whether rules alone give it a value: it says something of other fields, and nothing more of who the lead is.
  package var isDerived: Bool { rawValue >= Self.companyLegalForm.rawValue }

  /// Whether an output has it only where `columns` asks for it: nearly every row says the same.
  package var isShownOnRequest: Bool { self == .script }

  /// Its name in pipeline files and outputs.
  package var name: String { Self.names[rawValue] }

  /// The field of that name.
  package init?(name: String) {
    guard let index = Self.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: index)
  }

  /// All names, in order.
  package static let names = [
    "contact_id", "full_name", "salutation", "first_name", "middle_name", "last_name", "suffix", "nickname", "title",
    "company_name", "company_domain", "website", "email", "phone", "linkedin_url", "country", "language", "updated_at",
    "company_legal_form", "phone_extension", "phone_type", "email_type", "email_suggestion",
    "linkedin_type", "latin_name", "sluice_script",
  ]
}
