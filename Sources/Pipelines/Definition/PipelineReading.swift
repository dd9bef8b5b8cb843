internal import Foundation
package import PipelineModel

extension PipelineDefinition {
  /// No pipeline file is larger, in bytes.
  package static let sizeLimit = 1 << 20

  /// Reads a pipeline file and tells all of its problems at once, in file order; there is a definition exactly when
  /// none of them is an error.
  ///
  /// - Parameters:
  ///   - file: as the user named it; `-` for stdin, which stands in the current folder.
  ///   - environment: what `${NAME}` stands for.
  ///   - currentFolder: absolute; what a relative `file` is relative to.
  ///   - check: what a component itself has against its options; asked for each use that fits its spec.
  package static func read(
    file: String, text: String, environment: [String: String], catalogue: Catalogue,
    currentFolder: String = FileManager.default.currentDirectoryPath,
    check: (ComponentUse) -> OptionProblem? = { _ in nil }
  ) -> (definition: PipelineDefinition?, diagnostics: [Diagnostic]) {
    guard text.utf8.count <= sizeLimit else {
      let source = SourceText(file: file, text: "")
      return (nil, diagnostics([.fileTooLarge(limit: sizeLimit)], in: source))
    }
    let source = SourceText(file: file, text: text)
    let (node, findings) = readYAML(source)
    var reader = DefinitionReader(source: source, environment: environment, catalogue: catalogue)
    reader.findings = findings
    guard let node, !(node.isNothing && findings.isEmpty) else {
      if findings.isEmpty { reader.findings.append(.empty()) }
      return (nil, diagnostics(reader.findings, in: source))
    }
    let definition = reader.pipeline(node, file: file, currentFolder: currentFolder, check: check)
    return (reader.hasErrors ? nil : definition, diagnostics(reader.findings, in: source))
  }

  /// As `read(file:text:…)`, from the file's bytes, which must be UTF-8.
  package static func read(
    file: String, bytes: [UInt8], environment: [String: String], catalogue: Catalogue,
    currentFolder: String = FileManager.default.currentDirectoryPath,
    check: (ComponentUse) -> OptionProblem? = { _ in nil }
  ) -> (definition: PipelineDefinition?, diagnostics: [Diagnostic]) {
    if bytes.count <= sizeLimit, String(validating: bytes, as: UTF8.self) == nil {
      let source = SourceText(file: file, text: String(decoding: bytes, as: UTF8.self))
      let place = source.firstReplacement(in: bytes)
      return (nil, diagnostics([.notUTF8(at: place)], in: source))
    }
    // Past the limit nothing of the text is looked at, so it need not be decoded right.
    return read(
      file: file, text: String(decoding: bytes, as: UTF8.self), environment: environment, catalogue: catalogue,
      currentFolder: currentFolder, check: check)
  }

  /// In file order, each once, and no more than a person reads.
  private static func diagnostics(_ findings: [Finding], in source: SourceText) -> [Diagnostic] {
    let limit = 100
    var unique: [Finding] = []
    var seen: Set<String> = []
    // Aliases show the same place twice.
    for finding in findings
    where seen.insert("\(finding.place?.line ?? 0):\(finding.place?.column ?? 0):\(finding.message)").inserted {
      unique.append(finding)
    }
    let sorted = unique.enumerated().sorted {
      let (a, b) = ($0.element.place ?? Place(line: 0, column: 0), $1.element.place ?? Place(line: 0, column: 0))
      return a == b ? $0.offset < $1.offset : a < b
    }.map(\.element)
    // Errors are what makes a definition nil, so a cut never hides all of them.
    var shown = sorted.prefix(limit)
    if sorted.count > limit {
      if !shown.contains(where: { $0.severity == .error }) {
        shown = sorted.filter { $0.severity == .error }.prefix(limit)
      }
      shown.append(.more(sorted.count - shown.count))
    }
    return shown.map {
      Diagnostic($0.severity, code: $0.code, at: source.location($0.place), $0.message, hint: $0.hint)
    }
  }
}

/// Reads one pipeline file; collects findings as it goes.
struct DefinitionReader {
  let source: SourceText
  let environment: [String: String]
  let catalogue: Catalogue
  var findings: [Finding] = []
  /// Where options stand, by their dotted name, of the use that is being read.
  var places: [String: Place] = [:]
  /// How the file writes values that use variables, by their dotted name; their values are not shown.
  var sources: [String: String] = [:]
  /// Scalars that are no secrets, by their dotted name, of the use that is being read.
  var given: [String: ScalarValue] = [:]
  /// The component that is being read.
  var component = ""

  init(source: SourceText, environment: [String: String], catalogue: Catalogue = .empty) {
    self.source = source
    self.environment = environment
    self.catalogue = catalogue
  }

