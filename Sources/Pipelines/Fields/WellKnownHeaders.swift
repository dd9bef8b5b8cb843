package import PipelineModel

/// The column names that are understood without a mapping, case, punctuation and accents aside: those of `HeaderTable`.
package enum WellKnownHeaders {
  /// The lead field that a header names: `First Name`, `first_name` and `contact.firstName` are the same.
  ///
  /// A dotted path matches as a whole, by its last parts, or by its last part alone where that cannot mean anything
  /// else; a path through somebody else (`owner.email`) matches nothing.
  package static func field(forHeader header: String) -> LeadField? { match(header)?.field }

  /// What a header was found to be.
  struct Match: Equatable {
    var field: LeadField
    /// Whether the whole header says so, and not the end of a path.
    var isWhole = true
    /// Whether the word can be the whole name or a part of it; `field` is what it is alone.
    var isAnyName = false
  }

  static func match(_ header: String) -> Match? {
    // Salesforce marks the columns that a customer made.
    let header = header.hasSuffix("__c") ? String(header.dropLast(3)) : header
    let whole = headerKey(header)
    if let field = words[whole] { return Match(field: field) }
    // The shortest of these words (Turkish *ad*) means something else where there is no other part of a name.
    if nameWords.contains(whole) { return Match(field: whole.utf8.count < 3 ? .firstName : .fullName, isAnyName: true) }
    let parts = header.split(separator: ".").map { headerKey(String($0)) }
    // `@id` and the like are attributes; their names stand alone as well.
    guard parts.count > 1, !parts.dropLast().contains(where: { otherPeople.contains($0) }) else { return nil }
    for start in 1..<parts.count - 1 {
      if let field = words[parts[start...].joined()] { return Match(field: field, isWhole: false) }
    }
    guard let last = parts.last, let field = words[last] else { return nil }
    // A list with its items: `phones.phone`.
    guard !ambiguousAlone.contains(last) || parts[parts.count - 2] == last + "s" else { return nil }
    return Match(field: field, isWhole: false)
  }

  /// Whether a header says what it is in English.
  static func isEnglish(_ header: String) -> Bool { english.contains(headerKey(header)) }

  /// The names that one slip in a header may have meant, each with its field: long ones, or nearly every word is near.
  static let names: [(key: [Character], name: String, field: LeadField)] = {
    var names: [(key: [Character], name: String, field: LeadField)] = []
    var seen: Set<String> = []
    for (index, language) in HeaderTable.languages.enumerated() {
      for (field, headers) in language.headers {
        for header in headers {
          let key = headerKey(header)
          guard let field, words[key] == field, key.count >= (index == 0 ? 5 : 7), seen.insert(key).inserted else {
            continue
          }
          names.append((Array(key), header, field))
        }
      }
    }
    return names
  }()

  /// Last parts of paths that could be anything's.
  private static let ambiguousAlone: Set<String> = [
    "id", "name", "title", "domain", "country", "countrycode", "region", "language", "locale", "company", "account",
    "website", "web", "url", "phone", "telephone", "tel", "updated", "updatedat", "modified", "position", "role",
    "first", "last", "middle", "prefix", "suffix", "organisation", "organization", "number", "uid", "recordid",
    "lastmodified", "given", "family",
  ]

  /// Parts of paths that lead to somebody who is not the lead.
  private static let otherPeople: Set<String> = [
    "owner", "contactowner", "leadowner", "accountowner", "manager", "reportsto", "assistant", "createdby", "creator",
    "updatedby", "modifiedby", "lastmodifiedby", "rep", "salesrep", "assignee", "assignedto", "user", "author",
    "referrer", "referredby", "spouse", "previous", "old",
  ]

  private static let english = Set(HeaderTable.languages[0].headers.flatMap(\.names).map(headerKey))

  /// By key; the first language that has a word decides.
  private static let words: [String: LeadField] = {
    var words: [String: LeadField] = [:]
    for field in LeadField.allCases { words[headerKey(field.name)] = field }
    for language in HeaderTable.languages {
      for (field, names) in language.headers {
        guard let field else { continue }
        for name in names where words[headerKey(name)] == nil { words[headerKey(name)] = field }
      }
    }
    return words
  }()

  /// Keys of words that can be the whole name or a part of it.
  private static let nameWords = Set(
    HeaderTable.languages.flatMap(\.headers).filter { $0.field == nil }.flatMap(\.names).map(headerKey))
}
