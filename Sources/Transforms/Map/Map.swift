package import PipelineModel

/// Moves, makes and drops columns, lead fields and source columns alike; there is no expression language.
package struct Map: Transform, ColumnReading, ColumnMaking {
  package static let spec = ComponentSpec(
    name: "map", kind: .transform, summary: "rename, copy, split, capture, join, set, fill and drop columns",
    options: [
      OptionSpec(
        "rename", .map(.text), "Old name to new; columns are lead fields, or `source.NAME` as the source has them"),
      OptionSpec("copy", .map(.text), "Column to the column that gets its values as well"),
      OptionSpec(
        "split",
        .map(
          .object([
            OptionSpec("at", .text, "The text between the parts", isRequired: true),
            OptionSpec(
              "into", .list(.text), "The columns that get them; the last gets all that is left", isRequired: true,
              mayBeEmpty: false),
          ])), "Column to the columns that get its parts"),
      OptionSpec(
        "capture",
        .map(
          .object([
            OptionSpec("from", .text, "The column to look at", isRequired: true),
            OptionSpec(
              "matches", .text, "A regular expression (RE2): its first group is taken, without groups the match",
              isRequired: true),
          ])), "Column to what it gets out of another; where nothing matches it stays as it is"),
      OptionSpec(
        "join",
        .map(
          .object([
            OptionSpec(
              "of", .list(.text), "The columns, in order; empty ones are passed over", isRequired: true,
              mayBeEmpty: false),
            OptionSpec("with", .text, "What stands between them", standard: "\" \""),
          ])), "Column to the columns it is put together from"),
      OptionSpec("set", .map(.text), "Column to the text that it holds in every row"),
      OptionSpec("fill", .map(.text), "Column to the text that it holds where it is empty"),
      OptionSpec("drop", .list(.text), "Columns to leave out"),
    ], example: "- map: {join: {full_name: {of: [first_name, last_name]}}, fill: {country: GB}}")

  private let steps: [MapStep]
  /// Whether source columns are made, renamed or dropped.
  private let changesSource: Bool

  package init(options: ComponentOptions) throws(OptionProblem) {
    steps = try MapStep.all(options)
    if steps.isEmpty {
      throw OptionProblem(option: "map", message: TransformWording.noStep, hint: TransformWording.noStepHint)
    }
    changesSource = steps.contains { step in
      (step.targets + step.removed).contains { if case .source = $0 { true } else { false } }
    }
  }

  package var readColumns: [String] {
    var made: Set<ColumnName> = []
    var read: [String] = []
    for step in steps {
      for column in step.sources where !made.contains(column) && !read.contains(column.name) {
        read.append(column.name)
      }
      made.formUnion(step.targets)
    }
    return read
  }

  package func columns(from columns: [String]) -> [String] {
    if !changesSource { return columns }
    var names = columns
    for step in steps { step.apply(to: &names) }
    return names
  }

  package func leadFields(from mapped: Set<LeadField>) -> Set<LeadField> { fields(from: mapped) }

  package func fields(from mapped: Set<LeadField>) -> Set<LeadField> {
    var fields = mapped
    for step in steps { step.apply(to: &fields) }
    return fields
  }

  package func transform(_ batch: inout LeadBatch) {
    var table = MapTable(batch, opens: changesSource)
    // The batch is held once, or every change copies it.
    batch = LeadBatch(records: RecordBatch(), mapping: [])
    for step in steps { table.apply(step) }
    batch = table.close()
  }
}
