internal import Extractors
internal import Identity
internal import Loading
internal import PipelineModel
internal import Transforms
internal import Transport
internal import Writers

/// A pipeline with its components made: what a definition means.
struct BuiltPipeline: Sendable {
  var files: [SourceFile]
  var transforms: [any Transform]
  var dedupe: Dedupe?
  var load: ComponentUse?
  var outputs: [Output]
  /// Whether a source is told to leave out what was read before.
  let asksForNew: Bool

  /// An output before it is opened.
  struct Output: Sendable {
    var writer: any Writer
    var layout: OutputLayout
    var path: String
    var peopleOnly: Bool
  }

  /// Whether rows must wait until the whole input is known.
  var needsWholeInput: Bool { dedupe != nil || load != nil }

  /// Whether lead fields are as `normalise` leaves them.
  var isNormalised: Bool {
    let last = transforms.last { !($0 is Translate || $0 is Filter) }
    return (last as? Normalise)?.isWhole ?? false
  }

  /// Whether the one input's columns are all known once its first record is.
  var hasOneFixedSource: Bool { files.count == 1 && files[0].extractor is CSVExtractor }

  /// Bytes of all inputs; nil where one is no file, or packed.
  var inputBytes: Int? {
    let sizes = files.map { $0.place.path.flatMap(plainSize) }
    return sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
  }

  /// - Parameter unixTime: what transforms take for now, in seconds since 1970.
  init(_ definition: PipelineDefinition, at unixTime: Int64) throws {
    asksForNew = definition.extract.contains { $0.options.boolean("only_new") == true }
    transforms = []
    for use in definition.transforms {
      if use.spec.name == Dedupe.spec.name {
        dedupe = try Self.made(use) { options throws(OptionProblem) in try Dedupe(options: options) }
      } else if let type = Transforms.all.first(where: { $0.spec.name == use.spec.name }) {
        let made = try Self.made(use) { options throws(OptionProblem) in try type.init(options: options) }
        if var made = made as? any Transform & ClockReading {
          made.begin(at: unixTime)
          transforms.append(made)
        } else {
          transforms.append(made)
        }
      }
    }
    let named = Self.sourceColumns(of: definition, transforms)
    files = []
    for use in definition.extract { files += try Self.files(of: use, in: definition, columns: named) }
    load = definition.load
    let added = AddedColumn.added(identifies: dedupe != nil, loads: load != nil)
    let normalises = definition.transforms.contains { $0.spec.name == "normalise" }
    outputs = []
    for use in definition.outputs {
      guard let type = Writers.all.first(where: { $0.spec.name == use.spec.name }) else { continue }
      let writer = try Self.made(use) { options throws(OptionProblem) -> any Writer in try type.init(options: options) }
      let layout = OutputLayout(chosen: use.options.texts("columns"), normalises: normalises, added: added)
      outputs.append(
        Output(
          writer: writer, layout: layout, path: definition.absolute(use.options.text("path") ?? "-"),
          peopleOnly: use.options.text("rows") == "people"))
    }
  }

  /// - Parameter columns: those that the pipeline names beside the use's own mapping.
  private static func files(
    of use: ComponentUse, in definition: PipelineDefinition, columns: [String]
  ) throws -> [SourceFile] {
    guard let type = Extractors.all.first(where: { $0.spec.name == use.format }) else { return [] }
    var extractor = try made(use) { options throws(OptionProblem) -> any StreamExtractor in
      try type.init(options: options)
    }
    let fields = FieldsChoice(use.options)
    if var reading = extractor as? any StreamExtractor & ListPathReading {
      reading.expect(columns: fields.columns + columns)
      extractor = reading
    }
    let bookmark =
      extractor is any BookmarkReading
      ? Bookmarks.path(
        stateFolder: definition.stateFolder, pipeline: definition.name,
        source: (use.program ?? []) + [use.options.text("stream") ?? ""]) : nil
    return try inputs(of: use, in: definition).map {
      SourceFile(
        place: $0.place, name: $0.name, format: use.format, extractor: extractor, fields: fields,
        isOneOfMany: $0.isOneOfMany, onlyNew: use.options.boolean("only_new") ?? false, bookmark: bookmark)
    }
  }

  /// The columns that transforms and outputs name as `source.NAME`.
  private static func sourceColumns(of definition: PipelineDefinition, _ transforms: [any Transform]) -> [String] {
    let read = transforms.flatMap { ($0 as? any ColumnReading)?.readColumns ?? [] }
    return (read + definition.outputs.flatMap { $0.options.texts("columns") ?? [] }).compactMap { name in
      name.hasPrefix("source.") ? String(name.dropFirst("source.".count)) : nil
    }
  }

  private static func made<Made>(
    _ use: ComponentUse, _ make: (ComponentOptions) throws(OptionProblem) -> Made
  ) throws -> Made {
    do {
      return try make(use.options)
    } catch {
      throw Diagnostic(code: "invalid_option", at: use.location, "\(error.option): \(error.message)", hint: error.hint)
    }
  }
}
