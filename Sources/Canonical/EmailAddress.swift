internal import PipelineModel

/// E-mail addresses as people paste them, and as they can be compared.
package enum EmailAddress {
  /// Appends the address in small letters, out of blanks, `mailto:` and angle brackets (`Ada <ada@x.com>`).
  /// `none`: the value is no e-mail address.
  package static func append(_ value: Span<UInt8>, into out: inout [UInt8]) -> Form {
    if isPlain(value) || isValid(value, isLower: true) { return .same }
    let start = out.count
    if case .none = appendBare(value, into: &out) { return .none }
    if isValid(out.span.extracting(start..<out.count), isLower: true) { return .changed }
    out.removeLast(out.count - start)
    return .none
  }

  /// Whether a value is an address as it stands: one @, something before it, a domain with a dot after it, none of the
  /// characters that only quoted addresses may hold.
  package static func isValid(_ value: Span<UInt8>) -> Bool { isValid(value, isLower: false) }

  /// The range of a valid address that is its domain.
  package static func domain(of address: Span<UInt8>) -> Range<Int> {
    let at = address.firstIndex(of: 0x40, in: 0..<address.count) ?? address.count - 1
    return at + 1..<address.count
  }

  /// The common case, seen in one pass: small ASCII letters, digits and the usual signs before a plain host.
  private static func isPlain(_ value: Span<UInt8>) -> Bool {
    if let address = PlainAddress(value) { return address.isEmail }
    guard value.count <= 320 else { return false }
    var at = 0
    while at < value.count {
      let byte = value[at]
      guard byte &- 0x61 < 26 || isASCIIDigit(byte) || byte &- 0x2D < 2 || byte == 0x5F || byte == 0x2B else { break }
      at += 1
    }
    guard at > 0, at < value.count, value[at] == 0x40, value[0] != 0x2E, value[at - 1] != 0x2E else { return false }
    return WebDomain.isPlainHost(value.extracting(at + 1..<value.count))
  }

  private static func isValid(_ value: Span<UInt8>, isLower: Bool) -> Bool {
    guard value.count <= 320 else { return false }
    var at = 0
    var seen: UInt8 = 0
    var hasCapital = false
    while at < value.count, value[at] != 0x40 {
      let byte = value[at]
      guard isLocal(byte) else { return false }
      seen |= byte
      hasCapital = hasCapital || byte &- 0x41 < 26
      at += 1
    }
    guard at > 0, at < value.count, value[0] != 0x2E, value[at - 1] != 0x2E else { return false }
    guard WebDomain.isHost(value.extracting(at + 1..<value.count)) else { return false }
    if !isLower { return true }
    for index in at..<value.count {
      seen |= value[index]
      hasCapital = hasCapital || value[index] &- 0x41 < 26
    }
    return !hasCapital && (seen < 0x80 || isCanonicalBeyondASCII(value))
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
    while start < end, isDressing(value[start]) { start += 1 }
    while end > start, isDressing(value[end - 1]) || value[end - 1] == 0x2E { end -= 1 }
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
