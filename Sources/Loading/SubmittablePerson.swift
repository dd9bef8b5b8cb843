package import PipelineModel

/// A person as a request names them: only what the service needs, in the form that it needs.
package struct SubmittablePerson: Sendable, Equatable {
  /// Which facts name the person.
  package enum Form: Sendable, Equatable {
    /// A LinkedIn profile, alone.
    case profile
    /// First name, last name and the company's domain.
    case domain
    /// First name, last name and the company's name.
    case company
  }

  /// Which facts name the person.
  package let form: Form
  /// The facts, one after the other.
  private let bytes: [UInt8]
  /// Where the first and the second fact end.
  private let ends: (first: Int, second: Int)

  /// The beginning of a canonical profile.
  package static let profilePrefix = "https://www.linkedin.com/in/"

  /// Takes a canonical LinkedIn URL when there is one, else names with the company's domain, else with its name; nil
  /// where that is not enough to submit. All values are valid UTF-8 and trimmed; empty ones are missing.
  package init?(
    linkedIn: Span<UInt8>, first: Span<UInt8>, last: Span<UInt8>, companyName: Span<UInt8>, companyDomain: Span<UInt8>
  ) {
    var bytes: [UInt8] = []
    if Self.isProfile(linkedIn) {
      bytes.append(copying: linkedIn)
      self.init(form: .profile, bytes: bytes, ends: (bytes.count, bytes.count))
      return
    }
    let company: Form = Self.isBlank(companyDomain) ? .company : .domain
    guard !Self.isBlank(first), !Self.isBlank(last), company == .domain || !Self.isBlank(companyName) else {
      return nil
    }
    bytes.reserveCapacity(first.count + last.count + max(companyDomain.count, companyName.count))
    bytes.append(copying: first)
    let firstEnd = bytes.count
    bytes.append(copying: last)
    let secondEnd = bytes.count
    bytes.append(copying: company == .domain ? companyDomain : companyName)
    self.init(form: company, bytes: bytes, ends: (firstEnd, secondEnd))
  }

  private init(form: Form, bytes: [UInt8], ends: (first: Int, second: Int)) {
    self.form = form
    self.bytes = bytes
    self.ends = ends
  }

  /// What the service sees: the profile, or first name, last name and company as sent, `|` between; `|` and `\` inside
  /// a part are escaped with `\`, so that different people never share a key.
  package var key: SubmissionKey { SubmissionKey(text: String(decoding: keyText, as: UTF8.self)) }

  /// The key's hash alone.
  package var keyID: UInt128 { contentHash(keyText.span) }

  /// The three parts of a key's text that is no profile, unescaped; nil where it has another number of them.
  package static func parts(ofKey text: String) -> (first: String, last: String, company: String)? {
    var parts: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in text.utf8 {
      if isEscaped || (byte != UInt8(ascii: "|") && byte != UInt8(ascii: "\\")) {
        parts[parts.count - 1].append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "|") {
        parts.append([])
      } else {
        isEscaped = true
      }
    }
    if parts.count != 3 { return nil }
    let texts = parts.map { String(decoding: $0, as: UTF8.self) }
    return (texts[0], texts[1], texts[2])
  }

  private var keyText: [UInt8] {
    if form == .profile { return bytes }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + 4)
    for (place, range) in ranges.enumerated() {
      if place > 0 { text.append(UInt8(ascii: "|")) }
      for byte in bytes[range] {
        if byte == UInt8(ascii: "|") || byte == UInt8(ascii: "\\") { text.append(UInt8(ascii: "\\")) }
        text.append(byte)
      }
    }
    return text
  }

  /// Appends the person's members of a lead's JSON object, without braces.
  func appendMembers(to out: inout [UInt8]) {
    if form == .profile {
      JSONText.append("linkedinUrl", bytes.span, to: &out)
      return
    }
    let names: [StaticString] = ["firstName", "lastName", form == .domain ? "companyDomain" : "companyName"]
    for (place, range) in ranges.enumerated() {
      if place > 0 { out.append(UInt8(ascii: ",")) }
      JSONText.append(names[place], bytes.span.extracting(range), to: &out)
    }
  }

  package static func == (a: Self, b: Self) -> Bool { a.form == b.form && a.bytes == b.bytes && a.ends == b.ends }

  private var ranges: [Range<Int>] { [0..<ends.first, ends.first..<ends.second, ends.second..<bytes.count] }

  private static func isProfile(_ url: Span<UInt8>) -> Bool {
    let prefix = profilePrefix.utf8.span
    guard url.count > prefix.count else { return false }
    for index in prefix.indices where url[index] != prefix[index] { return false }
    for index in prefix.count..<url.count {
      // One slug and nothing behind it.
      switch url[index] {
      case 0...0x20, 0x7F, UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return false
      default: break
      }
    }
    return true
  }

  private static func isBlank(_ value: Span<UInt8>) -> Bool {
    for index in value.indices where value[index] > 0x20 { return false }
    return true
  }
}