  var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// The top level.
  mutating func pipeline(
    _ node: YAMLNode, file: String, currentFolder: String, check: (ComponentUse) -> OptionProblem?
  ) -> PipelineDefinition? {
    guard let entries = node.entries else {
      findings.append(.notAMap(node))
      return nil
    }
    let keys = ["name", "extract", "transform", "load", "output", "state", "allow_rejects", "max_rejects"]
    // `x-…` holds what other parts refer to by an anchor.
    let (given, misspelt) = distinct(entries.filter { !$0.key.hasPrefix("x-") }, allowed: keys, in: nil)

    let path = file == "-" ? currentFolder : absolutePath(file, in: currentFolder)
    let folder = file == "-" ? currentFolder : absolutePath("..", in: path)
    let extract = components(
      given["extract"], .extractor, isRequired: !misspelt.contains("extract"), at: node.place, check)
    let transforms =
      given["transform"].map { components($0, .transform, isRequired: false, at: node.place, check) }
      ?? standardTransforms(check)
    let load = given["load"].flatMap { loader($0, check) }
    let outputs = components(
      given["output"], .writer, isRequired: !misspelt.contains("output"), at: node.place, check)
    let name = given["name"].flatMap { nameOfPipeline($0) } ?? standardName(file)
    let asksForLoad = given["load"] != nil
    let asksForDedupe = transforms.contains { $0.use.spec.name == "dedupe" }
    checkPaths(extract: extract, outputs: outputs, pipeline: (file, name, folder))
    for output in outputs { checkColumns(output, hasLoad: asksForLoad, hasPeople: asksForLoad || asksForDedupe) }

    return PipelineDefinition(
      file: file, name: name, folder: folder,
      stateFolder: absolutePath(given["state"].flatMap { state($0) } ?? ".sluice", in: folder),
      extract: extract.map(\.use), transforms: transforms.map(\.use), load: load?.use, outputs: outputs.map(\.use),
      allowRejects: given["allow_rejects"].flatMap { allowRejects($0) } ?? 0.01,
      maxRejects: given["max_rejects"].flatMap { maxRejects($0) })
  }

  private mutating func nameOfPipeline(_ entry: YAMLNode.Entry) -> String? { nonEmptyText(entry, as: .text) }

  private mutating func state(_ entry: YAMLNode.Entry) -> String? { nonEmptyText(entry, as: .path) }

  private mutating func nonEmptyText(_ entry: YAMLNode.Entry, as type: OptionType) -> String? {
    guard case .text(let text)? = value(entry.value, as: type, named: entry.key) else { return nil }
    if text.allSatisfy(\.isWhitespace) {
      findings.append(.emptyText(entry.key, expected: type.expectation, at: entry.value.place))
    }
    return text
  }

  private mutating func allowRejects(_ entry: YAMLNode.Entry) -> Double? {
    guard let scalar = scalar(entry.value, named: entry.key, expected: "a share such as `1%` or `0.01`") else {
      return nil
    }
    switch Share(scalar.text) {
    case .share(let share): return share
    case .ambiguous:
      let hint = "write `\(scalar.shown)%` for per cent, or a fraction with a decimal point"
      findings.append(.allowRejects("`\(scalar.shown)`", hint, at: entry.value.place))
    case .invalid:
      let found = scalar.found
      findings.append(.allowRejects(found, "it lies between `0%` and `100%`", at: entry.value.place))
    }
    return nil
  }

  private mutating func maxRejects(_ entry: YAMLNode.Entry) -> MaxRejects? {
    guard
      let scalar = scalar(entry.value, named: entry.key, expected: "a count such as `1000`, or a share such as `5%`")
    else { return nil }
    if let count = wholeNumber(scalar.text), count >= 0 { return .count(count) }
    if case .share(let share) = Share(scalar.text) { return .share(share) }
    findings.append(.maxRejects(scalar.found, at: entry.value.place))
    return nil
  }

  /// The file's name without its folder and extension.
  private func standardName(_ file: String) -> String {
    guard file != "-", let last = file.split(separator: "/").last else { return "pipeline" }
    guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return String(last) }
    return String(last[..<dot])
  }

  /// The entries by key; tells unknown and repeated keys. Of a repeated key the first is taken. `misspelt` are the
  /// keys that unknown ones were probably meant to be: nobody needs to be told that they are missing.
  mutating func distinct(
    _ entries: [YAMLNode.Entry], allowed: [String], in owner: String?, takes: ((String) -> Bool)? = nil
  ) -> (given: [String: YAMLNode.Entry], misspelt: Set<String>) {
    var given: [String: YAMLNode.Entry] = [:]
    var misspelt: Set<String> = []
    for entry in entries {
      if let first = given[entry.key] {
        findings.append(.duplicateKey(entry.key, first: first.place, at: entry.place))
        continue
      }
      given[entry.key] = entry
      if !(takes?(entry.key) ?? allowed.contains(entry.key)) {
        findings.append(.unknownKey(entry.key, in: owner, allowed: allowed, at: entry.place))
        if let meant = suggestion(for: entry.key, among: allowed) { misspelt.insert(meant) }
      }
    }
    return (given, misspelt)
  }
}
