internal import PipelineModel

/// Where a result item may hold what was found: tried in order, the first that holds something that looks right wins.
///
/// The vendor documents `enrichEmail` and `enrichPhone`, its client says `enrich_email` and `enrich_phone`; the rest is
/// tolerance. Paths are dotted names with `[n]` for elements.
package struct ResultPaths: Sendable, Equatable {
  package var email: [String]
  package var phone: [String]

  package init(email: [String], phone: [String]) {
    self.email = email
    self.phone = phone
  }

  /// The defaults.
  package static let standard = ResultPaths(
    email: paths(["enrichEmail", "enrich_email", "email", "emails", "workEmail", "work_email"]),
    phone: paths([
      "enrichPhone", "enrich_phone", "phone", "phones", "phoneNumber", "phone_number", "mobile", "mobilePhone",
      "mobile_phone",
    ]))

  /// With a pipeline's own paths, which are tried before the standard ones.
  package func overridden(email: [String]?, phone: [String]?) -> ResultPaths {
    ResultPaths(email: (email ?? []) + self.email, phone: (phone ?? []) + self.phone)
  }

  private static func paths(_ names: [String]) -> [String] {
    names + ["contact", "person", "lead", "data"].flatMap { holder in names.map { "\(holder).\($0)" } }
  }

  /// What an item holds of a field.
  func value(of field: ContactField, in item: JSONTree.Node) -> String? {
    (field == .email ? email : phone).lazy.compactMap { path in
      Self.node(at: path, in: item).flatMap { Self.value(field, in: $0, depth: 0) }
    }.first
  }

  private static func node(at path: String, in item: JSONTree.Node) -> JSONTree.Node? {
    path.split(separator: ".").reduce(item as JSONTree.Node?) { node, part in
      let names = part.split(separator: "[")
      guard let name = names.first, let named = node?[String(name)] else { return nil }
      return names.dropFirst().reduce(named as JSONTree.Node?) { node, index in
        guard let place = Int(index.dropLast()), let elements = node?.elements, elements.indices.contains(place) else {
          return nil
        }
        return elements[place]
      }
    }
  }

  /// A value may be a text, a list of values, or an object that holds it.
  private static func value(_ field: ContactField, in node: JSONTree.Node, depth: Int) -> String? {
    if depth > 3 { return nil }
    if let text = node.scalar { return checked(text, field) }
    if let elements = node.elements {
      return elements.lazy.compactMap { value(field, in: $0, depth: depth + 1) }.first
    }
    let names =
      field == .email ? ["value", "email", "address"] : ["value", "phone", "number", "phoneNumber", "phone_number"]
    return names.lazy.compactMap { node[$0].flatMap { value(field, in: $0, depth: depth + 1) } }.first
  }

  /// "N/A", "not found" and the like are no answers.
  private static func checked(_ text: String, _ field: ContactField) -> String? {
    let bytes = Array(text.utf8)
    guard let start = bytes.firstIndex(where: { $0 > 0x20 }), let end = bytes.lastIndex(where: { $0 > 0x20 }) else {
      return nil
    }
    let trimmed = bytes[start...end]
    if trimmed.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return nil }
    let looksRight: Bool
    switch field {
    case .email:
      let at = trimmed.firstIndex(of: UInt8(ascii: "@"))
      looksRight = at.map { $0 > start && $0 < end } ?? false && !trimmed.contains(0x20)
    case .phone:
      looksRight = trimmed.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } >= 5
    }
    return looksRight ? String(decoding: trimmed, as: UTF8.self) : nil
  }
}
