internal import Yams

/// Reads the text of a pipeline file into one node; nil where it holds nothing but comments.
///
/// Findings are syntax errors (the first one ends the reading) and keys that are not text.
func readYAML(_ source: SourceText) -> (node: YAMLNode?, findings: [Finding]) {
  if let (scalar, place) = source.firstForbiddenScalar() {
    return (nil, [.forbiddenCharacter(scalar, at: place)])
  }
  var parsed = ParsedText(source)
  while true {
    do {
      // `.basic` resolves no tags: scalars are texts here. The encoding is named because the library's own default
      // looks at the environment.
      guard let root = try Parser(yaml: parsed.text, resolver: .basic, encoding: .utf8).singleRoot() else {
        return (nil, [])
      }
      var conversion = Conversion(parsed: parsed)
      let node = conversion.node(root, depth: 0)
      return (conversion.isTooLarge ? nil : node, conversion.findings)
    } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
      let place = Place(line: context.mark.line, column: context.mark.column)
      guard parsed.rename(at: place) else {
        return (nil, [.duplicateKey(duplicates.min() ?? "", first: nil, at: place)])
      }
    } catch {
      return (nil, [syntaxFinding(error, source)])
    }
  }
}

private func syntaxFinding(_ error: any Error, _ source: SourceText) -> Finding {
  switch error as? YamlError {
  case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
    .composer(let context, let problem, let mark, _):
    return .syntax(
      problem: problem, context: context?.text,
      opened: context.map { Place(line: $0.mark.line, column: $0.mark.column) },
      at: Place(line: mark.line, column: mark.column), source)
  default:
    return .syntax(problem: "", context: nil, opened: nil, at: Place(line: 1, column: 1), source)
  }
}

/// The text as the YAML library is given it: with the first of two equal keys renamed (the library gives up at a
/// duplicate key, and a pipeline file's problems are to be told all at once), and with the braces of variables hidden.
///
/// Single scalars are replaced by ones from a private use plane, so that every column stays what it was.
private struct ParsedText {
  private(set) var text: String
  private var originals: [Unicode.Scalar: Unicode.Scalar] = [:]
  private var next: UInt32 = 0xF_0000

  init(_ source: SourceText) {
    text = source.text
    // A text that already holds such scalars cannot be renamed without doubt; its duplicates are told one by one.
    if text.unicodeScalars.contains(where: { $0.value >= 0xF_0000 }) { next = .max } else { shelterVariables() }
  }

  /// What stands in for the braces of `${NAME}`, which YAML would take for a map's inside `{…}` and `[…]`.
  private static let open: Unicode.Scalar = "\u{F1000}"
  private static let close: Unicode.Scalar = "\u{F1001}"

  private mutating func shelterVariables() {
    var scalars = Array(text.unicodeScalars)
    var opening: Int?
    for (index, scalar) in scalars.enumerated() {
      if scalar == "{", index > 0, scalars[index - 1] == "$" {
        opening = index
      } else if let start = opening {
        if scalar == "}" && index > start + 1 {
          scalars[start] = Self.open
          scalars[index] = Self.close
          opening = nil
        } else if "{[],\r\n\"'#".unicodeScalars.contains(scalar) || scalar == "}" {
          opening = nil
        }
      }
    }
    text = String(String.UnicodeScalarView(scalars))
  }

  /// Renames the key at a place; false where that cannot be done safely.
  mutating func rename(at place: Place) -> Bool {
    guard next < 0xF_0014, let stand_in = Unicode.Scalar(next), var index = self.index(of: place) else { return false }
    var scalars = text.unicodeScalars
    if scalars[index] == "\"" || scalars[index] == "'" { index = scalars.index(after: index) }
    guard index < scalars.endIndex else { return false }
    let original = scalars[index]
    guard
      original.properties.isAlphabetic || original.properties.numericType != nil
        || "_<$".unicodeScalars.contains(original)
    else { return false }
    scalars.replaceSubrange(index...index, with: CollectionOfOne(stand_in))
    text = String(scalars)
    originals[stand_in] = original
    next += 1
    return true
  }

