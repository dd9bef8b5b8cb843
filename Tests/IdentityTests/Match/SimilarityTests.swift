import Testing

@testable import Identity

@Suite struct SimilarityTests {
  private func jaroWinkler(_ a: String, _ b: String) -> Double {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    return Similarity.jaroWinkler(a.span, b.span)
  }

  private func edits(_ a: String, _ b: String, limit: Int) -> Int {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    return Similarity.edits(a.span, b.span, limit: limit)
  }

  /// Winkler 1990, and what is plain to see.
  @Test(
    "Jaro–Winkler similarity",
    arguments: [
      ("martha", "marhta", 0.9611), ("dwayne", "duane", 0.84), ("dixon", "dicksonx", 0.8133), ("abc", "abc", 1),
      ("abc", "xyz", 0), ("", "", 1), ("", "a", 0), ("a", "a", 1),
    ])
  func winkler(a: String, b: String, expected: Double) {
    #expect(abs(jaroWinkler(a, b) - expected) < 0.0001)
    #expect(jaroWinkler(b, a) == jaroWinkler(a, b))
  }

  @Test(
    "edits, a swap of neighbours being one",
    arguments: [
      ("smith", "smith", 0), ("smith", "smiht", 1), ("smith", "smyth", 1), ("smith", "smit", 1), ("smith", "xsmith", 1),
      ("ab", "ba", 1), ("kitten", "sitting", 3), ("", "ab", 2), ("abcd", "badc", 2), ("ca", "abc", 3),
    ])
  func edits(a: String, b: String, expected: Int) {
    for limit in 0...4 {
      #expect(edits(a, b, limit: limit) == min(expected, limit + 1))
      #expect(edits(b, a, limit: limit) == min(expected, limit + 1))
    }
  }

  @Test("edits agree with the whole table of costs on random words")
  func random() {
    var generator = SplitMix(seed: 1)
    func word() -> [UInt8] {
      (0..<Int.random(in: 0...7, using: &generator)).map { _ in UInt8.random(in: 97...99, using: &generator) }
    }
    for _ in 0..<3000 {
      let (a, b) = (word(), word())
      let expected = reference(a, b)
      for limit in 1...2 { #expect(Similarity.edits(a.span, b.span, limit: limit) == min(expected, limit + 1)) }
    }
  }

  /// Optimal string alignment by its definition.
  private func reference(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var costs = (0...a.count).map { i in (0...b.count).map { i == 0 ? $0 : $0 == 0 ? i : 0 } }
    for i in a.indices {
      for j in b.indices {
        var cost = min(costs[i][j + 1] + 1, costs[i + 1][j] + 1, costs[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] { cost = min(cost, costs[i - 1][j - 1] + 1) }
        costs[i + 1][j + 1] = cost
      }
    }
    return costs[a.count][b.count]
  }
}
