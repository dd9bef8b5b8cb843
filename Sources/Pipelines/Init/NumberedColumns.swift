internal import PipelineModel

/// What columns without names hold, as most of their values look: only what values say for certain.
struct NumberedColumns {
  private(set) var fields: [(field: LeadField, column: Int)] = []

  init(_ batch: RecordBatch) {
    let rows = min(batch.count, 200)
    for column in batch.columns.indices {
      var votes: [LeadField: Int] = [:]
      var filled = 0
      for row in 0..<rows {
        let value = batch.value(record: row, column: column)
        if value.isEmpty { continue }
        filled += 1
        let text = value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        if let field = Self.field(of: text.trimmingBlanks) { votes[field, default: 0] += 1 }
      }
      guard let (field, count) = votes.max(by: { ($0.value, $1.key.index) < ($1.value, $0.key.index) }),
        count * 5 >= filled * 4, !fields.contains(where: { $0.field == field })
      else { continue }
      fields.append((field, column))
    }
    fields.sort { $0.field.index < $1.field.index }
  }

  private static func field(of text: String) -> LeadField? {
    let lower = text.lowercased()
    if lower.contains("linkedin.com/") { return .linkedinURL }
    if lower.hasPrefix("http://") || lower.hasPrefix("https://") || lower.hasPrefix("www.") { return .website }
    let at = lower.split(separator: "@", omittingEmptySubsequences: false)
    if at.count == 2, !at[0].isEmpty, at[1].contains("."), !lower.contains(" ") { return .email }
    let digits = lower.utf8.count { (0x30...0x39).contains($0) }
    let isNumber = lower.utf8.allSatisfy { (0x30...0x39).contains($0) || " +-/().".utf8.contains($0) }
    return isNumber && (8...15).contains(digits) && (lower.hasPrefix("+") || lower.hasPrefix("0")) ? .phone : nil
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
