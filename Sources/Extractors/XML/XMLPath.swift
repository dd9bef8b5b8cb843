internal import PipelineModel

/// A path to the elements that are records: from the document's own element down.
struct XMLPath: Sendable {
  /// How many paths a source may have.
  static let limit = 16

  /// A step: an element's name without its prefix, and its namespace; nil: any, empty: none.
  private let steps: [(name: Substring, uri: String?)]

  /// - Parameter namespaces: by prefix; nil: prefixes do not count.
  init(_ text: String, option: String, namespaces: [String: String]?) throws(OptionProblem) {
    let names = text.split(separator: "/", omittingEmptySubsequences: false)
    guard names.count > 1, names[0].isEmpty, names.dropFirst().allSatisfy(Self.isName) else {
      throw XMLWording.badPath(text, option: option)
    }
    var steps: [(name: Substring, uri: String?)] = []
    for name in names.dropFirst() {
      let parts = name.split(separator: ":")
      let local = parts.last ?? name
      guard let namespaces else {
        steps.append((local, nil))
        continue
      }
      let prefix = parts.count > 1 ? String(parts[0]) : ""
      guard let uri = namespaces[prefix] ?? (prefix.isEmpty ? "" : nil) else {
        throw XMLWording.unknownPrefix(option: option)
      }
      steps.append((local, uri))
    }
    self.steps = steps
  }

  /// As the C parser reads it.
  var encoded: String {
    steps.map { step in step.uri.map { "\(step.name) \($0)" } ?? String(step.name) }.joined(separator: "\t")
  }

  /// Whether it can be an element's name: close enough to tell a path from a slip.
  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty && !text.hasSuffix(":")
      && text.unicodeScalars.allSatisfy { !" \t\r\n<>[]*@\"'=\0".unicodeScalars.contains($0) }
  }
}
