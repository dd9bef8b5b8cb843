internal import Canonical
package import PipelineModel

/// Brings lead fields into the forms that Sluice compares, sends and writes.
package struct Normalise: Transform {
  package static let spec = ComponentSpec(
    name: "normalise", kind: .transform,
    summary: "tidy names, companies, e-mail addresses, profiles and domains, and fill fields that follow from others",
    options: [OptionSpec("region", .text, "two-letter country code of phone numbers written without one")]
      + NormaliseParts.options + ExtraWords.options,
    example: "- normalise: {region: GB}")

  /// The version of all rules that names, companies, domains or profiles come out of. Whoever was bought under what older
  /// rules made of them is looked for again by these: raise it with every change of what comes out.
  package static let rules = 4

  /// The country phone numbers without a country code belong to: two capitals, where one was given.
  package let region: String?

  private let parts: NormaliseParts
  private let lexicon: NameLexicon

  package init(options: ComponentOptions) throws(OptionProblem) {
    parts = NormaliseParts(options: options)
    lexicon = try ExtraWords.lexicon(options)
    guard let region = options.text("region") else {
      self.region = nil
      return
    }
    let isCode = region.utf8.count == 2 && region.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) }
    guard isCode else {
      throw OptionProblem(
        option: "region", message: "expected a two-letter country code",
        hint: "write it as in ISO 3166: GB, DE, US")
    }
    self.region = region.uppercased()
  }

  /// Whether no part is switched off.
  package var isWhole: Bool { parts.isSuperset(of: .all) }

  package func transform(_ batch: inout LeadBatch) {
    if parts.contains(.repair) {
      var repair = RepairFields()
      repair.normalise(&batch)
    }
    if parts.contains(.names) {
      var names = NameFields(lexicon: lexicon)
      names.normalise(&batch)
    }
    var companies = CompanyFields(splits: parts.contains(.companies))
    companies.normalise(&batch)
    var contacts = ContactFields(region: region, parts: parts)
    contacts.normalise(&batch)
  }

  package func fields(from mapped: Set<LeadField>) -> Set<LeadField> {
    var fields = mapped
    if parts.contains(.names) {
      if mapped.contains(.fullName) {
        fields.formUnion([.salutation, .firstName, .middleName, .lastName, .suffix, .nickname])
      }
      if mapped.contains(.firstName) { fields.insert(.salutation) }
      if mapped.contains(.lastName) { fields.insert(.suffix) }
    }
    if parts.contains(.companies), mapped.contains(.companyName) { fields.insert(.companyLegalForm) }
    if parts.contains(.domains), !mapped.isDisjoint(with: [.website, .email]) { fields.insert(.companyDomain) }
    if parts.contains(.phones), mapped.contains(.phone) { fields.formUnion([.phoneExtension, .phoneType]) }
    if parts.contains(.emails), mapped.contains(.email) { fields.formUnion([.emailType, .emailSuggestion]) }
    if parts.contains(.linkedin), mapped.contains(.linkedinURL) { fields.insert(.linkedinType) }
    return fields
  }
}
