import PipelineModel

/// The JSON Schema (draft 2020-12) of pipeline files, for editors: `schemas/pipeline.schema.json`.
///
/// It is laxer than lint where YAML and JSON Schema differ: texts may look like numbers or booleans, since scalars are
/// read by their text, and every scalar may be a `${VARIABLE}`.
package func pipelineSchema(catalogue: Catalogue) -> String {
  var definitions: [(key: String, value: JSONText)] = [
    ("variable", .object([("type", .string("string")), ("pattern", .string("\\$\\{"))])),
    ("text", .object([("type", .strings(["string", "number", "boolean"]))])),
    ("leadField", .object([("enum", .strings(LeadField.names))])),
    (
      "fieldMap",
      .object([
        ("type", .string("object")),
        ("properties", .object(LeadField.names.map { ($0, reference("text")) })),
        ("additionalProperties", .boolean(false)),
      ])
    ),
  ]
  definitions.append(
    (
      "fields",
      anyOf([.object([("enum", .strings(FieldsChoice.words))]), reference("variable"), reference("fieldMap")])
    ))
  for kind in ComponentKind.allCases {
    for spec in catalogue.components(kind) {
      definitions.append(("\(kind.section).\(spec.name)", item(spec, catalogue)))
    }
  }
  let properties: [(key: String, value: JSONText)] = [
    ("name", described(reference("text"), "What the pipeline is called; the file's name where it is left out")),
    ("extract", list(.extractor, catalogue, "The sources, at least one", isRequired: true)),
    (
      "transform",
      list(
        .transform, catalogue,
        "What is done to the rows, in order; left out: \(Catalogue.standardTransforms.joined(separator: ", "))",
        isRequired: false)
    ),
    ("load", loaders(catalogue)),
    ("output", list(.writer, catalogue, "The files to write, at least one", isRequired: true)),
    (
      "state",
      described(
        .object([("type", .string("string")), ("default", .string(".sluice"))]),
        "Where state lives, relative to the pipeline file")
    ),
    (
      "max_rejects",
      described(
        anyOf([
          .object([("type", .string("integer")), ("minimum", .integer(0))]),
          .object([("type", .string("string")), ("pattern", .string("^([0-9]+|[0-9.]+ ?%|0?\\.[0-9]+|.*\\$\\{.*)$"))]),
          .object([("type", .string("number")), ("minimum", .integer(0)), ("maximum", .integer(1))]),
        ]),
        "How many rejected rows, or what share of them, stops a run early with exit code 4 and without publishing")
    ),
    (
      "allow_rejects",
      described(
        anyOf([
          .object([
            ("type", .string("string")), ("pattern", .string("^([0-9.]+ ?%|0|0?\\.[0-9]+|1\\.0*|.*\\$\\{.*)$")),
          ]),
          .object([("type", .string("number")), ("minimum", .integer(0)), ("exclusiveMaximum", .integer(1))]),
        ]).with("default", .string("1%")),
        "The share of rejected rows above which a run ends with exit code 4: `1%` or `0.01`")
    ),
  ]
  let schema = JSONText.object([
    ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
    ("title", .string("Sluice pipeline")),
    ("type", .string("object")),
    ("required", .strings(["extract", "output"])),
    ("properties", .object(properties)),
    ("patternProperties", .object([("^x-", .boolean(true))])),
    ("additionalProperties", .boolean(false)),
    ("$defs", .object(definitions)),
  ])
  return schema.text() + "\n"
}

private func reference(_ name: String) -> JSONText { .object([("$ref", .string("#/$defs/\(name)"))]) }

private func described(_ schema: JSONText, _ description: String) -> JSONText {
  guard case .object(let members) = schema else { return schema }
  return .object([("description", .string(description))] + members)
}

extension JSONText {
  /// An object with one more member.
  fileprivate func with(_ key: String, _ value: JSONText) -> JSONText {
    guard case .object(let members) = self else { return self }
    return .object(members + [(key, value)])
  }
}

