internal import PipelineModel

/// What is said of column names and lead fields.
enum FieldsWording {
  static func passedOver(_ field: LeadField, taken: String, others: [String], at location: Diagnostic.Location?)
    -> Diagnostic
  {
    Diagnostic(
      .warning, code: "ambiguous_header", at: location,
      "columns \(enumeration([taken] + others)) can all be the lead field \(field.name); \(quoted(taken)) is taken",
      hint: "to take another one, map it in `fields:`, which is then the whole mapping; `sluice init` writes it")
  }

  static func nearMiss(_ column: String, _ miss: NearMiss, at location: Diagnostic.Location?) -> Diagnostic {
    let isPlural = headerKey(column) == headerKey(miss.name) + "s"
    let list = isPlural ? ", or the first of a list (`\(miss.field.name): \(yamlScalar(column + "[0]"))`)" : ""
    return Diagnostic(
      .warning, code: "near_miss", at: location,
      "nothing maps the column \(quoted(column)), which looks like \(quoted(miss.name)), the lead field "
        + miss.field.name,
      hint:
        "correct the name, or map it in `fields:` (`\(miss.field.name): \(yamlScalar(column))`)\(list), which is then "
        + "the whole mapping; `sluice init` writes it")
  }

  /// A preset of which a file has no column.
  static func otherExport(_ preset: ExportPreset, columns: ColumnNames, severity: Diagnostic.Severity, file: String)
    -> Diagnostic
  {
    Diagnostic(
      severity, code: "missing_column", at: .init(file: file),
      "no column is one of \(quoted(preset.name)), which `fields:` names: \(preset.product)",
      hint: columns.hintForOtherExport)
  }
}
