/// Two records that are linked, and how strongly.
package struct MatchLink: Sendable {
  var a: UInt32
  var b: UInt32
  /// Log2 of the odds of one person against two.
  var weight: Float
}

/// Joins links to clusters, the strongest first, where the rest of the evidence does not stand against it: a cluster that
/// would hold contradictory evidence so stays apart at its weakest link.
struct MatchClustering {
  private let scoring: PairScoring
  private var parents: [UInt32]
  /// By record, the next one of its cluster, in a ring.
  private var next: [UInt32]
  /// By the root of a cluster, the records that somebody has decided to be others.
  private var apart: [UInt32: [UInt32]] = [:]
  /// How many links were refused.
  private(set) var refused = 0

  /// So many records of a cluster at most are compared with another's.
  private static let witnesses = 6

  /// - Parameter persons: by record, the first record of those that are one person already.
  init(_ scoring: PairScoring, persons: [UInt32]) {
    self.scoring = scoring
    parents = persons
    next = Array(0..<UInt32(persons.count))
    for record in persons.indices where Int(persons[record]) != record {
      next.swapAt(record, Int(persons[record]))
    }
  }

  /// Keeps two records in different clusters, unless they are in one already.
  mutating func keepApart(_ a: UInt32, _ b: UInt32) {
    apart[root(a), default: []].append(b)
    apart[root(b), default: []].append(a)
  }

  /// Whether somebody has decided that the clusters of two records are different people.
  mutating func isDecided(_ a: UInt32, _ b: UInt32) -> Bool { !apart.isEmpty && areKeptApart(root(a), root(b)) }

  private mutating func areKeptApart(_ a: UInt32, _ b: UInt32) -> Bool {
    guard let others = apart[a] else { return false }
    for other in others where root(other) == b { return true }
    return false
  }

  mutating func root(_ record: UInt32) -> UInt32 {
    var record = record
    while parents[Int(record)] != record {
      parents[Int(record)] = parents[Int(parents[Int(record)])]
      record = parents[Int(record)]
    }
    return record
  }

  /// Takes links in falling weight, of equals in the order of their records.
  mutating func join(_ links: [MatchLink]) {
    let ordered = links.sorted { ($1.weight, $0.a, $0.b) < ($0.weight, $1.a, $1.b) }
    for link in ordered {
      let a = root(link.a)
      let b = root(link.b)
      if a == b { continue }
      if !apart.isEmpty && areKeptApart(a, b) { continue }
      if !agree(link) {
        refused += 1
        continue
      }
      parents[Int(max(a, b))] = min(a, b)
      if let moved = apart.removeValue(forKey: max(a, b)) { apart[min(a, b), default: []] += moved }
      next.swapAt(Int(a), Int(b))
    }
  }

  /// The first records of a cluster, from one of them on around the ring.
  private func members(_ record: UInt32) -> [UInt32] {
    var members = [record]
    var at = next[Int(record)]
    while at != record && members.count < Self.witnesses {
      members.append(at)
      at = next[Int(at)]
    }
    return members
  }

  /// Whether two clusters look like one person on the whole: the mean weight of their pairs speaks for it, and no pair of
  /// them has two different profiles. What two different birth dates weigh, the data say: dates are often mistyped.
  private func agree(_ link: MatchLink) -> Bool {
    var sum: Float = 0
    var count: Float = 0
    for one in members(link.a) {
      for other in members(link.b) {
        let (a, b) = (Int(min(one, other)), Int(max(one, other)))
        if scoring.comparing.contradict(a, b) { return false }
        let isLink = (one, other) == (link.a, link.b)
        let weight = isLink ? link.weight : scoring.weight(a, b, atLeast: -30) ?? -30
        sum += max(-10, min(30, weight))
        count += 1
      }
    }
    return sum / count > 0
  }
}
