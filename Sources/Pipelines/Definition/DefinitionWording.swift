import PipelineModel

/// The wording of findings about what a pipeline file says.
extension Finding {
  static func wrongType(_ name: String, expected: String, found: String, at place: Place, hint: String? = nil)
    -> Finding
  {
    Finding("wrong_type", at: place, "\(shown(name)): expected \(expected), found \(found)", hint: hint)
  }

  static func empty() -> Finding {
    Finding(
      "empty_file", at: nil, "the file is empty",
      hint: "a pipeline needs `extract` and `output`; `sluice list` shows what can stand there")
  }

  static func notAMap(_ node: YAMLNode) -> Finding {
    let found = if case .scalar = node.content { "text" } else { node.kindInWords }
    return Finding(
      "wrong_type", at: node.place, "expected a pipeline, which is a map, found \(found)",
      hint: "a pipeline needs `extract` and `output`")
  }

  static func unknownKey(_ key: String, in owner: String?, allowed: [String], at place: Place) -> Finding {
    let whose = owner.map { " in \(quoted($0))" } ?? ""
    let fallback =
      allowed.isEmpty
      ? owner.map { "\(quoted($0)) takes no options" }
      : "\(owner.map(quoted) ?? "a pipeline") takes \(enumeration(allowed))"
    return Finding(
      "unknown_key", at: place, "unknown key \(quoted(key))\(whose)",
      hint: didYouMean(key, among: allowed) ?? fallback)
  }

  static func missingKey(_ key: String, in owner: String?, at place: Place, hint: String?) -> Finding {
    Finding("missing_key", at: place, "\(owner.map(quoted) ?? "a pipeline") needs \(quoted(key))", hint: hint)
  }

  static func nothing(_ name: String, expected: String, at place: Place, hint: String?) -> Finding {
    Finding("wrong_type", at: place, "\(shown(name)): expected \(expected), found nothing", hint: hint)
  }

  static func emptyList(_ name: String, at place: Place) -> Finding {
    Finding("missing_key", at: place, "\(quoted(name)) needs at least one item, found an empty list")
  }

  static func emptyText(_ name: String, expected: String, at place: Place) -> Finding {
    Finding("invalid_value", at: place, "\(shown(name)): expected \(expected), found an empty text")
  }

  static func outOfRange(_ name: String, expected: String, found: String, at place: Place) -> Finding {
    Finding("out_of_range", at: place, "\(shown(name)): expected \(expected), found \(found)")
  }

  static func unknownLeadField(_ found: String, in name: String, at place: Place) -> Finding {
    let known = WellKnownHeaders.field(forHeader: found).map { "did you mean \(quoted($0.name))?" }
    return Finding(
      "unknown_lead_field", at: place, "\(shown(name)): unknown lead field \(quoted(found))",
      hint: didYouMean(found, among: LeadField.names) ?? known
        ?? "the lead fields are \(LeadField.names.joined(separator: ", "))")
  }

  static func unknownComponent(_ name: String, _ kind: ComponentKind, _ catalogue: Catalogue, at place: Place)
    -> Finding
  {
    let names = catalogue.components(kind).map(\.name)
    let elsewhere = ComponentKind.allCases.first { $0 != kind && catalogue.component($0, name) != nil }
    let hint =
      if let elsewhere, !names.contains(name) {
        "\(quoted(name)) is \(elsewhere.withArticle); it stands under `\(elsewhere.section):`"
      } else {
        didYouMean(name, among: names) ?? "the \(kind.rawValue)s are \(enumeration(names))"
      }
    return Finding("unknown_component", at: place, "unknown \(kind.rawValue) \(quoted(name))", hint: hint)
  }

  static func noComponent(_ owner: String, _ kind: ComponentKind, _ names: [String], at place: Place) -> Finding {
    Finding(
      "missing_key", at: place, "\(owner) names no \(kind.rawValue)",
      hint: "the \(kind.rawValue)s are \(enumeration(names))")
  }

  static func sharedKeyInside(_ key: String, _ name: String, at place: Place) -> Finding {
    Finding(
      "unknown_key", at: place, "unknown key \(quoted(key)) in \(quoted(name))",
      hint: "it stands under `load:`, beside `\(name):`")
  }

