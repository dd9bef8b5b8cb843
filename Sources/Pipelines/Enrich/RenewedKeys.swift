internal import Canonical
internal import Loading
internal import PipelineModel
internal import Transforms

/// What the rules of normalisation as they are now make of submission keys that older rules made: rules get better, and
/// nobody is to be bought again because of it.
enum RenewedKeys {
  private static let fields: [LeadField] = [.firstName, .lastName, .companyName, .companyDomain, .linkedinURL]

  /// For each text of a submission key, the keys that its person may have now.
  static func of(_ texts: [String]) -> [Set<UInt128>] {
    var records = RecordBatch()
    var owners: [Int] = []
    for (owner, text) in texts.enumerated() {
      for values in facts(of: text) {
        owners.append(owner)
        for field in fields {
          let start = records.bytes.count
          records.bytes.append(contentsOf: (values[field] ?? "").utf8)
          records.fields.append(FieldSlice(start: UInt32(start), end: UInt32(records.bytes.count)))
        }
        records.recordEnds.append(UInt32(records.fields.count))
      }
    }
    var mapping: [Int?] = Array(repeating: nil, count: LeadField.count)
    for (column, field) in fields.enumerated() { mapping[field.index] = column }
    var leads = LeadBatch(records: records, mapping: mapping)
    // Nothing of what the options change is part of a key, but whether a part is on: that is how it is by default.
    if let rules = try? Normalise(options: ComponentOptions()) { rules.transform(&leads) }
    var keys: [Set<UInt128>] = Array(repeating: [], count: texts.count)
    for (row, owner) in owners.enumerated() {
      if let person = SubmittablePerson(leads, row: row) { keys[owner].insert(person.keyID) }
    }
    return keys
  }

  /// The lead fields that a key's text was made of. The last part of three is a company or its domain: which, the text
  /// does not tell.
  private static func facts(of text: String) -> [[LeadField: String]] {
    if text.hasPrefix(SubmittablePerson.profilePrefix) { return [[.linkedinURL: text]] }
    guard let parts = SubmittablePerson.parts(ofKey: text) else { return [] }
    let names: [LeadField: String] = [.firstName: parts.first, .lastName: parts.last]
    return [.companyName, .companyDomain].map { names.merging([$0: parts.company]) { one, _ in one } }
  }
}

extension SubmittablePerson {
  /// The person of a row as a request would name them; nil where the row does not tell enough.
  init?(_ leads: LeadBatch, row: Int) {
    var profile: [UInt8] = []
    let url = leads.value(.linkedinURL, record: row)
    if case .same = LinkedInProfile.append(url, into: &profile) { profile.append(copying: url) }
    self.init(
      linkedIn: profile.span, first: leads.value(.firstName, record: row), last: leads.value(.lastName, record: row),
      companyName: leads.value(.companyName, record: row), companyDomain: leads.value(.companyDomain, record: row))
  }
}

extension PipelineDefinition {
  /// Whether what is submitted comes out of the standard rules as it is: else the same person may have another key in
  /// another pipeline.
  var normalisesAsStandard: Bool {
    guard let rules = transforms.first(where: { $0.spec.name == Normalise.spec.name }) else { return false }
    // Nothing that is done unasked is switched off, and no word is known besides those of the tables.
    return Normalise.spec.options.allSatisfy {
      ($0.standard != "true" || rules.options.boolean($0.name) ?? true) && rules.options.texts($0.name) ?? [] == []
    }
      && !transforms.contains { $0.spec.name == Map.spec.name }
  }
}
