private import Foundation

/// Finds fields of the contract that are null. A field may be absent; that a null counts as absence is nowhere said, so
/// the sandbox refuses it (decoding alone would not tell the two apart).
func firstNullField(in body: [UInt8]) -> String? {
  let data = Data(body)
  // Most bodies hold none, and are not read a second time.
  guard data.range(of: Data("null".utf8)) != nil,
    let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
  else { return nil }
  if let name = null(in: root, among: requestFields) { return name }
  for (index, lead) in (root["leads"] as? [[String: Any]] ?? []).enumerated() {
    if let name = null(in: lead, among: leadFields) { return "leads[\(index)].\(name)" }
  }
  return nil
}

private let requestFields = [
  "webhookUrl", "name", "includeContactDetails", "translate", "streamingResults", "interests",
]
private let leadFields = [
  "linkedinUrl", "firstName", "lastName", "companyName", "companyDomain", "enrichType", "customData",
]

private func null(in object: [String: Any], among names: [String]) -> String? {
  names.first { object[$0] is NSNull }
}
