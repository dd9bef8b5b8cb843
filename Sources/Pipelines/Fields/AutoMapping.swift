internal import PipelineModel

/// Which column holds which lead field, by the columns' names: what `fields: auto` does.
///
/// An export that shows its product by a name which no other has is read as that preset; what the preset leaves open,
/// and every other file, goes by the well-known names. A header that matches as a whole goes before one that matches by
/// the end of a path; among equals the first wins.
struct AutoMapping {
  /// By `LeadField.index`, the column that holds the field.
  private(set) var places = [Int?](repeating: nil, count: LeadField.count)
  /// The columns that could hold a field as well which another one holds; in the order of fields.
  private(set) var passedOver: [(field: LeadField, taken: Int, others: [Int])] = []
  /// The product whose export this is, where that shows.
  private(set) var preset: ExportPreset?

  init(columns: [String]) {
    preset = ExportPreset.shown(by: columns)
    if let preset { places = preset.mapping(columns: columns) }
    let byPreset = places
    let taken = Set(places.compactMap { $0 })
    let matches = columns.indices.map { index -> WellKnownHeaders.Match? in
      if taken.contains(index) || preset?.others.contains(headerKey(columns[index])) == true { return nil }
      return WellKnownHeaders.match(columns[index])
    }
    for isWhole in [true, false] {
      for (column, found) in matches.enumerated() {
        guard let found, !found.isAnyName, found.isWhole == isWhole, places[found.field.index] == nil else { continue }
        places[found.field.index] = column
      }
    }
    for (column, found) in matches.enumerated() where found?.isAnyName == true {
      guard let field = part(found?.field ?? .fullName), places[field.index] == nil else { continue }
      places[field.index] = column
    }
    moveSurname(columns)
    for field in LeadField.allCases where byPreset[field.index] == nil {
      guard let taken = places[field.index] else { continue }
      let others = matches.indices.filter { column in
        guard let found = matches[column], !found.isAnyName else { return false }
        return column != taken && found.field == field && !places.contains(column)
      }
      if !others.isEmpty { passedOver.append((field, taken, others)) }
    }
  }

  /// What a word for names is beside the parts of the name that are there; `alone` where none is.
  private func part(_ alone: LeadField) -> LeadField? {
    switch (places[LeadField.firstName.index] != nil, places[LeadField.lastName.index] != nil) {
    case (false, true): .firstName
    case (true, false): .lastName
    case (false, false): alone == .fullName ? .fullName : nil
    case (true, true): .fullName
    }
  }

  /// `Name, Vorname`: outside of English a `Name` beside the first name alone is the last name.
  private mutating func moveSurname(_ columns: [String]) {
    guard let name = places[LeadField.fullName.index], headerKey(columns[name]) == "name",
      let first = places[LeadField.firstName.index], !WellKnownHeaders.isEnglish(columns[first]),
      places[LeadField.lastName.index] == nil
    else { return }
    places[LeadField.lastName.index] = name
    places[LeadField.fullName.index] = nil
  }
}
