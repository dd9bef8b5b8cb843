import Foundation
@testable import Loading
import PipelineModel
import Testing

@Suite("requests")
struct RequestCodecTests {
  let codec = RequestCodec(baseURL: "https://api.example.com/base", token: "t0p")

  @Test("the body is the contract's, byte for byte")
  func body() throws {
    let ada = try #require(lead("ada"))
    let bob = BatchLead(person: try #require(person(first: "Bob", last: "Ü\"", company: "B & B")), fields: [.email])
    let request = codec.submit(
      try #require(Batch(translate: true, leads: [ada, bob])), pipeline: "q3", batchKey: "r1-1-ff")
    let marks = [ada, bob].map { String(decoding: JSONText.hex($0.key.id), as: UTF8.self) }
    #expect(
      text(request.body) == """
        {"name":"q3 r1-1-ff","includeContactDetails":true,"translate":true,"leads":[\
        {"linkedinUrl":"https://www.linkedin.com/in/ada","enrichType":["emails","phones"],\
        "customData":{"sluice_batch":"r1-1-ff","sluice_lead":"\(marks[0])"}},\
        {"firstName":"Bob","lastName":"Ü\\"","companyName":"B & B","enrichType":["emails"],\
        "customData":{"sluice_batch":"r1-1-ff","sluice_lead":"\(marks[1])"}}]}
        """)
    #expect(marks.allSatisfy { $0.count == 32 })
  }

  @Test("method, address and headers are the contract's; the token stands in one header alone")
  func headers() throws {
    let a = try #require(lead("a"))
    let submit = codec.submit(try #require(Batch(translate: false, leads: [a])), pipeline: "p", batchKey: "b")
    #expect(submit.method == "POST")
    #expect(submit.url == "https://api.example.com/base/v1/leads/enrich")
    #expect(submit.header("Content-Type") == "application/json")
    for request in [submit, codec.job("e-1"), codec.credits()] {
      #expect(request.headers.filter { $0.value.contains("t0p") } == [.init("Authorization", "Bearer t0p")])
      #expect(!request.url.contains("t0p") && !text(request.body).contains("t0p"))
    }
    #expect(codec.credits().url == "https://api.example.com/base/v1/credits")
  }

  @Test(
    "an enrichment id stays one part of the path",
    arguments: [
      ("3f2b-77_A", "3f2b-77_A"), ("../credits", "%2e%2e%2fcredits"), ("a?b#c d", "a%3fb%23c%20d"), ("é", "%c3%a9"),
    ])
  func jobAddress(id: String, path: String) {
    #expect(codec.job(id).url == "https://api.example.com/base/v1/jobs/" + path)
    #expect(codec.job(id).method == "GET")
  }

  @Test("a full batch of hostile names is JSON that another parser reads back; custom data keeps its limits")
  func readBack() throws {
    let names = (0..<1000).map { "n\($0)\"\\\u{0}\u{1F}\u{7F}\u{2028}👩🏽‍💻/\n" }
    let leads = try names.map {
      BatchLead(person: try #require(person(first: $0, last: "L", domain: "x.com")), fields: [.phone])
    }
    let key = Batch.key(run: "r000001", number: 1, random: .max)
    let request = codec.submit(
      try #require(Batch(translate: false, leads: leads)), pipeline: String(repeating: "p", count: 500), batchKey: key,
      webhookURL: "https://hooks.example.com/x")
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(request.body ?? [])) as? [String: Any])
    #expect((root["name"] as? String)?.hasSuffix(key) == true)
    #expect(root["webhookUrl"] as? String == "https://hooks.example.com/x")
    let sent = try #require(root["leads"] as? [[String: Any]])
    #expect(sent.map { $0["firstName"] as? String } == names)
    for lead in sent {
      let custom = try #require(lead["customData"] as? [String: String])
      #expect(custom.count <= 5 && custom.values.allSatisfy { $0.count <= 100 })
      #expect(lead["enrichType"] as? [String] == ["phones"])
    }
  }
}

extension HTTPRequest {
  fileprivate func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}
