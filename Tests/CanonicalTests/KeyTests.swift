import Canonical
import Testing

@Suite struct KeyTests {
  private func name(_ first: String, _ last: String, _ domain: String) -> String? {
    var key = Array("kept".utf8)
    let found = nameKey(
      first: Array(first.utf8).span, last: Array(last.utf8).span, domain: Array(domain.utf8).span, into: &key)
    let text = String(decoding: key, as: UTF8.self)
    return found ? String(text.dropFirst(4)).replacing("\u{1F}", with: "|") : text == "kept" ? nil : "left \(text)"
  }

  static let same: [(String, String, String)] = [
    ("Ada", "Byron", "acme.com"), ("ADA", " byron ", "https://www.Acme.com/x"), ("ada", "BYRON", "ACME.COM"),
    ("A\u{200B}da", "Byron", "acme.com."),
  ]

  @Test("case, blanks and dress are no part of a name key", arguments: same)
  func folded(_ first: String, _ last: String, _ domain: String) {
    #expect(name(first, last, domain) == "ada|byron|acme.com")
  }

  @Test(
    "apostrophes, hyphens, sharp s and sigma each have one form",
    arguments: [
      ("O’Brien", "o'brien"), ("Smith‐Jones", "smith-jones"), ("STRAUẞ", "strauss"), ("Strauß", "strauss"),
      ("ΓΙΏΡΓΟΣ", "γιώργοσ"), ("Γιώργος", "γιώργοσ"), ("E\u{301}mile", "émile"), ("ÉMILE", "émile"), ("İnci", "inci"),
    ])
  func oneForm(_ last: String, _ folded: String) {
    #expect(name("Ada", last, "acme.com") == "ada|\(folded)|acme.com")
  }

  @Test("accents count")
  func accents() { #expect(name("Zoe", "Byron", "acme.com") != name("Zoë", "Byron", "acme.com")) }

  static let missing: [(String, String, String)] = [
    ("", "Byron", "acme.com"), ("Ada", "", "acme.com"), ("Ada", "Byron", ""), (" ", "Byron", "acme.com"),
    ("Ada", "\u{200B}", "acme.com"), ("Ada", "Byron", "n/a"), ("Ada", "Byron", "gmail.com"), ("A", "Byron", "acme.com"),
    ("A.", "Byron", "acme.com"), ("A. B.", "Byron", "acme.com"), ("A.B.", "Byron", "acme.com"),
    ("É.", "Byron", "acme.com"),
    ("42", "Byron", "acme.com"),
  ]

  @Test("there is no name key without all three, nor for initials", arguments: missing)
  func none(_ first: String, _ last: String, _ domain: String) { #expect(name(first, last, domain) == nil) }

  @Test("one letter of another script is a name")
  func oneLetter() { #expect(name("佳", "杭", "acme.cn") == "佳|杭|acme.cn") }

  @Test("keys are appended, and nothing is where there is none")
  func appended() {
    var key = [UInt8(1)]
    let found = [
      linkedinKey(Array("https://uk.linkedin.com/in/Ada/".utf8).span, into: &key),
      emailKey(Array("Ada@X.io".utf8).span, into: &key), emailKey(Array("ada@x.io".utf8).span, into: &key),
      linkedinKey(Array("linkedin.com/company/x".utf8).span, into: &key), emailKey(Array("ada".utf8).span, into: &key),
    ]
    #expect(found == [true, true, true, false, false])
    #expect(key == [1] + Array("adaada@x.ioada@x.io".utf8))
  }
}
