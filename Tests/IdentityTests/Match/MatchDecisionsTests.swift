import PipelineModel
import Testing

@testable import Identity

@Suite("Decisions on pairs") struct MatchDecisionsTests {
  private func people(_ leads: [Lead]) -> People {
    var people = People(keep: .first)
    people.add(RowKeys(batch(leads), identify: true))
    return people
  }

  @Test("a row is found again by its id, and by its person's with a number behind it")
  func ids() {
    let people = people([email("a@x.example"), email("b@x.example"), email("b@x.example")])
    let ids = (0..<3).map { people.rowID($0) }
    #expect(ids[1] == ids[2])
    #expect(people.rows(ofIDs: Set(ids)) == [ids[0]: 0, ids[1]: 1])
    #expect(people.rows(ofIDs: [ids[0] + "-2"]) == [ids[0] + "-2": 0])
  }

  @Test(
    "what is no id finds nothing",
    arguments: ["", "p", "x123", "p0000000000000000", "pILO0000000000000", "b@x.example"])
  func strange(id: String) {
    #expect(people([email("a@x.example")]).rows(ofIDs: [id]).isEmpty)
  }

  @Test("rows decided to be one person are, whatever they hold; contradicting decisions are counted")
  func same() {
    var people = people([email("a@x.example"), email("b@x.example"), email("c@x.example")])
    var decisions = MatchDecisions()
    decisions.same = [RowPair(a: 0, b: 1), RowPair(a: 2, b: 1)]
    decisions.different = [RowPair(a: 0, b: 2)]
    people.decide(decisions)
    #expect(people.conflicts(with: decisions) == 1)
    #expect(people.resolve().count == 1)
  }

  @Test("rows decided to be different people stay so through links to others, and are not asked for again")
  func different() throws {
    var leads = crowd(60, seed: 21)
    let first = leads.count
    leads.append(copy(leads[0], slip: 3))
    leads.append(copy(leads[0], slip: 0))
    let joined = try match(leads)
    #expect(joined.groups == [[0, first, first + 1]])
    let apart = try match(leads, different: [RowPair(a: 0, b: first)])
    #expect(apart.persons[first] != apart.persons[0])
    #expect(!apart.listed.contains(RowPair(a: 0, b: first)))
  }

  @Test("what is listed stands between the bounds, the likeliest first, with its evidence")
  func listed() throws {
    var leads = crowd(60, seed: 22)
    for person in 0..<12 { leads.append(copy(leads[person], slip: person)) }
    let matched = try match(leads, options(threshold: "0.999999", review: "0.5"))
    let probabilities = matched.evidence.map(\.probability)
    #expect(!probabilities.isEmpty)
    #expect(probabilities == probabilities.sorted(by: >))
    #expect(probabilities.allSatisfy { $0 >= 0.5 })
    #expect(matched.evidence.allSatisfy { $0.summary.contains("first_name ") && $0.lines[0].name == "any two rows" })
    #expect(matched.listed.count == matched.report.reviewPairs)
  }
}
