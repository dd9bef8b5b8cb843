package import PipelineModel

/// What `sluice describe NAME` prints about a component: what it is for, how it is written, what it takes.
package func describe(_ spec: ComponentSpec, shared: [OptionSpec]) -> String {
  var text = "\(spec.name) (\(spec.kind.rawValue))\n\(spec.summary).\n\n"
  text += "\(spec.kind.section):\n" + indented(spec.example, by: 2)
  text += section("Options", rows(spec.options))
  text += section(
    "Options of every \(spec.kind.rawValue)",
    rows(shared))
  if let shorthand = spec.shorthand, spec.kind == .transform || spec.kind == .loader {
    text += "\n`\(spec.name): VALUE` sets \(shorthand).\n"
  }
  return text
}

/// What `sluice list` prints: every component with its summary, by section.
package func componentList(_ catalogue: Catalogue) -> String {
  let width = ComponentKind.allCases.flatMap { catalogue.components($0) }.map(\.name.count).max() ?? 0
  return ComponentKind.allCases.filter { !catalogue.components($0).isEmpty }.map { kind in
    "\(kind.section)\n"
      + catalogue.components(kind).map { "  \(padded($0.name, width))  \($0.summary)\n" }.joined()
  }.joined(separator: "\n")
}

/// The README's table of components, in Markdown.
package func componentTable(_ catalogue: Catalogue) -> String {
  var text = "| section | component | what it does |\n| --- | --- | --- |\n"
  for kind in ComponentKind.allCases {
    for spec in catalogue.components(kind) {
      let summary = spec.summary.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
      text += "| `\(kind.section)` | `\(spec.name)` | \(summary) |\n"
    }
  }
  return text
}

extension OptionType {
  /// One word or two for a table.
  fileprivate var word: String {
    switch self {
    case .text: "text"
    case .boolean: "true or false"
    case .integer(let range): integerWord(range)
    // `describe fields` has a page for the longest of them.
    case .choice(let words):
      words.count > 8 ? words.prefix(2).joined(separator: "|") + "|…" : words.joined(separator: "|")
    case .character: "character"
    case .duration: "duration"
    case .path: "path"
    case .secret: "secret"
    case .leadField: "lead field"
    case .list(let element): "list of \(element.word)"
    case .map(let element): "map to \(element.word)"
    case .fieldMap: "lead fields to columns"
    case .object: "map"
    case .either(let one, let other): "\(one.word), or \(other.word)"
    }
  }

  private func integerWord(_ range: ClosedRange<Int>) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (.min, .max): "number"
    case (let least, .max): "number from \(least)"
    case (.min, let most): "number to \(most)"
    case (let least, let most): "number \(least)–\(most)"
    }
  }

  /// The options of an object, at any depth of `either` and lists.
  fileprivate var inner: [OptionSpec] {
    switch self {
    case .object(let options): options
    case .list(let element), .map(let element): element.inner
    case .either(let one, let other): one.inner + other.inner
    default: []
    }
  }
}

/// An option's name, type, default and summary; an object's own options follow it, dotted (and tell what `{}` means).
private func rows(_ options: [OptionSpec], prefix: String = "") -> [[String]] {
  options.flatMap { option in
    let standard = option.isRequired ? "required" : option.standard.map { $0 == "{}" ? "" : "default \($0)" } ?? ""
    return [[prefix + option.name, option.type.word, standard, option.summary]]
      + rows(option.type.inner, prefix: prefix + option.name + ".")
  }
}

private func section(_ title: String, _ rows: [[String]]) -> String {
  guard let first = rows.first else { return "" }
  let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
  let lines = rows.map { row in
    let cells = zip(row, widths).filter { $1 > 0 }.map { padded($0, $1) }
    var line = "  " + cells.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line + "\n"
  }
  return "\n\(title)\n" + lines.joined()
}

private func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

private func indented(_ text: String, by count: Int) -> String {
  text.split(separator: "\n").map { String(repeating: " ", count: count) + $0 + "\n" }.joined()
}
