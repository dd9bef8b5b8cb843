internal import Canonical
internal import PipelineModel

/// Texts of all fields as they were before programs broke them; identifiers and times are left alone.
struct RepairFields {
  private static let fields: [(field: LeadField, kind: TextRepair.Kind)] = [
    (.fullName, .name), (.salutation, .text), (.firstName, .name), (.middleName, .name), (.lastName, .name),
    (.suffix, .text), (.nickname, .name), (.title, .text), (.companyName, .text), (.companyDomain, .text),
    (.website, .text), (.email, .address), (.phone, .text), (.linkedinURL, .text), (.country, .text),
    (.language, .text),
  ]

  private var scratch: [UInt8] = []

  mutating func normalise(_ batch: inout LeadBatch) {
    for (field, kind) in RepairFields.fields where batch.has(field) {
      for record in 0..<batch.count {
        scratch.empty()
        switch TextRepair.append(batch.value(field, record: record), as: kind, into: &scratch) {
        case .same: continue
        case .none: batch.clear(field, record)
        case .changed:
          batch.set(field, record: record, to: scratch.span)
          batch.note(.textRepaired, field, record: record)
        }
      }
    }
  }
}
