internal import CICU
internal import PipelineModel

/// E-mail addresses as people paste them, and as they can be compared.
package enum EmailAddress {
  /// Appends the address in small letters, out of blanks, `mailto:` and angle brackets (`Ada <ada@x.com>`).
  /// `none`: the value is no e-mail address.
  package static func append(_ value: Span<UInt8>, into out: inout [UInt8]) -> Form {
    if isPlain(value) {
      // Plain ones are hosts; what is set aside or may be punycode takes the longer way.
      if isMailHost(value.extracting(domain(of: value))) { return .same }
    } else if isValid(value, isLower: true) {
      return .same
    }
    let start = out.count
    if case .none = appendBare(value, into: &out) { return .none }
    if isValid(out.span.extracting(start..<out.count), isLower: true) { return .changed }
    out.removeLast(out.count - start)
    return .none
  }

  /// Where the first valid address stands in a value that holds several: addresses between commas, semicolons, bars,
  /// slashes or blanks, each with an @. Nil for a single one, or none.
  package static func firstOfSeveral(_ value: Span<UInt8>) -> Range<Int>? {
    guard value.count <= 8192 else { return nil }
    var first: Range<Int>?
    var addresses = 0
    var start = 0
    for index in 0...value.count where index == value.count || isSeparator(value[index]) {
      let piece = value.extracting(start..<index)
      if piece.firstIndex(of: 0x40, in: 0..<piece.count) != nil {
        addresses += 1
        if first == nil {
          var scratch: [UInt8] = []
          if append(piece, into: &scratch) != .none { first = start..<index }
        }
      } else if !isBetween(piece) {
        return nil
      }
      start = index + 1
    }
    return addresses > 1 ? first : nil
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09...0x0D, 0x20, 0x2C, 0x2F, 0x3B, 0x7C: true
    default: false
    }
  }

  /// Whether a piece between two addresses says nothing: no byte, `and`, `or`, `&`.
  private static func isBetween(_ piece: Span<UInt8>) -> Bool {
    piece.isEmpty || piece.count == 3 && piece.hasASCII("and", at: 0) || piece.count == 2 && piece.hasASCII("or", at: 0)
      || piece.count == 1 && piece[0] == 0x26
  }

  /// Whether a value is an address as it stands: one @, something before it, a domain with a dot after it, none of the
  /// characters that only quoted addresses may hold.
  package static func isValid(_ value: Span<UInt8>) -> Bool { isValid(value, isLower: false) }

  /// The range of a valid address that is its domain.
  package static func domain(of address: Span<UInt8>) -> Range<Int> {
    let at = lastIndex(of: 0x40, in: address) ?? address.count - 1
    return at + 1..<address.count
  }

  /// The common case, seen in one pass: small ASCII letters, digits and the usual signs before a plain host.
  private static func isPlain(_ value: Span<UInt8>) -> Bool {
    if let address = PlainAddress(value) { return address.isEmail }
    guard value.count <= longest else { return false }
    var at = 0
    while at < value.count {
      let byte = value[at]
      guard byte &- 0x61 < 26 || isASCIIDigit(byte) || byte &- 0x2D < 2 || byte == 0x5F || byte == 0x2B else { break }
      if byte == 0x2E && at > 0 && value[at - 1] == 0x2E { return false }
      at += 1
    }
    guard at <= longestLocal else { return false }
    guard at > 0, at < value.count, value[at] == 0x40, value[0] != 0x2E, value[at - 1] != 0x2E else { return false }
    return WebDomain.isPlainHost(value.extracting(at + 1..<value.count))
  }

  private static func isValid(_ value: Span<UInt8>, isLower: Bool) -> Bool {
    guard value.count <= longest, let at = localEnd(of: value) else { return false }
    guard isMailHost(value.extracting(at + 1..<value.count), besides: at + 1) else { return false }
    if !isLower { return true }
    var seen: UInt8 = 0
    for index in 0..<value.count {
      seen |= value[index]
      if value[index] &- 0x41 < 26 { return false }
    }
    return seen < 0x80 || isCanonicalBeyondASCII(value)
  }

  /// Whether mail can be sent to a host: not to a name that is set aside for something else (RFC 6761), nor to an IDN
  /// that cannot be looked up, or that is too long as it is looked up with so many bytes before it.
  private static func isMailHost(_ host: Span<UInt8>, besides: Int = 0) -> Bool {
    guard WebDomain.isHost(host), !isSetAside(host) else { return false }
    var last: UInt8 = 0
    for index in host.indices {
      let byte = host[index]
      if byte >= 0x80 || byte == 0x2D && last == 0x2D { return isIDN(host, besides) }
      last = byte
    }
    return true
  }

  private static func isIDN(_ host: Span<UInt8>, _ besides: Int) -> Bool {
    // The pointer does not leave the closure.
    let length = host.withUnsafeBufferPointer { $0.baseAddress.map { sluice_idn_length($0, Int32(host.count)) } ?? 0 }
    return length > 0 && besides + Int(length) <= longest
  }

  private static func isSetAside(_ host: Span<UInt8>) -> Bool {
    switch host[host.count - 1] | 0x20 {
    case 0x61: host.hasSuffix(".arpa")
    case 0x64: host.hasSuffix(".invalid")
    case 0x6C: host.hasSuffix(".local")
    case 0x6E: host.hasSuffix(".onion")
    case 0x74: host.hasSuffix(".test") || host.hasSuffix(".localhost")
    default: false
    }
  }

  /// What SMTP lets through (RFC 5321, 4.5.3.1, and its erratum 1690).
  private static let longest = 254
  private static let longestLocal = 64

  /// Where the @ stands behind a local part: atoms with single dots between them, or a quoted string (RFC 5321, 4.1.2;
  /// letters of any script, RFC 6531).
  private static func localEnd(of value: Span<UInt8>) -> Int? {
    let at: Int
    if value.count > 1, value[0] == 0x22 {
      guard let end = quotedEnd(of: value) else { return nil }
      at = end
    } else {
      var index = 0
      while index < value.count, value[index] != 0x40 {
        let next = scalar(in: value, at: index)
        guard next.count == 1 ? isLocal(value[index]) : isLetterOrMark(next.value) else { return nil }
        if next.value == 0x2E && (index == 0 || value[index - 1] == 0x2E) { return nil }
        index += next.count
      }
      guard index > 0, value[index - 1] != 0x2E else { return nil }
      at = index
    }
    return at < value.count && value[at] == 0x40 && at <= longestLocal ? at : nil
  }

  private static func quotedEnd(of value: Span<UInt8>) -> Int? {
    var index = 1
    while index < value.count, value[index] != 0x22 {
      if value[index] == 0x5C { index += 1 }
      guard index < value.count, value[index] >= 0x20, value[index] != 0x7F else { return nil }
      index += 1
    }
    return index < value.count && index > 1 ? index + 1 : nil
  }

  private static func isLetterOrMark(_ c: UInt32) -> Bool {
    guard c != DecodedScalar.invalid, !Blank.isInvisible(c), !Blank.isSpace(c) else { return false }
    let kind = sluice_kind(c)
    // Pictures are none; signs that look like letters' neighbours are, unless one that may not stand there is in them.
    if (1...5).contains(kind) { return true }
    let base = sluice_base_letter(c)
    return kind == 6 && c < 0x10000 && (base >= 0x80 || isLocal(UInt8(base)))
  }

  /// Whether lower-casing and tidying would leave the value as it is.
  private static func isCanonicalBeyondASCII(_ value: Span<UInt8>) -> Bool {
    var index = 0
    while index < value.count {
      let next = scalar(in: value, at: index)
      if next.value == DecodedScalar.invalid { return false }
      if LetterCase.lower(next.value) != next.value { return false }
      if next.count > 1 && (Blank.isInvisible(next.value) || Blank.isSpace(next.value) || Blank.isJoiner(next.value)) {
        return false
      }
      if Composition.mayCompose(next.value) { return CleanText.isTidy(value) }
      index += next.count
    }
    return true
  }

  private static func isLocal(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F, 0x22, 0x28, 0x29, 0x2C, 0x3A, 0x3B, 0x3C, 0x3E, 0x40, 0x5B, 0x5C, 0x5D: false
    default: true
    }
  }

  private static func appendBare(_ value: Span<UInt8>, into out: inout [UInt8]) -> Form {
    // An address is never longer; a novel in this column is not worth a copy.
    guard value.count <= 2048, value.firstIndex(of: 0x40, in: 0..<value.count) != nil else { return .none }
    var tidy: [UInt8] = []
    guard case .changed = CleanText.append(value, into: &tidy) else { return appendParts(value, into: &out) }
    return appendParts(tidy.span, into: &out)
  }

  private static func appendParts(_ value: Span<UInt8>, into out: inout [UInt8]) -> Form {
    var start = 0
    var end = value.count
    if end > 0, value[end - 1] == 0x3E, let open = lastIndex(of: 0x3C, in: value) { (start, end) = (open + 1, end - 1) }
    if value.hasASCII("mailto:", at: start) {
      start += 7
      end = value.firstIndex(of: 0x3F, in: start..<end) ?? end
    }
    // A quoted local part keeps its quotes.
    let isQuoted =
      start < end && value[start] == 0x22
      && quotedEnd(of: value.extracting(start..<end)).map {
        start + $0 < end && value[start + $0] == 0x40
      } ?? false
    while !isQuoted, start < end, isDressing(value[start]) { start += 1 }
    while end > start, isDressing(value[end - 1]) { end -= 1 }
    guard start < end else { return .none }
    LetterCase.appendLower(value.extracting(start..<end), into: &out)
    return .changed
  }

  /// What stands around an address without being of it.
  private static func isDressing(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x22, 0x27, 0x28, 0x29, 0x2C, 0x3B, 0x3C, 0x3E: true
    default: false
    }
  }

  private static func lastIndex(of byte: UInt8, in value: Span<UInt8>) -> Int? {
    var index = value.count
    while index > 0 {
      index -= 1
      if value[index] == byte { return index }
    }
    return nil
  }
}
