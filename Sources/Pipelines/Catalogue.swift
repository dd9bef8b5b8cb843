package import PipelineModel

/// Every component a pipeline file can name, with the options that its section adds: what the reader, lint, the JSON
/// Schema, help and docs all read.
package struct Catalogue: Sendable {
  /// The extractors, in registry order.
  package let extractors: [ComponentSpec]
  /// The transforms, in registry order.
  package let transforms: [ComponentSpec]
  /// The loaders, in registry order.
  package let loaders: [ComponentSpec]
  /// The writers, in registry order.
  package let writers: [ComponentSpec]
  private let sharedByKind: [ComponentKind: [OptionSpec]]

  /// Puts a catalogue together; `shared` holds the options that every component of a kind takes.
  package init(
    extractors: [ComponentSpec], transforms: [ComponentSpec], loaders: [ComponentSpec], writers: [ComponentSpec],
    shared: [ComponentKind: [OptionSpec]] = Catalogue.sharedOptions
  ) {
    self.extractors = extractors
    self.transforms = transforms
    self.loaders = loaders
    self.writers = writers
    self.sharedByKind = shared
  }

  /// The components of a kind, in registry order.
  package func components(_ kind: ComponentKind) -> [ComponentSpec] {
    switch kind {
    case .extractor: extractors
    case .transform: transforms
    case .loader: loaders
    case .writer: writers
    }
  }

  /// The component of that kind and name.
  package func component(_ kind: ComponentKind, _ name: String) -> ComponentSpec? {
    components(kind).first { $0.name == name }
  }

  /// The options that every component of a kind takes beside its own.
  package func shared(_ kind: ComponentKind) -> [OptionSpec] { sharedByKind[kind] ?? [] }

  /// The options that a component takes beside its own: a program's input is no file.
  package func shared(for spec: ComponentSpec) -> [OptionSpec] {
    let own = Set(spec.options.map(\.name))
    let ofFiles = spec.isProgram ? ["path", "only_new"] : []
    return shared(spec.kind).filter { !own.contains($0.name) && !ofFiles.contains($0.name) }
  }

  /// The option that a bare scalar sets: the component's own choice, else `path` where its section has one.
  package func shorthand(_ spec: ComponentSpec) -> String? {
    if let shorthand = spec.shorthand { return shorthand }
    guard spec.kind == .extractor || spec.kind == .writer, !spec.isProgram else { return nil }
    return shared(spec.kind).contains { $0.name == "path" } ? "path" : nil
  }

  /// Nothing.
  static let empty = Catalogue(extractors: [], transforms: [], loaders: [], writers: [], shared: [:])

  /// The transforms of a pipeline file that does not say.
  package static let standardTransforms = ["normalise", "translate", "dedupe"]

  /// The options of the sections `extract` and `output`; the loaders' are the integrator's.
  package static let sharedOptions: [ComponentKind: [OptionSpec]] = [
    .extractor: [
      OptionSpec(
        "path", .path,
        "File, glob, folder or http(s) address to read, relative to the pipeline file; `-` is stdin; gzip, zstd and zip are unpacked",
        isRequired: true),
      OptionSpec(
        "only_new", .boolean,
        "Leave out files that an earlier run of this pipeline has read and published, by their content",
        standard: "false"),
      OptionSpec(
        "fields", .either(.choice(FieldsChoice.words), .fieldMap),
        "Which column holds which lead field: well-known names, an export (`sluice describe fields`), or the whole mapping",
        standard: "auto"),
    ],
    .writer: [
      OptionSpec(
        "path", .path, "File to write, relative to the pipeline file; takes {date} and {run}; `-` is stdout",
        isRequired: true),
      OptionSpec(
        "columns", .list(.text), "Lead fields, `source.NAME` and added columns, instead of the standard ones",
        mayBeEmpty: false),
      OptionSpec("rows", .choice(["all", "people"]), "Every row, or one for each person", standard: "all"),
    ],
  ]
}
