internal import Foundation

/// Why two rows are taken for one person, or not: what was compared and what it weighs.
package struct MatchEvidence: Sendable, Equatable {
  /// Something that speaks for one person or against it.
  package struct Line: Sendable, Equatable {
    /// What was compared.
    package var name: String
    /// How far it agrees; empty where it is no comparison.
    package var level: String
    /// What that weighs: log2 of how much likelier it is among rows of one person than among others.
    package var bits: Float
  }

  package var lines: [Line]
  /// The sum of all bits: log2 of the odds of one person against two.
  package var bits: Float { lines.reduce(0) { $0 + $1.bits } }
  /// The probability that it is one person.
  package var probability: Double { 1 / (1 + exp2(-Double(bits))) }

  /// The comparisons on one line, those without a value aside.
  package var summary: String {
    lines.filter { !$0.level.isEmpty }.map { "\($0.name) \($0.level)" }.joined(separator: "; ")
  }
}

extension PairScoring {
  /// The evidence of a pair, line by line.
  func evidence(_ a: Int, _ b: Int) -> MatchEvidence {
    let (a, b) = (min(a, b), max(a, b))
    let pattern = comparing.pattern(a, b)
    var lines = [MatchEvidence.Line(name: "any two rows", level: "", bits: shares.one - shares.strangers)]
    for (index, comparison) in comparing.table.plan.comparisons.enumerated() {
      let level = UInt8(pattern >> UInt64(3 * index) & 7)
      if level == missingLevel { continue }
      let bits = comparisonBits(index, level, a, b)
      lines.append(.init(name: comparison.name, level: comparison.kind.levels[Int(level)], bits: bits))
    }
    let tie = nameBits(a, b, first: UInt8(pattern & 7), last: UInt8(pattern >> 3 & 7))
    if tie != 0 { lines.append(.init(name: "both names go together", level: "", bits: -tie)) }
    let sum = lines.reduce(0) { $0 + $1.bits }
    if let weight = weight(a, b, atLeast: -1000), weight - sum < -0.05 {
      lines.append(.init(name: "related people share this too", level: "", bits: weight - sum))
    }
    return MatchEvidence(lines: lines)
  }
}
