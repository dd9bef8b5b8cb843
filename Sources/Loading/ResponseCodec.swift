package import PipelineModel

/// What the service said when it took a submission.
package struct Acceptance: Sendable, Equatable {
  package var enrichmentID: String
  /// The key ids of those whom it named as left out.
  package var leftOut: [UInt128]
  /// How many more it left out without saying whom; their claims stay, and settle with the results.
  package var leftOutUnnamed: Int
  /// How many it took, where it says so.
  package var finalLimit: Int?

  package init(enrichmentID: String, leftOut: [UInt128] = [], leftOutUnnamed: Int = 0, finalLimit: Int? = nil) {
    self.enrichmentID = enrichmentID
    self.leftOut = leftOut
    self.leftOutUnnamed = leftOutUnnamed
    self.finalLimit = finalLimit
  }
}

/// How a job stands.
package enum JobStatus: Sendable, Equatable {
  /// Not done; counts where the service tells them.
  case pending(completed: Int?, total: Int?)
  /// Done; `spent` in credits where the service tells it.
  case completed([DeliveredResult], spent: Int?)
  /// The job failed, in the service's words.
  case failed(String)
  /// The answer is no job status.
  case unreadable

  /// The same, where nobody asks for results yet.
  fileprivate var withoutResults: JobStatus {
    if case .completed(_, let spent) = self { .completed([], spent: spent) } else { self }
  }
}

/// A webhook's body.
package struct WebhookDelivery: Sendable, Equatable {
  package var enrichmentID: String?
  /// The batch key that its items carry; nil where they carry none.
  package var batchKey: String?
}

