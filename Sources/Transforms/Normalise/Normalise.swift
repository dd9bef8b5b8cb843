package import PipelineModel

/// Brings lead fields into the forms that Sluice compares, sends and writes.
package struct Normalise: Transform {
  package static let spec = ComponentSpec(
    name: "normalise", kind: .transform,
    summary: "tidy names, companies, e-mail addresses, profiles and domains, and fill fields that follow from others",
    options: [OptionSpec("region", .text, "two-letter country code of phone numbers written without one")],
    example: "- normalise: {region: GB}")

  /// The country phone numbers without a country code belong to: two capitals, where one was given.
  package let region: String?

  package init(options: ComponentOptions) throws(OptionProblem) {
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

  package func transform(_ batch: inout LeadBatch) {
    var names = NameFields()
    names.normalise(&batch)
    var contacts = ContactFields()
    contacts.normalise(&batch)
  }

  package func fields(from mapped: Set<LeadField>) -> Set<LeadField> {
    var fields = mapped
    if mapped.contains(.fullName) { fields.formUnion([.salutation, .firstName, .middleName, .lastName, .suffix]) }
    if mapped.contains(.firstName) { fields.insert(.salutation) }
    if mapped.contains(.lastName) { fields.insert(.suffix) }
    if !mapped.isDisjoint(with: [.website, .email]) { fields.insert(.companyDomain) }
    return fields
  }
}
