/// The union of all sources' columns in first-seen order.
struct ColumnUnion: Sendable {
  private(set) var names: [String] = []
  private var indices: [String: Int] = [:]

  /// The places of these columns in the union; new ones are appended.
  mutating func places(of columns: [String]) -> [Int] {
    columns.map { name in
      if let index = indices[name] { return index }
      indices[name] = names.count
      names.append(name)
      return names.count - 1
    }
  }
}
