internal import Canonical
internal import PipelineModel

/// The fields of a lead that stand for themselves: each is brought into its form column by column.
struct ContactFields {
  /// A value's new bytes, on their way into the batch.
  private var scratch: [UInt8] = []

  mutating func normalise(_ batch: inout LeadBatch) {
    for field in [LeadField.title, .website, .phone, .language, .updatedAt] where batch.has(field) {
      tidy(field, composing: false, &batch)
    }
    if batch.has(.companyName) { tidy(.companyName, composing: true, &batch) }
    if batch.has(.country) { countries(&batch) }
    if batch.has(.email) { emails(&batch) }
    if batch.has(.linkedinURL) { profiles(&batch) }
    if batch.has(.companyDomain) || batch.has(.website) || batch.has(.email) { domains(&batch) }
  }

  private mutating func tidy(_ field: LeadField, composing: Bool, _ batch: inout LeadBatch) {
    for record in 0..<batch.count { tidy(field, record, composing: composing, &batch) }
  }

  private mutating func tidy(_ field: LeadField, _ record: Int, composing: Bool, _ batch: inout LeadBatch) {
    scratch.empty()
    let form = CleanText.append(batch.value(field, record: record), composing: composing, into: &scratch)
    if form != .same { replace(field, record, &batch) }
  }

  private func replace(_ field: LeadField, _ record: Int, _ batch: inout LeadBatch) {
    if scratch.isEmpty {
      batch.clear(field, record)
    } else {
      batch.set(field, record: record, to: scratch.span)
    }
  }

  private mutating func countries(_ batch: inout LeadBatch) {
    for record in 0..<batch.count {
      tidy(.country, record, composing: false, &batch)
      scratch.empty()
      if appendCode(batch.value(.country, record: record)) { replace(.country, record, &batch) }
    }
  }

  /// Whether a country is a code in small letters, which is appended in capitals.
  private mutating func appendCode(_ country: Span<UInt8>) -> Bool {
    guard country.count == 2 else { return false }
    var isCapital = true
    for index in 0..<2 {
      guard (country[index] | 0x20) &- 0x61 < 26 else { return false }
      isCapital = isCapital && country[index] & 0x20 == 0
      scratch.append(country[index] & ~0x20)
    }
    return !isCapital
  }

  private mutating func emails(_ batch: inout LeadBatch) {
    for record in 0..<batch.count {
      scratch.empty()
      switch EmailAddress.append(batch.value(.email, record: record), into: &scratch) {
      case .same: continue
      case .changed: replace(.email, record, &batch)
      case .none: tidy(.email, record, composing: false, &batch)
      }
    }
  }

  private mutating func profiles(_ batch: inout LeadBatch) {
    for record in 0..<batch.count {
      scratch.empty()
      switch LinkedInProfile.append(batch.value(.linkedinURL, record: record), into: &scratch) {
      case .same: continue
      case .changed: replace(.linkedinURL, record, &batch)
      case .none: tidy(.linkedinURL, record, composing: false, &batch)
      }
    }
  }

  private mutating func domains(_ batch: inout LeadBatch) {
    for record in 0..<batch.count {
      scratch.empty()
      let found = WebDomain.append(
        domain: batch.value(.companyDomain, record: record), website: batch.value(.website, record: record),
        email: batch.value(.email, record: record), into: &scratch)
      if found {
        if !batch.value(.companyDomain, record: record).equals(scratch.span) { replace(.companyDomain, record, &batch) }
      } else {
        batch.clear(.companyDomain, record)
      }
    }
  }
}

extension LeadBatch {
  /// Takes a record's value of a field away.
  mutating func clear(_ field: LeadField, _ record: Int) {
    if !value(field, record: record).isEmpty { set(field, record: record, to: .empty) }
  }
}
