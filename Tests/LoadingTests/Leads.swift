@testable import Loading
import PipelineModel

/// A person from texts.
func person(
  linkedIn: String = "", first: String = "", last: String = "", company: String = "", domain: String = ""
) -> SubmittablePerson? {
  SubmittablePerson(
    linkedIn: linkedIn.utf8.span, first: first.utf8.span, last: last.utf8.span, companyName: company.utf8.span,
    companyDomain: domain.utf8.span)
}

/// A lead by profile: `https://www.linkedin.com/in/SLUG`.
func lead(_ slug: String, fields: Set<ContactField> = [.email, .phone]) -> BatchLead? {
  person(linkedIn: "https://www.linkedin.com/in/" + slug).map { BatchLead(person: $0, fields: fields) }
}

func claim(_ text: String) -> Claim { Claim(key: SubmissionKey(text: text), fields: [.email, .phone]) }

func profileClaim(_ slug: String) -> Claim { claim("https://www.linkedin.com/in/" + slug) }

func hex(_ claim: Claim) -> String { String(decoding: JSONText.hex(claim.key.id), as: UTF8.self) }

func text(_ bytes: [UInt8]?) -> String { String(decoding: bytes ?? [], as: UTF8.self) }
