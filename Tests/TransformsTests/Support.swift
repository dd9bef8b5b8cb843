import PipelineModel

/// A batch of records with these lead fields, one text per field and record.
func batch(_ fields: [LeadField], _ rows: [[String]]) -> LeadBatch {
  batch(fields, bytes: rows.map { $0.map { Array($0.utf8) } })
}

/// The same of values that may be no UTF-8.
func batch(_ fields: [LeadField], bytes rows: [[[UInt8]]]) -> LeadBatch {
  var records = RecordBatch()
  records.columns = fields.map(\.name)
  for row in rows {
    for value in row {
      let start = records.bytes.count
      records.bytes.append(contentsOf: value)
      records.fields.append(FieldSlice(start: UInt32(start), end: UInt32(records.bytes.count)))
    }
    records.recordEnds.append(UInt32(records.fields.count))
  }
  var mapping: [Int?] = Array(repeating: nil, count: LeadField.count)
  for (column, field) in fields.enumerated() { mapping[field.index] = column }
  return LeadBatch(records: records, mapping: mapping)
}

extension LeadBatch {
  /// A value as text; bytes that are no UTF-8 show as replacement characters.
  func text(_ field: LeadField, _ record: Int = 0) -> String {
    let value = value(field, record: record)
    return String(decoding: value.indices.map { value[$0] }, as: UTF8.self)
  }

  /// The values of one record that are there, by field name.
  func texts(_ record: Int = 0) -> [String: String] {
    var texts: [String: String] = [:]
    for field in LeadField.allCases where !text(field, record).isEmpty { texts[field.name] = text(field, record) }
    return texts
  }
}
