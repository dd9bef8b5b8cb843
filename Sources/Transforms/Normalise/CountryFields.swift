internal import Canonical
internal import PipelineModel

/// Countries by their codes (ISO 3166).
struct CountryFields {
  private var scratch: [UInt8] = []

  mutating func normalise(_ batch: inout LeadBatch) {
    if !batch.has(.country) { return }
    for record in 0..<batch.count where !batch.slice(.country, record: record).isEmpty {
      scratch.empty()
      switch Country.append(batch.value(.country, record: record), into: &scratch) {
      case .same: continue
      case .changed:
        batch.set(.country, record: record, to: scratch.span)
        batch.note(.countryCode, .country, record: record)
      case .none: unknown(record, &batch)
      }
    }
  }

  private mutating func unknown(_ record: Int, _ batch: inout LeadBatch) {
    switch CleanText.append(batch.value(.country, record: record), composing: false, into: &scratch) {
    case .none: return batch.clear(.country, record)
    case .same: break
    case .changed:
      batch.set(.country, record: record, to: scratch.span)
      batch.note(.textTidied, .country, record: record)
    }
    batch.note(.countryUnknown, .country, record: record)
  }
}
