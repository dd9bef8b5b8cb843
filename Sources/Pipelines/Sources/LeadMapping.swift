internal import PipelineModel

/// Which column of a source holds which lead field: by the pipeline's `fields:`, or by well-known headers.
struct LeadMapping: Sendable {
  /// The pipeline's mapping; nil: by headers.
  let fields: [(field: LeadField, column: String)]?
  /// Column indices by `LeadField.index`.
  private(set) var places: [Int?] = Array(repeating: nil, count: LeadField.count)
  private var known = -1

  init(fields: [(field: LeadField, column: String)]?) { self.fields = fields }

  /// The lead fields that have a column so far.
  var mapped: Set<LeadField> { Set(LeadField.allCases.filter { places[$0.index] != nil }) }

  /// Takes note of the columns that a source has shown so far; returns notes for the user.
  mutating func update(columns: [String]) -> [Diagnostic] {
    if columns.count == known { return [] }
    known = columns.count
    guard let fields else {
      let (mapping, notes) = WellKnownHeaders.mapping(columns: columns)
      places = mapping
      return notes
    }
    for entry in fields { places[entry.field.index] = columns.firstIndex(of: entry.column) }
    return []
  }

  /// The mapped columns that the source has not shown.
  func missing(in columns: [String]) -> [(field: LeadField, column: String)] {
    (fields ?? []).filter { !columns.contains($0.column) }
  }
}
