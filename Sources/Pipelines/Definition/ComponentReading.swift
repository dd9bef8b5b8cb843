import PipelineModel

/// A use with the places of its options, which later checks name.
struct PlacedUse {
  /// The use; where it has errors, with the options that are right.
  var use: ComponentUse
  var place: Place
  /// Where options stand, by dotted name.
  var places: [String: Place]
  /// How the file writes values that use variables, by dotted name.
  var sources: [String: String]

  /// A value as it may be shown.
  func shown(_ value: String, of option: String) -> String { sources[option] ?? value }

  /// Where an option stands; the nearest one around it where it is not given itself.
  func place(of option: String) -> Place {
    var name = option[...]
    while true {
      if let place = places[String(name)] { return place }
      guard let end = name.lastIndex(where: { $0 == "." || $0 == "[" }) else { return place }
      name = name[..<end]
    }
  }
}

extension DefinitionReader {
  /// A section that is a list of components.
  mutating func components(
    _ entry: YAMLNode.Entry?, _ kind: ComponentKind, isRequired: Bool, at place: Place,
    _ check: (ComponentUse) -> OptionProblem?
  ) -> [PlacedUse] {
    guard let entry else {
      if isRequired {
        let names = catalogue.components(kind).map(\.name)
        let hint = names.first.map { "write a list such as `- \($0): PATH`" }
        findings.append(.missingKey(kind.section, in: nil, at: place, hint: hint))
      }
      return []
    }
    guard let items = entry.value.items else {
      let hint: String? =
        if entry.value.isNothing {
          isRequired ? nil : "`[]` means no \(kind.rawValue)s"
        } else if case .scalar(let text, _) = entry.value.content, kind != .transform {
          Finding.bareItem(text, kind, catalogue, at: place).hint
        } else { "begin each item with `- `" }
      let found = entry.value.kindInWords
      findings.append(.wrongType(entry.key, expected: "a list", found: found, at: entry.value.place, hint: hint))
      return []
    }
    if items.isEmpty, isRequired { findings.append(.emptyList(entry.key, at: entry.value.place)) }
    return items.compactMap { kind == .transform ? transform($0, check) : source(or: kind, $0, check) }
  }

  /// The transforms of a file that does not say.
  mutating func standardTransforms(_ check: (ComponentUse) -> OptionProblem?) -> [PlacedUse] {
    Catalogue.standardTransforms.compactMap { name in
      catalogue.component(.transform, name).flatMap { use(of: $0, [], at: nil, check) }
    }
  }

  /// `load:` with one loader and the section's own keys.
  mutating func loader(_ entry: YAMLNode.Entry, _ check: (ComponentUse) -> OptionProblem?) -> PlacedUse? {
    let names = catalogue.loaders.map(\.name)
    guard let entries = entry.value.entries else {
      let hint = names.first.map { "name a loader, such as `\($0):`; a pipeline without `load` buys nothing" }
      let found = entry.value.kindInWords
      findings.append(.wrongType(entry.key, expected: "a map", found: found, at: entry.value.place, hint: hint))
      return nil
    }
    let shared = catalogue.shared(.loader)
    let found = entries.filter { names.contains($0.key) }
    guard let chosen = found.first, let spec = catalogue.component(.loader, chosen.key) else {
      let strange = entries.filter { entry in !shared.contains { $0.name == entry.key } }
      for entry in strange {
        findings.append(.unknownComponent(entry.key, .loader, catalogue, at: entry.place))
      }
      if strange.isEmpty {
        findings.append(.noComponent("`load`", .loader, names, at: entry.place))
      }
      return nil
    }
    for other in found.dropFirst() where other.key != chosen.key {
      findings.append(.twoComponents(chosen.key, other.key, .loader, at: other.place))
    }
    // A loader's options stand under its key, the section's beside it.
    let sharedEntries = entries.filter { !names.contains($0.key) || $0.key == chosen.key && $0.place != chosen.place }
    let unknown = sharedEntries.filter { entry in !shared.contains { $0.name == entry.key } }
    for entry in unknown {
      if entry.key == chosen.key {
        findings.append(.duplicateKey(entry.key, first: chosen.place, at: entry.place))
      } else if spec.options.contains(where: { $0.name == entry.key }) {
        findings.append(.ownKeyOutside(entry.key, spec.name, at: entry.place))
      } else {
        findings.append(.unknownKey(entry.key, in: "load", allowed: [chosen.key] + shared.map(\.name), at: entry.place))
      }
    }
    guard let own = innerEntries(of: chosen, spec) else { return nil }
    let strayShared = own.filter { entry in
      !spec.options.contains { $0.name == entry.key } && shared.contains { $0.name == entry.key }
    }
    for entry in strayShared {
      findings.append(.sharedKeyInside(entry.key, spec.name, at: entry.place))
    }
    let kept = own.filter { entry in !strayShared.contains { $0.place == entry.place } }
    return use(
      of: spec, kept + sharedEntries.filter { entry in !unknown.contains { $0.place == entry.place } },
      at: chosen.place,
      check)
  }

