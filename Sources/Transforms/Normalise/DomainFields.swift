internal import Canonical
internal import PipelineModel

/// Company domains: the registrable domain of what the lead has, its domain before its website before its e-mail.
struct DomainFields {
  private var scratch: [UInt8] = []

  mutating func normalise(_ batch: inout LeadBatch) {
    guard batch.has(.companyDomain) || batch.has(.website) || batch.has(.email) else { return }
    for record in 0..<batch.count {
      scratch.empty()
      let found = WebDomain.append(
        domain: batch.value(.companyDomain, record: record), website: batch.value(.website, record: record),
        email: batch.value(.email, record: record), into: &scratch)
      let isEmpty = batch.slice(.companyDomain, record: record).isEmpty
      if !found {
        if isEmpty { continue }
        batch.note(.domainInvalid, .companyDomain, record: record)
        batch.clear(.companyDomain, record)
      } else if !batch.value(.companyDomain, record: record).equals(scratch.span) {
        batch.note(isEmpty ? .domainDerived : .domainRegistrable, .companyDomain, record: record)
        batch.set(.companyDomain, record: record, to: scratch.span)
      }
    }
  }
}
