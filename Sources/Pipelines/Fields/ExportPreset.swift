internal import PipelineModel

/// What a column is called in the export of one product.
struct ExportPreset: Sendable {
  /// As `fields:` names it.
  var name: String
  /// What it is, for people.
  var product: String
  /// Where the names are from.
  var source: String
  /// Lead fields with their column names, the one that is preferred first.
  var fields: [(field: LeadField, columns: [String])]
  /// Keys of names that only this export has.
  private var signs: Set<String>
  /// Keys of names that look like a lead field and are none.
  private(set) var others: Set<String>

  private init(_ entry: FieldsTable.Entry) {
    name = entry.title
    product = entry["product"].joined(separator: ", ")
    source = entry["source"].joined(separator: ", ")
    signs = Set(entry["sign"].map(headerKey))
    others = Set(entry["other"].map(headerKey))
    fields = entry.lines.compactMap { line in LeadField(name: line.key).map { ($0, line.values) } }
  }

  static let all = FieldsTable(ExportPresetTable.text).entries.map { ExportPreset($0) }

  static func named(_ name: String) -> ExportPreset? { all.first { $0.name == name } }

  /// The product that columns show by a name that no other export has.
  static func shown(by columns: [String]) -> ExportPreset? {
    let keys = Set(columns.map(headerKey))
    return all.first { !$0.signs.isDisjoint(with: keys) }
  }

  /// By `LeadField.index`, the first of a field's columns that is there.
  func mapping(columns: [String]) -> [Int?] {
    var places: [String: Int] = [:]
    for (index, column) in columns.enumerated() {
      let key = headerKey(column)
      if places[key] == nil { places[key] = index }
    }
    // An interface wraps what an export shows bare: `attributes.firstName`.
    for (index, column) in columns.enumerated() {
      let parts = column.split(separator: ".", maxSplits: 1)
      guard parts.count == 2, ["attributes", "properties"].contains(parts[0]) else { continue }
      let key = headerKey(String(parts[1]))
      if places[key] == nil { places[key] = index }
    }
    var mapping = [Int?](repeating: nil, count: LeadField.count)
    for (field, names) in fields {
      mapping[field.index] = names.lazy.compactMap { places[headerKey($0)] }.first
    }
    return mapping
  }
}
