import Testing

@testable import Identity

@Suite("Levels of agreement") struct LevelsTests {
  private func form(_ kind: ComparisonKind, _ text: String) -> [UInt8] {
    var out: [UInt8] = []
    MatchForm(kind).append(Array(text.utf8).span, into: &out)
    return out
  }

  @Test(
    "values are brought to the form that they are compared in",
    arguments: [
      (ComparisonKind.lastName, " O’Brien-Łukasz ", "obrien lukasz"), (.lastName, "MÜLLER", "muller"),
      (.lastName, "Strauß", "strauss"), (.firstName, "José María", "jose maria"), (.firstName, "Анна", "анна"),
      (.text, "12, High St.", "12 high st"), (.text, "—", ""), (.employer, "Acme Ltd.", "acme"),
      (.employer, "Müller & Söhne GmbH", "muller sohne"), (.code, "SW1A 2aa", "sw1a2aa"), (.code, "x", "x"),
      (.phone, "+44 (20) 7946-0000", "442079460000"), (.phone, "n/a", ""), (.email, "Ada@X.example", "ada@x.example"),
      (.email, "none", ""), (.date, "1990-03-07", "19900307"), (.date, "19900307", "19900307"),
      (.date, "7.3.1990", "19900307"), (.date, "07/03/90", "19900307"), (.date, "3/17/1990", "19900317"),
      (.date, "1990-03-07T10:00:00Z", "19900307"), (.date, "unknown", "unknown"), (.date, "", ""),
    ])
  func forms(kind: ComparisonKind, text: String, expected: String) {
    #expect(String(decoding: form(kind, text), as: UTF8.self) == expected)
  }

  @Test(
    "what two different values have in common",
    arguments: [
      (ComparisonKind.lastName, "smith", "smiht", 3), (.lastName, "smith", "smithson", 1),
      (.lastName, "smith", "jones", 0),
      (.firstName, "ada", "a", 2), (.firstName, "валентина", "в", 2), (.firstName, "christopher", "chris", 2),
      (.lastName, "garcia marquez", "marquez", 2), (.lastName, "li", "le", 0), (.firstName, "预", "预见", 1),
      (.email, "ada@x.example", "ada@y.example", 2), (.email, "ada.byron@x.example", "ada.byron@other.example", 1),
      (.email, "ada@x.example", "bob@y.example", 0), (.phone, "442079460000", "02079460000", 1),
      (.phone, "442079460000", "442079460001", 1), (.phone, "442079460000", "442079469999", 0),
      (.date, "19900307", "19900703", 4), (.date, "19900307", "19900308", 4), (.date, "19900307", "19900322", 3),
      (.date, "19900307", "19910101", 2), (.date, "19900307", "19981231", 1), (.date, "19900307", "20201231", 0),
      (.code, "sw1a2aa", "sw1a2ab", 2), (.code, "12345", "12435", 2), (.code, "12", "13", 0),
      (.text, "12 high street", "12 high st", 3), (.text, "red lion", "blue boar", 0),
      (.profile, "ada-byron-1", "ada-byron-2", 1),
    ])
  func levels(kind: ComparisonKind, a: String, b: String, expected: UInt8) {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    #expect(Levels.level(kind, a.span, b.span) == expected)
    #expect(Levels.level(kind, b.span, a.span) == expected)
  }

  @Test("every kind has a name and three priors for each level")
  func priors() {
    for kind in ComparisonKind.allCases {
      #expect(kind.levels.count <= 7)
      for prior in [kind.priorOne, kind.priorStrangers, kind.priorRelated ?? kind.priorStrangers] {
        #expect(prior.count == kind.levels.count)
        #expect(abs(prior.reduce(0, +) - 1) < 0.0001)
        #expect(prior.allSatisfy { $0 > 0 })
      }
    }
  }
}
