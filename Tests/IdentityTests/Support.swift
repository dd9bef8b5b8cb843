import PipelineModel

/// A lead's values, by field.
typealias Lead = [LeadField: String]

/// Leads as a batch: every field that any of them has.
func batch(_ leads: [Lead]) -> LeadBatch {
  var records = RecordBatch()
  for row in leads.indices {
    records.recordEnds.append(0)
    records.positions.append(RecordPosition(offset: 0, line: UInt64(row + 1), number: UInt64(row + 1)))
  }
  var batch = LeadBatch(records: records, mapping: Array(repeating: nil, count: LeadField.count))
  for (row, lead) in leads.enumerated() {
    // In the fields' order, so that the bytes are the same every time.
    for field in LeadField.allCases {
      if let value = lead[field] { batch.set(field, record: row, to: value.utf8.span) }
    }
  }
  return batch
}

/// Somebody with only an e-mail address.
func email(_ address: String) -> Lead { [.email: address] }

/// A small seeded generator, for shuffles (Steele, Lea, Flood 2014).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