  /// `- csv: PATH` with options beside it.
  private mutating func source(
    or kind: ComponentKind, _ node: YAMLNode, _ check: (ComponentUse) -> OptionProblem?
  ) -> PlacedUse? {
    if case .scalar(let text, _) = node.content, !node.isNothing {
      findings.append(.bareItem(text, kind, catalogue, at: node.place))
      return nil
    }
    guard let entries = node.entries, let (chosen, spec) = component(in: entries, kind) else {
      if node.entries?.isEmpty ?? true { findings.append(.notAnItem(node, kind)) }
      return nil
    }
    if spec.isProgram {
      return program(chosen, spec, beside: entries.filter { $0.place != chosen.place }, check)
    }
    let options = spec.options + catalogue.shared(kind)
    var beside = entries.filter { $0.place != chosen.place }
    for other in beside
    where catalogue.component(kind, other.key) != nil && !options.contains(where: { $0.name == other.key }) {
      findings.append(
        other.key == chosen.key
          ? .duplicateKey(other.key, first: chosen.place, at: other.place)
          : .twoComponents(chosen.key, other.key, kind, at: other.place))
      beside.removeAll { $0.place == other.place }
    }
    if let shorthand = catalogue.shorthand(spec) {
      for repeated in beside where repeated.key == shorthand {
        findings.append(.shorthandGivenTwice(shorthand, spec.name, at: repeated.place))
      }
      beside.removeAll { $0.key == shorthand }
      if case .map = chosen.value.content {
        findings.append(.optionsInside(spec.name, shorthand, at: chosen.value.place))
        return nil
      }
      if !chosen.value.isNothing {
        beside.insert(YAMLNode.Entry(key: shorthand, place: chosen.place, value: chosen.value), at: 0)
      }
    } else if let inner = innerEntries(of: chosen, spec) {
      beside += inner
    }
    return use(of: spec, beside, at: chosen.place, check)
  }

  /// `- command: {run: […], format: csv, …}` or `- singer: {command: […], …}`: the options stand under the key, those of
  /// the format among them.
  private mutating func program(
    _ chosen: YAMLNode.Entry, _ spec: ComponentSpec, beside: [YAMLNode.Entry],
    _ check: (ComponentUse) -> OptionProblem?
  ) -> PlacedUse? {
    for other in beside { findings.append(.keyBesideTransform(other.key, spec.name, at: other.place)) }
    guard let inner = innerEntries(of: chosen, spec) else { return nil }
    var specs = spec.options + catalogue.shared(for: spec)
    if spec.takesFormatOptions {
      guard let format = format(in: inner, of: spec, at: chosen.place) else { return nil }
      let taken = Set(specs.map(\.name))
      specs += format.options.filter { !taken.contains($0.name) && $0.name != "path" }
    }
    let placed = use(of: spec, inner, at: chosen.place, check, specs: specs)
    if let name = spec.options.first?.name, let run = placed?.use.options.texts(name), run.first?.isEmpty ?? true {
      findings.append(.emptyList(name, at: placed?.place(of: name) ?? chosen.place))
    }
    return placed
  }

