internal import Foundation

/// Weighs pairs by a model, with what common values say less.
package struct PairScoring: Sendable {
  let comparing: PairComparing
  let model: MatchModel
  private let kinds: [ComparisonKind]
  /// Logarithms (base 2) of the model's shares, eight levels for each comparison; the last one is that of no value.
  private let one: [Float]
  private let related: [Float]
  private let strangers: [Float]
  /// Logarithms of the shares of the three kinds.
  let shares: (one: Float, related: Float, strangers: Float)
  /// The most that a comparison of two different values can add for one person against strangers, and against related
  /// people.
  private let most: [(strangers: Float, related: Float)]
  private let mostOfCompanies:
    (
      apart: (strangers: Float, related: Float), missing: (strangers: Float, related: Float),
      same: (strangers: Float, related: Float)
    )
  /// By value, the logarithm of how often somebody else has it.
  private let rarity: [Float]
  private let names: NameCounts
  /// Logarithm of the model's tie of names.
  private let nameTie: Float
  /// How much the average of its level counts in the rarity of a value: much where there are few rows.
  private let averageShare: Float
  /// Comparisons in the order that they are made: what tells most at least cost first.
  private let order: [Int]

  init(_ comparing: PairComparing, _ model: MatchModel, _ names: NameCounts, _ carriers: [Carriers]) {
    self.names = names
    nameTie = Float(log2(model.nameTie))
    self.comparing = comparing
    self.model = model
    kinds = comparing.kinds
    func logs(_ shares: [[Double]]) -> [Float] {
      shares.flatMap { levels in
        (0..<8).map { $0 < levels.count ? Float(log2(max(1e-12, levels[$0]))) : 0 }
      }
    }
    let (one, related, strangers) = (logs(model.one), logs(model.related), logs(model.strangers))
    (self.one, self.related, self.strangers) = (one, related, strangers)
    shares = (
      Float(log2(model.shareOne)), Float(log2(model.shareRelated)),
      Float(log2(max(1e-9, 1 - model.shareOne - model.shareRelated)))
    )
    func best(_ comparison: Int, _ levels: [Int], more: Float = 0) -> (Float, Float) {
      let places = levels.map { 8 * comparison + $0 }
      let bits = places.map { one[$0] - strangers[$0] + more }.max() ?? 0
      if kinds[comparison].priorRelated == nil { return (bits, bits) }
      return (bits, places.map { one[$0] - related[$0] }.max() ?? 0)
    }
    let kinds = comparing.kinds
    most = kinds.indices.map { best($0, Array(0..<Int(kinds[$0].top))) }
    // What different companies may come to: with domains that differ, one that is missing, and with one domain, whose
    // rarity counts for up to six bits more.
    let employer = kinds.firstIndex(of: .employer) ?? 0
    mostOfCompanies = (
      best(employer, [0, 1, 2]), best(employer, [0, 1, 3]), best(employer, [2, 4], more: 6)
    )
    averageShare = 20 / Float(20 + comparing.table.count)
    rarity = Self.rarity(comparing.table, model, carriers)
    order = kinds.indices.sorted { (Self.cost(comparing.kinds[$0]), $0) < (Self.cost(comparing.kinds[$1]), $1) }
  }

  private static func cost(_ kind: ComparisonKind) -> Int {
    switch kind {
    case .firstName: 0
    case .lastName: 1
    case .phone, .profile, .code, .date: 2
    case .email: 3
    case .employer: 4
    case .text: 5
    }
  }

  /// Names are counted by people, all else by how many different last names carry it: what somebody has in every one of
  /// their rows is theirs alone.
  private static func rarity(_ table: MatchTable, _ model: MatchModel, _ carriers: [Carriers]) -> [Float] {
    let n = Float(max(2, table.count))
    let rowsEach = Float(1 + min(4, model.shareOne * Double(n - 1)))
    var counts = table.entries.map { Float($0.count) / rowsEach }
    let hasNames = (0..<table.count).contains { table.value($0, MatchPlan.last) != 0 }
    if hasNames { for one in carriers { counts[Int(one.value)] = Float(one.names) } }
    return counts.map { log2(max(1, $0 - 0.5) / n) }
  }

  /// A value's rarity, of which few rows tell little: then the level's average counts as well. Logarithms.
  @inline(__always)
  private func shares(_ rarity: Float, _ average: Float) -> Float {
    if averageShare < 0.02 { return rarity }
    return log2((1 - averageShare) * exp2(rarity) + averageShare * exp2(average))
  }

  /// How much less (or more) the very value says than the level does on average, in bits of its share among strangers.
  @inline(__always)
  private func adjustment(_ comparison: Int, _ level: UInt8, _ a: Int, _ b: Int) -> Float {
    let table = comparing.table
    let average = strangers[8 * comparison + Int(level)]
    if kinds[comparison] == .employer {
      if level < 2 { return 0 }
      var best: Float = 0
      let companies = (table.value(a, MatchPlan.company), table.value(b, MatchPlan.company))
      if companies.0 != 0 && companies.0 == companies.1 { best = min(best, rarity[Int(companies.0)]) }
      let domains = (table.value(a, MatchPlan.domain), table.value(b, MatchPlan.domain))
      if domains.0 != 0 && domains.0 == domains.1 { best = min(best, rarity[Int(domains.0)]) }
      return best == 0 ? 0 : average - max(shares(best, average), average - 6)
    }
    if level != kinds[comparison].top { return 0 }
    let value = table.value(a, comparing.columns[comparison])
    if value == 0 || value != table.value(b, comparing.columns[comparison]) { return 0 }
    return average - max(shares(rarity[Int(value)], average), average - 6)
  }

  /// The most that a comparison may come to whose values differ.
  @inline(__always)
  private func mostOf(_ comparison: Int, _ a: Int, _ b: Int) -> (strangers: Float, related: Float) {
    if kinds[comparison] != .employer { return most[comparison] }
    let domains = (comparing.table.value(a, MatchPlan.domain), comparing.table.value(b, MatchPlan.domain))
    if domains.0 == 0 || domains.1 == 0 { return mostOfCompanies.missing }
    return domains.0 == domains.1 ? mostOfCompanies.same : mostOfCompanies.apart
  }

  /// What the evidence adds up to, log2 of the odds of one person against two; nothing where it cannot come to `least`.
  func weight(_ a: Int, _ b: Int, atLeast least: Float) -> Float? {
    var one = shares.one
    var related = shares.related
    var strange = shares.strangers
    // What values tell by being equal costs nothing; the others are looked at while they may still matter.
    var open: UInt64 = 0
    var hope: (strangers: Float, related: Float) = (0, 0)
    for comparison in kinds.indices {
      if let level = comparing.quickLevel(comparison, a, b) {
        if level == missingLevel { continue }
        add(comparison, level, a, b, &one, &related, &strange)
      } else {
        open |= 1 << UInt64(comparison)
        let more = mostOf(comparison, a, b)
        hope.strangers += more.strangers
        hope.related += more.related
      }
    }
    let areNamesOpen = open & 3 == 3
    var levels = (
      first: open & 1 != 0 ? missingLevel : comparing.quickLevel(0, a, b) ?? missingLevel,
      last: open & 2 != 0 ? missingLevel : comparing.quickLevel(1, a, b) ?? missingLevel
    )
    if open & 3 == 0 { strange += nameBits(a, b, first: levels.first, last: levels.last) }
    for comparison in order where open >> UInt64(comparison) & 1 != 0 {
      if one - strange + hope.strangers < least || one - related + hope.related < least { return nil }
      let level = comparing.slowLevel(comparison, a, b)
      if areNamesOpen && comparison == 0 {
        // It counts together with the last name: they may be turned.
        levels.first = level
        continue
      }
      let spent = mostOf(comparison, a, b)
      hope.strangers -= spent.strangers
      hope.related -= spent.related
      if areNamesOpen && comparison == 1 {
        hope.strangers -= most[0].strangers
        hope.related -= most[0].related
        levels.last = level
        if levels.first < 2 && level < 2, let turned = comparing.turnedLevel(a, b) { levels = (turned, turned) }
        add(0, levels.first, a, b, &one, &related, &strange)
        add(1, levels.last, a, b, &one, &related, &strange)
      } else {
        if comparison == 0 { levels.first = level }
        if comparison == 1 { levels.last = level }
        add(comparison, level, a, b, &one, &related, &strange)
      }
    }
    if open & 3 != 0 { strange += nameBits(a, b, first: levels.first, last: levels.last) }
    let most = max(related, strange)
    if one - most < least { return nil }
    let weight = one - most - log2(exp2(related - most) + exp2(strange - most))
    return weight < least ? nil : weight
  }

  /// What a comparison's level weighs for one person against strangers.
  func comparisonBits(_ comparison: Int, _ level: UInt8, _ a: Int, _ b: Int) -> Float {
    let place = 8 * comparison + Int(level)
    return one[place] - strangers[place] + adjustment(comparison, level, a, b)
  }

  /// How much oftener strangers share both names than the two by themselves tell.
  @inline(__always)
  func nameBits(_ a: Int, _ b: Int, first: UInt8, last: UInt8) -> Float {
    if first < 2 || first == missingLevel || last < 2 || last == missingLevel { return 0 }
    if first != kinds[0].top || last != kinds[1].top { return nameTie }
    let single =
      strangers[Int(first)] - adjustment(0, first, a, b) + strangers[8 + Int(last)] - adjustment(1, last, a, b)
    return max(nameTie, names.others[a] - single)
  }

  @inline(__always)
  private func add(
    _ comparison: Int, _ level: UInt8, _ a: Int, _ b: Int, _ one: inout Float, _ related: inout Float,
    _ strange: inout Float
  ) {
    let place = 8 * comparison + Int(level)
    let stranger = strangers[place] - adjustment(comparison, level, a, b)
    one += self.one[place]
    related += kinds[comparison].priorRelated == nil ? stranger : self.related[place]
    strange += stranger
  }
}
