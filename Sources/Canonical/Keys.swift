internal import PipelineModel

/// Appends what names a person on LinkedIn (the slug of the canonical address); false where the value is no personal
/// profile. Raw and normalised values give the same key.
package func linkedinKey(_ url: Span<UInt8>, into key: inout [UInt8]) -> Bool {
  LinkedInProfile.appendSlug(url, into: &key)
}

/// Appends the canonical e-mail address; false where the value is none, or belongs to a function that several people
/// answer for (info@, sales@). Raw and normalised values give the same key.
package func emailKey(_ email: Span<UInt8>, into key: inout [UInt8]) -> Bool {
  let start = key.count
  switch EmailAddress.append(email, into: &key) {
  case .none: return false
  case .same: key.append(copying: email)
  case .changed: break
  }
  var localEnd = start
  while localEnd < key.count && key[localEnd] != UInt8(ascii: "@") { localEnd += 1 }
  let isRole = RoleAccount.contains(key.span.extracting(start..<localEnd))
  if isRole { key.removeLast(key.count - start) }
  return !isRole
}

/// Appends first name, last name and company domain, case folded and blanks folded, with a separator (0x1F) between;
/// false where one of them is missing, where the first name is no more than initials, or where the domain is none or
/// anybody's. Accents count. Names of other scripts than Latin may be one letter long.
package func nameKey(
  first: Span<UInt8>, last: Span<UInt8>, domain: Span<UInt8>, into key: inout [UInt8]
) -> Bool {
  if first.isEmpty || last.isEmpty || domain.isEmpty || !holdsName(first) { return false }
  let start = key.count
  let hasFirst = FoldedText.append(first, into: &key)
  key.append(0x1F)
  let afterFirst = key.count
  let hasLast = FoldedText.append(last, into: &key) && key.count > afterFirst
  key.append(0x1F)
  let hasDomain: Bool
  switch WebDomain.append(domain, into: &key) {
  case .none: hasDomain = false
  case .same:
    key.append(copying: domain)
    hasDomain = true
  case .changed: hasDomain = true
  }
  if hasFirst && hasLast && hasDomain { return true }
  key.removeLast(key.count - start)
  return false
}

/// Whether a first name is more than initials: two letters in a row, or one of a script other than Latin.
private func holdsName(_ first: Span<UInt8>) -> Bool {
  var letters = 0
  var index = 0
  while index < first.count {
    let next = scalar(in: first, at: index)
    index += next.count
    if next.value >= 0x370 && NameScript.isNonLatinLetter(next.value) { return true }
    // A mark or an invisible character does not part two letters.
    if LetterCase.isLetter(next.value) {
      letters += 1
      if letters > 1 { return true }
    } else if next.value < 0x80 || Blank.isSpace(next.value) {
      letters = 0
    }
  }
  return false
}

/// Text as keys compare it.
package enum FoldedText {
  /// Appends clean text, case folded, apostrophes and hyphens each of one kind; false where nothing visible is left.
  package static func append(_ value: Span<UInt8>, into out: inout [UInt8]) -> Bool {
    if appendPlain(value, into: &out) { return true }
    var tidy: [UInt8] = []
    switch CleanText.append(value, into: &tidy) {
    case .none: return false
    case .same: fold(value, into: &out)
    case .changed: fold(tidy.span, into: &out)
    }
    return true
  }

  /// The common case: tidy ASCII without the grave accent that people type for an apostrophe. Appends nothing where it
  /// is another.
  private static func appendPlain(_ value: Span<UInt8>, into out: inout [UInt8]) -> Bool {
    guard CleanText.isTidyASCII(value), value.firstIndex(of: 0x60, in: 0..<value.count) == nil else { return false }
    out.append(lowerASCII: value)
    return true
  }

  private static func fold(_ value: Span<UInt8>, into out: inout [UInt8]) {
    let start = out.count
    var mayCompose = false
    var index = 0
    while index < value.count {
      let next = scalar(in: value, at: index)
      switch next.value {
      case DecodedScalar.invalid: out.append(value[index])
      case 0x2019, 0x2BC, 0x2018, 0x60, 0xB4: out.append(0x27)
      case 0x2010, 0x2011, 0x2012, 0x2013: out.append(0x2D)
      case 0xDF, 0x1E9E:
        out.append(0x73)
        out.append(0x73)
      default:
        let folded = LetterCase.fold(next.value)
        mayCompose = mayCompose || Composition.mayCompose(folded)
        out.append(scalar: folded)
      }
      index += next.count
    }
    if mayCompose { Composition.compose(&out, from: start) }
  }
}
