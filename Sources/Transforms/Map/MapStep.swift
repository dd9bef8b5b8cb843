internal import PipelineModel

/// One thing that `map` does, in its order.
enum MapStep: Sendable {
  case rename(ColumnName, to: ColumnName)
  case copy(ColumnName, to: ColumnName)
  case split(ColumnName, at: [UInt8], into: [ColumnName])
  case capture(ColumnName, RegularExpression, to: ColumnName)
  case join([ColumnName], with: [UInt8], to: ColumnName)
  case set(ColumnName, [UInt8])
  case fill(ColumnName, [UInt8])
  case drop(ColumnName)

  /// All steps in the order in which the options are documented, and within an option in that of the file.
  static func all(_ options: ComponentOptions) throws(OptionProblem) -> [MapStep] {
    var steps: [MapStep] = []
    for (option, make) in [("rename", rename), ("copy", copy)]
      as [(String, @Sendable (ColumnName, ColumnName) -> MapStep)]
    {
      for entry in options.map(option) ?? [] {
        let place = "\(option).\(entry.key)"
        steps.append(make(try ColumnName(entry.key, option: place), try ColumnName(entry.value.text, option: place)))
      }
    }
    for entry in options.map("split") ?? [] {
      let place = "split.\(entry.key)"
      let inner = ComponentOptions(entry.value)
      let mark = Array((inner.text("at") ?? "").utf8)
      if mark.isEmpty {
        throw OptionProblem(option: place + ".at", message: TransformWording.noMark, hint: TransformWording.noMarkHint)
      }
      let targets = try columns(inner.texts("into") ?? [], option: place + ".into")
      steps.append(.split(try ColumnName(entry.key, option: place), at: mark, into: targets))
    }
    for entry in options.map("capture") ?? [] {
      let place = "capture.\(entry.key)"
      let inner = ComponentOptions(entry.value)
      let source = try ColumnName(inner.text("from") ?? "", option: place + ".from")
      steps.append(
        .capture(
          source, try RegularExpression(inner.text("matches") ?? "", option: place + ".matches"),
          to: try ColumnName(entry.key, option: place)))
    }
    for entry in options.map("join") ?? [] {
      let place = "join.\(entry.key)"
      let inner = ComponentOptions(entry.value)
      let sources = try columns(inner.texts("of") ?? [], option: place + ".of")
      steps.append(
        .join(sources, with: Array((inner.text("with") ?? " ").utf8), to: try ColumnName(entry.key, option: place)))
    }
    for entry in options.map("set") ?? [] {
      steps.append(.set(try ColumnName(entry.key, option: "set.\(entry.key)"), Array(entry.value.text.utf8)))
    }
    for entry in options.map("fill") ?? [] {
      steps.append(.fill(try ColumnName(entry.key, option: "fill.\(entry.key)"), Array(entry.value.text.utf8)))
    }
    for column in try columns(options.texts("drop") ?? [], option: "drop") { steps.append(.drop(column)) }
    return steps
  }

  private static func columns(_ names: [String], option: String) throws(OptionProblem) -> [ColumnName] {
    var columns: [ColumnName] = []
    for (index, name) in names.enumerated() { columns.append(try ColumnName(name, option: "\(option)[\(index)]")) }
    return columns
  }

  /// The columns whose values it needs.
  var sources: [ColumnName] {
    switch self {
    case .rename(let column, _), .copy(let column, _), .split(let column, _, _), .capture(let column, _, _): [column]
    case .join(let columns, _, _): columns
    case .drop(let column): [column]
    case .set, .fill: []
    }
  }

  /// The columns that it gives values.
  var targets: [ColumnName] {
    switch self {
    case .rename(_, let column), .copy(_, let column), .capture(_, _, let column), .join(_, _, let column),
      .set(let column, _), .fill(let column, _):
      [column]
    case .split(_, _, let columns): columns
    case .drop: []
    }
  }

  /// The columns that are not there any more.
  var removed: [ColumnName] {
    switch self {
    case .rename(let column, let target): column == target ? [] : [column]
    case .drop(let column): [column]
    default: []
    }
  }

  /// What becomes of a source's columns.
  func apply(to names: inout [String]) {
    if case .rename(.source(let old), .source(let new)) = self {
      guard old != new, let index = names.firstIndex(of: old) else { return }
      names[index] = new
      if let other = names.indices.first(where: { $0 != index && names[$0] == new }) { names.remove(at: other) }
      return
    }
    if !takesPlace(in: names) { return }
    for case .source(let name) in targets where !names.contains(name) { names.append(name) }
    for case .source(let name) in removed { names.removeAll { $0 == name } }
  }

  /// What becomes of the lead fields that have values.
  func apply(to fields: inout Set<LeadField>) {
    switch self {
    case .rename(.lead(let field), _), .copy(.lead(let field), _): if !fields.contains(field) { return }
    default: break
    }
    for case .lead(let field) in removed { fields.remove(field) }
    for case .lead(let field) in targets { fields.insert(field) }
  }

  /// Nothing is renamed or copied that is not there.
  func takesPlace(in names: [String]) -> Bool {
    switch self {
    case .rename(.source(let name), _), .copy(.source(let name), _): names.contains(name)
    default: true
    }
  }
}

extension OptionValue {
  /// A text's text.
  fileprivate var text: String { if case .text(let text) = self { text } else { "" } }
}

extension ComponentOptions {
  /// The options of an object.
  fileprivate init(_ value: OptionValue) {
    self.init()
    guard case .map(let entries) = value else { return }
    for entry in entries { values[entry.key] = entry.value }
  }
}
