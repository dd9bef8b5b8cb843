@testable import Loading
import PipelineModel
import Testing

@Suite("responses")
struct ResponseCodecTests {
  let codec = ResponseCodec()
  let ada = profileClaim("ada")
  let bob = profileClaim("bob")
  let cy = claim("Cy|Twombly|cy.com")

  @Test(
    "an acceptance is read in every spelling",
    arguments: [
      #"{"message":"ok","enrichment_id":"e1"}"#, #"{"enrichmentId":"e1"}"#, #"{"data":{"enrichment_id":"e1"}}"#,
      #"{"enrichment_id":"e1","unprocessed":[]}"#, #"{"enrichment_id":"e1","unprocessed":null,"finalLimit":3}"#,
    ])
  func accepted(body: String) {
    let acceptance = codec.acceptance(Array(body.utf8), of: [ada, bob, cy])
    #expect(acceptance?.enrichmentID == "e1")
    #expect(acceptance?.leftOut == [])
    #expect(acceptance?.leftOutUnnamed == 0)
  }

  @Test(
    "a body without an enrichment id is no acceptance",
    arguments: [
      "", "<html>", "{}", #"{"enrichment_id":null}"#, #"{"enrichment_id":""}"#, #"["e1"]"#, #"{"enrichment_id":"e1""#,
    ])
  func notAccepted(body: String) {
    #expect(codec.acceptance(Array(body.utf8), of: [ada]) == nil)
  }

  @Test("whom the service left out is told by mark, profile or name")
  func leftOut() {
    let bodies = [
      #"{"enrichment_id":"e","unprocessed":[{"customData":{"sluice_lead":"\#(hex(bob))"}}]}"#,
      #"{"enrichment_id":"e","unprocessed_leads":[{"linkedinUrl":"http://uk.linkedin.com/in/Bob/"}],"finalLimit":2}"#,
      #"{"enrichment_id":"e","unprocessedLeads":["https://www.linkedin.com/in/bob"]}"#,
      #"{"enrichment_id":"e","skipped":{"leads":[{"lead":{"linkedin_url":"linkedin.com/in/bob?x=1"}}]}}"#,
    ]
    for body in bodies {
      let acceptance = codec.acceptance(Array(body.utf8), of: [ada, bob, cy])
      #expect(acceptance?.leftOut == [bob.key.id], "\(body)")
      #expect(acceptance?.leftOutUnnamed == 0, "\(body)")
    }
    let named =
      #"{"enrichment_id":"e","unprocessed":[{"first_name":"cy","last_name":"TWOMBLY","company_domain":"cy.com"}]}"#
    #expect(codec.acceptance(Array(named.utf8), of: [ada, bob, cy])?.leftOut == [cy.key.id])
  }