  static func ownKeyOutside(_ key: String, _ name: String, at place: Place) -> Finding {
    Finding(
      "unknown_key", at: place, "unknown key \(quoted(key)) in `load`", hint: "it stands under `\(name):`")
  }

  static func twoComponents(_ first: String, _ second: String, _ kind: ComponentKind, at place: Place) -> Finding {
    Finding(
      "two_components", at: place, "\(quoted(second)) stands in the same item as \(quoted(first))",
      hint: kind == .loader ? "a pipeline has one loader" : "begin an item of its own with `- `")
  }

  static func bareItem(_ text: String, _ kind: ComponentKind, _ catalogue: Catalogue, at place: Place) -> Finding {
    let names = catalogue.components(kind).map(\.name)
    let ending = text.split(separator: ".").dropFirst().last { $0 != "gz" && $0 != "zst" }.map(String.init)
    let name = names.first { $0 == ending } ?? names.first { $0 == text } ?? names.first { text.hasPrefix($0 + " ") }
    let path =
      names.contains(text)
      ? "PATH" : text.hasPrefix((name ?? "") + " ") ? String(text.dropFirst((name ?? "").count + 1)) : text
    let hint = name.map { "write \(quoted("- \($0): \(path)"))" }
    return Finding(
      "wrong_type", at: place, "expected \(kind.withArticle), found text \(quoted(text))",
      hint: hint ?? "write `- \(names.first ?? "csv"): PATH`; the \(kind.rawValue)s are \(enumeration(names))")
  }

  static func notAnItem(_ node: YAMLNode, _ kind: ComponentKind) -> Finding {
    Finding("wrong_type", at: node.place, "expected \(kind.withArticle), found \(node.kindInWords)")
  }

  static func keyBesideTransform(_ key: String, _ name: String, at place: Place) -> Finding {
    Finding(
      "unknown_key", at: place, "unknown key \(quoted(key)) beside \(quoted(name))",
      hint: "options stand inside: `- \(name): {\(key): …}`")
  }

  static func optionsInside(_ name: String, _ shorthand: String, at place: Place) -> Finding {
    Finding(
      "wrong_type", at: place, "\(shown(name)): expected a \(shorthand), found a map",
      hint: "write `- \(name): \(shorthand.uppercased())` and put options beside it, as keys of the same item")
  }

  static func shorthandGivenTwice(_ key: String, _ name: String, at place: Place) -> Finding {
    Finding(
      "unknown_key", at: place, "unknown key \(quoted(key)) in \(quoted(name))",
      hint: "the \(key) stands after `\(name):`")
  }

  static func variable(_ problem: InterpolationProblem, near names: [String], at place: Place) -> Finding {
    switch problem {
    case .malformed(let text):
      Finding(
        "bad_variable", at: place, "\(quoted(text)) is not a variable",
        hint: "write `${NAME}` or `${NAME:-default}`; `$${` is a `${` that stays as it is")
    case .unset(let name):
      Finding(
        "unset_variable", at: place, "environment variable \(quoted(name)) is not set",
        hint: didYouMean(name, among: names) ?? "set it before the run")
    case .empty(let name):
      Finding(
        "unset_variable", at: place, "environment variable \(quoted(name)) is empty", hint: "set it before the run")
    }
  }

  static func literalSecret(_ name: String, variable: String, at place: Place) -> Finding {
    Finding(
      "literal_secret", at: place, "\(shown(name)) is a secret and is written into the file",
      hint: "put it into an environment variable and write `${\(variable)}`", severity: .warning)
  }

  /// `given` is the option's value where it is a scalar that may be shown.
  static func component(_ problem: OptionProblem, given: ScalarValue?, at place: Place) -> Finding {
    let found = problem.showsValue ? given.map { ", found \($0.found)" } : nil
    let instead = given?.usesVariables == false ? problem.instead.map { "write \(quoted($0))" } : nil
    return Finding(
      "invalid_option", at: place, "\(shown(problem.option)): \(problem.message)\(found ?? "")",
      hint: instead ?? problem.hint)
  }

