/// Which part of a pipeline a component is.
package enum ComponentKind: String, Sendable, CaseIterable {
  case extractor, transform, loader, writer

  /// The pipeline file's section it stands in.
  package var section: String {
    switch self {
    case .extractor: "extract"
    case .transform: "transform"
    case .loader: "load"
    case .writer: "output"
    }
  }
}

/// What a component is called, does and can be told: parsing, lint, JSON Schema, help and docs all read it.
package struct ComponentSpec: Sendable {
  /// Its key in the pipeline file.
  package var name: String
  /// Which part it is.
  package var kind: ComponentKind
  /// One line, no full stop.
  package var summary: String
  /// What it can be told.
  package var options: [OptionSpec]
  /// The option that a bare scalar sets (`- csv: leads.csv`, `- translate: auto`).
  package var shorthand: String?
  /// A piece of YAML that lints clean and runs.
  package var example: String
  /// For an extractor: a small input in its format with two records (the contract suite reads it);
  /// the example's file has this content, or, where that is an archive, the file in it that holds the records.
  package var sample: String
  /// Whether its input is what a program prints, which its first option names; its options stand under its key.
  package var isProgram = false
  /// Whether the options of the extractor that its `format` names stand beside its own.
  package var takesFormatOptions = false

  package init(
    name: String, kind: ComponentKind, summary: String, options: [OptionSpec] = [], shorthand: String? = nil,
    example: String, sample: String = ""
  ) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.options = options
    self.shorthand = shorthand
    self.example = example
    self.sample = sample
  }
}

/// One option of a component.
package struct OptionSpec: Sendable {
  /// Its key.
  package var name: String
  /// What it takes.
  package var type: OptionType
  /// One line, no full stop.
  package var summary: String
  /// What holds when it is left out, as it would be written in YAML; nil where there is nothing.
  package var standard: String?
  /// Whether leaving it out is an error.
  package var isRequired: Bool
  /// Whether a list may hold nothing.
  package var mayBeEmpty: Bool
  /// Whether it stands for every lead field and every `source.NAME`: each such key takes its type.
  package var standsForColumns = false

  package init(
    _ name: String, _ type: OptionType, _ summary: String, standard: String? = nil, isRequired: Bool = false,
    mayBeEmpty: Bool = true
  ) {
    self.mayBeEmpty = mayBeEmpty
    self.name = name
    self.type = type
    self.summary = summary
    self.standard = standard
    self.isRequired = isRequired
  }

  /// An option for every lead field and every `source.NAME`.
  package init(columns type: OptionType, _ summary: String) {
    self.init("COLUMN", type, summary)
    standsForColumns = true
  }

  /// Whether a key is one of those that it stands for.
  package func takes(_ key: String) -> Bool {
    standsForColumns ? LeadField(name: key) != nil || key.hasPrefix("source.") && key.utf8.count > 7 : key == name
  }

  /// The keys that may be meant.
  package var keys: [String] { standsForColumns ? LeadField.names + ["source.NAME"] : [name] }
}

/// What an option takes. Scalars are read by their text: `NO` is a text wherever a text is asked for.
package indirect enum OptionType: Sendable {
  case text
  /// `true` or `false`.
  case boolean
  case integer(ClosedRange<Int>)
  /// One of these words.
  case choice([String])
  /// One ASCII byte; `tab` or `\t` for a tab.
  case character
  /// A number with a unit: `50ms`, `4s`, `30m`, `12h`, `180d`.
  case duration
  /// A file path, relative to the pipeline file.
  case path
  /// Like text, but never shown; meant to be `${VARIABLE}`.
  case secret
  /// The name of a lead field.
  case leadField
  case list(OptionType)
  /// Any keys, values of one type, in order.
  case map(OptionType)
  /// Lead field to column name.
  case fieldMap
  /// Fixed keys.
  case object([OptionSpec])
  /// Either of these: the first that fits the node's shape.
  case either(OptionType, OptionType)
}

/// A checked option value.
package enum OptionValue: Sendable, Equatable {
  case text(String)
  case boolean(Bool)
  case integer(Int)
  case duration(Duration)
  case list([OptionValue])
  case map([Entry])

  /// A key and its value, in file order.
  package struct Entry: Sendable, Equatable {
    package var key: String
    package var value: OptionValue
    package init(key: String, value: OptionValue) {
      self.key = key
      self.value = value
    }
  }
}

/// The options of one component as checked against its spec; what was left out and has no standard is absent.
package struct ComponentOptions: Sendable, Equatable {
  /// By name.
  package var values: [String: OptionValue]

  package init(_ values: [String: OptionValue] = [:]) { self.values = values }

  /// A text, path, secret, choice, character or lead field.
  package func text(_ name: String) -> String? { if case .text(let value)? = values[name] { value } else { nil } }
  /// A boolean.
  package func boolean(_ name: String) -> Bool? { if case .boolean(let value)? = values[name] { value } else { nil } }
  /// An integer.
  package func integer(_ name: String) -> Int? { if case .integer(let value)? = values[name] { value } else { nil } }
  /// A duration.
  package func duration(_ name: String) -> Duration? {
    if case .duration(let value)? = values[name] { value } else { nil }
  }
  /// A list of texts.
  package func texts(_ name: String) -> [String]? {
    guard case .list(let items)? = values[name] else { return nil }
    return items.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }
  /// A list.
  package func list(_ name: String) -> [OptionValue]? {
    if case .list(let value)? = values[name] { value } else { nil }
  }
  /// A map or field map, in file order.
  package func map(_ name: String) -> [OptionValue.Entry]? {
    if case .map(let value)? = values[name] { value } else { nil }
  }
  /// An object's values.
  package func object(_ name: String) -> ComponentOptions? {
    guard case .map(let entries)? = values[name] else { return nil }
    return ComponentOptions(Dictionary(entries.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 }))
  }
  /// One ASCII byte.
  package func byte(_ name: String) -> UInt8? { text(name)?.utf8.first }
}

/// An option whose value fits its type but not its component; lint shows it at the option's place.
///
/// The value may have come out of a variable, which is never shown, and only who read the file knows: so no text here
/// repeats it, and the reader says itself what was found.
package struct OptionProblem: Error, Sendable, Equatable {
  /// The option's dotted name: `region`, `results.poll`, `prioritise[1]`.
  package var option: String
  /// What is wrong with it, without its name and value, in words that ", found …" may follow.
  package var message: String
  /// What to do.
  package var hint: String?
  /// What to write instead, made from the value: shown where the file itself holds that, and then in place of the hint.
  package var instead: String?
  /// Whether the value may be shown where the file itself holds it; not where it may hold a password.
  package var showsValue: Bool

  package init(option: String, message: String, hint: String? = nil, instead: String? = nil, showsValue: Bool = true) {
    self.option = option
    self.message = message
    self.hint = hint
    self.instead = instead
    self.showsValue = showsValue
  }
}