private func list(
  _ kind: ComponentKind, _ catalogue: Catalogue, _ description: String, isRequired: Bool
) -> JSONText {
  let specs = catalogue.components(kind)
  var alternatives = specs.map { reference("\(kind.section).\($0.name)") }
  if kind == .transform { alternatives.insert(.object([("enum", .strings(specs.map(\.name)))]), at: 0) }
  var members: [(key: String, value: JSONText)] = [("description", .string(description)), ("type", .string("array"))]
  if isRequired { members.append(("minItems", .integer(1))) }
  members.append(("items", alternatives.isEmpty ? .boolean(false) : .object([("anyOf", .array(alternatives))])))
  return .object(members)
}

/// An item of `extract`, `transform` or `output`; for a loader, what stands under its key.
private func item(_ spec: ComponentSpec, _ catalogue: Catalogue) -> JSONText {
  if spec.isProgram { return program(spec, catalogue) }
  switch spec.kind {
  case .loader: return described(inner(spec), spec.summary)
  case .transform:
    let members: [(key: String, value: JSONText)] = [
      ("description", .string(spec.summary)), ("type", .string("object")), ("required", .strings([spec.name])),
      ("properties", .object([(spec.name, inner(spec))])), ("additionalProperties", .boolean(false)),
    ]
    return .object(members)
  case .extractor, .writer:
    let options = spec.options + catalogue.shared(for: spec)
    let shorthand = options.first { $0.name == catalogue.shorthand(spec) }
    let value = shorthand.map(option) ?? .object([("type", .strings(["object", "null"]))])
    let beside = options.filter { $0.name != shorthand?.name }
    return .object([
      ("description", .string(spec.summary)),
      ("type", .string("object")),
      ("required", .strings([spec.name] + beside.filter(\.isRequired).map(\.name))),
      ("properties", .object([(spec.name, value)] + beside.map { ($0.name, option($0)) })),
      ("additionalProperties", .boolean(false)),
    ])
  }
}

/// A component whose options stand under its key. One that takes another's takes all that any of them does, since editors
/// check no closer.
private func program(_ spec: ComponentSpec, _ catalogue: Catalogue) -> JSONText {
  var options = spec.options
  let formats = spec.takesFormatOptions ? catalogue.components(spec.kind).filter { !$0.isProgram } : []
  for other in catalogue.shared(for: spec) + formats.flatMap(\.options)
  where other.name != "path" && !options.contains(where: { $0.name == other.name }) { options.append(other) }
  return .object([
    ("description", .string(spec.summary)),
    ("type", .string("object")),
    ("required", .strings([spec.name])),
    ("properties", .object([(spec.name, object(options))])),
    ("additionalProperties", .boolean(false)),
  ])
}

/// What stands under a component's key: its options, nothing where none is required, or its shorthand's value.
private func inner(_ spec: ComponentSpec) -> JSONText {
  var alternatives = [object(spec.options)]
  if let shorthand = spec.options.first(where: { $0.name == spec.shorthand }) { alternatives.append(option(shorthand)) }
  if !spec.options.contains(where: \.isRequired) { alternatives.append(.object([("type", .string("null"))])) }
  return anyOf(alternatives)
}

private func loaders(_ catalogue: Catalogue) -> JSONText {
  let specs = catalogue.loaders
  let shared = catalogue.shared(.loader)
  return .object([
    ("description", .string("Who enriches the people; left out, nothing is bought")),
    ("type", .string("object")),
    (
      "properties",
      .object(
        specs.map { ($0.name, reference("\(ComponentKind.loader.section).\($0.name)")) }
          + shared.map { ($0.name, option($0)) })
    ),
    ("oneOf", .array(specs.map { .object([("required", .strings([$0.name]))]) })),
    ("additionalProperties", .boolean(false)),
  ])
}

