private import PipelineModel

/// What one lead is answered and what it costs: known before anything is accepted, because the answers are made up.
struct Quote {
  /// How it stands on the bill.
  var key: String
  var email: String?
  var phone: String?
  /// Whether e-mail and phone were asked for and are told.
  var tells: (email: Bool, phone: Bool)

  init(_ lead: EnrichRequest.Lead, key: String, withDetails: Bool, seed: UInt64) {
    self.key = key
    tells = (withDetails && lead.asks(for: "emails"), withDetails && lead.asks(for: "phones"))
    let contact = MadeUpContact(key: key, seed: seed)
    email = tells.email ? contact.email : nil
    phone = tells.phone ? contact.phone : nil
  }

  /// In credits: 1 for the lead, 1 for an e-mail found, 10 for a phone found.
  var cost: Int { 1 + (email == nil ? 0 : 1) + (phone == nil ? 0 : 10) }

  /// The item of a job's results.
  func appendItem(of lead: EnrichRequest.Lead, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "{"))
    var isFirst = true
    func name(_ name: StaticString) {
      if !isFirst { out.append(UInt8(ascii: ",")) }
      isFirst = false
      appendJSON(name, to: &out)
      out.append(UInt8(ascii: ":"))
    }
    if let customData = lead.customData {
      name("custom_data")
      out.append(UInt8(ascii: "{"))
      for (index, entry) in customData.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        appendJSON(entry.key, to: &out)
        out.append(UInt8(ascii: ":"))
        appendJSON(entry.value, to: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
    for (field, value) in [
      ("firstName", lead.firstName), ("lastName", lead.lastName), ("linkedinUrl", lead.linkedinUrl),
      ("companyName", lead.companyName),
    ] as [(StaticString, String?)] {
      guard let value else { continue }
      name(field)
      appendJSON(value, to: &out)
    }
    if tells.email {
      name("enrichEmail")
      appendJSON(email, to: &out)
    }
    if tells.phone {
      name("enrichPhone")
      appendJSON(phone, to: &out)
    }
    out.append(UInt8(ascii: "}"))
  }
}
