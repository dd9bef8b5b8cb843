import PipelineModel
import Testing

@testable import Identity

@Suite struct RowKeysTests {
  private func keys(_ leads: Lead...) -> [[UInt128]] {
    let keys = RowKeys(batch(leads), identify: true)
    return (0..<keys.count).map { Array(keys.keys(ofRow: $0)) }
  }

  private static let ada: Lead = [.firstName: "Ada", .lastName: "Lovelace", .companyDomain: "engine.example"]

  @Test(
    "rows that agree in an exact key share it, however it is written",
    arguments: [
      (email("ada@engine.example"), email(" ADA@Engine.example ")),
      (
        [.linkedinURL: "https://www.linkedin.com/in/ada-lovelace"],
        [.linkedinURL: "linkedin.com/in/Ada-Lovelace/?trk=x"]
      ),
      (ada, [.firstName: "ADA", .lastName: " lovelace", .companyDomain: "Engine.Example"]),
    ] as [(Lead, Lead)])
  func shared(one: Lead, other: Lead) {
    let found = keys(one, other)
    #expect(found[0].count == 1)
    #expect(found[0] == found[1])
  }

  @Test(
    "rows that differ in a key do not share it",
    arguments: [
      (email("ada@engine.example"), email("ida@engine.example")),
      ([.linkedinURL: "linkedin.com/in/ada"], [.linkedinURL: "linkedin.com/in/ida"]),
      (ada, [.firstName: "Ada", .lastName: "Byron", .companyDomain: "engine.example"]),
      (ada, [.firstName: "Ada", .lastName: "Lovelace", .companyDomain: "loom.example"]),
      // Parts cannot run into each other.
      (
        [.firstName: "Anna", .lastName: "Lee", .companyDomain: "engine.example"],
        [.firstName: "Ann", .lastName: "ALee", .companyDomain: "engine.example"]
      ),
    ] as [(Lead, Lead)])
  func different(one: Lead, other: Lead) {
    let found = keys(one, other)
    #expect(found[0].count == 1 && found[1].count == 1)
    #expect(found[0] != found[1])
  }

  @Test("the kinds of keys cannot be taken for each other, and a row has one of each it is fit for")
  func kinds() {
    var all = Self.ada
    all[.email] = "ada@engine.example"
    all[.linkedinURL] = "linkedin.com/in/ada"
    let found = keys(all, Self.ada, email("ada@engine.example"), [.linkedinURL: "linkedin.com/in/ada"])
    #expect(found[0].count == 3)
    #expect(Set(found[0]) == Set(found[1] + found[2] + found[3]))
    #expect(Set(found[0]).count == 3)
  }

  @Test(
    "what identifies nobody gives no key",
    arguments: [
      [:], email(""), email("nobody"), [.linkedinURL: ""], [.linkedinURL: "https://www.linkedin.com/company/engine"],
      [.firstName: "Ada", .lastName: "Lovelace"], [.firstName: "Ada", .companyDomain: "engine.example"],
      [.lastName: "Lovelace", .companyDomain: "engine.example"], [.phone: "+442079460000"], [.contactID: "1"],
      [.firstName: "A.", .lastName: "Lovelace", .companyDomain: "engine.example"],
      [.firstName: "Ada", .lastName: "Lovelace", .companyName: "Engine"],
    ] as [Lead])
  func none(lead: Lead) {
    #expect(keys(lead) == [[]])
  }

  @Test("without identification no row has keys, and sights and completeness stay")
  func notIdentified() {
    let leads = batch([Self.ada, email("a@b.example")])
    let with = RowKeys(leads, identify: true)
    let without = RowKeys(leads, identify: false)
    #expect(without.keys.isEmpty)
    #expect(without.ends == [0, 0])
    #expect(without.sights == with.sights)
    #expect(without.completeness == [3, 1])
    #expect(with.distinct == with.keys.sorted())
  }

  @Test("a sight depends on every value and its field, and on nothing else")
  func sights() {
    let leads: [Lead] = [
      [.firstName: "a", .lastName: "b"], [.firstName: "ab"], [.lastName: "ab"],
      [.firstName: "a", .lastName: "b", .email: ""],
      [.firstName: "b", .lastName: "a"], [:], [.firstName: ""],
    ]
    let sights = RowKeys(batch(leads), identify: false).sights
    #expect(sights[0] == sights[3])
    #expect(sights[5] == sights[6])
    #expect(Set(sights).count == 5)
    // Alone in its batch, a row looks the same.
    for (lead, sight) in zip(leads, sights) { #expect(RowKeys(batch([lead]), identify: true).sights == [sight]) }
  }

  @Test("every key comes once in the distinct ones")
  func distinct() {
    let keys = RowKeys(batch([email("b@x.example"), email("a@x.example"), email("B@x.example")]), identify: true)
    #expect(keys.keys.count == 3)
    #expect(keys.distinct.count == 2)
    #expect(keys.distinct == keys.distinct.sorted())
  }
}
