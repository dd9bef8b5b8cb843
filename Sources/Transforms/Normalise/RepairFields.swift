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
    let fields = RepairFields.fields.filter { batch.has($0.field) }
    // What another transform made stands elsewhere.
    let isUntouched = batch.owned.isEmpty
    for record in 0..<batch.count where !isUntouched || RepairFields.mayNeed(record, batch.records) {
      for (field, kind) in fields { normalise(field, kind, record, &batch) }
    }
  }

  /// One look at all bytes of a record: nearly all are plain.
  private static func mayNeed(_ record: Int, _ records: borrowing RecordBatch) -> Bool {
    var start = UInt32.max
    var end: UInt32 = 0
    for index in records.firstField(of: record)..<Int(records.recordEnds[record]) {
      let field = records.fields[index]
      if field.start == field.end { continue }
      start = min(start, field.start)
      end = max(end, field.end)
    }
    return start < end && TextRepair.mayNeed(records.bytes.span.extracting(Int(start)..<Int(end)))
  }

  private mutating func normalise(
    _ field: LeadField, _ kind: TextRepair.Kind, _ record: Int, _ batch: inout LeadBatch
  ) {
    scratch.empty()
    switch TextRepair.append(batch.value(field, record: record), as: kind, into: &scratch) {
    case .same: break
    case .none: batch.clear(field, record)
    case .changed:
      batch.set(field, record: record, to: scratch.span)
      batch.note(.textRepaired, field, record: record)
    }
  }
}