  @Test(
    "how many were left out is told even when it is not told whom",
    arguments: [
      (#"{"enrichment_id":"e","finalLimit":1}"#, 2), (#"{"enrichment_id":"e","final_limit":0}"#, 3),
      (#"{"enrichment_id":"e","unprocessed":2}"#, 2), (#"{"enrichment_id":"e","finalLimit":99}"#, 0),
      (#"{"enrichment_id":"e","unprocessed":[{"who":"knows"}],"finalLimit":1}"#, 2),
      (#"{"enrichment_id":"e","finalLimit":-7}"#, 3),
    ])
  func leftOutUnnamed(body: String, count: Int) {
    let acceptance = codec.acceptance(Array(body.utf8), of: [ada, bob, cy])
    #expect(acceptance?.leftOutUnnamed == count)
    #expect(acceptance?.leftOut == [])
  }

  @Test(
    "a job is pending, whatever the word, until there are results",
    arguments: [
      #"{"status":"pending"}"#, #"{"status":"in_progress","results":null}"#, #"{"status":"PROCESSING"}"#,
      #"{"status":"something new"}"#, #"{"status":"completed","results":null}"#, #"{"status":"completed"}"#,
    ])
  func pending(body: String) {
    #expect(codec.job(Array(body.utf8), of: [ada]) == .pending(completed: nil, total: nil))
  }

  @Test("progress, failure, cost and nonsense are told apart")
  func status() {
    let progress = #"{"status":"processing","progress":{"completed":3,"total":10,"skipped":0},"results":null}"#
    #expect(codec.job(Array(progress.utf8), of: [ada]) == .pending(completed: 3, total: 10))
    #expect(codec.job(Array(#"{"status":"failed","error":"no luck"}"#.utf8), of: [ada]) == .failed("no luck"))
    #expect(codec.job(Array(#"{"status":"cancelled"}"#.utf8), of: [ada]) == .failed("the job is cancelled"))
    #expect(
      codec.job(Array(#"{"status":"completed","results":[],"cost":{"credits":12}}"#.utf8), of: [ada])
        == .completed([], spent: 12))
    for body in ["", "<html>", "{}", "[]", #"{"status":7}"#] {
      #expect(codec.job(Array(body.utf8), of: [ada]) == .unreadable)
    }
  }

  @Test(
    "e-mail and phone are found in every spelling and shape",
    arguments: [
      #"{"enrichEmail":"a@x.com","enrichPhone":"+44 20 7946 0000"}"#,
      #"{"enrich_email":"a@x.com","enrich_phone":"+44 20 7946 0000"}"#,
      #"{"email":"a@x.com","phone":"+44 20 7946 0000"}"#,
      #"{"emails":["a@x.com","b@x.com"],"phones":["+44 20 7946 0000"]}"#,
      #"{"enrichEmail":{"value":"a@x.com"},"enrichPhone":{"number":"+44 20 7946 0000"}}"#,
      #"{"enrichEmail":[{"email":"a@x.com"}],"enrichPhone":[{"phone":"+44 20 7946 0000"}]}"#,
      #"{"contact":{"email":"a@x.com","phoneNumber":"+44 20 7946 0000"}}"#,
      #"{"enrichEmail":null,"email":" a@x.com ","enrichPhone":"N/A","phone":"+44 20 7946 0000"}"#,
    ])
  func found(item: String) throws {
    let results = try results("[\(item)]")
    #expect(results.map(\.found) == [[.email: "a@x.com", .phone: "+44 20 7946 0000"]])
    #expect(results.map { text($0.raw) } == [item])
  }

  @Test(
    "what is no address or number is not found",
    arguments: [
      "{}", #"{"enrichEmail":null,"enrichPhone":null}"#, #"{"enrichEmail":"","enrichPhone":""}"#,
      #"{"enrichEmail":"not found","enrichPhone":"none"}"#, #"{"enrichEmail":[],"enrichPhone":{}}"#,
      #"{"enrichEmail":"@","enrichPhone":"123"}"#, #"{"enrichEmail":true,"enrichPhone":false}"#,
      #"{"enrichEmail":"a@x\u0000.com","enrichPhone":"12345\u000a678"}"#,
    ])
  func notFound(item: String) throws {
    #expect(try results("[\(item)]").map(\.found) == [[:]])
  }

  @Test("a phone number written as a number keeps its digits")
  func numericPhone() throws {
    #expect(try results(#"[{"enrichPhone":447700900123456789}]"#)[0].found[.phone] == "447700900123456789")
  }

  @Test("the pipeline's own paths replace the defaults")
  func ownPaths() throws {
    let codec = ResponseCodec(paths: ResultPaths(email: ["out.mails[1].text"], phone: []))
    let body =
      #"{"status":"completed","results":[{"out":{"mails":[{},{"text":"a@x.com"}]},"email":"b@x.com","phone":"1234567"}]}"#
    guard case .completed(let results, _) = codec.job(Array(body.utf8), of: [ada]) else {
      Issue.record("not read")
      return
    }
    #expect(results[0].found == [.email: "a@x.com"])
  }

  @Test("an item is matched by our mark, then by profile, then by name; never by a guess")
  func matching() throws {
    let stranger = profileClaim("stranger")
    let table: [(String, UInt128?)] = [
      (#"{"custom_data":{"sluice_lead":"\#(hex(ada))"},"linkedinUrl":"https://www.linkedin.com/in/bob"}"#, ada.key.id),
      (#"{"customData":{"sluice_lead":"\#(hex(cy).uppercased())"}}"#, cy.key.id),
      (#"{"custom_data":"{\"sluice_lead\":\"\#(hex(ada))\"}"}"#, ada.key.id),
      (#"{"custom_data":{"sluice_lead":"\#(hex(stranger))"},"linkedinUrl":"https://www.linkedin.com/in/bob"}"#, nil),
      (#"{"custom_data":{"sluice_lead":"+\#(hex(ada).dropFirst())"}}"#, nil),
      (#"{"custom_data":{"other":"x"},"linkedin_url":"https://uk.linkedin.com/in/BOB/?trk=1"}"#, bob.key.id),
      (#"{"linkedinUrl":"https://www.linkedin.com/in/bobby"}"#, nil),
      (#"{"firstName":"Cy","lastName":"Twombly","companyName":"cy.com"}"#, cy.key.id),
      (#"{"firstName":"Cy","lastName":"Twombly","companyName":"Other"}"#, nil),
      (#"{"firstName":"Cy","lastName":"Twombly"}"#, nil),
      (#"{"error":"not found"}"#, nil), ("7", nil), ("null", nil),
    ]
    #expect(try results("[" + table.map(\.0).joined(separator: ",") + "]").map(\.key) == table.map(\.1))
  }

  @Test("a text that two people share matches neither")
  func ambiguous() throws {
    let twins = [claim("Al|Bo|X"), claim("al|bo|x")]
    let body = #"{"status":"completed","results":[{"firstName":"AL","lastName":"BO","company":"x"}]}"#
    guard case .completed(let results, _) = codec.job(Array(body.utf8), of: twins) else {
      Issue.record("not read")
      return
    }
    #expect(results.map(\.key) == [nil])
  }

  @Test(
    "an item's error is told, and so is a part's",
    arguments: [
      (#"{"error":"not found"}"#, "not found"), (#"{"error":{"message":"x"}}"#, "x"), (#"{"error":""}"#, nil),
      (#"{"error":null,"enrichment_errors":["phone timed out"]}"#, "phone timed out"),
      (#"{"enrichment_errors":[]}"#, nil),
      (#"{"enrichment_errors":{"phones":"timed out"}}"#, "part of it failed"), ("{}", nil),
    ] as [(String, String?)])
  func errors(item: String, error: String?) throws {
    #expect(try results("[\(item)]").map(\.error) == [error])
  }

  @Test("a webhook's body tells its job, its batch and its results")
  func webhook() {
    let body = Array(
      #"{"enrichment_id":"e1","results":[{"x":1},{"custom_data":{"sluice_batch":"b7","sluice_lead":"\#(hex(ada))"}}]}"#
        .utf8)
    #expect(codec.webhook(body) == WebhookDelivery(enrichmentID: "e1", batchKey: "b7"))
    #expect(codec.webhookResults(body, of: [ada]).map(\.key) == [nil, ada.key.id])
    #expect(codec.webhook(Array(#"{"hello":1}"#.utf8)) == nil)
    #expect(codec.webhook(Array("x".utf8)) == nil)
  }

  @Test("a body that holds results says whether they are all, be it a webhook's or a job's")
  func delivery() {
    let items = #"[{"custom_data":{"sluice_lead":"\#(hex(ada))"},"enrichEmail":"ada@x.example"}]"#
    let webhook = codec.delivery(Array(#"{"enrichment_id":"e1","results":\#(items)}"#.utf8), of: [ada])
    #expect(webhook.results.map(\.found) == [[.email: "ada@x.example"]])
    #expect(!webhook.isComplete && webhook.spent == nil)
    let job = codec.delivery(
      Array(#"{"enrichment_id":"e1","status":"completed","cost":{"credits":2},"results":\#(items)}"#.utf8), of: [ada])
    #expect(job.results == webhook.results)
    #expect(job.isComplete && job.spent == 2)
    let pending = codec.delivery(Array(#"{"enrichment_id":"e1","status":"processing","results":null}"#.utf8), of: [ada])
    #expect(pending.results.isEmpty && !pending.isComplete)
  }

  @Test("a pipeline's own paths are tried before the standard ones")
  func overriddenPaths() {
    let codec = ResponseCodec(paths: ResultPaths.standard.overridden(email: ["found.mails[1].v"], phone: nil))
    let item =
      #"{"custom_data":{"sluice_lead":"\#(hex(ada))"},"enrichEmail":"b@x.example","enrichPhone":"+44 20 7946 0000","#
    let body = Array(#"{"results":[\#(item)"found":{"mails":[{"v":"n/a"},{"v":"a@x.example"}]}}]}"#.utf8)
    #expect(
      codec.webhookResults(body, of: [ada]).map(\.found) == [[.email: "a@x.example", .phone: "+44 20 7946 0000"]])
    #expect(
      codec.webhookResults(Array(#"{"results":[\#(item)"found":{}}]}"#.utf8), of: [ada]).first?.found[.email]
        == "b@x.example")
  }

  @Test("balances and error texts")
  func small() {
    #expect(codec.credits(Array(#"{"credits": 41}"#.utf8)) == 41)
    #expect(codec.credits(Array(#"{"credits": 41.0}"#.utf8)) == 41)
    #expect(codec.credits(Array(#"{"credits": "x"}"#.utf8)) == nil)
    #expect(codec.errorMessage(Array(#"{"error":"bad lead"}"#.utf8)) == "bad lead")
    #expect(codec.errorMessage(Array(#"{"message":"no"}"#.utf8)) == "no")
    #expect(codec.errorMessage(Array(String(repeating: "x", count: 999).utf8))?.count == 300)
    #expect(codec.errorMessage([]) == nil)
  }

  private func results(_ items: String) throws -> [DeliveredResult] {
    let body = #"{"enrichment_id":"e","status":"completed","results":\#(items)}"#
    guard case .completed(let results, _) = codec.job(Array(body.utf8), of: [ada, bob, cy]) else { throw NotRead() }
    return results
  }

  private struct NotRead: Error {}
}
