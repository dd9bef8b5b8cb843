/// Learns a model from the data itself: expectation maximisation over candidates' patterns, strangers from random pairs.
struct ModelEstimation {
  let kinds: [ComparisonKind]
  /// How many pairs the shipped priors are worth.
  private let strength = 20.0
  /// How many random pairs the shipped priors of strangers are worth.
  private let strangerStrength = 200.0
  private let rounds = 30

  /// What is counted of pairs.
  struct Sample {
    /// How many records there are.
    var records: Int
    /// Patterns of random pairs.
    var random: [UInt64] = []
    /// By comparison and level, the share of pairs of records that have it, where that is known exactly: equal values are
    /// counted, not sampled.
    var exact: [[Double?]]
    /// By comparison, the share of pairs of records that both have a value.
    var present: [Double]
    /// How many pairs of records have the same first and last name.
    var sameNames = 0.0
    /// Patterns of candidates.
    var candidates: [UInt64] = []
    /// How many candidates there are for each of the sample.
    var weight = 1.0

    init(kinds: [ComparisonKind], records: Int) {
      self.records = records
      exact = kinds.map { $0.levels.map { _ in nil } }
      present = kinds.map { _ in 0 }
    }
  }

  func learn(_ sample: Sample) -> MatchModel {
    let fields = kinds.indices
    let n = Double(sample.records)
    let total = max(1, n * (n - 1) / 2)
    var sampled = kinds.map { Array(repeating: 0.0, count: $0.levels.count) }
    for pattern in sample.random { count(pattern, &sampled) }
    let known = fields.map { sampled[$0].reduce(0, +) }
    var histogram: [UInt64: Double] = [:]
    for pattern in sample.candidates { histogram[pattern, default: 0] += sample.weight }
    let distinct = histogram.sorted { $0.key < $1.key }

    let priorsOne = kinds.map(\.priorOne)
    let priorsRelated = kinds.map(\.priorRelated)
    let priorsStrangers = kinds.map(\.priorStrangers)
    var one = priorsOne
    // Pairs with the level among those with values, people's own pairs included.
    let seen = fields.map { field in
      sampled[field].indices.map { level -> Double in
        if let exact = sample.exact[field][level] {
          return sample.present[field] > 0 ? exact / sample.present[field] : 0
        }
        return known[field] > 0 ? sampled[field][level] / known[field] : 0
      }
    }
    var strangers = fields.map { field in
      blend(seen[field], sample.present[field] * total, priorsStrangers[field], strangerStrength, floor: 1 / total)
    }
    var related = fields.map { priorsRelated[$0] ?? strangers[$0] }
    var shareOne = max(1 / total, min(0.1, 0.3 * n / total))
    var shareRelated = shareOne
    var nameTie = 1.0
    for _ in 0..<rounds {
      var sums = [0.0, 0.0]
      var ones = kinds.map { Array(repeating: 0.0, count: $0.levels.count) }
      var relateds = ones
      var strange = ones
      for (pattern, count) in distinct {
        var likelyOne = shareOne
        var likelyRelated = shareRelated
        var likelyStrangers = 1 - shareOne - shareRelated
        for field in fields {
          let level = Int(pattern >> UInt64(3 * field) & 7)
          if level == missingLevel { continue }
          likelyOne *= one[field][level]
          likelyRelated *= related[field][level]
          likelyStrangers *= strangers[field][level]
        }
        if Self.tiesNames(pattern) { likelyStrangers *= nameTie }
        let all = likelyOne + likelyRelated + likelyStrangers
        if all == 0 { continue }
        let shares = (count * likelyOne / all, count * likelyRelated / all, count * likelyStrangers / all)
        sums[0] += shares.0
        sums[1] += shares.1
        for field in fields {
          let level = Int(pattern >> UInt64(3 * field) & 7)
          if level == missingLevel { continue }
          ones[field][level] += shares.0
          relateds[field][level] += shares.1
          strange[field][level] += shares.2
        }
      }
      for field in fields {
        let all = ones[field].reduce(0, +)
        let worth = strength + 0.05 * all
        for level in one[field].indices {
          one[field][level] = (ones[field][level] + worth * priorsOne[field][level]) / (all + worth)
        }
        // Random pairs hold pairs of one person too, which count where records are few. What they hardly show is
        // counted among the candidates, as far as those are strangers.
        let next = seen[field].indices.map { level in
          let own = all > 0 ? sums[0] / total * ones[field][level] / all / max(1e-12, sample.present[field]) : 0
          if sample.exact[field][level] != nil || sampled[field][level] >= 5 {
            return max(seen[field][level] - own, seen[field][level] / 20)
          }
          let least = (strange[field][level] + relateds[field][level] + 0.5) / max(1, total * sample.present[field])
          let most = (sampled[field][level] + 0.5) / max(1, known[field])
          return max(least, min(most, priorsStrangers[field][level] / 100))
        }
        strangers[field] = blend(
          next, sample.present[field] * total, priorsStrangers[field], strangerStrength, floor: 0.001 / n)
        if let prior = priorsRelated[field] {
          let all = relateds[field].reduce(0, +)
          for level in related[field].indices {
            related[field][level] = (relateds[field][level] + strength * prior[level]) / (all + strength)
          }
        } else {
          related[field] = strangers[field]
        }
      }
      nameTie = tie(sample, total, sums[0], one, strangers)
      shareOne = min(0.4, max(0.5 / total, sums[0] / total))
      shareRelated = min(0.4, max(0.5 / total, sums[1] / total))
    }
    return MatchModel(
      one: one, related: related, strangers: strangers, nameTie: nameTie, shareOne: shareOne, shareRelated: shareRelated
    )
  }

  /// Whether first and last name agree more or less.
  static func tiesNames(_ pattern: UInt64) -> Bool {
    let (first, last) = (pattern & 7, pattern >> 3 & 7)
    return first >= 2 && first != 7 && last >= 2 && last != 7
  }

  /// Of the pairs with the same names, those that are not one person's, against what chance would have.
  private func tie(
    _ sample: Sample, _ total: Double, _ own: Double, _ one: [[Double]], _ strangers: [[Double]]
  ) -> Double {
    let (first, last) = (Int(kinds[0].top), Int(kinds[1].top))
    let chance = total * sample.present[0] * sample.present[1] * strangers[0][first] * strangers[1][last]
    let others = sample.sameNames - own * one[0][first] * one[1][last]
    return max(1, min(100, others / max(1, chance)))
  }

  private func count(_ pattern: UInt64, _ counts: inout [[Double]]) {
    for field in counts.indices {
      let level = UInt8(pattern >> UInt64(3 * field) & 7)
      if level != missingLevel { counts[field][Int(level)] += 1 }
    }
  }

  /// Shares that were seen among so many pairs, with a prior that is worth some pairs where those are few.
  private func blend(
    _ shares: [Double], _ pairs: Double, _ prior: [Double], _ strength: Double, floor: Double
  ) -> [Double] {
    let worth = pairs >= 20 * strength ? 0 : strength * max(0, 1 - pairs / (20 * strength))
    if pairs + worth == 0 { return prior }
    let blended = shares.indices.map { max((shares[$0] * pairs + worth * prior[$0]) / (pairs + worth), floor) }
    let sum = blended.reduce(0, +)
    return blended.map { $0 / sum }
  }
}
