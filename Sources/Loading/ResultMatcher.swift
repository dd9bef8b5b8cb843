internal import PipelineModel

/// Tells whom of a submission an item of a response is about: by the echoed custom data, else by LinkedIn profile,
/// else by names and company; never by a guess.
struct ResultMatcher {
  private let ids: Set<UInt128>
  /// Lower-cased key texts; nil where two people share one.
  private var texts: [String: UInt128?] = [:]

  init(_ claims: [Claim]) {
    ids = Set(claims.map(\.key.id))
    for claim in claims {
      texts.updateValue(
        texts[claim.key.text.lowercased()] == nil ? claim.key.id : nil, forKey: claim.key.text.lowercased())
    }
  }

  /// The person's key id.
  func match(_ item: JSONTree.Node) -> UInt128? {
    if let text = item.string { return lead(text) ?? profile(text) }
    // Our own mark decides, even against: an item of another submission is none of these people.
    if let mark = Self.custom(RequestCodec.leadName, in: item) { return lead(mark) }
    for holder in Self.holders(item) {
      let url = holder.first("linkedinUrl", "linkedin_url", "linkedInUrl", "linkedin", "profileUrl", "profile_url")
      if let text = url?.string, let id = profile(text) { return id }
      if let id = names(holder) { return id }
    }
    return nil
  }

  /// A value of the custom data that came back with an item.
  static func custom(_ name: String, in item: JSONTree.Node) -> String? {
    holders(item).lazy.compactMap { holder in
      guard let custom = holder.first("customData", "custom_data") else { return nil }
      // Some services send nested JSON as text.
      let data = custom.string.flatMap { JSONTree.parse(Array($0.utf8)) } ?? custom
      return data[name]?.string
    }.first
  }

  /// The item, and the objects in it that may hold the lead.
  private static func holders(_ item: JSONTree.Node) -> [JSONTree.Node] {
    [item] + ["lead", "contact", "person", "data", "input"].compactMap { item[$0] }.filter(\.isObject)
  }

  private func lead(_ hex: String) -> UInt128? {
    guard hex.utf8.count == 32, let id = UInt128(hex, radix: 16), ids.contains(id) else { return nil }
    return id
  }

  private func profile(_ url: String) -> UInt128? {
    guard let path = url.lowercased().firstRange(of: "linkedin.com/in/") else { return nil }
    let slug = url.lowercased()[path.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return (texts[SubmittablePerson.profilePrefix + slug] ?? nil)
  }

  private func names(_ holder: JSONTree.Node) -> UInt128? {
    guard let first = holder.first("firstName", "first_name")?.string,
      let last = holder.first("lastName", "last_name")?.string
    else { return nil }
    let companies = [
      holder.first("companyDomain", "company_domain"), holder.first("companyName", "company_name"),
      holder.first("company"),
    ]
    return companies.lazy.compactMap { company in
      company?.string.flatMap { company in
        SubmittablePerson(
          linkedIn: Span(), first: first.utf8.span, last: last.utf8.span, companyName: company.utf8.span,
          companyDomain: Span())
      }.flatMap { texts[$0.key.text.lowercased()] ?? nil }
    }.first
  }
}