  /// A scalar as the file has it.
  func original(_ scalar: String) -> String {
    guard scalar.unicodeScalars.contains(where: { $0.value >= 0xF_0000 }) else { return scalar }
    var restored = String.UnicodeScalarView()
    for (index, part) in scalar.unicodeScalars.enumerated() {
      switch part {
      case Self.open: restored.append("{")
      case Self.close: restored.append("}")
      default: restored.append(index == 0 ? originals[part] ?? part : part)
      }
    }
    return String(restored)
  }

  private func index(of place: Place) -> String.Index? {
    let scalars = text.unicodeScalars
    var line = 1
    var index = scalars.startIndex
    while line < place.line, index < scalars.endIndex {
      let scalar = scalars[index]
      index = scalars.index(after: index)
      switch scalar {
      case "\r": if index < scalars.endIndex, scalars[index] == "\n" { continue } else { line += 1 }
      case "\n", "\u{85}", "\u{2028}", "\u{2029}": line += 1
      default: continue
      }
    }
    guard let found = scalars.index(index, offsetBy: place.column - 1, limitedBy: scalars.endIndex) else { return nil }
    return found < scalars.endIndex ? found : nil
  }
}

/// Turns the library's nodes into ours.
private struct Conversion {
  let parsed: ParsedText
  var findings: [Finding] = []
  var isTooLarge = false
  private var count = 0

  /// Aliases of aliases can stand for more values than any machine holds.
  private static let valueLimit = 200_000
  private static let depthLimit = 200

  init(parsed: ParsedText) { self.parsed = parsed }

  mutating func node(_ node: Node, depth: Int) -> YAMLNode {
    let place = node.mark.map { Place(line: $0.line, column: $0.column) } ?? Place(line: 1, column: 1)
    count += 1
    guard count <= Self.valueLimit, depth <= Self.depthLimit else {
      if !isTooLarge { findings.append(.tooManyValues(limit: Self.valueLimit, depth: Self.depthLimit, at: place)) }
      isTooLarge = true
      return YAMLNode(content: .list([]), place: place)
    }
    switch node {
    case .scalar(let scalar):
      return YAMLNode(content: .scalar(parsed.original(scalar.string), isPlain: scalar.style == .plain), place: place)
    case .sequence(let items):
      var converted: [YAMLNode] = []
      for item in items where !isTooLarge { converted.append(self.node(item, depth: depth + 1)) }
      return YAMLNode(content: .list(converted), place: place)
    case .mapping(let mapping):
      return YAMLNode(content: .map(entries(mapping, depth: depth)), place: place)
    case .alias:
      // Composing has resolved every alias.
      return YAMLNode(content: .list([]), place: place)
    }
  }

  private mutating func entries(_ mapping: Node.Mapping, depth: Int) -> [YAMLNode.Entry] {
    var entries: [YAMLNode.Entry] = []
    var merged: [YAMLNode.Entry] = []
    for (key, value) in mapping where !isTooLarge {
      let converted = node(key, depth: depth + 1)
      guard case .scalar(let text, let isPlain) = converted.content else {
        findings.append(.keyIsNotText(at: converted.place))
        continue
      }
      let value = node(value, depth: depth + 1)
      if text == "<<", isPlain {
        merge(value, into: &merged)
      } else {
        entries.append(YAMLNode.Entry(key: text, place: converted.place, value: value))
      }
    }
    let own = Set(entries.map(\.key))
    return entries + merged.filter { !own.contains($0.key) }
  }

  /// The map's own keys win over merged ones, and earlier merged maps over later ones.
  private mutating func merge(_ value: YAMLNode, into merged: inout [YAMLNode.Entry]) {
    for source in value.items ?? [value] {
      guard let entries = source.entries else {
        findings.append(.mergeIsNotMap(at: source.place))
        continue
      }
      merged += entries.filter { entry in !merged.contains { $0.key == entry.key } }
    }
  }
}
