import PipelineModel
import Testing

@testable import Identity

@Suite("Probabilistic matching") struct MatcherTests {
  /// A hundred and twenty people, and a second row of every third.
  private static func crowdWithCopies(_ seed: UInt64) -> (leads: [Lead], groups: Set<Set<Int>>) {
    var leads = crowd(120, seed: seed)
    var groups: Set<Set<Int>> = []
    for person in stride(from: 0, to: 120, by: 3) {
      groups.insert([person, leads.count])
      leads.append(copy(leads[person], slip: person / 3))
    }
    return (leads, groups)
  }

  @Test("finds rows of one person through slips, initials, turned names and missing values", arguments: [1, 2])
  func finds(seed: UInt64) throws {
    let (leads, groups) = Self.crowdWithCopies(seed)
    let matched = try match(leads)
    #expect(matched.groups.subtracting(groups).isEmpty)
    #expect(groups.subtracting(matched.groups).count <= 1)
    #expect(matched.report.merged == matched.groups.count)
  }

  @Test("works on ten rows, by the shipped priors")
  func tenRows() throws {
    var leads = Array(crowd(9, seed: 4))
    leads[0][.firstName] = "William"
    leads[0][.lastName] = "Ashdown"
    var copy = leads[0]
    copy[.firstName] = "Bill"
    copy[.email] = nil
    leads.append(copy)
    #expect(try match(leads).groups == [[0, 9]])
  }

  @Test("keeps colleagues and namesakes apart")
  func others() throws {
    var leads = Self.crowdWithCopies(5).leads
    let count = leads.count
    // A colleague of the same surname, and somebody of the same name elsewhere.
    leads.append([
      .firstName: "Ottilie", .lastName: leads[0][.lastName] ?? "", .companyName: leads[0][.companyName] ?? "",
      .companyDomain: leads[0][.companyDomain] ?? "",
    ])
    leads.append([
      .firstName: leads[1][.firstName] ?? "", .lastName: leads[1][.lastName] ?? "", .companyName: "Elsewhere Wharf",
      .companyDomain: "elsewherewharf.example", .phone: "+33155667788",
    ])
    let matched = try match(leads)
    #expect(matched.persons[count] == count)
    #expect(matched.persons[count + 1] == count + 1)
  }

  @Test("keeps a cluster apart where two profiles contradict each other, at its weakest link")
  func contradiction() throws {
    var (leads, _) = Self.crowdWithCopies(6)
    let (name, company) = (leads[0], leads[0][.companyName] ?? "")
    func row(_ profile: String?, _ phone: String?) -> Lead {
      var row: Lead = [.firstName: name[.firstName] ?? "", .lastName: name[.lastName] ?? "", .companyName: company]
      if let profile { row[.linkedinURL] = "linkedin.com/in/\(profile)" }
      if let phone { row[.phone] = phone }
      return row
    }
    let place = leads[0][.companyDomain]
    leads.removeAll { $0[.companyName] == company && $0[.companyDomain] == place }
    let first = leads.count
    // The one in the middle fits both; its telephone number says which.
    leads += [row("somebody-one", "+442055667788"), row(nil, "+442055667788"), row("another-two", nil)]
    let matched = try match(leads)
    #expect(matched.persons[first + 1] == first)
    #expect(matched.persons[first + 2] == first + 2)
    #expect(matched.report.refusedLinks > 0)
  }

  @Test("what lies between `review` and `threshold` is counted and not merged")
  func review() throws {
    let (leads, groups) = Self.crowdWithCopies(7)
    let strict = try match(leads, options(threshold: "0.999999", review: "0.5"))
    let standard = try match(leads)
    #expect(strict.groups.isSubset(of: groups))
    #expect(strict.report.merged < standard.report.merged)
    #expect(strict.report.reviewPairs >= standard.report.merged - strict.report.merged)
  }

