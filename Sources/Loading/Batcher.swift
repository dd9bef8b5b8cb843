package import PipelineModel

/// One person in a request.
package struct BatchLead: Sendable, Equatable {
  package var person: SubmittablePerson
  /// The person's submission key; its id goes along as `customData` and comes back with the result.
  package var key: SubmissionKey
  /// What to look for; never empty, because a request that names nothing means both.
  package var fields: Set<ContactField>

  package init(person: SubmittablePerson, fields: Set<ContactField>) {
    self.person = person
    self.key = person.key
    self.fields = fields
  }
}

/// The people of one request: at least one, at most 1,000, all with the same `translate`.
package struct Batch: Sendable, Equatable {
  /// At most so many per request (read off the vendor's client).
  package static let maximumLeads = 1000

  /// Whether names are to be translated; a request has one word for all its leads.
  package let translate: Bool
  package let leads: [BatchLead]

  /// Nil for no lead, for more than `maximumLeads`, and for a lead that looks for nothing.
  package init?(translate: Bool, leads: [BatchLead]) {
    guard 1...Self.maximumLeads ~= leads.count, leads.allSatisfy({ !$0.fields.isEmpty }) else { return nil }
    self.translate = translate
    self.leads = leads
  }

  /// What it claims in the journal.
  package var claims: [Claim] { leads.map { Claim(key: $0.key, fields: $0.fields) } }

  /// What is left of it when only these claims were granted; nil when nothing is.
  package func granted(_ claims: [Claim]) -> Batch? {
    let fields = Dictionary(claims.map { ($0.key.id, $0.fields) }, uniquingKeysWith: { $0.union($1) })
    return Batch(
      translate: translate,
      leads: leads.compactMap { lead in
        fields[lead.key.id].flatMap { $0.isEmpty ? nil : $0 }.map { fields in
          var lead = lead
          lead.fields = fields
          return lead
        }
      })
  }

  /// A batch key: readable, at most 100 characters (the limit of a `customData` value), and not the same twice even
  /// between ledgers, for which `random` stands: `r000042-3-9f86d081884c7d65`.
  package static func key(run: String, number: Int, random: UInt64) -> String {
    let hex = String(random, radix: 16)
    return "\(run.prefix(40))-\(number)-\(String(repeating: "0", count: 16 - hex.count))\(hex)"
  }
}

/// Collects planned people into batches, in the order in which they come, apart by `translate`; somebody who comes
/// twice is asked for once.
package struct Batcher: Sendable {
  private var open: [Bool: [BatchLead]] = [:]
  private var seen: Set<UInt128> = []
  private let limit: Int

  /// `limit`: people in one batch at most; never more than the service takes.
  package init(limit: Int = Batch.maximumLeads) { self.limit = min(max(limit, 1), Batch.maximumLeads) }

  /// Adds a person; returns a batch when that filled it. Somebody with no field to look for is left out.
  package mutating func add(_ lead: BatchLead, translate: Bool) -> Batch? {
    guard !lead.fields.isEmpty, seen.insert(lead.key.id).inserted else { return nil }
    open[translate, default: []].append(lead)
    return open[translate]?.count == limit ? take(translate) : nil
  }

  /// What is left, those that need no translation first.
  package mutating func finish() -> [Batch] { [take(false), take(true)].compactMap { $0 } }

  private mutating func take(_ translate: Bool) -> Batch? {
    open.removeValue(forKey: translate).flatMap { Batch(translate: translate, leads: $0) }
  }
}
