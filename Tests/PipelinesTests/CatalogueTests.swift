import PipelineModel
import Testing

@testable import Pipelines

/// What every component of a catalogue has to keep, whoever wrote it.
@Suite("A catalogue")
struct CatalogueTests {
  /// The catalogue that is looked at.
  private static let catalogue = Catalogue.standard

  static let uses: [CatalogueEntry] = ComponentKind.allCases.flatMap { kind in
    catalogue.components(kind).map { CatalogueEntry(spec: $0, shared: catalogue.shared(kind)) }
  }

  @Test("every example lints clean in a pipeline", arguments: uses)
  func examples(_ entry: CatalogueEntry) throws {
    let example = entry.spec.example.split(separator: "\n").map { "  \($0)\n" }.joined()
    var text = "\(entry.spec.kind.section):\n\(example)"
    if entry.spec.kind != .extractor { text += "extract: [\(Self.catalogue.extractors[0].name): input]\n" }
    if entry.spec.kind != .writer { text += "output: [\(Self.catalogue.writers[0].name): result]\n" }
    let (definition, diagnostics) = read(
      text, environment: ["PRECEPT_API_KEY": "token"], catalogue: Self.catalogue)
    #expect(diagnostics.map(\.description) == [])
    let pipeline = try #require(definition)
    let used =
      switch entry.spec.kind {
      case .extractor: pipeline.extract
      case .transform: pipeline.transforms
      case .loader: [pipeline.load].compactMap { $0 }
      case .writer: pipeline.outputs
      }
    #expect(used.map(\.spec.name) == [entry.spec.name])
  }

  @Test("every default fits its option's type", arguments: uses)
  func defaults(_ entry: CatalogueEntry) {
    func check(_ options: [OptionSpec]) {
      for option in options {
        if let standard = option.standard {
          #expect(DefinitionReader.standardValue(standard, option.type) != nil, "\(option.name): \(standard)")
          #expect(!option.isRequired, "\(option.name) is required and has a default")
        }
        if case .object(let inner) = option.type { check(inner) }
      }
    }
    check(entry.spec.options + entry.shared)
  }

  @Test("names, shorthands and summaries are as the readers of specs expect them", arguments: uses)
  func wording(_ entry: CatalogueEntry) {
    #expect(Self.catalogue.components(entry.spec.kind).count { $0.name == entry.spec.name } == 1)
    if let shorthand = entry.spec.shorthand {
      #expect(entry.spec.options.contains { $0.name == shorthand })
    }
    for option in entry.spec.options {
      #expect(!entry.shared.contains { $0.name == option.name }, "\(option.name) is shared as well")
      #expect(!option.summary.isEmpty && !option.summary.hasSuffix("."), "\(option.name)")
    }
    #expect(!entry.spec.summary.isEmpty && !entry.spec.summary.hasSuffix("."))
  }
}

/// A component with the options of its section.
struct CatalogueEntry: Sendable, CustomTestStringConvertible {
  var spec: ComponentSpec
  var shared: [OptionSpec]

  var testDescription: String { "\(spec.kind.rawValue) \(spec.name)" }
}
