package import PipelineModel

/// Builds the requests of the enrichment contract.
package struct RequestCodec: Sendable {
  private let baseURL: String
  private let token: String

  /// The `customData` names that Sluice sends.
  static let batchName = "sluice_batch"
  static let leadName = "sluice_lead"

  /// `baseURL` without a slash at its end.
  package init(baseURL: String, token: String) {
    self.baseURL = baseURL
    self.token = token
  }

  /// `POST /v1/leads/enrich`. There is no idempotency key: carrying it out twice may pay twice.
  /// With a webhook the results come there too: one by one as they are found where `streams`.
  package func submit(
    _ batch: Batch, pipeline: String, batchKey: String, webhookURL: String? = nil, streams: Bool = false
  ) -> HTTPRequest {
    var request = request("POST", "/v1/leads/enrich")
    request.headers.append(.init("Content-Type", "application/json"))
    request.body = Self.body(
      batch, pipeline: pipeline, batchKey: batchKey, webhookURL: webhookURL, streams: streams)
    return request
  }

  /// `GET /v1/jobs/{enrichment_id}`.
  package func job(_ enrichmentID: String) -> HTTPRequest { request("GET", "/v1/jobs/" + Self.escaped(enrichmentID)) }

  /// `GET /v1/credits`.
  package func credits() -> HTTPRequest { request("GET", "/v1/credits") }

  private func request(_ method: String, _ path: String) -> HTTPRequest {
    HTTPRequest(
      method: method, url: baseURL + path,
      headers: [.init("Authorization", "Bearer " + token), .init("Accept", "application/json")])
  }

  /// The body's bytes. The name carries the batch key, so that an operator finds the request on the vendor's dashboard.
  static func body(
    _ batch: Batch, pipeline: String, batchKey: String, webhookURL: String?, streams: Bool = false
  ) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(200 + 320 * batch.leads.count)
    out.append(UInt8(ascii: "{"))
    JSONText.append("name", "\(pipeline.prefix(80)) \(batchKey)", to: &out)
    out.append(contentsOf: ",\"includeContactDetails\":true,\"translate\":\(batch.translate),".utf8)
    if let webhookURL {
      JSONText.append("webhookUrl", webhookURL, to: &out)
      out.append(contentsOf: ",\"streamingResults\":\(streams),".utf8)
    }
    JSONText.append(name: "leads", to: &out)
    out.append(UInt8(ascii: "["))
    for (place, lead) in batch.leads.enumerated() {
      if place > 0 { out.append(UInt8(ascii: ",")) }
      append(lead, batchKey: batchKey, to: &out)
    }
    out.append(contentsOf: "]}".utf8)
    return out
  }

  private static func append(_ lead: BatchLead, batchKey: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "{"))
    lead.person.appendMembers(to: &out)
    out.append(contentsOf: ",\"enrichType\":[".utf8)
    out.append(contentsOf: lead.fields.sorted().map { "\"\($0.requestWord)\"" }.joined(separator: ",").utf8)
    out.append(contentsOf: "],\"customData\":{".utf8)
    JSONText.append("sluice_batch", batchKey, to: &out)
    out.append(UInt8(ascii: ","))
    JSONText.append("sluice_lead", JSONText.hex(lead.key.id).span, to: &out)
    out.append(contentsOf: "}}".utf8)
  }

  /// The id comes from the service: whatever it holds, it stays one part of the path.
  private static func escaped(_ text: String) -> String {
    var out: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        out.append(byte)
      default:
        out.append(UInt8(ascii: "%"))
        out.append(contentsOf: JSONText.hex(UInt128(byte)).suffix(2))
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
