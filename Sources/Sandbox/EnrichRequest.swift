internal import Foundation

/// What `POST /v1/leads/enrich` is given; decoding and `check()` together are the contract's rules for it.
struct EnrichRequest: Decodable, Sendable {
  var leads: [Lead]
  var webhookUrl: String?
  var name: String?
  var includeContactDetails: Bool?
  var translate: Bool?
  var streamingResults: Bool?
  var interests: [String]?

  /// A lead as it was sent.
  struct Lead: Decodable, Sendable {
    var linkedinUrl: String?
    var firstName: String?
    var lastName: String?
    var companyName: String?
    var companyDomain: String?
    var enrichType: [String]?
    var customData: [String: String]?
  }

  static let leadLimit = 1000
  static let customDataLimit = 5
  static let customDataLength = 100
  static let interestLimit = 5

  /// Reads a request's body.
  init(body: [UInt8]) throws(Refusal) {
    // The decoder would guess at UTF-16 and UTF-32, and the log keeps bodies as they came.
    guard !body.contains(0), body.first.map({ $0 < 0x80 }) ?? false else {
      throw Refusal("the body is not valid JSON in UTF-8")
    }
    do {
      self = try JSONDecoder().decode(EnrichRequest.self, from: Data(body))
    } catch let error as DecodingError {
      throw Refusal(error)
    } catch {
      throw Refusal("the body is not valid JSON")
    }
    if let field = firstNullField(in: body) { throw Refusal("\(field) must not be null: leave it out") }
    try check()
  }

  private func check() throws(Refusal) {
    if leads.isEmpty { throw Refusal("leads is empty") }
    if leads.count > Self.leadLimit {
      throw Refusal("leads has \(leads.count) items, at most \(Self.leadLimit) are allowed")
    }
    if let interests, interests.count > Self.interestLimit {
      throw Refusal("interests has \(interests.count) items, at most \(Self.interestLimit) are allowed")
    }
    if let webhookUrl, !isLoopbackURL(webhookUrl) {
      throw Refusal("webhookUrl must lead to this machine (http://127.0.0.1:PORT/…): the sandbox sends to no other")
    }
    for (index, lead) in leads.enumerated() {
      if let problem = lead.problem { throw Refusal("leads[\(index)]\(problem)") }
    }
  }
}

extension EnrichRequest.Lead {
  /// What stands for this person on the bill: the LinkedIn URL, else names and company as sent; nil where the lead has
  /// too little of them.
  var key: String? {
    if let linkedinUrl = filled(linkedinUrl) { return linkedinUrl }
    guard let first = filled(firstName), let last = filled(lastName) else { return nil }
    return (filled(companyDomain) ?? filled(companyName)).map { "\(first)|\(last)|\($0)" }
  }

  /// Whether a contact type is asked for; both are where the lead names none.
  func asks(for type: String) -> Bool { enrichType?.contains(type) ?? true }

  fileprivate var problem: String? {
    if key == nil { return " needs linkedinUrl, or firstName, lastName and companyName or companyDomain" }
    if let enrichType, enrichType.isEmpty || !enrichType.allSatisfy({ $0 == "emails" || $0 == "phones" }) {
      return ".enrichType must hold \"emails\", \"phones\" or both"
    }
    guard let customData else { return nil }
    if customData.count > EnrichRequest.customDataLimit {
      return ".customData has \(customData.count) properties, at most \(EnrichRequest.customDataLimit) are allowed"
    }
    if customData.values.contains(where: { $0.utf16.count > EnrichRequest.customDataLength }) {
      return ".customData has a value of more than \(EnrichRequest.customDataLength) characters"
    }
    return nil
  }
}

/// Why a request is answered with 400; tells places and types, never values.
struct Refusal: Error {
  var message: String

  init(_ message: String) { self.message = message }

  init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context): message = "\(place(context.codingPath + [key])) is missing"
    case .valueNotFound(let type, let context): message = "\(place(context.codingPath)) must be \(word(type)), not null"
    case .typeMismatch(let type, let context): message = "\(place(context.codingPath)) must be \(word(type))"
    default: message = "the body is not valid JSON"
    }
  }
}

/// Whether a URL leads to this machine, whoever reads it: nothing but a loopback host and a port stands before the path,
/// and nothing after it that a URI may not hold (RFC 3986). The same pattern stands in schemas/precept.openapi.yaml.
func isLoopbackURL(_ url: String) -> Bool {
  let host = /https?:\/\/(127(\.[0-9]{1,3}){3}|localhost|\[::1\])(:[0-9]{1,5})?/
  let rest = /([\/?]([A-Za-z0-9._~!$&'()*+,;=:@\/?-]|%[0-9A-Fa-f]{2})*)?/
  guard let start = url.prefixMatch(of: host) else { return false }
  return url[start.range.upperBound...].wholeMatch(of: rest) != nil
}

private func filled(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }

/// `leads[3].firstName`.
private func place(_ path: [any CodingKey]) -> String {
  var text = ""
  for key in path {
    if let index = key.intValue { text += "[\(index)]" } else { text += (text.isEmpty ? "" : ".") + key.stringValue }
  }
  return text.isEmpty ? "the body" : text
}

private func word(_ type: Any.Type) -> String {
  switch type {
  case is String.Type: "a string"
  case is Bool.Type: "true or false"
  case is [Any].Type: "an array"
  default: "an object"
  }
}
