import PipelineModel

/// A scalar as an option reads it.
struct ScalarValue {
  /// With variables filled in.
  var text: String
  /// As it may be shown: what came out of a variable never is.
  var shown: String
  var usesVariables: Bool
  var usesDefault: Bool

  /// In words that follow "found".
  var found: String {
    usesVariables ? "the value of \(quoted(shown))" : text.isEmpty ? "an empty text" : "text \(quoted(shown))"
  }
}

extension DefinitionReader {
  /// A node as a value of a type; nil after having told why not. `name` is the option's dotted name.
  mutating func value(_ node: YAMLNode, as type: OptionType, named name: String) -> OptionValue? {
    places[name] = node.place
    switch type {
    case .list(let element):
      guard let items = node.items else { return wrongType(node, type, name) }
      let values = items.enumerated().map { value($1, as: element, named: "\(name)[\($0)]") }
      return allOrNothing(values).map { .list($0) }
    case .map(let element):
      guard let entries = node.entries else { return wrongType(node, type, name) }
      return map(entries, as: element, named: name)
    case .fieldMap:
      guard let entries = node.entries else { return wrongType(node, type, name) }
      for entry in entries where LeadField(name: entry.key) == nil {
        findings.append(.unknownLeadField(entry.key, in: name, at: entry.place))
      }
      return map(entries, as: .text, named: name)
    case .object(let specs):
      guard let entries = node.entries else { return wrongType(node, type, name) }
      let (values, isWhole) = options(entries, specs: specs, owner: name, prefix: name + ".", at: node.place)
      guard isWhole else { return nil }
      let keys = specs.flatMap { spec in
        spec.standsForColumns ? entries.map(\.key).filter(spec.takes) : [spec.name]
      }
      return .map(keys.compactMap { key in values[key].map { OptionValue.Entry(key: key, value: $0) } })
    case .either(let one, let other):
      return either(node, one, other, name)
    default:
      return scalarValue(node, type, name)
    }
  }

  /// A map's entries checked against specs, standards filled in. Where it is not whole, it has told why not, and the
  /// values are those that are right.
  mutating func options(
    _ entries: [YAMLNode.Entry], specs: [OptionSpec], owner: String, prefix: String = "", at place: Place,
    missingHint: (OptionSpec) -> String? = { _ in nil }
  ) -> (values: [String: OptionValue], isWhole: Bool) {
    let before = findings.count
    let (given, misspelt) = distinct(entries, allowed: specs.flatMap(\.keys), in: owner) { key in
      specs.contains { $0.takes(key) }
    }
    var values: [String: OptionValue] = [:]
    for spec in specs {
      if spec.standsForColumns {
        for entry in entries where spec.takes(entry.key) && values[entry.key] == nil {
          values[entry.key] = value(entry.value, as: spec.type, named: prefix + entry.key)
        }
      } else if let entry = given[spec.name] {
        values[spec.name] = value(entry.value, as: spec.type, named: prefix + spec.name)
      } else if spec.isRequired, misspelt.contains(spec.name) {
        continue
      } else if spec.isRequired {
        findings.append(.missingKey(spec.name, in: owner, at: place, hint: missingHint(spec) ?? spec.summary))
      } else if let standard = spec.standard {
        values[spec.name] = Self.standardValue(standard, spec.type)
      }
    }
    return (values, !findings[before...].contains { $0.severity == .error })
  }

  /// A scalar's text with its variables filled in; nil after having told why not.
  mutating func scalar(
    _ node: YAMLNode, named name: String, expected: String, isSecret: Bool = false
  ) -> ScalarValue? {
    guard case .scalar(let text, _) = node.content, !node.isNothing else {
      let hint = node.isNothing ? nothingHint(node) : nil
      findings.append(.wrongType(name, expected: expected, found: node.kindInWords, at: node.place, hint: hint))
      return nil
    }
    let (value, problems) = interpolate(text, environment)
    for problem in problems {
      let names = environment.keys.sorted()
      findings.append(.variable(problem, near: names, at: place(of: problem, in: node)))
    }
    guard problems.isEmpty else { return nil }
    if value.usesVariables { sources[name] = text }
    return ScalarValue(
      text: value.text, shown: isSecret ? "" : text, usesVariables: value.usesVariables,
      usesDefault: value.usesDefault)
  }