  @Test("columns of the source are compared as what they hold")
  func compare() throws {
    let people = crowd(80, seed: 8)
    var leads: [Lead] = []
    for (number, person) in people.enumerated() {
      let names = [LeadField.firstName: person[.firstName] ?? "", .lastName: person[.lastName] ?? ""]
      // `updated_at` stands for any column here.
      leads.append(names.merging([.updatedAt: "19\(10 + number)-03-1\(number % 9)"]) { $1 })
      if number % 4 == 0 {
        leads.append(
          [.firstName: String((names[.firstName] ?? "").dropLast()), .lastName: names[.lastName] ?? ""]
            .merging([.updatedAt: "1\(number % 9)/03/19\(10 + number)"]) { $1 })
      }
    }
    let with = try match(leads, options(compare: [("updated_at", "date")]))
    #expect(with.groups.count >= 18)
    #expect(with.groups.allSatisfy { group in Set(group.map { leads[$0][.lastName] }).count == 1 })
  }

  // MARK: Metamorphic

  @Test("the order of rows, the size of batches and the order of work change nothing", arguments: [11, 12])
  func order(seed: UInt64) throws {
    let (leads, _) = Self.crowdWithCopies(seed)
    let expected = try match(leads)
    var generator = SplitMix(seed: seed)
    let order = Array(leads.indices).shuffled(using: &generator)
    let shuffled = try match(order.map { leads[$0] }, batchSize: 17, backwards: true)
    #expect(Set(shuffled.groups.map { group in Set(group.map { order[$0] }) }) == expected.groups)
    #expect(shuffled.report == expected.report)
  }

  @Test("a row that stands twice joins itself and changes no other cluster")
  func twice() throws {
    let (leads, _) = Self.crowdWithCopies(14)
    let before = try match(leads).groups
    let alone = try #require((0..<leads.count).first { row in !before.contains { $0.contains(row) } })
    let after = try match(leads + [leads[alone]]).groups
    #expect(after == before.union([[alone, leads.count]]))
  }

  @Test("a row of somebody else changes no cluster")
  func unrelated() throws {
    let (leads, _) = Self.crowdWithCopies(15)
    let stranger: Lead = [
      .firstName: "Zbigniew", .lastName: "Przybylski", .companyName: "Xyzzy Works", .companyDomain: "xyzzy.example",
    ]
    #expect(try match(leads + [stranger]).groups == match(leads).groups)
  }

  // MARK: Bad input

  @Test("one row, no row, and rows with nothing to compare are people by themselves", arguments: [0, 1, 50])
  func nothing(count: Int) throws {
    let leads = (0..<count).map { _ in Lead() }
    let matched = try match(leads)
    #expect(matched.persons == Array(0..<count))
    #expect(matched.report.candidatePairs == 0)
  }

  @Test("equal rows are one record: nothing is compared twice")
  func allEqual() throws {
    let one: Lead = [.firstName: "Ada", .lastName: "Byron", .companyName: "Engines"]
    let matched = try match(Array(repeating: one, count: 5000))
    #expect(matched.report.records == 1)
    #expect(matched.report.candidatePairs == 0)
  }

  @Test("one value in every row makes no more pairs than there are rows to hold them")
  func oneValue() throws {
    let leads = crowd(1200, seed: 16).map { $0.merging([.phone: "+442012345678", .country: "GB"]) { $1 } }
    let matched = try match(leads)
    #expect(matched.groups.count < 30)
    #expect(matched.report.candidatePairs < 16 * 8 * leads.count)
  }

  @Test("many rows of one surname at one company end in bounded pairs, and are told")
  func oneSurname() throws {
    let firsts = crowd(40, seed: 17).map { $0[.firstName] ?? "" }
    let leads = (0..<4000).map { number -> Lead in
      [
        .firstName: firsts[number % 40], .lastName: "Smith", .companyName: "Acme", .companyDomain: "acme.example",
        .email: "user\(number)@acme.example",
      ]
    }
    let matched = try match(leads)
    #expect(matched.report.uncutRows > 0)
    #expect(matched.report.candidatePairs < 16 * 8 * leads.count)
  }
}
