internal import PipelineModel

/// A column that no field takes, and whose name is one slip away from one that a field without a column goes by.
struct NearMiss {
  var column: Int
  var field: LeadField
  /// The name that was probably meant.
  var name: String

  /// All of them, in the order of columns.
  ///
  /// - Parameters:
  ///   - first: the column to begin with.
  ///   - places: by `LeadField.index`, the column that holds the field.
  ///   - preset: whose names are looked at; nil: the well-known ones.
  static func all(columns: [String], from first: Int = 0, places: [Int?], preset: ExportPreset?) -> [NearMiss] {
    let taken = Set(places.compactMap { $0 })
    var found: [NearMiss] = []
    var fields: Set<LeadField> = []
    let named = names(preset)
    for (index, column) in columns.enumerated().dropFirst(first)
    where !taken.contains(index) && ColumnNames.isName(column) {
      let key = Array(headerKey(column))
      guard (5...40).contains(key.count), !column.contains("."), WellKnownHeaders.match(column) == nil else { continue }
      let near = named.first { name in
        places[name.field.index] == nil && isOneSlip(key, name.key) && !fields.contains(name.field)
      }
      // Whoever names a list's values has seen the list.
      guard let near, !columns.contains(where: { $0.hasPrefix(column + "[") }) else { continue }
      fields.insert(near.field)
      found.append(NearMiss(column: index, field: near.field, name: near.name))
    }
    return found
  }

  private static func names(_ preset: ExportPreset?) -> [(key: [Character], name: String, field: LeadField)] {
    guard let preset else { return WellKnownHeaders.names }
    return preset.fields.flatMap { field, columns in
      columns.map { (Array(headerKey($0)), $0, field) }.filter { $0.0.count >= 5 }
    }
  }
}
