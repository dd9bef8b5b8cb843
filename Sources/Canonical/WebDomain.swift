internal import CPSL
internal import PipelineModel

/// Domains of companies: out of websites, e-mail addresses and what people type.
package enum WebDomain {
  /// Appends the registrable domain of a website or of a bare domain (Public Suffix List), in small letters. `none`:
  /// there is no domain in it, it is a public suffix, or one that says nothing about a company (a mail provider, a page
  /// on a social network).
  package static func append(_ website: Span<UInt8>, into out: inout [UInt8]) -> Form {
    let start = out.count
    switch appendHost(of: website, into: &out) {
    case .none: return .none
    case .same:
      guard let from = registrable(website) else { return .none }
      if from == 0 { return .same }
      out.append(copying: website.extracting(from..<website.count))
      if !FreeMail.contains(out.span.extracting(start..<out.count)) { return .changed }
    case .changed:
      if shorten(&out, from: start) { return .changed }
    }
    out.removeLast(out.count - start)
    return .none
  }

  /// Where the registrable domain of a host in small letters begins; nil where the host is a public suffix itself.
  static func registrable(_ host: Span<UInt8>) -> Int? {
    // The pointer does not leave the closure.
    let start = host.withUnsafeBufferPointer { $0.baseAddress.map { sluice_registrable_domain($0, host.count) } ?? -1 }
    return start < 0 ? nil : Int(start)
  }

  /// Cuts a host at the end of a buffer to its registrable domain; false where that is nobody's or anybody's.
  private static func shorten(_ out: inout [UInt8], from start: Int) -> Bool {
    guard let from = registrable(out.span.extracting(start..<out.count)) else { return false }
    if from == 0 { return true }
    out.removeSubrange(start..<start + from)
    return !FreeMail.contains(out.span.extracting(start..<out.count))
  }

  /// Appends the host of a website or of a bare domain: without scheme, user, port, path, query and `www.`.
  private static func appendHost(of website: Span<UInt8>, into out: inout [UInt8]) -> Form {
    if website.isEmpty || website.count > 8192 { return .none }
    if isPlain(website) { return FreeMail.contains(website) ? .none : .same }
    if CleanText.survey(website).isDisjoint(with: [.untidy, .invalid]) {
      return appendPlainHost(website, into: &out) ?? appendHost(website, into: &out)
    }
    var tidy: [UInt8] = []
    guard case .changed = CleanText.append(website, into: &tidy) else { return .none }
    return append(company: tidy.span, into: &out)
  }

  /// Appends the domain of an e-mail address; `none` for what is no address and for mail providers. Never `same`.
  package static func append(ofEmail email: Span<UInt8>, into out: inout [UInt8]) -> Form {
    let start = out.count
    var address: [UInt8] = []
    let form: Form
    switch EmailAddress.append(email, into: &address) {
    case .none: return .none
    case .same: form = append(company: email.extracting(EmailAddress.domain(of: email)), into: &out)
    case .changed:
      let bytes = address.span
      form = append(company: bytes.extracting(EmailAddress.domain(of: bytes)), into: &out)
    }
    if form == .none || shorten(&out, from: start) { return form }
    out.removeLast(out.count - start)
    return .none
  }

  /// Appends a lead's company domain: its own if it is one, else its website's, else its e-mail's. Returns whether
  /// there is one.
  package static func append(
    domain: Span<UInt8>, website: Span<UInt8>, email: Span<UInt8>, into out: inout [UInt8]
  ) -> Bool {
    for source in 0..<2 {
      let value = source == 0 ? domain : website
      switch append(value, into: &out) {
      case .same:
        out.append(copying: value)
        return true
      case .changed: return true
      case .none: continue
      }
    }
    return append(ofEmail: email, into: &out) != .none
  }

  /// Whether bytes are a host name with a dot: labels of letters, digits and inner hyphens, at most 63 bytes each, 253
  /// in all, and a last one that is no number (RFC 1123; any letter beyond ASCII counts, as IDNs are kept as written).
  static func isHost(_ host: Span<UInt8>) -> Bool {
    guard host.count >= 4, host.count <= 253 else { return false }
    var labelStart = 0
    var dots = 0
    var lastHasLetter = false
    var seen: UInt8 = 0
    for index in 0...host.count {
      if index == host.count || host[index] == 0x2E {
        let length = index - labelStart
        guard length > 0, length <= 63, host[labelStart] != 0x2D, host[index - 1] != 0x2D else { return false }
        if index == host.count { return dots > 0 && length > 1 && lastHasLetter && (seen < 0x80 || isLettered(host)) }
        dots += 1
        labelStart = index + 1
        lastHasLetter = false
      } else {
        let byte = host[index]
        seen |= byte
        if isASCIILetter(byte) || byte >= 0x80 {
          lastHasLetter = true
        } else if !isASCIIDigit(byte) && byte != 0x2D {
          return false
        }
      }
    }
    return false
  }

  /// Whether what is beyond ASCII is letters and marks, not punctuation, blanks or stray bytes.
  private static func isLettered(_ host: Span<UInt8>) -> Bool {
    var index = 0
    while index < host.count {
      let next = scalar(in: host, at: index)
      index += next.count
      if next.count == 1 && next.value < 0x80 { continue }
      switch next.value {
      case 0xAA, 0xB5, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x1FFF, 0x2C00...0x2DFF, 0x3005...0x3007, 0x3031...0xD7FF,
        0xF900...0xFDFF, 0xFE70...0xFEFC, 0xFF10...0xFFDC, 0x10000...0xDFFFF:
        if Blank.isSpace(next.value) || Blank.isInvisible(next.value) { return false }
      default: return false
      }
    }
    return true
  }

  /// The common case, seen in one pass: a host of small ASCII letters, digits and hyphens without `www.` in front.
  private static func isPlain(_ host: Span<UInt8>) -> Bool {
    isPlainHost(host) && !(host[0] == 0x77 && host.hasASCII("www.", at: 0))
  }

  /// Whether a value is a host of small ASCII letters, digits and hyphens, seen in one pass.
  static func isPlainHost(_ host: Span<UInt8>) -> Bool {
    if let address = PlainAddress(host) { return address.isHost }
    guard host.count >= 4, host.count <= 253 else { return false }
    var labelStart = 0
    var lastHasLetter = false
    // A dot that may not stand where it does: in front, or after another or a hyphen.
    var last: UInt8 = 0x2E
    for index in host.indices {
      let byte = host[index]
      if byte &- 0x61 < 26 {
        lastHasLetter = true
      } else if byte == 0x2E {
        if last == 0x2E || last == 0x2D || index - labelStart > 63 { return false }
        labelStart = index + 1
        lastHasLetter = false
      } else if byte == 0x2D {
        if last == 0x2E { return false }
      } else if !isASCIIDigit(byte) {
        return false
      }
      last = byte
    }
    let length = host.count - labelStart
    return labelStart > 0 && length > 1 && length <= 63 && lastHasLetter && last != 0x2D
  }

  /// Appends the domain of the addresses that nearly all are: a plain host after `http://` or `https://` and perhaps
  /// `www.`, and nothing, a path or a query behind it. Nil where it is another one.
  private static func appendPlainHost(_ website: Span<UInt8>, into out: inout [UInt8]) -> Form? {
    guard website.count > 12, website.hasASCII("http", at: 0) else { return nil }
    var start = website[4] | 0x20 == 0x73 ? 5 : 4
    guard website.hasASCII("://", at: start) else { return nil }
    start += 3
    if website.hasASCII("www.", at: start) { start += 4 }
    var end = start
    while end < website.count, website[end] != 0x2F, website[end] != 0x3F, website[end] != 0x23 { end += 1 }
    let host = website.extracting(start..<end)
    guard isPlain(host) else { return nil }
    // A path of one slash names no page.
    let hasPath =
      end + 1 < website.count && website[end] == 0x2F && website[end + 1] != 0x3F && website[end + 1] != 0x23
    if FreeMail.contains(host) || hasPath && isShared(host) { return Form.none }
    out.append(copying: host)
    return .changed
  }

  private static func appendHost(_ website: Span<UInt8>, into out: inout [UInt8]) -> Form {
    let parts = WebAddress(website)
    var host = parts.host
    while host.upperBound > host.lowerBound, website[host.upperBound - 1] == 0x2E {
      host = host.lowerBound..<host.upperBound - 1
    }
    while website.hasASCII("www.", at: host.lowerBound),
      website.firstIndex(of: 0x2E, in: min(host.lowerBound + 4, host.upperBound)..<host.upperBound) != nil
    {
      host = host.lowerBound + 4..<host.upperBound
    }
    guard isHost(website.extracting(host)) else { return .none }

    let start = out.count
    LetterCase.appendLower(website.extracting(host), into: &out)
    let form = form(of: out.span.extracting(start..<out.count), from: website, hasPath: parts.hasPath)
    if form != .changed { out.removeLast(out.count - start) }
    return form
  }

  private static func form(of domain: Span<UInt8>, from website: Span<UInt8>, hasPath: Bool) -> Form {
    if FreeMail.contains(domain) || hasPath && isShared(domain) { return .none }
    // Lower-casing may have made another host of it, but not within ASCII.
    if domain.indices.contains(where: { domain[$0] >= 0x80 }) && !isHost(domain) { return .none }
    return domain.equals(website) ? .same : .changed
  }

  private static func append(company domain: Span<UInt8>, into out: inout [UInt8]) -> Form {
    if isPlain(domain) {
      if FreeMail.contains(domain) { return .none }
      out.append(copying: domain)
      return .changed
    }
    switch appendHost(domain, into: &out) {
    case .none: return .none
    case .same:
      out.append(copying: domain)
      return .changed
    case .changed: return .changed
    }
  }

  /// Sites where a page is a company's and the domain is not.
  private static func isShared(_ domain: Span<UInt8>) -> Bool {
    sharedSites.contains(PackedWord(domain, 0..<domain.count)) || domain.hasSuffix(".linkedin.com")
      || domain.hasSuffix(".facebook.com")
  }

  private static let sharedSites = WordSet(
    """
    linkedin.com facebook.com fb.com instagram.com twitter.com x.com youtube.com tiktok.com medium.com github.com \
    linktr.ee sites.google.com xing.com crunchbase.com angel.co wa.me t.me bit.ly
    """)
}
