internal import Extractors
internal import Foundation
internal import Identity
internal import Loading
package import PipelineModel
internal import Transforms
internal import Transport
internal import Writers

extension Catalogue {
  /// Every component that this build has, from the registries.
  package static let standard = Catalogue(
    extractors: Extractors.all.map { $0.spec } + [CommandInput.spec],
    transforms: Transforms.all.map { $0.spec } + [Dedupe.spec],
    loaders: Loaders.all,
    writers: Writers.all.map { $0.spec },
    shared: sharedOptions.merging([.loader: Loaders.sharedOptions], uniquingKeysWith: { $1 }))
}

extension PipelineDefinition {
  /// Reads a pipeline file (`-` for stdin) and checks it against everything this build has.
  package static func load(
    _ path: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> (definition: PipelineDefinition?, diagnostics: [Diagnostic]) {
    var input = try InputFile(path: path)
    var bytes: [UInt8] = []
    while bytes.count <= sizeLimit, try input.read(into: &bytes, atMost: sizeLimit + 1) > 0 {}
    let (definition, diagnostics) = read(
      file: path, bytes: bytes, environment: environment, catalogue: .standard, check: problem)
    guard let definition else { return (nil, diagnostics) }
    let linked = definition.linkedFiles(inputs: definition.inputsNow)
    return (linked.isEmpty ? definition : nil, diagnostics + linked)
  }

  /// What a component itself has against its options.
  private static func problem(_ use: ComponentUse) -> OptionProblem? {
    do throws(OptionProblem) {
      switch use.spec.kind {
      case .extractor: _ = try Extractors.all.first { $0.spec.name == use.format }?.init(options: use.options)
      case .transform where use.spec.name == Dedupe.spec.name: _ = try Dedupe(options: use.options)
      case .transform: _ = try Transforms.all.first { $0.spec.name == use.spec.name }?.init(options: use.options)
      case .writer: _ = try Writers.all.first { $0.spec.name == use.spec.name }?.init(options: use.options)
      case .loader:
        let settings = try LoadSettings(loader: use.spec.name, options: use.options)
        try LoadLimits(options: use.options).check(for: settings)
      }
      return nil
    } catch {
      return error
    }
  }
}
