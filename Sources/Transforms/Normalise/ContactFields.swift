internal import Canonical
internal import PipelineModel

/// The fields of a lead that stand for themselves: each is brought into its form column by column.
struct ContactFields {
  private let parts: NormaliseParts
  private var countries = CountryFields()
  private var phones: PhoneFields
  private var emails: EmailFields
  private var profiles = ProfileFields()
  private var domains = DomainFields()
  private var tidy = TidyFields()

  init(region: String?, parts: NormaliseParts) {
    self.parts = parts
    emails = EmailFields(mailboxes: parts.contains(.mailboxes))
    phones = PhoneFields(region: region)
  }

  mutating func normalise(_ batch: inout LeadBatch) {
    for field in [LeadField.title, .website, .language, .updatedAt] { tidy.normalise(field, composing: false, &batch) }
    // A telephone number is read by its country.
    if parts.contains(.countries) { countries.normalise(&batch) } else { tidy.normalise(.country, &batch) }
    if parts.contains(.phones) { phones.normalise(&batch) } else { tidy.normalise(.phone, &batch) }
    if parts.contains(.emails) { emails.normalise(&batch) } else { tidy.normalise(.email, &batch) }
    if parts.contains(.linkedin) { profiles.normalise(&batch) } else { tidy.normalise(.linkedinURL, &batch) }
    if parts.contains(.domains) { domains.normalise(&batch) } else { tidy.normalise(.companyDomain, &batch) }
  }
}

/// Text as people mean it, and no more.
struct TidyFields {
  private var scratch: [UInt8] = []

  mutating func normalise(_ field: LeadField, composing: Bool = false, _ batch: inout LeadBatch) {
    if !batch.has(field) { return }
    for record in 0..<batch.count { _ = batch.tidy(field, record, composing: composing, with: &scratch) }
  }
}

extension LeadBatch {
  /// Tidies a record's value of a field; true where another one has come of it. `scratch` is room for it.
  mutating func tidy(_ field: LeadField, _ record: Int, composing: Bool = false, with scratch: inout [UInt8]) -> Bool {
    scratch.empty()
    switch CleanText.append(value(field, record: record), composing: composing, into: &scratch) {
    case .same: return false
    case .none:
      clear(field, record)
      return false
    case .changed:
      set(field, record: record, to: scratch.span)
      note(.textTidied, field, record: record)
      return true
    }
  }

  /// Takes a record's value of a field away.
  mutating func clear(_ field: LeadField, _ record: Int) {
    if !value(field, record: record).isEmpty { set(field, record: record, to: .empty) }
  }
}
