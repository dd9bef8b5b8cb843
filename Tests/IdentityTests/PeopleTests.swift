import PipelineModel
import Testing

@testable import Identity

@Suite struct PeopleTests {
  private func resolve(
    _ leads: [Lead], keep: Dedupe.Keep = .mostComplete, batches: Int = 1, identify: Bool = true
  ) -> ResolvedPeople {
    var people = People(keep: keep)
    let size = max(1, (leads.count + batches - 1) / batches)
    for start in stride(from: 0, to: leads.count, by: size) {
      people.add(RowKeys(batch(Array(leads[start..<min(start + size, leads.count)])), identify: identify))
    }
    return people.resolve()
  }

  private func id(_ people: ResolvedPeople, _ row: Int) -> String {
    var bytes: [UInt8] = []
    people.appendID(ofPerson: people.person(ofRow: row), to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Somebody with an e-mail address, a LinkedIn profile, or both.
  private func lead(_ email: Int?, _ profile: Int?) -> Lead {
    var lead: Lead = [:]
    if let email { lead[.email] = "m\(email)@x.example" }
    if let profile { lead[.linkedinURL] = "linkedin.com/in/somebody-\(profile)" }
    return lead
  }

  @Test("rows that share a key, directly or through others, are one person")
  func transitive() {
    // 0 and 3 share nothing; 1 has a key of each 0 and 2; 2 has one of 3.
    let people = resolve([lead(1, nil), lead(1, 10), lead(2, 10), lead(2, nil), lead(3, nil), lead(nil, 11)])
    #expect((0..<6).map { people.person(ofRow: $0) } == [0, 0, 0, 0, 4, 5])
    #expect(people.count == 3)
    #expect(people.rowCount == 6)
  }

  @Test("a late row joins people that were apart, and the first row is the person")
  func lateJoin() {
    let people = resolve([lead(1, nil), lead(nil, 10), lead(2, nil), lead(1, 10)])
    #expect((0..<4).map { people.person(ofRow: $0) } == [0, 0, 2, 0])
  }

  @Test("a long chain in any order is one person")
  func chain() {
    let chain = (0..<2000).map { $0.isMultiple(of: 2) ? lead($0 / 2, $0 / 2) : lead($0 / 2, $0 / 2 + 1) }
    for leads in [chain, chain.reversed()] {
      let people = resolve(leads)
      #expect(people.count == 1)
      #expect((0..<2000).allSatisfy { people.person(ofRow: $0) == 0 })
    }
  }

  @Test(
    "who is one person does not depend on the order of rows or the cut into batches",
    arguments: 1...20 as ClosedRange<UInt64>)
  func order(seed: UInt64) {
    var generator = SplitMix(seed: seed)
    let leads = (0..<120).map { _ in
      lead(
        Bool.random(using: &generator) ? Int.random(in: 0..<90, using: &generator) : nil,
        Bool.random(using: &generator) ? Int.random(in: 0..<90, using: &generator) : nil)
    }
    /// The groups of rows, by the places the rows have in `leads`.
    func groups(_ order: [Int], batches: Int) -> Set<Set<Int>> {
      let people = resolve(order.map { leads[$0] }, batches: batches)
      let groups = Dictionary(grouping: order.indices) { people.person(ofRow: $0) }
      #expect(groups.count == people.count)
      #expect(groups.allSatisfy { $0.key == $0.value.min() })
      #expect(groups.allSatisfy { $0.value.filter(people.stands).count == 1 })
      return Set(groups.values.map { Set($0.map { order[$0] }) })
    }
    let whole = groups(Array(leads.indices), batches: 1)
    #expect(whole == bruteForce(leads))
    for batches in [1, 7, 120] {
      #expect(groups(Array(leads.indices).shuffled(using: &generator), batches: batches) == whole)
    }
  }

  /// Groups by following shared values until nothing changes.
  private func bruteForce(_ leads: [Lead]) -> Set<Set<Int>> {
    var label = Array(leads.indices)
    var isChanged = true
    while isChanged {
      isChanged = false
      for one in leads.indices {
        for other in leads.indices where label[other] < label[one] {
          let isShared = [LeadField.email, .linkedinURL].contains {
            leads[one][$0] != nil && leads[one][$0] == leads[other][$0]
          }
          if isShared {
            label[one] = label[other]
            isChanged = true
          }
        }
      }
    }
    return Set(Dictionary(grouping: leads.indices) { label[$0] }.values.map { Set($0) })
  }

  @Test(
    "the row that stands for its person is the first, or the most complete and of equals the first",
    arguments: [(Dedupe.Keep.first, 0), (.mostComplete, 2)])
  func keep(keep: Dedupe.Keep, expected: Int) {
    var fuller = email("a@x.example")
    fuller[.firstName] = "Ada"
    var fullest = fuller
    fullest[.lastName] = "Lovelace"
    var asFull = fuller
    asFull[.phone] = "1"
    let people = resolve([email("a@x.example"), fuller, fullest, asFull, email("b@x.example")], keep: keep)
    #expect((0..<4).filter { people.stands($0) } == [expected])
    #expect(people.stands(4))
    #expect((0..<4).map { people.person(ofRow: $0) } == [0, 0, 0, 0])
  }

  @Test("an id is p and 16 letters and digits, the same on any machine and in any cut into batches")
  func ids() {
    let leads = [email("a@x.example"), email("b@x.example"), email("A@x.example"), [:]]
    let people = resolve(leads)
    let all = (0..<4).map { id(people, $0) }
    #expect(all[0] == all[2])
    #expect(Set(all).count == 3)
    #expect(all.allSatisfy { $0.wholeMatch(of: /p[0-9a-hjkmnp-tv-z]{16}/) != nil })
    let batched = resolve(leads, batches: 4)
    #expect((0..<4).map { id(batched, $0) } == all)
    // Pinned: ledgers hold these ids.
    #expect(all[0] == "p9qacgyy7m2mkkgnk")
  }

  @Test("people who look the same at first sight are numbered in input order")
  func repeats() {
    let same: Lead = [.firstName: "Ada"]
    let people = resolve([same, email("a@x.example"), same, same, email("a@x.example"), [:], [:]])
    let plain = id(people, 0)
    #expect(id(people, 2) == plain + "-2")
    #expect(id(people, 3) == plain + "-3")
    #expect(id(people, 4) == id(people, 1))
    #expect(!id(people, 1).contains("-"))
    #expect(id(people, 6) == id(people, 5) + "-2")
    #expect(people.count == 6)
  }

  @Test("without identification every row is a person, and equal rows are numbered")
  func notIdentified() {
    let people = resolve([email("a@x.example"), email("a@x.example")], identify: false)
    #expect(people.count == 2)
    #expect(id(people, 1) == id(people, 0) + "-2")
  }

  @Test("rows that are joined by hand bring their people together")
  func join() {
    var people = People(keep: .first)
    people.add(RowKeys(batch([lead(1, nil), lead(2, nil), lead(3, nil), lead(3, 9)]), identify: true))
    people.join(3, 0)
    people.join(0, 3)
    people.join(1, 1)
    #expect(people.rowCount == 4)
    let resolved = people.resolve()
    #expect((0..<4).map { resolved.person(ofRow: $0) } == [0, 1, 0, 0])
    #expect((0..<4).filter { resolved.stands($0) } == [0, 1])
  }

  @Test("nobody is nobody")
  func empty() {
    let people = resolve([])
    #expect(people.count == 0)
    #expect(people.rowCount == 0)
  }
}

@Suite struct DedupeTests {
  @Test("dedupe keeps the most complete row and remembers nobody unless told otherwise")
  func options() throws {
    let standard = try Dedupe(options: ComponentOptions())
    #expect(standard.keep == .mostComplete)
    #expect(!standard.remember)
    let told = try Dedupe(options: ComponentOptions(["keep": .text("first"), "remember": .boolean(true)]))
    #expect(told.keep == .first)
    #expect(told.remember)
  }
}
