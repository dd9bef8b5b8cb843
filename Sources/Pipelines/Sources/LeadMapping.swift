internal import PipelineModel

/// Which column of a source holds which lead field: as the pipeline's `fields:` says.
struct LeadMapping: Sendable {
  let fields: FieldsChoice
  /// Column indices by `LeadField.index`.
  private(set) var places: [Int?] = Array(repeating: nil, count: LeadField.count)
  private var known = -1
  /// The fields of which something was said: a source that shows columns late is not told of the same ones again.
  private var told: Set<String> = []

  init(fields: FieldsChoice) { self.fields = fields }

  /// The lead fields that have a column so far.
  var mapped: Set<LeadField> { Set(LeadField.allCases.filter { places[$0.index] != nil }) }

  /// Takes note of the columns that a source has shown so far; returns what a person may want to know.
  ///
  /// - Parameter location: where the source names a column, by its index.
  mutating func update(
    columns: [String], at location: (Int) -> Diagnostic.Location? = { _ in nil }
  ) -> [Diagnostic] {
    if columns.count == known { return [] }
    let first = max(0, known)
    known = columns.count
    var remarks: [Diagnostic] = []
    var preset: ExportPreset?
    switch fields {
    case .given(let fields):
      for entry in fields { places[entry.field.index] = columns.firstIndex(of: entry.column) }
      return []
    case .preset(let chosen):
      preset = chosen
      places = chosen.mapping(columns: columns)
    case .auto:
      let mapping = AutoMapping(columns: columns)
      places = mapping.places
      for (field, taken, others) in mapping.passedOver where told.insert(field.name).inserted {
        remarks.append(
          FieldsWording.passedOver(
            field, taken: columns[taken], others: others.map { columns[$0] }, at: others.first.flatMap(location)))
      }
    }
    for miss in NearMiss.all(columns: columns, from: first, places: places, preset: preset) {
      remarks.append(FieldsWording.nearMiss(columns[miss.column], miss, at: location(miss.column)))
    }
    return remarks
  }

  /// The mapped columns that the source has not shown.
  func missing(in columns: [String]) -> [(field: LeadField, column: String)] {
    guard case .given(let fields) = fields else { return [] }
    return fields.filter { !columns.contains($0.column) }
  }

  /// The preset of which the source shows no column.
  var presetWithoutColumns: ExportPreset? {
    guard case .preset(let preset) = fields, places.allSatisfy({ $0 == nil }) else { return nil }
    return preset
  }
}
