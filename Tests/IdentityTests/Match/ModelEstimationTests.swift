import Testing

@testable import Identity

@Suite struct ModelEstimationTests {
  @Test("recovers the shares that pairs were drawn from", arguments: [1, 2])
  func recovers(seed: UInt64) {
    let kinds: [ComparisonKind] = [.firstName, .lastName, .code, .phone, .date]
    let one = [
      [0.02, 0.02, 0.06, 0.15, 0.05, 0.7], [0.03, 0.02, 0.05, 0.2, 0.01, 0.69], [0.1, 0.05, 0.15, 0.7],
      [0.3, 0.1, 0.6], [0.03, 0.02, 0.02, 0.03, 0.1, 0.8],
    ]
    let strangers = [
      [0.9, 0.05, 0.02, 0.01, 0.01, 0.01], [0.92, 0.04, 0.015, 0.01, 0.005, 0.01], [0.85, 0.08, 0.04, 0.03],
      [0.99, 0.005, 0.005], [0.6, 0.3, 0.05, 0.03, 0.01, 0.01],
    ]
    var generator = SplitMix(seed: seed)
    func draw(_ shares: [[Double]]) -> UInt64 {
      var pattern: UInt64 = 0
      for (field, levels) in shares.enumerated() {
        var rest = Double.random(in: 0..<1, using: &generator)
        var level = 0
        while level < levels.count - 1 && rest >= levels[level] {
          rest -= levels[level]
          level += 1
        }
        pattern |= UInt64(level) << UInt64(3 * field)
      }
      return pattern
    }
    // 400 records: every pair is a candidate, 3,000 of them are one person's.
    var sample = ModelEstimation.Sample(kinds: kinds, records: 400)
    let total = 400 * 399 / 2
    sample.candidates = (0..<total).map { $0 < 3000 ? draw(one) : draw(strangers) }
    sample.random = (0..<30_000).map { _ in
      Int.random(in: 0..<total, using: &generator) < 3000 ? draw(one) : draw(strangers)
    }
    sample.present = kinds.map { _ in 1 }
    let model = ModelEstimation(kinds: kinds).learn(sample)
    #expect(abs(model.shareOne * Double(total) - 3000) < 200)
    for field in kinds.indices {
      for level in one[field].indices {
        #expect(abs(model.one[field][level] - one[field][level]) < 0.03)
        #expect(abs(model.strangers[field][level] - strangers[field][level]) < 0.01)
      }
    }
  }

  @Test("without pairs it is what is shipped")
  func priors() {
    let kinds = ComparisonKind.allCases
    let model = ModelEstimation(kinds: kinds).learn(.init(kinds: kinds, records: 2))
    for (field, kind) in kinds.enumerated() {
      for level in kind.levels.indices {
        #expect(abs(model.one[field][level] - kind.priorOne[level]) < 0.0001)
        #expect(abs(model.strangers[field][level] - kind.priorStrangers[level]) < 0.001)
      }
    }
  }
}
