import Canonical
import Testing

@Suite struct CleanTextTests {
  static let texts: [(String, String?)] = [
    ("Ada", "Ada"), ("", nil), ("   ", nil), ("\u{200B}\u{FEFF}", nil), ("  Ada  Byron ", "Ada Byron"),
    ("Ada\t\r\nByron", "Ada Byron"), ("Ada\u{A0}Byron", "Ada Byron"), ("山田\u{3000}太郎", "山田 太郎"),
    ("Ada\u{2028}Byron", "Ada Byron"), ("Ada\u{3164}", "Ada"), ("Da\u{AD}niel", "Daniel"), ("\u{FEFF}Ada", "Ada"),
    ("\u{202A}Ada\u{202C}", "Ada"), ("\u{200E}Ada\u{200F}", "Ada"), ("A\u{0}da\u{7F}", "Ada"),
    ("Ada\u{85}Byron", "Ada Byron"),
    ("Jose\u{301}", "José"), ("\u{1112}\u{1161}\u{11AB}", "한"), ("\u{212B}ngström", "\u{C5}ngström"), ("Zoë", "Zoë"),
    ("か\u{3099}", "が"), ("\u{FA12}", "晴"), ("ی\u{200C}ک", "ی\u{200C}ک"), ("क\u{94D}\u{200D}ष", "क\u{94D}\u{200D}ष"),
    ("a\u{200D}b", "ab"), ("ی\u{200C}", "ی"), ("👩\u{200D}💻 Ltd", "👩\u{200D}💻 Ltd"),
    ("eight by bytes  x", "eight by bytes x"),
    ("seven b  two", "seven b two"), ("sixteen bytes \u{1}x", "sixteen bytes x"),
    (" leading12345678", "leading12345678"),
  ]

  @Test("text is tidied and composed", arguments: texts)
  func tidied(_ raw: String, _ expected: String?) {
    let result = form(raw) { CleanText.append($0, into: &$1) }
    #expect(result.map { Array($0.utf8) } == expected.map { Array($0.utf8) })
  }

  @Test("without composing only blanks change")
  func notComposing() {
    let result = form(" e\u{301} ") { CleanText.append($0, composing: false, into: &$1) }
    #expect(result.map { Array($0.unicodeScalars).count } == 2)
  }

  @Test("more marks than any script stacks are not sorted")
  func marks() {
    let marks = "e" + String(repeating: "\u{301}\u{323}", count: 40)
    #expect(form(marks) { CleanText.append($0, into: &$1) }.map { Array($0.utf8) } == Array(marks.utf8))
  }
}

@Suite struct EmailAddressTests {
  static let addresses: [(String, String?)] = [
    ("ada@example.com", "ada@example.com"), (" Ada.Byron@Example.COM\n", "ada.byron@example.com"),
    ("mailto:ada@x.io?subject=Hi", "ada@x.io"), ("MAILTO:ADA@X.IO", "ada@x.io"), ("<ada@x.io>", "ada@x.io"),
    ("Ada Byron <Ada@X.io>", "ada@x.io"), ("\"ada@x.io\"", "ada@x.io"), ("ada@x.io;", "ada@x.io"),
    ("a+b_c-d@sub.x.co.uk", "a+b_c-d@sub.x.co.uk"), ("o'neil@x.ie", "o'neil@x.ie"), ("ada\u{200B}@x.io", "ada@x.io"),
    ("jörg@MÜLLER.de", "jörg@müller.de"), ("ada@xn--mller-kva.de", "ada@xn--mller-kva.de"),
    ("", nil), ("ada", nil), ("@x.io", nil), ("ada@", nil), ("ada@x", nil), ("ada@@x.io", nil), ("a@b@x.io", nil),
    ("ada@x..io", nil), ("ada@-x.io", nil), ("ada@x-.io", nil), ("ada byron@x.io", nil), ("a@x.io, b@y.io", nil),
    (".ada@x.io", nil), ("ada.@x.io", nil), ("ada@127.0.0.1", nil), ("ada@x.i", nil), ("n/a", nil), ("a:b@x.io", nil),
    // `<` with a stroke through it; a domain that is too long once it is punycode.
    ("≮me@x.io", nil), ("a≈b@x.io", "a≈b@x.io"),
    ("me@λ" + [String](repeating: String(repeating: "a", count: 54), count: 4).joined(separator: ".λ") + ".io", nil),
    (
      "me@" + [String](repeating: String(repeating: "a", count: 54), count: 4).joined(separator: ".") + ".io",
      "me@" + [String](repeating: String(repeating: "a", count: 54), count: 4).joined(separator: ".") + ".io"
    ),
  ]

  @Test("an address comes out of what is around it, in small letters", arguments: addresses)
  func canonical(_ raw: String, _ expected: String?) {
    #expect(form(raw) { EmailAddress.append($0, into: &$1) } == expected)
  }

  @Test("validity is asked of a value as it stands")
  func validity() {
    let isValid = { (text: String) in EmailAddress.isValid(Array(text.utf8).span) }
    #expect(isValid("Ada@X.io"))
    #expect(!isValid(" ada@x.io"))
  }
}

