/// Which elements of an XML file are its records, from its first bytes: the shallowest that are repeated and have fields
/// of their own; among equals the one with the most.
struct XMLShape {
  /// The path, without namespace prefixes; nil where nothing looks like a record.
  private(set) var record: String?

  /// An element path: how often it was seen, and what its elements have.
  private struct Seen {
    var path: [String]
    var count = 0
    var attributes: Set<String> = []
    var children: Set<String> = []

    var fields: Int { attributes.count + children.count }
  }

  private static let depthLimit = 12
  private static let pathLimit = 2_000

  /// - Parameter bytes: in any encoding that has ASCII's bytes for ASCII.
  init(_ bytes: [UInt8]) {
    var seen: [[String]: Seen] = [:]
    var order: [[String]] = []
    var open: [String] = []
    var place = 0
    while let start = Self.find([UInt8(ascii: "<")], in: bytes, from: place) {
      place = start + 1
      guard place < bytes.count else { break }
      if let end = Self.aside(bytes, at: place) {
        place = end
        continue
      }
      guard let tag = Self.tag(bytes, at: place) else { break }
      place = tag.end
      if tag.isEnd {
        if !open.isEmpty { open.removeLast() }
        continue
      }
      let path = open + [tag.name]
      if path.count <= Self.depthLimit {
        if seen[path] == nil, seen.count < Self.pathLimit {
          seen[path] = Seen(path: path)
          order.append(path)
        }
        seen[path]?.count += 1
        seen[path]?.attributes.formUnion(tag.attributes)
        seen[open]?.children.insert(tag.name)
      }
      if !tag.isEmpty { open.append(tag.name) }
    }
    let all = order.compactMap { seen[$0] }
    let repeated = all.filter {
      $0.count > 1 && ($0.children.count > 1 || $0.attributes.count > 1) && $0.path.count > 1
    }
    // A file with one record: what stands in the root, else the root.
    let single = all.filter { $0.path.count == 2 && $0.fields > 1 } + all.filter { $0.path.count == 1 && $0.fields > 0 }
    let candidates = repeated.isEmpty ? single : repeated
    let depth = candidates.map(\.path.count).min(by: repeated.isEmpty ? { $0 > $1 } : { $0 < $1 })
    var best: Seen?
    for one in candidates where one.path.count == depth && one.fields > best?.fields ?? 0 { best = one }
    record = best.map { "/" + $0.path.joined(separator: "/") }
  }

  private struct Tag {
    var name: String
    var attributes: [String] = []
    var isEnd = false
    var isEmpty = false
    var end: Int
  }

  /// Where a comment, CDATA, an instruction or a document type declaration that begins here ends; nil: it is a tag.
  private static func aside(_ bytes: [UInt8], at place: Int) -> Int? {
    func past(_ text: String) -> Int {
      find(Array(text.utf8), in: bytes, from: place).map { $0 + text.utf8.count } ?? bytes.count
    }
    let rest = bytes[place...].prefix(8)
    if rest.starts(with: "!--".utf8) { return past("-->") }
    if rest.starts(with: "![CDATA[".utf8) { return past("]]>") }
    if rest.first == UInt8(ascii: "?") { return past("?>") }
    guard rest.first == UInt8(ascii: "!") else { return nil }
    let end = past(">")
    // An internal subset has declarations of its own.
    return bytes[place..<end].contains(UInt8(ascii: "[")) ? past("]>") : end
  }

  /// The tag whose name begins here; nil where it does not end.
  private static func tag(_ bytes: [UInt8], at start: Int) -> Tag? {
    var place = start
    var quote: UInt8?
    while place < bytes.count, quote != nil || bytes[place] != UInt8(ascii: ">") {
      let byte = bytes[place]
      if byte == quote { quote = nil } else if quote == nil, byte == 0x22 || byte == 0x27 { quote = byte }
      place += 1
    }
    guard place < bytes.count else { return nil }
    var inside = bytes[start..<place]
    var tag = Tag(name: "", end: place + 1)
    if inside.first == UInt8(ascii: "/") {
      tag.isEnd = true
      return tag
    }
    if inside.last == UInt8(ascii: "/") {
      tag.isEmpty = true
      inside.removeLast()
    }
    tag.name = local(inside.prefix { !isBlank($0) })
    var rest = inside.drop { !isBlank($0) }
    while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
      let name = rest[..<equals].filter { !isBlank($0) }
      if !name.starts(with: "xmlns".utf8), !name.starts(with: "xml:".utf8), !name.starts(with: "xsi:".utf8) {
        tag.attributes.append(local(name[...]))
      }
      let value = rest[equals...].dropFirst().drop(while: isBlank)
      guard let mark = value.first, let close = value.dropFirst().firstIndex(of: mark) else { break }
      rest = rest[(close + 1)...]
    }
    return tag
  }

  /// A name without its prefix.
  private static func local(_ name: ArraySlice<UInt8>) -> String {
    let text = String(decoding: name, as: UTF8.self)
    return text.split(separator: ":").last.map(String.init) ?? text
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func find(_ text: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard let first = text.first else { return nil }
    var place = start
    while let index = bytes[place...].firstIndex(of: first) {
      if bytes[index...].starts(with: text) { return index }
      place = index + 1
    }
    return nil
  }
}
