package import PipelineModel

/// Leaves records out by their values; those that it leaves out are counted, not written.
package struct Filter: Transform, ClockReading, ColumnReading {
  package static let spec = ComponentSpec(
    name: "filter", kind: .transform, summary: "keep or drop rows by conditions that all must hold",
    options: [
      OptionSpec(columns: condition, "A condition on a lead field, or on a source column as `source.NAME`"),
      OptionSpec(
        "any", .list(.object([OptionSpec(columns: condition, "As above")])),
        "Alternatives: of these groups of conditions at least one must hold whole", mayBeEmpty: false),
      OptionSpec(
        "then", .choice(["keep", "drop"]), "What becomes of rows that fit; the others fare opposite",
        standard: "keep"),
    ], example: "- filter: {country: {in: [GB, IE]}, email: not_empty}")

  /// What a value can be asked; values are compared byte by byte.
  private static let condition = OptionType.either(
    .choice(["empty", "not_empty"]),
    .object([
      OptionSpec("equals", .text, "The value is this text"),
      OptionSpec("not", .text, "The value is not this text"),
      OptionSpec("in", .list(.text), "The value is one of these texts", mayBeEmpty: false),
      OptionSpec("not_in", .list(.text), "The value is none of these texts", mayBeEmpty: false),
      OptionSpec("matches", .text, "A regular expression (RE2) matches somewhere in the value; `^` and `$` anchor it"),
      OptionSpec("newer_than", .text, "The value is a date after this one (`2026-01-31`), or less than `180d` ago"),
      OptionSpec("older_than", .text, "The value is a date before this one, or more than `180d` ago"),
    ]))

  private let groups: [[Condition]]
  private let alternatives: [[Condition]]
  private let drops: Bool
  private var now: Int64 = 0

  package init(options: ComponentOptions) throws(OptionProblem) {
    var all = try Condition.all(options.values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, in: "")
    var alternatives: [[Condition]] = []
    for (index, group) in (options.list("any") ?? []).enumerated() {
      guard case .map(let entries) = group else { continue }
      let found = try Condition.all(entries.map { ($0.key, $0.value) }, in: "any[\(index)].")
      if found.isEmpty {
        throw OptionProblem(
          option: "any[\(index)]", message: TransformWording.noCondition, hint: TransformWording.noConditionHint)
      }
      alternatives.append(found)
    }
    if all.isEmpty && alternatives.isEmpty {
      throw OptionProblem(
        option: "filter", message: TransformWording.noCondition, hint: TransformWording.noConditionHint)
    }
    // The cheap ones decide first.
    all.sort { $0.cost < $1.cost }
    groups = all.isEmpty ? [] : [all]
    self.alternatives = alternatives
    drops = options.text("then") == "drop"
  }

  package mutating func begin(at unixTime: Int64) { now = unixTime }

  package var readColumns: [String] {
    var seen: Set<String> = []
    return (groups + alternatives).joined().map(\.column.name).filter { seen.insert($0).inserted }
  }

  package func transform(_ batch: inout LeadBatch) {
    let groups = groups.map { $0.map { PlacedCondition($0, in: batch) } }
    let alternatives = alternatives.map { $0.map { PlacedCondition($0, in: batch) } }
    for record in 0..<batch.count where !batch.flags[record].contains(.filtered) {
      let fits =
        (groups.isEmpty || Self.holds(groups[0], batch, record, now))
        && (alternatives.isEmpty || alternatives.contains { Self.holds($0, batch, record, now) })
      if fits == drops { batch.flags[record].insert(.filtered) }
    }
  }

  private static func holds(_ conditions: [PlacedCondition], _ batch: LeadBatch, _ record: Int, _ now: Int64) -> Bool {
    for index in conditions.indices where !conditions[index].holds(batch, record, now) { return false }
    return true
  }
}
