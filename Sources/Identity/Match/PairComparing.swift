internal import Canonical

/// Compares pairs of records.
struct PairComparing: Sendable {
  let table: MatchTable
  let kinds: [ComparisonKind]
  /// Places of the comparisons that have columns of their own.
  let columns: [Int]

  /// Of comparisons of sketched columns, how many edits apart values may be that have something in common; 0 for others.
  private let edits: [Int]

  init(_ table: MatchTable) {
    edits = table.plan.comparisons.map { comparison in
      if !table.isSketched(comparison.columns[0]) { return 0 }
      return comparison.kind == .email ? 2 : 1
    }
    self.table = table
    kinds = table.plan.comparisons.map(\.kind)
    columns = table.plan.comparisons.map { $0.columns[0] }
  }

  /// The level of a comparison as far as values tell without a look at them: nil where they differ.
  @inline(__always)
  func quickLevel(_ comparison: Int, _ a: Int, _ b: Int) -> UInt8? {
    let x = table.value(a, columns[comparison])
    let y = table.value(b, columns[comparison])
    if kinds[comparison] == .employer {
      let domains = (table.value(a, MatchPlan.domain), table.value(b, MatchPlan.domain))
      let hasDomains = domains.0 != 0 && domains.1 != 0
      if x == 0 || y == 0 { return hasDomains ? (domains.0 == domains.1 ? 3 : 0) : missingLevel }
      if x == y { return hasDomains ? (domains.0 == domains.1 ? 4 : 2) : 3 }
      return nil
    }
    if x == 0 || y == 0 { return missingLevel }
    if x == y { return kinds[comparison].top }
    if edits[comparison] > 0 && !table.mayBeAlike(x, y, edits: edits[comparison]) { return 0 }
    return nil
  }

  /// The level of a comparison of two different values.
  func slowLevel(_ comparison: Int, _ a: Int, _ b: Int) -> UInt8 {
    let x = table.value(a, columns[comparison])
    let y = table.value(b, columns[comparison])
    let bytes = table.bytes.span
    let one = bytes.extracting(table.range(x))
    let other = bytes.extracting(table.range(y))
    switch kinds[comparison] {
    case .employer:
      let domains = (table.value(a, MatchPlan.domain), table.value(b, MatchPlan.domain))
      let like = Levels.company(one, other)
      if domains.0 != 0 && domains.0 == domains.1 { return like >= 1 ? 4 : 2 }
      if like == 2 { return domains.0 != 0 && domains.1 != 0 ? 2 : 3 }
      return UInt8(like)
    case .email where comparison == MatchPlan.emailComparison:
      let level = Levels.level(.email, one, other)
      // At another domain, a local part that is made of the name says nothing that the name has not said.
      if level > 0 && saysNoMore(a, one, other) { return missingLevel }
      return level
    case .firstName:
      if let x = table.nicknames[x], let y = table.nicknames[y], Nicknames.areRelated(x, y) { return 4 }
      return Levels.level(.firstName, one, other)
    default: return Levels.level(kinds[comparison], one, other)
    }
  }

  private func saysNoMore(_ record: Int, _ email: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    if !email.extracting(Levels.localPart(email)).equals(other.extracting(Levels.localPart(other))) { return false }
    for column in [MatchPlan.last, MatchPlan.first] {
      let name = table.value(record, column)
      if name != 0, Levels.restates(email, table.bytes.span.extracting(table.range(name))) { return true }
    }
    return false
  }

  /// The level of a comparison.
  @inline(__always)
  func level(_ comparison: Int, _ a: Int, _ b: Int) -> UInt8 {
    quickLevel(comparison, a, b) ?? slowLevel(comparison, a, b)
  }

  /// Whether two records have two different profiles, of which a person has one.
  func contradict(_ a: Int, _ b: Int) -> Bool {
    kinds.indices.contains { kinds[$0] == .profile && level($0, a, b) == 0 }
  }

  /// The levels of all comparisons of a pair, three bits each.
  func pattern(_ a: Int, _ b: Int) -> UInt64 {
    var pattern: UInt64 = 0
    for comparison in kinds.indices { pattern |= UInt64(level(comparison, a, b)) << UInt64(3 * comparison) }
    if pattern & 7 < 2 && pattern >> 3 & 7 < 2, let turned = turnedLevel(a, b) {
      pattern = pattern & ~63 | UInt64(turned) << 3 | UInt64(turned)
    }
    return pattern
  }

  /// The level of both names where what is the one's first is the other's last, an initial perhaps; nil where it is not.
  func turnedLevel(_ a: Int, _ b: Int) -> UInt8? {
    let first = crossLevel(table.value(a, MatchPlan.first), table.value(b, MatchPlan.last))
    if first < 2 { return nil }
    let last = crossLevel(table.value(a, MatchPlan.last), table.value(b, MatchPlan.first))
    return last < 2 || first + last < 5 ? nil : min(3, first, last)
  }

  private func crossLevel(_ a: UInt32, _ b: UInt32) -> UInt8 {
    if a == 0 || b == 0 { return 0 }
    if a == b { return 3 }
    let bytes = table.bytes.span
    return Levels.name(bytes.extracting(table.range(a)), bytes.extracting(table.range(b)), isFirst: false)
  }
}