  private mutating func scalarValue(_ node: YAMLNode, _ type: OptionType, _ name: String) -> OptionValue? {
    let isSecret = if case .secret = type { true } else { false }
    guard let scalar = scalar(node, named: name, expected: type.expectation, isSecret: isSecret) else { return nil }
    if !isSecret { given[name] = scalar }
    func wrong(_ hint: String? = nil) -> Finding {
      .wrongType(name, expected: type.expectation, found: scalar.found, at: node.place, hint: hint)
    }
    switch type {
    case .path where scalar.text.isEmpty, .secret where scalar.text.isEmpty:
      findings.append(.emptyText(name, expected: type.expectation, at: node.place))
    case .secret:
      if !scalar.usesVariables || scalar.usesDefault { findings.append(literalSecret(name, node)) }
      return .text(scalar.text)
    case .text, .path:
      return .text(scalar.text)
    case .boolean:
      if scalar.text == "true" || scalar.text == "false" { return .boolean(scalar.text == "true") }
      findings.append(wrong(booleanHint(scalar.text)))
    case .integer(let range):
      guard let number = wholeNumber(scalar.text) else {
        findings.append(wrong())
        return nil
      }
      if range.contains(number) { return .integer(number) }
      findings.append(.outOfRange(name, expected: type.expectation, found: scalar.shownAlone, at: node.place))
    case .choice(let words):
      if words.contains(scalar.text) { return .text(scalar.text) }
      findings.append(wrong(scalar.usesVariables ? nil : didYouMean(scalar.text, among: words)))
    case .character:
      if let character = oneCharacter(scalar.text) { return .text(character) }
      findings.append(wrong("write `tab` for a tab"))
    case .duration:
      if let duration = duration(scalar.text) { return .duration(duration) }
      findings.append(wrong("the units are `ms`, `s`, `m`, `h` and `d`"))
    case .leadField:
      if LeadField(name: scalar.text) != nil { return .text(scalar.text) }
      findings.append(.unknownLeadField(scalar.shown, in: name, at: node.place))
    case .list, .map, .fieldMap, .object, .either:
      findings.append(wrong())
    }
    return nil
  }

  private mutating func map(_ entries: [YAMLNode.Entry], as element: OptionType, named name: String) -> OptionValue? {
    var first: [String: Place] = [:]
    var values: [OptionValue.Entry?] = []
    for entry in entries {
      if let place = first[entry.key] {
        findings.append(.duplicateKey(entry.key, first: place, at: entry.place))
        continue
      }
      first[entry.key] = entry.place
      let value = value(entry.value, as: element, named: "\(name).\(entry.key)")
      values.append(value.map { OptionValue.Entry(key: entry.key, value: $0) })
    }
    return allOrNothing(values).map { .map($0) }
  }

  /// The first of two types that takes the node; where neither does, the findings of the one that has its shape.
  private mutating func either(_ node: YAMLNode, _ one: OptionType, _ other: OptionType, _ name: String)
    -> OptionValue?
  {
    if case .scalar = node.content, !node.isNothing {
      // A variable that is not set is told once, not as two types that do not fit.
      guard scalar(node, named: name, expected: "") != nil else { return nil }
    }
    var findingsByShape: [[Finding]] = []
    for type in [one, other] {
      var trial = self
      trial.findings = []
      if let value = trial.value(node, as: type, named: name) {
        findings += trial.findings
        places = trial.places
        sources = trial.sources
        given = trial.given
        return value
      }
      if type.hasShape(of: node) { findingsByShape.append(trial.findings) }
    }
    if findingsByShape.count == 1, let only = findingsByShape.first {
      if case .scalar(let text, _) = node.content {
        let words = [one, other].compactMap(\.words).first ?? []
        let hint = text.contains("${") ? nil : didYouMean(text, among: words) ?? other.equalsHint(text)
        return wrongType(node, .either(one, other), name, hint: hint)
      }
      findings += only
      return nil
    }
    return wrongType(node, .either(one, other), name)
  }

