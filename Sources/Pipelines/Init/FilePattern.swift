/// A pattern for the names of files in one folder.
enum FilePattern {
  /// `exports/leads-*.csv`: what the names have in common before and behind what differs; nil where they are in several
  /// folders, have no ending in common, or hold signs that mean something in patterns.
  static func of(_ paths: [String]) -> String? {
    guard paths.allSatisfy({ !$0.contains { "*?[]\\".contains($0) } }) else { return nil }
    let parts = paths.map { path -> (folder: Substring, name: [Character]) in
      let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
      return (path[..<start], Array(path[start...]))
    }
    guard let first = parts.first, parts.allSatisfy({ $0.folder == first.folder }) else { return nil }
    var before = first.name
    for part in parts { before = zip(before, part.name).prefix { $0 == $1 }.map(\.0) }
    var behind = Array(first.name.dropFirst(before.count).reversed())
    for part in parts {
      let rest = part.name.dropFirst(before.count).reversed()
      behind = zip(behind, rest).prefix { $0 == $1 }.map(\.0)
    }
    // Where numbers differ, all of the number does.
    while before.last?.isNumber == true { before.removeLast() }
    while behind.last?.isNumber == true { behind.removeLast() }
    guard behind.contains(".") else { return nil }
    return first.folder + String(before) + "*" + String(behind.reversed())
  }
}
