/// The form of the tables of this folder: a title on a line of its own, and below it, indented, `key: value, value`.
struct FieldsTable: Sendable {
  struct Entry: Sendable {
    var title: String
    var lines: [(key: String, values: [String])] = []

    /// The values of a key.
    subscript(key: String) -> [String] { lines.first { $0.key == key }?.values ?? [] }
  }

  private(set) var entries: [Entry] = []

  init(_ text: String) {
    for line in text.split(separator: "\n") {
      guard line.hasPrefix("  ") else {
        entries.append(Entry(title: String(line)))
        continue
      }
      let parts = line.dropFirst(2).split(separator: ": ", maxSplits: 1)
      guard parts.count == 2, !entries.isEmpty else { continue }
      entries[entries.count - 1].lines.append(
        (String(parts[0]), parts[1].split(separator: ", ").map(String.init)))
    }
  }
}
