import Foundation
import PipelineModel
import Testing
import Transforms

/// What holds for every name, tried on made-up ones that look for trouble.
@Suite struct NamePropertyTests {
  private static let fields: [LeadField] = [
    .fullName, .salutation, .firstName, .middleName, .lastName, .suffix, .nickname, .country, .email, .phone,
    .companyName,
  ]

  private static let pieces = [
    "Ada", "BYRON", "o'neil", "van", "DER", "de", "la", "Jr.", "PhD", "III", "mcdonald", "DEMILLE", "KIM", "MIN-JUN",
    "GIUSEPPE", "Nguyen", "Kowalski", "Robert", "Ber", "Иван", "ЖУКОВ", "山田太郎", "山田", "김민준", "IŞIK", "İLKER", "yıldız",
    "STRAßE", "ΣΊΣΥΦΟΣ", "ʿomar", "e\u{301}", "\u{301}", "ﬁ", "Dr.", "PROF", "mr", "Mrs.", "test", "Null", "unknown",
    "n/a", "asdf",
    "xxx", "Inc.", "GmbH", "et al.", "attorney at law", "née", "&", "and", "+", "|", "@", "_", "-", "–", "—", ",", ".",
    ";", "/",
    "(", ")", "[", "]", "\"", "'", "“", "”", "«", "»", "\\", "\\n", "\\N", "\\'", "<", ">", "!", "#", "*", "~", "🙂",
    "★", "👩🏽‍💻", "🇬🇧",
    "®", "•", "·", "・", "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{202E}", "\u{A0}", "\u{3000}", "\t", "\n", "\0",
    "ada@x.com",
    "<a.b@c.de>", "www.x.de", "https://x.de/y", "+44 20 7946 0018", "(030) 1234567", "12", "3rd", "881", "I", "i", "y",
    "e", "J.", "R.R.",
    "TR", "GB",
  ]

  private struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      return z ^ z >> 31
    }
  }

  private static func rows(seed: UInt64, count: Int) -> [[String]] {
    var random = Random(state: seed)
    return (0..<count).map { _ in
      fields.map { field in
        // These three are there to be given something.
        if [.email, .phone, .companyName].contains(field) || Bool.random(using: &random) { return "" }
        let gap = Int.random(in: 0..<4, using: &random) == 0 ? "" : " "
        return (0..<Int.random(in: 1...5, using: &random)).map { _ in
          if Int.random(in: 0..<20, using: &random) == 0,
            let scalar = Unicode.Scalar(UInt32.random(in: 1...0x1FFFF, using: &random))
          {
            return String(scalar)
          }
          return pieces[Int.random(in: 0..<pieces.count, using: &random)]
        }.joined(separator: gap)
      }
    }
  }

  private static func texts(_ batch: LeadBatch) -> [[String]] {
    (0..<batch.count).map { record in LeadField.allCases.map { batch.text($0, record) } }
  }

  @Test("normalising names again changes nothing", arguments: 1...2)
  func settles(_ seed: Int) throws {
    let normalise = try Normalise(options: ComponentOptions(["repair": .boolean(false)]))
    let rows = Self.rows(seed: UInt64(seed), count: 3_000)
    var leads = batch(Self.fields, rows)
    normalise.transform(&leads)
    let once = Self.texts(leads)
    normalise.transform(&leads)
    let twice = Self.texts(leads)
    for record in rows.indices { try #require(twice[record] == once[record], "\(rows[record])") }
  }

  @Test("every letter stands in some field still, or its removal is noted")
  func nothingLost() throws {
    let normalise = try Normalise(options: ComponentOptions())
    let rows = Self.rows(seed: 9, count: 3_000)
    var leads = batch(Self.fields, rows)
    normalise.transform(&leads)
    let noted = Set(
      leads.notes.filter {
        [.namePlaceholder, .nameForeignRemoved, .companyPlaceholder, .textRepaired].contains($0.rule)
      }.map { Int($0.record) })
    for record in rows.indices where !noted.contains(record) {
      let kept = LeadField.allCases.map { Self.letters(leads.text($0, record)) }.joined(separator: " ")
      for value in rows[record][0..<7] {
        let value = value.replacingOccurrences(of: "\\n", with: " ").replacingOccurrences(of: "\\N", with: " ")
        for word in Self.folded(value).split(whereSeparator: { !$0.isLetter }) {
          try #require(kept.contains(word), "\(word) of \(rows[record])")
        }
      }
    }
  }

  private static func letters(_ text: String) -> String { folded(text).filter(\.isLetter) }

  /// Small letters without their marks, one form for each.
  private static func folded(_ text: String) -> String {
    let plain = text.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars.filter {
      !$0.properties.isDefaultIgnorableCodePoint && $0.properties.canonicalCombiningClass == .notReordered
    }
    var out = String.UnicodeScalarView()
    out.append(contentsOf: plain.map { $0 == "ı" ? "i" : $0 == "ς" ? "σ" : $0 })
    return String(out)
  }

  @Test("any bytes are taken, and names come out as valid UTF-8 that stays", arguments: 1...1)
  func anyBytes(_ seed: Int) throws {
    let normalise = try Normalise(options: ComponentOptions(["repair": .boolean(false)]))
    var random = Random(state: UInt64(seed))
    let names: [LeadField] = [.fullName, .salutation, .firstName, .middleName, .lastName, .suffix, .nickname]
    let rows: [[[UInt8]]] = (0..<4_000).map { _ in
      names.map { _ in
        (0..<Int.random(in: 0...12, using: &random)).map { _ in
          Bool.random(using: &random)
            ? UInt8.random(in: 0...255, using: &random) : UInt8.random(in: 0x20...0x7E, using: &random)
        }
      }
    }
    var leads = batch(names, bytes: rows)
    normalise.transform(&leads)
    let once = Self.bytes(leads, names)
    for (record, values) in once.enumerated() {
      for value in values { try #require(String(validating: value, as: UTF8.self) != nil, "\(rows[record])") }
    }
    normalise.transform(&leads)
    let twice = Self.bytes(leads, names)
    for record in rows.indices { try #require(twice[record] == once[record], "\(rows[record])") }
  }

  private static func bytes(_ leads: LeadBatch, _ fields: [LeadField]) -> [[[UInt8]]] {
    (0..<leads.count).map { record in
      fields.map { field in
        let value = leads.value(field, record: record)
        return value.indices.map { value[$0] }
      }
    }
  }

  @Test(
    "a name of 20,000 bytes takes no longer than its length",
    arguments: [
      "a ", "a-", "I", "İI", "é", "★", "( ", "1 ", "+1", "@ ", "a@b.c ", "\\n", "\\", "\\\\n", "Dr. ", "Dr. - ", " Jr.",
      ", ", "-", "_", "🙂",
      "'", "\"", "mac", "Mc", "de ", "van der ", "kim-", "ß", "x", "n/a ", "\u{301}", "山", "\u{FF}", "(a) ", "www. ",
      "| ",
    ])
  func long(_ piece: String) throws {
    // Quadratic time would not end.
    let value = String(repeating: piece, count: 20_000 / piece.utf8.count)
    let normalise = try Normalise(options: ComponentOptions(["repair": .boolean(false)]))
    let names: [LeadField] = [.fullName, .salutation, .firstName, .lastName, .country]
    var leads = batch(names, [names.map { $0 == .country ? "TR" : value }])
    normalise.transform(&leads)
    #expect(leads.count == 1)
  }
}
