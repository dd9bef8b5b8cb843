internal import Identity
internal import PipelineModel

extension BuiltPipeline {
  /// Warnings about columns that a transform names and no source has: all their values are empty.
  func missingColumns(names: [String], mapped: Set<LeadField>) -> [Diagnostic] {
    if names.isEmpty { return [] }
    var (names, mapped) = (names, mapped)
    var warnings: [Diagnostic] = []
    for transform in transforms {
      let spec = type(of: transform).spec
      for column in (transform as? any ColumnReading)?.readColumns ?? [] {
        if let field = LeadField(name: column) {
          if !mapped.contains(field) { warnings.append(.unmapped(field, in: spec.name)) }
        } else if case let name = String(column.dropFirst("source.".count)), !names.contains(name) {
          let hint = ColumnNames(names, isFirstRow: files.contains { $0.extractor.columnsAreComplete })
            .hint(for: name)
          warnings.append(.noSourceColumn(name, in: spec.name, hint: hint))
        }
      }
      mapped = transform.fields(from: mapped)
      if let making = transform as? any ColumnMaking { names = making.columns(from: names) }
    }
    for name in dedupe?.match?.plan.compared ?? [] where !names.contains(name) {
      if let field = LeadField(name: name), mapped.contains(field) { continue }
      let hint = ColumnNames(names, isFirstRow: files.contains { $0.extractor.columnsAreComplete }).hint(for: name)
      warnings.append(.noSourceColumn(name, in: "match", hint: hint))
    }
    return warnings
  }
}

extension Diagnostic {
  fileprivate static func unmapped(_ field: LeadField, in transform: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "unmapped_field",
      "`\(transform)` looks at the lead field \(field.name), which no column is mapped to: it is empty in every row",
      hint: "map it with `fields:`, or name the column itself as `source.NAME`")
  }

  fileprivate static func noSourceColumn(_ name: String, in transform: String, hint: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "missing_column",
      "`\(transform)` looks at the column \(quoted(name)), which no source has: it is empty in every row", hint: hint)
  }
}
