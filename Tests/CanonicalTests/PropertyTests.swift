import Canonical
import Testing

/// What holds for every value, tried on made-up ones.
@Suite struct PropertyTests {
  typealias FormFunction = @Sendable (Span<UInt8>, inout [UInt8]) -> Form

  private static func named(_ part: NamePart, _ turkic: Bool) -> FormFunction {
    tidied { NameCase.append($0, as: part, in: NameContext(turkic: turkic), into: &$1) }
  }

  /// Names and their affixes are recased after they were tidied.
  private static func tidied(_ body: @escaping FormFunction) -> FormFunction {
    { value, out in
      var tidy: [UInt8] = []
      switch CleanText.append(value, into: &tidy) {
      case .none: return .none
      case .same: return body(value, &out)
      case .changed:
        if body(tidy.span, &out) == .same { out += tidy }
        return .changed
      }
    }
  }

  static let forms: [(name: String, body: FormFunction)] = [
    ("text", { CleanText.append($0, into: &$1) }),
    ("spaces", { CleanText.append($0, composing: false, into: &$1) }),
    ("given", named(.given, false)), ("family", named(.family, false)), ("full", named(.full, true)),
    ("email", { EmailAddress.append($0, into: &$1) }), ("domain", { WebDomain.append($0, into: &$1) }),
    ("profile", { LinkedInProfile.append($0, into: &$1) }),
    ("honorific", tidied { Affix.append(honorific: $0, into: &$1) }),
    ("suffix", tidied { Affix.append(suffix: $0, into: &$1) }),
  ]

  private static func result(_ value: [UInt8], _ body: FormFunction) -> [UInt8]? {
    var out: [UInt8] = [1, 2]
    switch body(value.span, &out) {
    case .none: return out == [1, 2] ? nil : []
    case .same: return out == [1, 2] ? value : []
    case .changed: return Array(out[2...])
    }
  }

  @Test("a form is a fixed point, and valid UTF-8 stays valid", arguments: forms.indices)
  func fixedPoint(_ index: Int) throws {
    let (name, body) = Self.forms[index]
    var random = RandomText(seed: UInt64(index + 1))
    for _ in 0..<10_000 {
      let text = random.text()
      guard let once = Self.result(Array(text.utf8), body) else { continue }
      try #require(String(validating: once, as: UTF8.self) != nil, "\(name): \(text.debugDescription)")
      let twice = Self.result(once, body)
      try #require(twice == once, "\(name): \(text.debugDescription)")
    }
  }

  @Test("any bytes are taken, and what came out stays", arguments: forms.indices)
  func anyBytes(_ index: Int) throws {
    let (name, body) = Self.forms[index]
    var random = RandomText(seed: UInt64(index + 100))
    for _ in 0..<5_000 {
      let bytes = random.bytes()
      guard let once = Self.result(bytes, body) else { continue }
      try #require(Self.result(once, body) == once, "\(name): \(bytes)")
    }
  }

  @Test(
    "a long value of one kind takes no longer than its length",
    arguments: ["a ", " ", ".", "@", "-", "'", "\u{301}\u{327}", "Jr ", "Dr ", "%41", "www.", "//", "ij", "de ", ", "])
  func longValues(_ piece: String) {
    // Quadratic time would not end: 200,000 bytes each.
    let value = Array(String(repeating: piece, count: 200_000 / piece.utf8.count).utf8)
    for (_, body) in Self.forms { _ = Self.result(value, body) }
    _ = NameParts.nameStart(in: value.span)
    _ = NameParts.nameEnd(in: value.span)
    var name = FullName()
    _ = name.read(value.span)
    var key: [UInt8] = []
    _ = nameKey(first: value.span, last: value.span, domain: value.span, into: &key)
  }

  @Test("raw and canonical values give the same key")
  func keys() throws {
    var random = RandomText(seed: 7)
    for _ in 0..<10_000 {
      let raw = Array(random.text().utf8)
      for (form, key) in [(5, emailKey), (7, linkedinKey)] as [(Int, (Span<UInt8>, inout [UInt8]) -> Bool)] {
        var rawKey: [UInt8] = []
        let canonical = Self.result(raw, Self.forms[form].body)
        let hasKey = key(raw.span, &rawKey)
        try #require(hasKey == (canonical != nil))
        guard let canonical else { continue }
        var canonicalKey: [UInt8] = []
        try #require(key(canonical.span, &canonicalKey))
        try #require(canonicalKey == rawKey)
      }
    }
  }

  @Test("whether a scalar is composed does not depend on what else stands in the value")
  func composition() {
    for value in 0x21...0x2FFFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value) else { continue }
      // The é in two scalars makes certain that the whole value is composed.
      let alone = form(String(scalar)) { CleanText.append($0, into: &$1) }
      let together = form(String(scalar) + " e\u{301}") { CleanText.append($0, into: &$1) }
      #expect(
        together.map { Array($0.unicodeScalars) } == Array(((alone.map { $0 + " " } ?? "") + "\u{E9}").unicodeScalars))
    }
  }
}