  private mutating func wrongType(
    _ node: YAMLNode, _ type: OptionType, _ name: String, hint: String? = nil
  ) -> OptionValue? {
    let found =
      if case .scalar(let text, _) = node.content, !node.isNothing, type.holdsSecret || text.contains("${") {
        type.holdsSecret ? "text" : "the value of \(quoted(text))"
      } else { node.kindInWords }
    let hint = node.isNothing ? nothingHint(node) : hint ?? type.wordsHint
    findings.append(.wrongType(name, expected: type.expectation, found: found, at: node.place, hint: hint))
    return nil
  }

  /// What an option holds that the file leaves out; nil for a standard that does not fit its type, which is a bug of
  /// the component's and found by the catalogue's test.
  static func standardValue(_ standard: String, _ type: OptionType) -> OptionValue? {
    let source = SourceText(file: "", text: standard)
    var reader = DefinitionReader(source: source, environment: [:])
    let plain = YAMLNode(content: .scalar(standard, isPlain: false), place: Place(line: 1, column: 1))
    let isQuoted = standard.count > 1 && (standard.hasPrefix("\"") || standard.hasPrefix("'"))
    // A scalar stands as it is: `,`, `|` and `#` mean something to YAML and are delimiters here.
    let node = type.isScalar && !isQuoted ? plain : readYAML(source).node ?? plain
    return reader.value(node, as: type, named: "")
  }

  private func nothingHint(_ node: YAMLNode) -> String? {
    guard case .scalar(let text, _) = node.content, !text.isEmpty else {
      return "leave the key out, or give it a value"
    }
    return "put \(quoted(text)) in quotes if the text is meant"
  }

  private func booleanHint(_ text: String) -> String? {
    switch text.lowercased() {
    case "yes", "on", "1", "y", "true": "write `true`"
    case "no", "off", "0", "n", "false": "write `false`"
    default: nil
    }
  }

  private func literalSecret(_ name: String, _ node: YAMLNode) -> Finding {
    let variable = "\(component)_\(name)".uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    return .literalSecret(name, variable: String(variable), at: node.place)
  }

  /// Where in a scalar a variable stands, where its line shows it.
  private func place(of problem: InterpolationProblem, in node: YAMLNode) -> Place {
    let needle =
      switch problem {
      case .malformed(let text): text
      case .unset(let name), .empty(let name): "${" + name
      }
    guard let range = source.rest(from: node.place).firstRange(of: needle) else { return node.place }
    let before = source.rest(from: node.place)[..<range.lowerBound].unicodeScalars.count
    return Place(line: node.place.line, column: node.place.column + before)
  }
}

extension ScalarValue {
  /// In words that follow "found", without its kind.
  var shownAlone: String { usesVariables ? found : quoted(shown) }
}

extension OptionType {
  /// Whether its values are scalars.
  var isScalar: Bool {
    switch self {
    case .list, .map, .fieldMap, .object: false
    case .either(let one, let other): one.isScalar && other.isScalar
    default: true
    }
  }

  /// The words of a choice.
  var words: [String]? { if case .choice(let words) = self { words } else { nil } }

  /// How an object writes what a bare text was meant for.
  func equalsHint(_ text: String) -> String? {
    guard case .object(let specs) = self, specs.contains(where: { $0.name == "equals" }) else { return nil }
    return "write \(quoted("{equals: \(text)}"))"
  }

  /// Where words stand that are too many for a message.
  var wordsHint: String? {
    guard case .either(let one, let other) = self, case .fieldMap = other, one.words != nil else { return nil }
    return "`sluice describe fields` shows them all"
  }

  /// Whether a value may be a secret.
  var holdsSecret: Bool {
    switch self {
    case .secret: true
    case .list(let element), .map(let element): element.holdsSecret
    case .object(let specs): specs.contains { $0.type.holdsSecret }
    case .either(let one, let other): one.holdsSecret || other.holdsSecret
    default: false
    }
  }

  /// Whether a node is a scalar, a list or a map as the type's values are.
  func hasShape(of node: YAMLNode) -> Bool {
    switch (self, node.content) {
    case (.either(let one, let other), _): one.hasShape(of: node) || other.hasShape(of: node)
    case (.list, .list), (.map, .map), (.fieldMap, .map), (.object, .map): true
    case (_, .scalar): isScalar && !node.isNothing
    default: false
    }
  }
}

private func allOrNothing<Value>(_ values: [Value?]) -> [Value]? {
  let present = values.compactMap { $0 }
  return present.count == values.count ? present : nil
}