  static func more(_ count: Int) -> Finding {
    Finding("more", at: nil, "\(count) more problems are not shown", severity: .note)
  }
}

/// The wording of findings about the inputs and outputs of a pipeline.
extension Finding {
  static func samePath(_ path: String, first: Place, at place: Place) -> Finding {
    let message =
      path == "-" ? "two outputs are written to stdout" : "two outputs are written to \(quoted(path))"
    return Finding("same_output", at: place, message, hint: "the other one is on line \(first.line)")
  }

  static func stdinTwice(first: Place, at place: Place) -> Finding {
    Finding("same_input", at: place, "stdin is read twice", hint: "the other one is on line \(first.line)")
  }

  static func stdinIsPipeline(at place: Place) -> Finding {
    Finding(
      "same_input", at: place, "stdin is read twice", hint: "the pipeline itself comes from there: give it as a file")
  }

  static func rejectsTakePlace(of what: String, at place: Place) -> Finding {
    Finding(
      "rejects_path", at: place, "rejected rows would be written to this \(what)",
      hint: "they go beside the first output that is a file, as `NAME.rejects.csv`: give one of the two another name")
  }

  static func outputMatchesInput(_ path: String, _ pattern: String, first: Place, at place: Place) -> Finding {
    Finding(
      "output_is_input", at: place, "the next run would read the output \(quoted(path)) as an input",
      hint: "\(quoted(pattern)) on line \(first.line) matches it")
  }

  static func outputIsInput(_ path: String, first: Place, at place: Place) -> Finding {
    Finding(
      "output_is_input", at: place, "the output would replace the input \(quoted(path))",
      hint: "it is read on line \(first.line)")
  }

  static func unknownPlaceholder(_ found: String, at place: Place) -> Finding {
    Finding(
      "unknown_placeholder", at: place, "unknown placeholder \(quoted(found)) in an output path",
      hint: didYouMean(found, among: ["{date}", "{run}"]) ?? "output paths take `{date}` and `{run}`")
  }

  static func unknownColumn(_ found: String, at place: Place) -> Finding {
    Finding(
      "unknown_column", at: place, "`columns`: unknown column \(quoted(found))",
      hint: didYouMean(found, among: LeadField.names + AddedColumn.allCases.map(\.rawValue))
        ?? (found == "source."
          ? "write `source.NAME`" : "write \(quoted("source." + found)) for the source's own column"))
  }

  static func sameHeading(_ found: String, first: String, at place: Place) -> Finding {
    let message =
      found == first
      ? "`columns`: \(quoted(found)) is given twice"
      : "`columns`: \(quoted(first)) and \(quoted(found)) have the same heading"
    return Finding("same_heading", at: place, message, hint: "leave one of them out")
  }

  static func columnStaysEmpty(_ found: String, needs: String, at place: Place) -> Finding {
    Finding(
      "column_stays_empty", at: place, "`columns`: \(quoted(found)) has no values without \(needs)",
      severity: .warning)
  }

  static func onlyNewNeedsFiles(at place: Place) -> Finding {
    Finding(
      "invalid_value", at: place, "`only_new` needs files: what a pipe, a command or a server gives is read every time",
      hint: "leave it out here")
  }

  static func maxRejects(_ found: String, at place: Place) -> Finding {
    Finding(
      "invalid_value", at: place,
      "`max_rejects`: expected a count of rows such as `1000`, or a share such as `5%`, found \(found)",
      hint: "a run stops early, with exit code 4 and without publishing, when more are rejected")
  }

  static func allowRejects(_ found: String, _ hint: String, at place: Place) -> Finding {
    Finding(
      "invalid_value", at: place, "`allow_rejects`: expected a share such as `1%` or `0.01`, found \(found)", hint: hint
    )
  }
}

/// An option's dotted name as people know it: without places in lists.
private func shown(_ name: String) -> String { quoted(String(name.prefix { $0 != "[" })) }

extension ComponentKind {
  /// `an extractor`.
  var withArticle: String { (self == .extractor ? "an " : "a ") + rawValue }
}
