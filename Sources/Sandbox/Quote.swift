private import PipelineModel

/// What one lead is answered and what it costs: known before anything is accepted, because the answers are made up.
struct Quote {
  /// What a look-up that goes wrong leaves untold.
  enum Problem { case whole, phone }

  /// How it stands on the bill.
  var key: String
  var email: String?
  var phone: String?
  /// Whether e-mail and phone were asked for and are told.
  var tells: (email: Bool, phone: Bool)
  var problem: Problem?

  init(_ lead: EnrichRequest.Lead, key: String, withDetails: Bool, seed: UInt64, problem: Problem? = nil) {
    self.key = key
    self.problem = problem
    tells = (
      withDetails && lead.asks(for: "emails") && problem != .whole,
      withDetails && lead.asks(for: "phones") && problem == nil
    )
    let contact = MadeUpContact(key: key, seed: seed)
    email = tells.email ? contact.email : nil
    phone = tells.phone ? contact.phone : nil
  }

  /// In credits: 1 for the lead, 1 for an e-mail found, 10 for a phone found.
  var cost: Int { 1 + (email == nil ? 0 : 1) + (phone == nil ? 0 : 10) }

  /// The item of a job's results.
  func appendItem(of lead: EnrichRequest.Lead, as shape: ResultShape? = nil, to out: inout [UInt8]) {
    let isSnake = shape?.names == .snakeCase
    out.append(UInt8(ascii: "{"))
    var isFirst = true
    func name(_ camel: StaticString, _ snake: StaticString) {
      if !isFirst { out.append(UInt8(ascii: ",")) }
      isFirst = false
      appendJSON(isSnake ? snake : camel, to: &out)
      out.append(UInt8(ascii: ":"))
    }
    let echo = shape?.echo ?? .snake
    if let customData = lead.customData, echo != .none {
      if echo == .camel { name("customData", "customData") } else { name("custom_data", "custom_data") }
      appendJSON(customData, to: &out)
    }
    for (camel, snake, value) in [
      ("firstName", "first_name", lead.firstName), ("lastName", "last_name", lead.lastName),
      ("linkedinUrl", "linkedin_url", lead.linkedinUrl), ("companyName", "company_name", lead.companyName),
      ("companyDomain", "company_domain", lead.companyDomain),
    ] as [(StaticString, StaticString, String?)] {
      guard let value else { continue }
      name(camel, snake)
      appendJSON(value, to: &out)
    }
    if tells.email {
      name("enrichEmail", "enrich_email")
      append(email, as: shape?.values ?? .text, to: &out)
    }
    if tells.phone {
      name("enrichPhone", "enrich_phone")
      append(phone, as: shape?.values ?? .text, to: &out)
    }
    switch problem {
    case .whole:
      name("error", "error")
      appendJSON("the look-up failed" as String?, to: &out)
    case .phone:
      name("enrichment_errors", "enrichment_errors")
      out.append(contentsOf: #"["the look-up of the phone failed"]"#.utf8)
    case nil: break
    }
    out.append(UInt8(ascii: "}"))
  }

  private func append(_ value: String?, as values: ResultShape.Values, to out: inout [UInt8]) {
    switch values {
    case .text: appendJSON(value, to: &out)
    case .array:
      out.append(UInt8(ascii: "["))
      if value != nil { appendJSON(value, to: &out) }
      out.append(UInt8(ascii: "]"))
    case .object:
      out.append(contentsOf: #"{"value":"#.utf8)
      appendJSON(value, to: &out)
      out.append(UInt8(ascii: "}"))
    }
  }
}
