internal import PipelineModel

/// What `fields:` says.
enum FieldsChoice: Sendable {
  /// Well-known names are recognised.
  case auto
  /// The columns of a product's export.
  case preset(ExportPreset)
  /// The whole mapping.
  case given([(field: LeadField, column: String)])

  /// The words that stand in the place of a mapping.
  static let words = ["auto"] + ExportPreset.all.map(\.name)

  /// As checked options have it.
  init(_ options: ComponentOptions) {
    if let entries = options.map("fields") {
      self = .given(
        entries.compactMap { entry in
          guard let field = LeadField(name: entry.key), case .text(let column) = entry.value else { return nil }
          return (field, column)
        })
    } else {
      self = options.text("fields").flatMap(ExportPreset.named).map { .preset($0) } ?? .auto
    }
  }

  /// The columns that the pipeline itself names.
  var columns: [String] { if case .given(let fields) = self { fields.map(\.column) } else { [] } }
}
