internal import PipelineModel
private import Transport
internal import Yams

extension FaultPlan {
  /// Reads a faults file; what is wrong with it is told with its place.
  package init(file path: String) throws(SandboxError) {
    var bytes: [UInt8] = []
    do {
      var file = try InputFile(path: path)
      // One more than is allowed shows that there is more.
      _ = try file.read(into: &bytes, atMost: FaultFile.sizeLimit + 1)
    } catch {
      throw SandboxError(
        code: error.diagnostic.code, at: error.diagnostic.location, error.message, hint: error.hint)
    }
    guard bytes.count <= FaultFile.sizeLimit else { throw .faultsTooLarge(path, limit: FaultFile.sizeLimit) }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .faultsNotUTF8(path) }
    try self.init(yaml: text, file: path)
  }

  /// Reads the text of a faults file.
  package init(yaml: String, file: String = "faults.yaml") throws(SandboxError) {
    self.init()
    let reader = FaultFile(file: file, text: yaml)
    let root = try reader.root()
    for entry in try reader.entries(of: root, expected: "a map with `faults`") {
      switch entry.name {
      case "seed": seed = UInt64(try reader.whole(entry, 0...Int.max))
      case "webhook_retry": webhookRetry = try reader.duration(entry)
      case "faults":
        for node in try reader.items(entry) { rules.append(try reader.rule(node)) }
      default: throw reader.unknownKey(entry, among: ["seed", "webhook_retry", "faults"])
      }
    }
  }
}

/// A faults file being read: YAML in, checked values out, one error at the first thing that is wrong.
struct FaultFile {
  let file: String
  let text: String

  static let sizeLimit = 1 << 20

  /// A key with its value.
  struct Entry {
    var name: String
    var key: Node
    var value: Node
  }

  func root() throws(SandboxError) -> Node {
    do {
      // `.basic` resolves no tags: scalars are texts. The encoding is named because the library's own default looks at
      // the environment.
      if let root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() { return root }
    } catch let error as YamlError {
      throw syntaxError(error)
    } catch {
      throw .notYAML("", at: location(nil))
    }
    throw .wrongFault("the file", expected: "a map with `faults`", found: "nothing", at: location(nil))
  }

  func entries(of node: Node, expected: String, named name: String = "the file") throws(SandboxError) -> [Entry] {
    guard case .mapping(let mapping) = node else {
      throw .wrongFault(name, expected: expected, found: found(node), at: location(node.mark))
    }
    var entries: [Entry] = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else {
        throw .wrongFault("a key", expected: "text", found: found(key), at: location(key.mark))
      }
      entries.append(Entry(name: scalar.string, key: key, value: value))
    }
    return entries
  }

  func items(_ entry: Entry) throws(SandboxError) -> [Node] {
    guard case .sequence(let items) = entry.value else { throw wrong(entry, expected: "a list of rules") }
    return Array(items)
  }

  /// Where a mark stands for people: columns in bytes.
  func location(_ mark: Mark?) -> Diagnostic.Location {
    guard let mark else { return Diagnostic.Location(file: file) }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let line = lines.indices.contains(mark.line - 1) ? lines[mark.line - 1] : ""
    let before = line.unicodeScalars.prefix(max(0, mark.column - 1))
    // A place after the line's end is none of its bytes.
    let beyond = mark.column - 1 - before.count
    return Diagnostic.Location(file: file, line: mark.line, column: String(before).utf8.count + beyond + 1)
  }

  /// What a node is, in words that follow "found".
  func found(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : quoted(scalar.string)
    case .sequence: "a list"
    case .mapping: "a map"
    case .alias: "an alias"
    }
  }

  func wrong(_ entry: Entry, expected: String, hint: String? = nil) -> SandboxError {
    .wrongFault(
      quoted(entry.name), expected: expected, found: found(entry.value), at: location(entry.value.mark), hint: hint)
  }

  func unknownKey(_ entry: Entry, among known: [String], of endpoint: Endpoint? = nil) -> SandboxError {
    .unknownFaultKey(entry.name, among: known, of: endpoint, at: location(entry.key.mark))
  }

  private func syntaxError(_ error: YamlError) -> SandboxError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      .notYAML(problem, at: location(mark))
    case .duplicatedKeysInMapping(let keys, let context):
      .duplicateFaultKey(keys.min() ?? "", at: location(context.mark))
    default: .notYAML("", at: location(nil))
    }
  }
}
