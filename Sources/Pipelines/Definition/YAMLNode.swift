/// A value of a pipeline file with its place: YAML as far as pipeline files need it, aliases and merge keys resolved.
struct YAMLNode: Sendable {
  /// What it is.
  indirect enum Content: Sendable {
    /// A scalar's text; `isPlain` where it stands without quotes.
    case scalar(String, isPlain: Bool)
    case list([YAMLNode])
    /// The entries in file order; a key that is given twice is there twice.
    case map([Entry])
  }

  /// A key with its value.
  struct Entry: Sendable {
    var key: String
    /// Where the key stands.
    var place: Place
    var value: YAMLNode
  }

  var content: Content
  var place: Place

  /// Whether it is a key without a value, `~` or `null`.
  var isNothing: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// The entries of a map.
  var entries: [Entry]? { if case .map(let entries) = content { entries } else { nil } }
  /// The items of a list.
  var items: [YAMLNode]? { if case .list(let items) = content { items } else { nil } }
}
