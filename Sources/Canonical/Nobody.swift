/// Values that stand where a name should and name nobody.
package enum Nobody {
  /// How certain it is that a value names nobody.
  package enum Verdict: Sendable {
    /// It may be a name.
    case somebody
    /// A word that people are called as well: Test, Null, Guest.
    case doubtful
    case nobody
  }

  /// What a value is that should be a name: nobody's where it has no letters, is one letter over and over, or is made of
  /// placeholders alone, honorifics and suffixes aside. `value` must be clean text.
  package static func verdict(_ value: Span<UInt8>, _ lexicon: NameLexicon = .standard) -> Verdict {
    if value.isEmpty { return .nobody }
    if isInitial(value) || isPlainly(value, lexicon) { return .somebody }
    if value.count > 64 { return hasLetter(value) ? .somebody : .nobody }
    let whole = lexicon.classes(of: NameKey(phrase: value))
    // N.A. Smith has initials.
    if isInitials(value) { return whole.isAny(of: .placeholder | .doubtful) ? .doubtful : .somebody }
    if whole.contains(.placeholder) { return .nobody }
    if whole.contains(.doubtful) { return isBare(value) ? .doubtful : .nobody }
    if !whole.isAny(of: .generation | .suffix) && isFiller(value) { return .nobody }
    return value.firstIndex(of: 0x20, in: 0..<value.count) == nil ? .somebody : words(value, lexicon)
  }

  /// Whether a value is one ASCII letter, with a dot or without.
  @inline(__always)
  private static func isInitial(_ value: Span<UInt8>) -> Bool {
    value.count <= 2 && isASCIILetter(value[0]) && (value.count == 1 || value[1] == 0x2E)
  }

  /// Whether a value is ASCII letters with a dot behind each.
  private static func isInitials(_ value: Span<UInt8>) -> Bool {
    guard value.count % 2 == 0, value.count <= 10 else { return false }
    for index in value.indices {
      if index % 2 == 0 ? !isASCIILetter(value[index]) : value[index] != 0x2E { return false }
    }
    return true
  }

  /// Whether the letters that a value begins with are those of no placeholder, as those of most names are.
  @inline(__always)
  private static func isPlainly(_ value: Span<UInt8>, _ lexicon: NameLexicon) -> Bool {
    var length = 0
    while length < value.count, isASCIILetter(value[length]) { length += 1 }
    // One letter over and over is nobody; punctuation behind the word may be dropped, as that of n/a.
    guard length > 2, length == value.count || value[length] == 0x20, value[0] | 0x20 != value[1] | 0x20,
      !lexicon.mayBePlaceholder(value[0], value[1], length: length)
    else { return false }
    return length == value.count || !lexicon.mayBeAffix(value[0], value[1], length: length)
      || !lexicon.classes(value, 0..<length).isAny(of: .title | .suffix | .generation)
  }

  /// Whether a doubtful value is written like a name beside another one: with a capital first, or in the other one's case.
  package static func looksLikeName(_ value: Span<UInt8>, beside other: Span<UInt8>) -> Bool {
    let own = style(value)
    return isInitials(value) || own == .mixed || own == style(other)
  }

  private static func words(_ value: Span<UInt8>, _ lexicon: NameLexicon) -> Verdict {
    var count = 0
    var doubtful = 0
    var start = 0
    while start < value.count {
      let end = value.firstIndex(of: 0x20, in: start..<value.count) ?? value.count
      let classes = lexicon.classes(of: NameKey(phrase: value.extracting(start..<end)))
      start = end + 1
      if classes.contains(.placeholder) {
        count += 1
      } else if classes.contains(.doubtful) {
        count += 1
        doubtful += 1
      } else if !classes.isAny(of: .title | .suffix | .generation) {
        return .somebody
      }
    }
    if count == 0 { return .somebody }
    return count == 1 && doubtful == 1 ? .doubtful : .nobody
  }

  private static func hasLetter(_ value: Span<UInt8>) -> Bool {
    var index = 0
    while index < value.count {
      let next = scalar(in: value, at: index)
      if LetterCase.isLetter(next.value) { return true }
      index += next.count
    }
    return false
  }

  /// Whether a value has no letter, or three or more times the same one and no other.
  private static func isFiller(_ value: Span<UInt8>) -> Bool {
    var letter: UInt32?
    var count = 0
    var index = 0
    while index < value.count {
      let next = scalar(in: value, at: index)
      index += next.count
      if next.value == DecodedScalar.invalid { return false }
      guard LetterCase.isLetter(next.value) else { continue }
      let lower = LetterCase.lower(next.value)
      if let letter, letter != lower { return false }
      letter = lower
      count += 1
    }
    guard let letter else { return true }
    return count >= 3 && letter < 0x3000
  }

  /// Whether a value is letters and blanks alone.
  private static func isBare(_ value: Span<UInt8>) -> Bool {
    for index in value.indices where value[index] < 0x80 && !isASCIILetter(value[index]) && value[index] != 0x20 {
      return false
    }
    return true
  }

  private enum Style { case lower, upper, mixed }

  private static func style(_ value: Span<UInt8>) -> Style {
    var (hasLower, hasUpper) = (false, false)
    var index = 0
    while index < value.count {
      let next = scalar(in: value, at: index)
      index += next.count
      switch LetterCase.kind(next.value) {
      case .lower: hasLower = true
      case .upper: hasUpper = true
      case .none: break
      }
      if hasLower && hasUpper { return .mixed }
    }
    return hasUpper ? .upper : .lower
  }
}