@Suite struct WebDomainTests {
  static let websites: [(String, String?)] = [
    ("example.com", "example.com"), ("https://www.Example.com/about?x=1#y", "example.com"),
    ("WWW.EXAMPLE.COM", "example.com"),
    ("http://user:pw@example.com:8080/", "example.com"), ("//example.com", "example.com"),
    ("example.com.", "example.com"),
    ("http://https://example.com", "example.com"), ("example.com, example.org", "example.com"), ("ftp://x.co", "x.co"),
    ("shop.example.co.uk", "example.co.uk"), ("www.com", "www.com"), ("MÜLLER.DE", "müller.de"),
    ("ada@acme.com", "acme.com"),
    ("例え.jp", "例え.jp"), (" example.com\u{A0}", "example.com"), ("xn--mller-kva.de", "xn--mller-kva.de"),
    ("", nil), ("n/a", nil), ("none", nil), ("-", nil), ("localhost", nil), ("192.168.0.1", nil), ("[::1]", nil),
    ("https://", nil), ("ex ample", nil), ("-x.com", nil), ("x_y.com", nil), ("a..com", nil), ("gmail.com", nil),
    ("https://www.linkedin.com/company/acme", nil), ("facebook.com/acme", nil),
    ("https://facebook.com/", "facebook.com"),
    ("100%.com", nil), ("x.com…", nil),
  ]

  @Test("a website gives its domain", arguments: websites)
  func website(_ raw: String, _ expected: String?) {
    #expect(form(raw) { WebDomain.append($0, into: &$1) } == expected)
  }

  @Test(
    "an e-mail address gives its company's domain",
    arguments: [
      ("Ada@Acme.com", "acme.com"), ("ada@www.acme.com", "acme.com"), ("ada@gmail.com", nil), ("ada@GMX.de", nil),
      ("ada@hotmail.co.uk", nil), ("ada", nil),
    ] as [(String, String?)])
  func email(_ raw: String, _ expected: String?) {
    #expect(form(raw) { WebDomain.append(ofEmail: $0, into: &$1) } == expected)
  }
}

@Suite struct LinkedInProfileTests {
  private static let ada = "https://www.linkedin.com/in/ada-byron"
  static let profiles: [(String, String?)] = [
    (ada, ada), ("http://uk.linkedin.com/in/Ada-Byron/", ada), ("linkedin.com/in/ada-byron", ada),
    ("www.LinkedIn.com/in/ada-byron?trk=abc", ada), ("https://m.linkedin.com/in/ada-byron#top", ada),
    ("https://www.linkedin.com/in/ada-byron/detail/contact-info/", ada),
    ("https://de.linkedin.com/in/ada-byron/en", ada),
    ("https://www.linkedin.com/mwlite/in/ada-byron", ada), (" linkedin.com/in/ada-byron, ", ada),
    ("/in/ada-byron", ada),
    ("in/ada-byron", ada), ("HTTPS://WWW.LINKEDIN.COM/IN/ADA-BYRON", ada),
    ("https://www.linkedin.com//in//ada-byron", ada),
    ("https://www.linkedin.com:443/in/ada-byron", ada),
    ("linkedin.com/in/jos%C3%A9-P", "https://www.linkedin.com/in/josé-p"),
    ("linkedin.com/in/jose%CC%81", "https://www.linkedin.com/in/jos\u{E9}"),
    ("linkedin.com/in/JOSÉ", "https://www.linkedin.com/in/josé"),
    ("linkedin.com/in/%E5%B1%B1%E7%94%B0", "https://www.linkedin.com/in/山田"),
    ("linkedin.com/in/a%FFb", "https://www.linkedin.com/in/a%ffb"),
    ("linkedin.com/in/a%2Fb", "https://www.linkedin.com/in/a%2fb"),
    ("linkedin.com/in/a%4", "https://www.linkedin.com/in/a%4"),
    (
      "linkedin.com/in/ACoAABcDeFgHiJkLmNoPqRsTuVwXyZ012345678",
      "https://www.linkedin.com/in/ACoAABcDeFgHiJkLmNoPqRsTuVwXyZ012345678"
    ),
    ("", nil), ("ada", nil), ("https://www.linkedin.com/pub/ada/1/2/3", nil), ("linkedin.com/company/acme", nil),
    ("https://www.linkedin.com/sales/lead/ACoAAA,NAME", nil), ("linkedin.com/in/", nil), ("linkedin.com", nil),
    ("notlinkedin.com/in/ada", nil), ("linkedin.com.evil.io/in/ada", nil), ("https://x.com/linkedin.com/in/ada", nil),
    ("linkedin.com/in/ada byron", nil),
  ]

  @Test("a personal profile has one address", arguments: profiles)
  func profile(_ raw: String, _ expected: String?) {
    #expect(
      form(raw) { LinkedInProfile.append($0, into: &$1) }.map { Array($0.utf8) } == expected.map { Array($0.utf8) })
  }
}