  /// What reads the program's output; nil after having told why not.
  private mutating func format(
    in inner: [YAMLNode.Entry], of spec: ComponentSpec, at place: Place
  ) -> ComponentSpec? {
    guard let entry = inner.first(where: { $0.key == "format" }) else {
      findings.append(
        .missingKey("format", in: spec.name, at: place, hint: "name the extractor that reads it: `format: csv`"))
      return nil
    }
    guard let type = spec.options.first(where: { $0.name == "format" })?.type,
      case .text(let name)? = value(entry.value, as: type, named: "format")
    else { return nil }
    return catalogue.component(spec.kind, name)
  }

  /// `- normalise`, `- translate: auto` or `- normalise: {region: GB}`.
  private mutating func transform(_ node: YAMLNode, _ check: (ComponentUse) -> OptionProblem?) -> PlacedUse? {
    if case .scalar(let name, _) = node.content, !node.isNothing {
      guard let spec = catalogue.component(.transform, name) else {
        findings.append(.unknownComponent(name, .transform, catalogue, at: node.place))
        return nil
      }
      return use(of: spec, [], at: node.place, check)
    }
    guard let entries = node.entries, let (chosen, spec) = component(in: entries, .transform) else {
      if node.entries?.isEmpty ?? true { findings.append(.notAnItem(node, .transform)) }
      return nil
    }
    for other in entries where other.place != chosen.place {
      if other.key == chosen.key {
        findings.append(.duplicateKey(other.key, first: chosen.place, at: other.place))
      } else if catalogue.component(.transform, other.key) != nil {
        findings.append(.twoComponents(chosen.key, other.key, .transform, at: other.place))
      } else {
        findings.append(.keyBesideTransform(other.key, spec.name, at: other.place))
      }
    }
    return innerEntries(of: chosen, spec).flatMap { use(of: spec, $0, at: chosen.place, check) }
  }

  /// The key of an item that names its component.
  private mutating func component(
    in entries: [YAMLNode.Entry], _ kind: ComponentKind
  ) -> (YAMLNode.Entry, ComponentSpec)? {
    for entry in entries {
      if let spec = catalogue.component(kind, entry.key) { return (entry, spec) }
    }
    // People write the component first; an item whose first key is an option has forgotten it.
    let shared = catalogue.shared(kind).map(\.name)
    if let strange = entries.first(where: { !shared.contains($0.key) }) {
      findings.append(.unknownComponent(strange.key, kind, catalogue, at: strange.place))
    } else if let first = entries.first {
      let names = catalogue.components(kind).map(\.name)
      findings.append(.noComponent("this item", kind, names, at: first.place))
    }
    return nil
  }

  /// The options under a component's key: a map, nothing, or the value of the shorthand.
  private mutating func innerEntries(of entry: YAMLNode.Entry, _ spec: ComponentSpec) -> [YAMLNode.Entry]? {
    if entry.value.isNothing { return [] }
    if let entries = entry.value.entries { return entries }
    if let shorthand = spec.shorthand {
      return [YAMLNode.Entry(key: shorthand, place: entry.place, value: entry.value)]
    }
    let secret = spec.options.contains { $0.type.holdsSecret }
    let found = if case .scalar = entry.value.content, secret { "text" } else { entry.value.kindInWords }
    findings.append(.wrongType(spec.name, expected: "a map of options", found: found, at: entry.value.place))
    return nil
  }

  private mutating func use(
    of spec: ComponentSpec, _ entries: [YAMLNode.Entry], at place: Place?,
    _ check: (ComponentUse) -> OptionProblem?, specs: [OptionSpec]? = nil
  ) -> PlacedUse? {
    places = [:]
    sources = [:]
    given = [:]
    component = spec.name
    let specs = specs ?? spec.options + catalogue.shared(for: spec)
    let shorthand = catalogue.shorthand(spec)
    let (values, isWhole) = options(entries, specs: specs, owner: spec.name, at: place ?? Place(line: 0, column: 0)) {
      $0.name == shorthand ? "write `\(spec.name): \($0.name.uppercased())`" : nil
    }
    let use = ComponentUse(spec: spec, options: ComponentOptions(values), location: source.location(place))
    let placed = PlacedUse(use: use, place: place ?? Place(line: 0, column: 0), places: places, sources: sources)
    if isWhole, let problem = check(use) {
      findings.append(.component(problem, given: given[problem.option], at: placed.place(of: problem.option)))
    }
    return placed
  }
}
