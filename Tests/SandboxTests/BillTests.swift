import PipelineModel
import Testing

@testable import Sandbox

@Suite("The sandbox counts what it bills", .timeLimit(.minutes(2)))
struct BillTests {
  @Test("the balance goes down by 1 a lead, 1 an e-mail found and 10 a phone found, and the bill says the same")
  func arithmetic() async throws {
    try await Loopback.with(credits: 10_000) { sandbox in
      let job = try await sandbox.job(of: request(people: 0..<200))
      let emails = job["results"].items.count { $0["enrichEmail"].text != nil }
      let phones = job["results"].items.count { $0["enrichPhone"].text != nil }
      // About 70 % and 40 %; exact for this seed on any machine.
      #expect((120...160).contains(emails) && (60...100).contains(phones))
      #expect(job["emails_found"].number == emails && job["phones_found"].number == phones)
      let cost = 200 + emails + 10 * phones
      #expect(job["cost"]["credits"].number == cost)
      #expect(try await sandbox.send("GET", "/v1/credits").json["credits"].number == 10_000 - cost)

      let bill = try await sandbox.send("GET", "/_sandbox/bill", authorization: nil).json.items
      #expect(bill.count { $0["field"].text == "base" } == 200)
      #expect(bill.count { $0["field"].text == "email" } == emails)
      #expect(bill.count { $0["field"].text == "phone" } == phones)
      #expect(bill.allSatisfy { $0["times"].number == 1 })
      let order = bill.map { "\($0["lead"].text ?? "")\u{0}\($0["field"].text ?? "")" }
      #expect(order == order.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }
  }

  @Test(
    "a lead stands on the bill as its LinkedIn URL, else as names with domain or company",
    arguments: [
      (#""linkedinUrl":"https://l/in/a","firstName":"A","lastName":"B","companyName":"C""#, "https://l/in/a"),
      (#""firstName":"A","lastName":"B","companyName":"C""#, "A|B|C"),
      (#""firstName":"A","lastName":"B","companyName":"C","companyDomain":"c.example""#, "A|B|c.example"),
      (#""linkedinUrl":"","firstName":"A","lastName":"B","companyName":"C","companyDomain":"""#, "A|B|C"),
    ])
  func key(lead: String, key: String) async throws {
    try await Loopback.with { sandbox in
      _ = try await sandbox.enrich(#"{"leads":[{\#(lead)}]}"#)
      _ = try await sandbox.enrich(#"{"leads":[{\#(lead)},{\#(lead)}]}"#)
      let bill = try await sandbox.send("GET", "/_sandbox/bill", authorization: nil).json
      #expect(bill == JSON(#"[{"field":"base","lead":"\#(key)","times":3}]"#))
    }
  }

  @Test("with too few credits the first leads are taken, the rest comes back as it was sent, and then it is 402")
  func partial() async throws {
    try await Loopback.with(credits: 3) { sandbox in
      let leads = (0..<5).map { #"{"linkedinUrl":"u\#($0)","extra":{"n":[\#($0)]}}"# }
      let body = #"{"leads":[\#(leads.joined(separator: ","))]}"#
      let answer = try await sandbox.enrich(body)
      #expect(answer.status == 202)
      #expect(answer.json["finalLimit"].number == 3)
      #expect(answer.json["unprocessed_leads"] == JSON("[\(leads[3]),\(leads[4])]"))
      let job = try await sandbox.send("GET", "/v1/jobs/\(answer.json["enrichment_id"].text ?? "")").json
      #expect(job["progress"]["total"].number == 3)
      #expect(job["results"].items.map { $0["linkedinUrl"].text } == ["u0", "u1", "u2"])
      let none = try await sandbox.enrich(body)
      #expect(none.status == 402)
      #expect(none.json == JSON(#"{"error":"no credits left"}"#))
      #expect(try await sandbox.send("GET", "/v1/credits").json["credits"].number == 0)
    }
  }

  @Test("a lead is taken only if the balance covers all of it, and none after one that it does not cover")
  func coverage() {
    let leads = (0..<50).map { EnrichRequest.Lead(linkedinUrl: "u\($0)") }
    let quotes = leads.compactMap { lead in
      lead.key.map { Quote(lead, key: $0, withDetails: true, seed: 1) }
    }
    var sum = 0
    for (index, quote) in quotes.enumerated() {
      #expect(SandboxAccount(credits: sum + quote.cost - 1).covered(quotes) == index)
      sum += quote.cost
      #expect(SandboxAccount(credits: sum).covered(quotes) == index + 1)
    }
  }

  @Test("answers and job ids follow from the seed alone")
  func determinism() async throws {
    func results(seed: UInt64) async throws -> JSON {
      try await Loopback.with(seed: seed) { try await $0.job(of: request(people: 0..<50)) }
    }
    let first = try await results(seed: 7)
    #expect(try await results(seed: 7) == first)
    let other = try await results(seed: 8)
    #expect(other["enrichment_id"] != first["enrichment_id"])
    #expect(other["results"] != first["results"])
  }

  @Test(
    "made-up details belong to nobody",
    arguments: [
      "https://www.linkedin.com/in/ada-lovelace/", "Ada|Lovelace|Analytical Engines", "Åse|Ø|北京", "||", "",
    ])
  func reserved(key: String) throws {
    for seed in 0..<40 as Range<UInt64> {
      let contact = MadeUpContact(key: key, seed: seed)
      if let email = contact.email {
        #expect(email.wholeMatch(of: /[a-z0-9]+(\.[a-z0-9]+)+@[a-z0-9]+\.example/) != nil, "\(email)")
      }
      if let phone = contact.phone {
        #expect(phone.wholeMatch(of: /\+1[2-9][0-9]{2}55501[0-9]{2}/) != nil, "\(phone)")
      }
    }
  }
}
