internal import Identity
internal import PipelineModel
internal import Transport

/// The pairs that want a look, as a CSV to be filled in: `decision` is empty, `a` and `b` name the rows for `decisions`,
/// then come the probability, each field of both sides, and the evidence.
struct ReviewFile {
  private let path: String
  private var bytes: [UInt8] = []

  /// What is shown of each row.
  private static let fields: [LeadField] = [
    .contactID, .firstName, .lastName, .companyName, .companyDomain, .email, .phone, .linkedinURL,
  ]

  init(
    path: String, pairs: [ReviewPair], compared: [String], names: [String], spool: borrowing Spool,
    people: borrowing People
  ) throws {
    self.path = path
    let rows = try Self.rows(pairs, compared, names, spool)
    let columns = Self.fields.map(\.name) + compared
    append(["decision", "a", "b", "probability"] + columns.flatMap { ["a_" + $0, "b_" + $0] } + ["evidence"])
    for pair in pairs {
      let (a, b) = (pair.rows.a, pair.rows.b)
      let sides = zip(rows[a] ?? [], rows[b] ?? []).flatMap { [$0, $1] }
      append(
        ["", people.rowID(a), people.rowID(b), Self.probability(pair.evidence.probability)] + sides
          + [pair.evidence.summary])
    }
  }

  /// The fields of the rows that pairs show, from the spool.
  private static func rows(
    _ pairs: [ReviewPair], _ compared: [String], _ names: [String], _ spool: borrowing Spool
  ) throws -> [Int: [String]] {
    var rows: [Int: [String]] = [:]
    var batch = -1
    var leads: (batch: LeadBatch, places: [Int])?
    for row in Set(pairs.flatMap { [$0.rows.a, $0.rows.b] }).sorted() {
      if spool.batch(ofRow: row) != batch || leads == nil {
        batch = spool.batch(ofRow: row)
        leads = SpoolCodec.decode(try spool.read(batch))
      }
      guard let leads else { continue }
      let record = row - spool.rows(ofBatch: batch).lowerBound
      let columns = compared.map { name in
        names.firstIndex(of: name).flatMap { leads.places.firstIndex(of: $0) }
      }
      rows[row] =
        fields.map { text(leads.batch.value($0, record: record)) }
        + columns.map { $0.map { text(leads.batch.records.value(record: record, column: $0)) } ?? "" }
    }
    return rows
  }

  private static func text(_ value: Span<UInt8>) -> String {
    value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  /// Three decimals, never rounded up to certainty.
  private static func probability(_ value: Double) -> String {
    let thousandths = min(999, Int(value * 1000))
    let digits = String(thousandths)
    return "0." + String(repeating: "0", count: 3 - digits.count) + digits
  }

  private mutating func append(_ values: [String]) {
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(Byte.comma) }
      let needsQuotes = value.utf8.contains { [Byte.comma, Byte.quote, Byte.lf, Byte.cr].contains($0) }
      if needsQuotes { bytes.append(Byte.quote) }
      for byte in value.utf8 {
        if byte == Byte.quote { bytes.append(byte) }
        bytes.append(byte)
      }
      if needsQuotes { bytes.append(Byte.quote) }
    }
    bytes.append(Byte.lf)
  }

  /// Makes the file appear; tells where.
  func commit() throws -> String {
    var file = try OutputFile(path: path)
    try file.write(bytes)
    try file.commit()
    return path
  }
}
