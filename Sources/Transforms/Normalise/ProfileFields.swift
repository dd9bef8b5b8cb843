internal import Canonical
internal import PipelineModel

/// LinkedIn addresses: the canonical one of a person, and what the others are.
struct ProfileFields {
  private var scratch: [UInt8] = []

  mutating func normalise(_ batch: inout LeadBatch) {
    if !batch.has(.linkedinURL) { return }
    var kinds = FixedValues(count: 7)
    for record in 0..<batch.count where !batch.slice(.linkedinURL, record: record).isEmpty {
      scratch.empty()
      switch LinkedInProfile.append(batch.value(.linkedinURL, record: record), into: &scratch) {
      case .same: kinds.set(0, "profile", .linkedinType, record, &batch)
      case .changed:
        batch.set(.linkedinURL, record: record, to: scratch.span)
        batch.note(.linkedinCanonical, .linkedinURL, record: record)
        kinds.set(0, "profile", .linkedinType, record, &batch)
      case .none: other(record, &batch, &kinds)
      }
    }
  }

  private mutating func other(_ record: Int, _ batch: inout LeadBatch, _ kinds: inout FixedValues) {
    switch CleanText.append(batch.value(.linkedinURL, record: record), composing: false, into: &scratch) {
    case .none: return batch.clear(.linkedinURL, record)
    case .same: break
    case .changed:
      batch.set(.linkedinURL, record: record, to: scratch.span)
      batch.note(.textTidied, .linkedinURL, record: record)
    }
    let kind = LinkedInProfile.kind(ofOther: batch.value(.linkedinURL, record: record))
    let (place, rule): (Int, LeadRule) =
      switch kind {
      case .company: (1, .linkedinCompany)
      case .salesNavigator: (2, .linkedinSalesNavigator)
      case .recruiter: (3, .linkedinRecruiter)
      case .oldProfile: (4, .linkedinOldProfile)
      case .other, .profile: (5, .linkedinOther)
      case .notLinkedIn: (6, .notLinkedIn)
      }
    kinds.set(place, kind == .profile ? "other" : kind.name, .linkedinType, record, &batch)
    batch.note(rule, .linkedinURL, record: record)
  }
}
