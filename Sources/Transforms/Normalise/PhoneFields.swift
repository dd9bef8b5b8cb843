internal import Canonical
internal import PipelineModel

/// Telephone numbers: E.164, the extension in its own field, what kind of number it is.
struct PhoneFields {
  /// The country of numbers without a country code where the record names none: two capitals or nothing.
  let region: [UInt8]
  private var scratch: [UInt8] = []

  init(region: String?) { self.region = region.map { Array($0.utf8) } ?? [] }

  /// Normalises the numbers of records whose country is a code already, where it can be one.
  mutating func normalise(_ batch: inout LeadBatch) {
    if !batch.has(.phone) { return }
    var kinds = FixedValues(count: PhoneNumber.Kind.count + 1)
    for record in 0..<batch.count where !batch.slice(.phone, record: record).isEmpty {
      normalise(record, &batch, &kinds)
    }
  }

  private mutating func normalise(_ record: Int, _ batch: inout LeadBatch, _ kinds: inout FixedValues) {
    var number = read(record, &batch)
    // Characters that nobody sees may hide one.
    if number == nil, batch.tidy(.phone, record, with: &scratch) { number = read(record, &batch) }
    guard let number else {
      if batch.slice(.phone, record: record).isEmpty { return }
      batch.note(.phoneUnparseable, .phone, record: record)
      kinds.set(PhoneNumber.Kind.count, "unparseable", .phoneType, record, &batch)
      return
    }
    if !number.equals(batch.value(.phone, record: record)) {
      scratch.empty()
      number.append(into: &scratch)
      batch.set(.phone, record: record, to: scratch.span)
      batch.note(.phoneE164, .phone, record: record)
    }
    if number.hasExtension {
      scratch.empty()
      number.appendExtension(into: &scratch)
      batch.set(.phoneExtension, record: record, to: scratch.span)
      batch.note(.phoneExtension, .phone, record: record)
    }
    if number.kind == .invalid { batch.note(.phoneInvalid, .phone, record: record) }
    kinds.set(Int(number.kind.rawValue), number.kind.name, .phoneType, record, &batch)
  }

  private func read(_ record: Int, _ batch: inout LeadBatch) -> PhoneNumber? {
    let country = batch.value(.country, record: record)
    let isCode = country.count == 2 && country[0] &- 0x41 < 26 && country[1] &- 0x41 < 26
    if !isCode { return PhoneNumber(batch.value(.phone, record: record), region: region.span) }
    return PhoneNumber(batch.value(.phone, record: record), region: country)
  }
}