/// Reads the responses of the enrichment contract, tolerantly: spellings and shapes differ between the vendor's pages.
package struct ResponseCodec: Sendable {
  private let paths: ResultPaths

  package init(paths: ResultPaths = .standard) { self.paths = paths }

  /// The acceptance in a 2xx answer to a submission of these claims; nil where it holds no enrichment id.
  package func acceptance(_ body: [UInt8], of claims: [Claim]) -> Acceptance? {
    guard let root = JSONTree.parse(body) else { return nil }
    let holders = [root] + ["data", "result", "response"].compactMap { root[$0] }.filter(\.isObject)
    guard let enrichmentID = holders.lazy.compactMap(Self.enrichmentID).first else { return nil }
    let matcher = ResultMatcher(claims)
    var leftOut: [UInt128] = []
    var count = 0
    var finalLimit: Int?
    for holder in holders {
      finalLimit = finalLimit ?? holder.first("finalLimit", "final_limit")?.integer
      let said = holder.first(
        "unprocessed", "unprocessed_leads", "unprocessedLeads", "unprocessed_items", "unprocessedItems", "notProcessed",
        "not_processed", "skipped", "skipped_leads", "skippedLeads")
      let items = said?.elements ?? said?.first("leads", "items")?.elements ?? []
      count = max(count, items.count, said?.integer ?? 0)
      for item in items {
        if let id = matcher.match(item), !leftOut.contains(id) { leftOut.append(id) }
      }
    }
    if let finalLimit { count = max(count, claims.count - finalLimit) }
    return Acceptance(
      enrichmentID: enrichmentID, leftOut: leftOut,
      leftOutUnnamed: max(0, min(count, claims.count) - leftOut.count), finalLimit: finalLimit)
  }

  /// How the job stands that a body describes.
  package func status(_ body: [UInt8]) -> JobStatus { job(body, of: []).withoutResults }

  /// The status of the job that holds these claims.
  package func job(_ body: [UInt8], of claims: [Claim]) -> JobStatus {
    guard var root = JSONTree.parse(body) else { return .unreadable }
    if root["status"] == nil, let data = root["data"], data.isObject { root = data }
    guard let status = root["status"]?.string?.lowercased() else { return .unreadable }
    switch status {
    case "completed", "complete", "done", "finished", "succeeded", "success":
      // Results are null until the job is done: without them it is not, whatever it says.
      guard let items = root["results"]?.elements else { break }
      let spent = root["cost"]?.first("credits")?.integer ?? root.first("credits_used", "creditsUsed")?.integer
      return .completed(results(items, in: body, of: claims), spent: spent)
    case "failed", "error", "cancelled", "canceled", "expired":
      return .failed(Self.message(root) ?? "the job is \(status)")
    default: break
    }
    let progress = root["progress"]
    return .pending(completed: progress?["completed"]?.integer, total: progress?["total"]?.integer)
  }

  /// The envelope of a webhook's body; nil where it is none.
  package func webhook(_ body: [UInt8]) -> WebhookDelivery? {
    guard let root = JSONTree.parse(body), root.isObject else { return nil }
    let items = root["results"]?.elements ?? []
    let batchKey = items.lazy.compactMap { ResultMatcher.custom(RequestCodec.batchName, in: $0) }.first
    let enrichmentID = Self.enrichmentID(root)
    if enrichmentID == nil, batchKey == nil { return nil }
    return WebhookDelivery(enrichmentID: enrichmentID, batchKey: batchKey)
  }

  /// The results in a webhook's body, matched to these claims.
  package func webhookResults(_ body: [UInt8], of claims: [Claim]) -> [DeliveredResult] {
    results(JSONTree.parse(body)?["results"]?.elements ?? [], in: body, of: claims)
  }

  /// What a body that holds results says, be it a webhook's or the status of a job: the results matched to these claims,
  /// whether there are no more to come, and what the job cost where the service tells it.
  package func delivery(
    _ body: [UInt8], of claims: [Claim]
  ) -> (results: [DeliveredResult], isComplete: Bool, spent: Int?) {
    if case .completed(let results, let spent) = job(body, of: claims) { return (results, true, spent) }
    return (webhookResults(body, of: claims), false, nil)
  }

  /// The balance; nil where the answer holds none.
  package func credits(_ body: [UInt8]) -> Int? {
    let root = JSONTree.parse(body)
    return (root?["credits"] ?? root?["data"]?["credits"])?.integer
  }

  /// The service's own words about an error, cut to 300 characters: for the ledger, not for logs (they may name
  /// people).
  package func errorMessage(_ body: [UInt8]) -> String? {
    if let root = JSONTree.parse(body) { return Self.message(root).map { String($0.prefix(300)) } }
    let text = String(decoding: body.prefix(1200), as: UTF8.self).prefix(300)
    return text.isEmpty ? nil : String(text)
  }

  private func results(_ items: [JSONTree.Node], in body: [UInt8], of claims: [Claim]) -> [DeliveredResult] {
    let matcher = ResultMatcher(claims)
    return items.map { item in
      var found: [ContactField: String] = [:]
      for field in ContactField.allCases { found[field] = paths.value(of: field, in: item) }
      return DeliveredResult(
        key: matcher.match(item), found: found, error: Self.itemError(item), raw: Array(body[item.range]))
    }
  }

  /// An item that failed, or a part of it that did: then what it lacks was not looked for to the end.
  private static func itemError(_ item: JSONTree.Node) -> String? {
    if let error = item.first("error") {
      if let text = error.string { return text.isEmpty ? nil : text }
      return error.first("message", "error")?.string ?? "the service told an error"
    }
    guard let parts = item.first("enrichment_errors", "enrichmentErrors") else { return nil }
    switch parts.value {
    case .array(let parts): return parts.isEmpty ? nil : parts.first?.string ?? "part of it failed"
    case .object(let parts): return parts.isEmpty ? nil : "part of it failed"
    case .string(let text): return text.isEmpty ? nil : text
    default: return nil
    }
  }

  private static func enrichmentID(_ node: JSONTree.Node) -> String? {
    node.first("enrichment_id", "enrichmentId", "enrichmentID")?.scalar.flatMap {
      $0.isEmpty || $0.utf8.count > 200 ? nil : $0
    }
  }

  private static func message(_ node: JSONTree.Node) -> String? {
    guard let said = node.first("error", "message") else { return nil }
    return said.string ?? said.first("message")?.string
  }
}