private func object(_ options: [OptionSpec]) -> JSONText {
  var members: [(key: String, value: JSONText)] = [("type", .string("object"))]
  let required = options.filter(\.isRequired).map(\.name)
  if !required.isEmpty { members.append(("required", .strings(required))) }
  // An editor completes lead fields by their names, and checks them by the pattern.
  let open = options.first { $0.standsForColumns }
  let named = options.filter { !$0.standsForColumns }.map { ($0.name, option($0)) }
  let fields = open == nil ? [] : LeadField.names.map { ($0, JSONText.boolean(true)) }
  members.append(("properties", .object(named + fields)))
  if let open {
    let pattern = "^(" + LeadField.names.joined(separator: "|") + "|source\\..+)$"
    members.append(("patternProperties", .object([(pattern, option(open))])))
  }
  members.append(("additionalProperties", .boolean(false)))
  return .object(members)
}

private func option(_ spec: OptionSpec) -> JSONText {
  guard case .object(let members) = schema(of: spec.type) else { return .boolean(true) }
  var described: [(key: String, value: JSONText)] = [("description", .string(spec.summary))]
  if !spec.mayBeEmpty { described.append(("minItems", .integer(1))) }
  if let standard = spec.standard.flatMap({ defaultValue($0, spec.type) }) { described.append(("default", standard)) }
  return .object(described + members)
}

private func anyOf(_ alternatives: [JSONText]) -> JSONText {
  alternatives.count == 1 ? alternatives[0] : .object([("anyOf", .array(alternatives))])
}

private func schema(of type: OptionType) -> JSONText {
  switch type {
  case .text: return reference("text")
  case .path: return .object([("type", .string("string")), ("minLength", .integer(1))])
  case .secret:
    return .object([("type", .string("string")), ("minLength", .integer(1)), ("writeOnly", .boolean(true))])
  case .boolean: return anyOf([.object([("type", .string("boolean"))]), reference("variable")])
  case .integer(let range):
    var members: [(key: String, value: JSONText)] = [("type", .string("integer"))]
    if range.lowerBound != .min { members.append(("minimum", .integer(range.lowerBound))) }
    if range.upperBound != .max { members.append(("maximum", .integer(range.upperBound))) }
    return anyOf([.object(members), reference("variable")])
  case .choice(let words): return anyOf([.object([("enum", .strings(words))]), reference("variable")])
  case .character:
    let form = JSONText.object([("type", .string("string")), ("pattern", .string("^([\\x00-\\x7F]|tab|\\\\t)$"))])
    return anyOf([form, reference("variable")])
  case .duration:
    let form = JSONText.object([("type", .string("string")), ("pattern", .string("^[0-9]+(ms|s|m|h|d)$"))])
    return anyOf([form, reference("variable")])
  case .leadField: return anyOf([reference("leadField"), reference("variable")])
  case .list(let element): return .object([("type", .string("array")), ("items", schema(of: element))])
  case .map(let element):
    return .object([("type", .string("object")), ("additionalProperties", schema(of: element))])
  case .fieldMap: return reference("fieldMap")
  case .object(let options): return object(options)
  case .either(.choice(FieldsChoice.words), .fieldMap): return reference("fields")
  case .either(let one, let other): return anyOf([schema(of: one), schema(of: other)])
  }
}

/// A standard as JSON; nil for the few that are better left out than wrong.
private func defaultValue(_ standard: String, _ type: OptionType) -> JSONText? {
  DefinitionReader.standardValue(standard, type).flatMap { json($0, standard, type) }
}

private func json(_ value: OptionValue, _ written: String, _ type: OptionType) -> JSONText? {
  switch value {
  case .text(let text): if case .character = type { .string(written) } else { .string(text) }
  case .boolean(let boolean): .boolean(boolean)
  case .integer(let integer): .integer(integer)
  case .duration: .string(written)
  case .list(let items):
    if case .list(let element) = type, element.isScalar {
      .array(items.compactMap { json($0, "", element) })
    } else {
      nil
    }
  // An object's standard has its own options' standards filled in; those tell it all.
  case .map: nil
  }
}
