internal import PipelineModel

/// Addresses of personal LinkedIn profiles.
package enum LinkedInProfile {
  /// What every canonical address begins with.
  package static let prefix: StaticString = "https://www.linkedin.com/in/"

  /// Appends `https://www.linkedin.com/in/slug`: whatever the host's country, scheme, case, trailing parts and query;
  /// the slug in small letters, percent-decoded where that gives letters, composed. `none`: the value is not the
  /// address of a personal profile (companies and Sales Navigator leads are not, nor `/pub/` without its numbers).
  package static func append(_ value: Span<UInt8>, into out: inout [UInt8]) -> Form {
    if isCanonical(value) { return .same }
    let start = out.count
    // A static string's own bytes, which live for ever.
    prefix.withUTF8Buffer { out.append(contentsOf: $0) }
    guard appendSlug(value, into: &out) else {
      out.removeLast(out.count - start)
      return .none
    }
    if out.span.extracting(start..<out.count).equals(value) {
      out.removeLast(out.count - start)
      return .same
    }
    return .changed
  }

  /// Appends the slug alone, which names the person; returns whether there is one.
  package static func appendSlug(_ value: Span<UInt8>, into out: inout [UInt8]) -> Bool {
    guard value.count >= 4, value.count <= 8192 else { return false }
    if isCanonical(value) {
      out.append(copying: value.extracting(prefix.utf8CodeUnitCount..<value.count))
      return true
    }
    if CleanText.survey(value).isDisjoint(with: [.untidy, .invalid, .mayCompose]) {
      return appendSlug(ofTidy: value, into: &out)
    }
    var tidy: [UInt8] = []
    switch CleanText.append(value, into: &tidy) {
    case .none: return false
    case .same: return !CleanText.survey(value).contains(.invalid) && appendSlug(ofTidy: value, into: &out)
    case .changed: return appendSlug(ofTidy: tidy.span, into: &out)
    }
  }

  private static func appendSlug(ofTidy value: Span<UInt8>, into out: inout [UInt8]) -> Bool {
    if let slug = plainSlug(in: value) {
      LetterCase.appendLower(value.extracting(slug), into: &out)
      return true
    }
    guard let slug = slug(in: value) else { return appendOldSlug(value, into: &out) }
    let bytes = value.extracting(slug)
    let start = out.count
    if isMemberID(bytes) {
      out.append(copying: bytes)
      return true
    }
    if !appendDecoded(bytes, into: &out) {
      out.removeLast(out.count - start)
      guard isPlain(bytes) else { return false }
      LetterCase.appendLower(bytes, into: &out)
    }
    return true
  }

  /// What an address is, as far as LinkedIn's own paths tell.
  package enum Kind: Sendable {
    case profile, company, salesNavigator, recruiter, oldProfile, other, notLinkedIn

    /// Its name in outputs.
    package var name: StaticString {
      switch self {
      case .profile: "profile"
      case .company: "company"
      case .salesNavigator: "sales_navigator"
      case .recruiter: "recruiter"
      case .oldProfile: "old_profile"
      case .other: "other"
      case .notLinkedIn: "not_linkedin"
      }
    }
  }

  /// Tells what an address is that is not a personal profile's.
  package static func kind(ofOther value: Span<UInt8>) -> Kind {
    guard value.count <= 8192 else { return .notLinkedIn }
    let address = WebAddress(value)
    let host = value.extracting(address.host)
    if host.count == 7, host.hasSuffix("lnkd.in") { return .other }
    guard host.hasSuffix("linkedin.com") else { return .notLinkedIn }
    let dot = host.count - "linkedin.com".utf8.count - 1
    guard dot < 0 || host[dot] == 0x2E else { return .notLinkedIn }
    let path = value.extracting(address.path)
    for (folder, kind) in folders where path.hasASCII(folder, at: 0) { return kind }
    return .other
  }

  private static let folders: [(StaticString, Kind)] = [
    ("/company", .company), ("/school/", .company), ("/showcase/", .company), ("/edu/", .company),
    ("/organization/", .company), ("/sales/", .salesNavigator), ("/recruiter/", .recruiter), ("/talent/", .recruiter),
    ("/cap/", .recruiter), ("/pub/", .oldProfile), ("/profile/", .oldProfile), ("/ppl/", .oldProfile),
    ("/people/", .oldProfile),
  ]

  /// Appends the slug that LinkedIn gave to an old address `/pub/name/1a/2b3/4c5`: the name and the three numbers, last
  /// one first. Only where the numbers are of full length, as how shorter ones were filled up is not documented.
  private static func appendOldSlug(_ value: Span<UInt8>, into out: inout [UInt8]) -> Bool {
    guard kind(ofOther: value) == .oldProfile else { return false }
    let path = value.extracting(WebAddress(value).path)
    guard path.hasASCII("/pub/", at: 0) else { return false }
    var ends: [Int] = []
    for index in 5...path.count where index == path.count || path[index] == 0x2F { ends.append(index) }
    guard ends.count == 4 || ends.count == 5 && ends[3] == path.count - 1 else { return false }
    let name = 5..<ends[0]
    let numbers = [ends[2] + 1..<ends[3], ends[1] + 1..<ends[2], ends[0] + 1..<ends[1]]
    guard !name.isEmpty, numbers.map(\.count) == [3, 3, 2] else { return false }
    for range in numbers where range.contains(where: { hex(path[$0]) == nil }) { return false }
    for index in name where !isSlugByte(path[index]) { return false }
    LetterCase.appendLower(path.extracting(name), into: &out)
    out.append(0x2D)
    for range in numbers { LetterCase.appendLower(path.extracting(range), into: &out) }
    return true
  }

  /// Where the slug stands: the segment after `/in/` on a LinkedIn host, or at the front (`in/ada`, `/in/ada`).
  private static func slug(in value: Span<UInt8>) -> Range<Int>? {
    let address = WebAddress(value)
    var index = address.path.lowerBound
    if value.hasASCII("in/", at: 0) || value.hasASCII("/in/", at: 0) {
      index = value[0] == 0x2F ? 0 : -1
    } else {
      let host = value.extracting(address.host)
      guard host.hasSuffix("linkedin.com") else { return nil }
      let dot = host.count - "linkedin.com".utf8.count - 1
      guard dot < 0 || host[dot] == 0x2E else { return nil }
      // The mobile site and addresses in e-mails have folders of their own.
      if value.hasASCII("/mwlite/in/", at: index) { index += 7 }
      if value.hasASCII("/comm/in/", at: index) { index += 5 }
      while index < value.count, value.hasASCII("//", at: index) { index += 1 }
      guard value.hasASCII("/in/", at: index) else { return nil }
    }
    index += 4
    while index < value.count, value[index] == 0x2F { index += 1 }
    var end = index
    while end < value.count, !isSlugEnd(value[end]) { end += 1 }
    while end > index, isTrailing(value[end - 1]) { end -= 1 }
    return end > index ? index..<end : nil
  }

  static func isSlugEnd(_ byte: UInt8) -> Bool {
    byte == 0x2F || byte == 0x3F || byte == 0x23 || byte == 0x26 || byte == 0x5C
  }

  /// Punctuation that came along with the address.
  private static func isTrailing(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x22, 0x27, 0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x3E, 0x5D: true
    default: false
    }
  }

  /// Ids of members (39 characters of base64url) stand in slugs of internal addresses, and their case matters.
  private static func isMemberID(_ slug: Span<UInt8>) -> Bool {
    guard slug.count >= 36, slug.count <= 44 else { return false }
    guard slug[0] == 0x41, slug[1] == 0x43 || slug[1] == 0x45, slug[2] == 0x6F || slug[2] == 0x77 || slug[2] == 0x4D
    else {
      return false
    }
    for index in 0..<slug.count where !isSlugByte(slug[index]) { return false }
    return true
  }

  static func isSlugByte(_ byte: UInt8) -> Bool {
    isASCIILetter(byte) || isASCIIDigit(byte) || byte == 0x2D || byte == 0x5F
  }

  /// Whether a slug that could not be decoded can stand as it is.
  private static func isPlain(_ slug: Span<UInt8>) -> Bool {
    for index in 0..<slug.count where slug[index] <= 0x20 || slug[index] == 0x40 || slug[index] == 0x7F { return false }
    return true
  }

  /// Appends a slug with its percent escapes decoded; false where that is not UTF-8 of letters, digits and the few
  /// signs slugs have.
  private static func appendDecoded(_ slug: Span<UInt8>, into out: inout [UInt8]) -> Bool {
    guard slug.firstIndex(of: 0x25, in: 0..<slug.count) != nil else { return appendLetters(slug, into: &out) }
    var decoded: [UInt8] = []
    guard decode(slug, into: &decoded) else { return false }
    // Joiners that joined nothing came out of the escapes.
    var tidy: [UInt8] = []
    switch CleanText.append(decoded.span, into: &tidy) {
    case .none: return false
    case .same: return appendLetters(decoded.span, into: &out)
    case .changed: return appendLetters(tidy.span, into: &out)
    }
  }

  private static func appendLetters(_ bytes: Span<UInt8>, into out: inout [UInt8]) -> Bool {
    var index = 0
    while index < bytes.count {
      let next = scalar(in: bytes, at: index)
      index += next.count
      if next.value < 0x80 {
        guard isSlugByte(UInt8(next.value)) || isSign(UInt8(next.value)) else { return false }
      } else if next.value == DecodedScalar.invalid || Blank.isSpace(next.value) || Blank.isInvisible(next.value) {
        return false
      }
    }
    LetterCase.appendLower(bytes, into: &out)
    return true
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x27, 0x28, 0x29, 0x2A, 0x2E, 0x2B, 0x7E: true
    default: false
    }
  }

  private static func decode(_ slug: Span<UInt8>, into out: inout [UInt8]) -> Bool {
    var index = 0
    while index < slug.count {
      if slug[index] != 0x25 {
        out.append(slug[index])
        index += 1
        continue
      }
      guard index + 2 < slug.count, let high = hex(slug[index + 1]), let low = hex(slug[index + 2]) else {
        return false
      }
      out.append(high << 4 | low)
      index += 3
    }
    return true
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
