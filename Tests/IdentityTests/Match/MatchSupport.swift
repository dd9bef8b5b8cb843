import PipelineModel

@testable import Identity

/// Who is one person with whom, by probabilistic matching.
struct Matched {
  /// By row, the first row of its person.
  var persons: [Int]
  var report: MatchReport
  /// The pairs to review.
  var listed: [RowPair]
  var evidence: [MatchEvidence]

  /// Groups of more than one row.
  var groups: Set<Set<Int>> {
    Set(Dictionary(grouping: persons.indices) { persons[$0] }.values.filter { $0.count > 1 }.map { Set($0) })
  }
}

/// Options as a pipeline file would give them.
func options(
  threshold: String? = nil, review: String? = nil, compare: [(field: String, as: String)] = []
) throws -> MatchOptions {
  var values: [String: OptionValue] = [
    "compare": .list(
      compare.map {
        .map([.init(key: "field", value: .text($0.field)), .init(key: "as", value: .text($0.as))])
      })
  ]
  if let threshold { values["threshold"] = .text(threshold) }
  if let review { values["review"] = .text(review) }
  return try MatchOptions(options: ComponentOptions(values))
}

/// Matches leads in batches of a size, with the blocks, counts and pairs worked out in a given order.
func match(
  _ leads: [Lead], _ options: MatchOptions? = nil, batchSize: Int = 1000, backwards: Bool = false,
  different: [RowPair] = []
) throws -> Matched {
  let options = try options ?? MatchOptions(options: ComponentOptions())
  var matcher = Matcher(options)
  var people = People(keep: .first)
  for start in stride(from: 0, to: leads.count, by: batchSize) {
    let batch = batch(Array(leads[start..<min(start + batchSize, leads.count)]))
    people.add(RowKeys(batch, identify: true))
    matcher.add(MatchRows(batch, plan: options.plan))
  }
  matcher.seal()
  func each<Item, Product>(_ items: [Item], _ work: (Item) -> Product) -> [Product] {
    backwards ? items.reversed().map(work).reversed() : items.map(work)
  }
  while true {
    let sets = matcher.blocking.nextSets()
    if sets.isEmpty { break }
    matcher.blocking.take(each(sets) { matcher.blocking.blocks(of: $0) })
  }
  matcher.blocking.close()
  matcher.learn(each(matcher.measurements) { matcher.measure($0) }, people)
  matcher.join(each(matcher.pieces) { matcher.links(in: $0) }, &people, different: different)
  let resolved = people.resolve()
  return Matched(
    persons: leads.indices.map { resolved.person(ofRow: $0) }, report: matcher.report,
    listed: matcher.reviewPairs.map(\.rows), evidence: matcher.reviewPairs.map(\.evidence))
}

/// A person of a made-up crowd.
func crowd(_ count: Int, seed: UInt64) -> [Lead] {
  var generator = SplitMix(seed: seed)
  let starts = [
    "bar", "cor", "del", "fen", "gar", "hol", "jor", "kal", "lem", "mor", "nor", "pel", "quin", "ras", "sel",
  ]
  let middles = ["a", "e", "i", "o", "u", "an", "en", "in", "on", "ar"]
  let ends = ["ton", "by", "vik", "ster", "mann", "sen", "dal", "wood", "ley", "ford"]
  func name(_ generator: inout SplitMix) -> String {
    (starts.randomElement(using: &generator) ?? "") + (middles.randomElement(using: &generator) ?? "")
      + (ends.randomElement(using: &generator) ?? "")
  }
  return (0..<count).map { number in
    let (first, last) = (name(&generator), name(&generator))
    let company = "\(name(&generator)) \(name(&generator))"
    let domain = company.replacing(" ", with: "") + ".example"
    return [
      .firstName: first, .lastName: last, .companyName: company, .companyDomain: domain,
      .email: "\(first).\(last)@\(domain)",
      .phone: "+4420\(10_000_000 + Int.random(in: 0..<80_000_000, using: &generator))",
    ]
  }
}

/// Another row of somebody, with a slip in a name and without the address.
func copy(_ lead: Lead, slip: Int) -> Lead {
  var lead = lead
  lead[.email] = nil
  switch slip % 5 {
  case 0: lead[.lastName] = (lead[.lastName] ?? "").replacingFirst("a", "aa")
  case 1: lead[.firstName] = String((lead[.firstName] ?? "").prefix(1)) + "."
  case 2: (lead[.firstName], lead[.lastName]) = (lead[.lastName], lead[.firstName])
  case 3: lead[.firstName] = String((lead[.firstName] ?? "").dropLast())
  default: lead[.companyDomain] = nil
  }
  return lead
}

extension String {
  fileprivate func replacingFirst(_ text: String, _ other: String) -> String {
    guard let range = firstRange(of: text) else { return self + "x" }
    return replacingCharacters(range, other)
  }

  private func replacingCharacters(_ range: Range<String.Index>, _ other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
