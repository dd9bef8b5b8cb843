import PipelineModel
import Testing

@testable import Sandbox

private let lead = #"{"linkedinUrl":"https://www.linkedin.com/in/ada"}"#
private func customData(_ text: String) -> String { #"{"leads":[{"linkedinUrl":"u","customData":\#(text)}]}"# }

@Suite("The sandbox keeps the contract", .timeLimit(.minutes(2)))
struct ContractTests {
  @Test(
    "without the right bearer token the answer is 401",
    arguments: [
      nil, "Bearer wrong", "t0ken", "Bearer", "Bearer t0ken2", "bearer t0ken",
    ] as [String?])
  func token(authorization: String?) async throws {
    try await Loopback.with { sandbox in
      for (method, path) in [("POST", "/v1/leads/enrich"), ("GET", "/v1/jobs/x"), ("GET", "/v1/credits")] {
        let body = method == "POST" ? #"{"leads":[\#(lead)]}"# : nil
        let answer = try await sandbox.send(method, path, body: body, authorization: authorization)
        #expect(answer.status == 401)
        #expect(answer.json["error"].text == "the token is missing or wrong")
      }
      #expect(try await sandbox.send("GET", "/_sandbox/bill", authorization: nil).json == JSON("[]"))
    }
  }

  @Test(
    "a body that breaks a rule is answered with 400, names the place and costs nothing",
    arguments: [
      ("", "the body is not valid JSON in UTF-8"),
      ("{", "the body is not valid JSON"),
      (#"{"leads":[\#(lead)]} x"#, "the body is not valid JSON"),
      ("\u{FEFF}{}", "the body is not valid JSON in UTF-8"),
      ("[]", "the body must be an object"),
      ("{}", "leads is missing"),
      (#"{"leads":null}"#, "leads must be an array, not null"),
      (#"{"leads":{}}"#, "leads must be an array"),
      (#"{"leads":[]}"#, "leads is empty"),
      (#"{"leads":[\#(lead),7]}"#, "leads[1] must be an object"),
      (#"{"leads":[{}]}"#, "leads[0] needs linkedinUrl, or firstName, lastName and companyName or companyDomain"),
      (
        #"{"leads":[\#(lead),{"firstName":"Ada","lastName":"Lovelace","companyName":""}]}"#,
        "leads[1] needs linkedinUrl, or firstName, lastName and companyName or companyDomain"
      ),
      (
        #"{"leads":[{"firstName":"Ada","companyName":"Engines"}]}"#,
        "leads[0] needs linkedinUrl, or firstName, lastName and companyName or companyDomain"
      ),
      (#"{"leads":[{"linkedinUrl":1}]}"#, "leads[0].linkedinUrl must be a string"),
      (#"{"leads":[{"linkedinUrl":"u","enrichType":"emails"}]}"#, "leads[0].enrichType must be an array"),
      (
        #"{"leads":[{"linkedinUrl":"u","enrichType":["email"]}]}"#,
        #"leads[0].enrichType must hold "emails", "phones" or both"#
      ),
      (
        #"{"leads":[{"linkedinUrl":"u","enrichType":[]}]}"#,
        #"leads[0].enrichType must hold "emails", "phones" or both"#
      ),
      (#"{"leads":[{"linkedinUrl":"u","enrichType":[1]}]}"#, "leads[0].enrichType[0] must be a string"),
      (customData(#"["a"]"#), "leads[0].customData must be an object"),
      (customData(#"{"row":1}"#), "leads[0].customData.row must be a string"),
      (
        customData(#"{"a":"","b":"","c":"","d":"","e":"","f":""}"#),
        "leads[0].customData has 6 properties, at most 5 are allowed"
      ),
      (
        customData(#"{"a":"\#(String(repeating: "x", count: 101))"}"#),
        "leads[0].customData has a value of more than 100 characters"
      ),
      (#"{"leads":[\#(lead)],"includeContactDetails":1}"#, "includeContactDetails must be true or false"),
      (#"{"leads":[\#(lead)],"translate":"yes"}"#, "translate must be true or false"),
      (#"{"leads":[\#(lead)],"name":5}"#, "name must be a string"),
      (#"{"leads":[\#(lead)],"webhookUrl":[]}"#, "webhookUrl must be a string"),
      (
        #"{"leads":[\#(lead)],"interests":["a","b","c","d","e","f"]}"#,
        "interests has 6 items, at most 5 are allowed"
      ),
      (#"{"leads":[\#(lead)],"name":null}"#, "name must not be null: leave it out"),
      (
        #"{"leads":[\#(lead),{"linkedinUrl":"u","firstName":null}]}"#,
        "leads[1].firstName must not be null: leave it out"
      ),
      (request(people: 0..<1001), "leads has 1001 items, at most 1000 are allowed"),
    ])
  func brokenRule(body: String, error: String) async throws {
    try await Loopback.with { sandbox in
      let answer = try await sandbox.enrich(body)
      #expect(answer.status == 400)
      #expect(answer.json["error"].text == error)
      #expect(try await sandbox.send("GET", "/v1/credits").json == JSON(#"{"credits":1000000}"#))
    }
  }

  @Test(
    "what the contract just allows is accepted",
    arguments: [
      #"{"leads":[{"firstName":"Ada","lastName":"Lovelace","companyDomain":"engines.example"}]}"#,
      #"{"leads":[{"firstName":"Ada","lastName":"Lovelace","companyName":"Engines","note":null}]}"#,
      customData(#"{"a":"","b":"","c":"","d":"","e":"\#(String(repeating: "ü", count: 100))"}"#),
      "\n{\n\"leads\": [\r\n\(lead)], \"name\": \"null\", \"unknown\": {\"kept\": [1]}, \"interests\": [\"a\"]}\n",
      request(people: 0..<1000),
    ])
  func allowed(body: String) async throws {
    try await Loopback.with { sandbox in
      let answer = try await sandbox.enrich(body)
      #expect(answer.status == 202)
      #expect(answer.json["message"].text == "enrichment started")
      let id = try #require(answer.json["enrichment_id"].text)
      #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
      #expect(answer.json["finalLimit"].isMissing && answer.json["unprocessed_leads"].isMissing)
    }
  }

  @Test("unknown jobs and paths are 404")
  func notFound() async throws {
    try await Loopback.with { sandbox in
      let answer = try await sandbox.send("GET", "/v1/jobs/00000000-0000-0000-0000-000000000000")
      #expect(answer.status == 404)
      #expect(answer.json["error"].text == "there is no such job")
      #expect(try await sandbox.send("GET", "/v2/credits").status == 404)
    }
  }

  @Test("a job is pending, in progress and completed as time goes by, and shows results only then")
  func progress() async throws {
    let clock = HandClock()
    try await Loopback.with(latency: .seconds(3), clock: clock) { sandbox in
      let id = try #require(
        try await sandbox.enrich(request(people: 0..<10, extra: #","name":"batch 7""#)).json["enrichment_id"].text)
      for (wait, status, completed) in [
        (0, "pending", 0), (999, "pending", 0), (1, "in_progress", 3), (1999, "in_progress", 9), (1, "completed", 10),
      ] {
        clock.advance(milliseconds: Int64(wait))
        let job = try await sandbox.send("GET", "/v1/jobs/\(id)").json
        #expect(job["enrichment_id"].text == id)
        #expect(job["name"].text == "batch 7")
        #expect(job["status"].text == status)
        #expect(job["progress"] == JSON(#"{"completed":\#(completed),"total":10,"skipped":0}"#))
        #expect(job["results"].isNull == (status != "completed"))
        #expect(job["cost"].isMissing == (status != "completed"))
        if status == "completed" {
          #expect(job["results"].items.map { $0["custom_data"]["row"].text } == (0..<10).map { "\($0)" })
        }
      }
    }
  }

  @Test("a result echoes custom data and the person, and only the details that were asked for")
  func resultItem() async throws {
    try await Loopback.with { sandbox in
      let person = #""firstName":"Zo\u00eb \"Z\"","lastName":"O'Neil","companyName":"A\u0001\\B","#
      func item(_ rest: String, details: String) async throws -> JSON {
        try await sandbox.job(of: #"{\#(details)"leads":[{\#(person)\#(rest)}]}"#)["results"][0]
      }
      let data = #""customData":{"sluice":"a b","x":""}"#
      let echo = #"{"custom_data":{"sluice":"a b","x":""},\#(person.dropLast())"#
      #expect(try await item(data, details: "") == JSON(echo + "}"))
      #expect(try await item(data, details: #""includeContactDetails":false,"#) == JSON(echo + "}"))
      let both = try await item(data, details: #""includeContactDetails":true,"#)
      #expect(!both["enrichEmail"].isMissing && !both["enrichPhone"].isMissing)
      let emails = try await item(data + #","enrichType":["emails"]"#, details: #""includeContactDetails":true,"#)
      #expect(emails["enrichEmail"] == both["enrichEmail"] && emails["enrichPhone"].isMissing)
      let phones = try await item(data + #","enrichType":["phones"]"#, details: #""includeContactDetails":true,"#)
      #expect(phones["enrichPhone"] == both["enrichPhone"] && phones["enrichEmail"].isMissing)
    }
  }
}
