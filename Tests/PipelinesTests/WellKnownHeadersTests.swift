import PipelineModel
import Testing

@testable import Pipelines

@Test(
  "a header is recognised whatever its case and punctuation",
  arguments: [
    ("First Name", .firstName), ("first_name", .firstName), ("FirstName", .firstName), ("FIRST-NAME", .firstName),
    ("firstName", .firstName), ("First name ", .firstName), ("given_name", .firstName), ("Surname", .lastName),
    ("Last Name", .lastName), ("MiddleName", .middleName), ("company", .companyName), ("Company Name", .companyName),
    ("organisation", .companyName), ("Organization", .companyName), ("employer", .companyName),
    ("Account Name", .companyName), ("linkedin_url", .linkedinURL), ("LinkedIn Profile URL", .linkedinURL),
    ("Person Linkedin Url", .linkedinURL), ("e-mail", .email), ("Email Address", .email), ("work email", .email),
    ("E-Mail", .email), ("mobile", .phone), ("Mobile Phone", .phone), ("Phone Number", .phone), ("job title", .title),
    ("Job Title", .title), ("website", .website), ("Website URL", .website), ("domain", .companyDomain),
    ("Company Domain Name", .companyDomain), ("country", .country), ("Country/Region", .country), ("id", .contactID),
    ("Id", .contactID), ("contact_id", .contactID), ("lead id", .contactID), ("Record ID", .contactID),
    ("Name", .fullName), ("Full Name", .fullName), ("Salutation", .salutation), ("Suffix", .suffix),
    ("Preferred Language", .language), ("LastModifiedDate", .updatedAt), ("updated_at", .updatedAt),
    ("Prénom", .firstName), ("NACHNAME", .lastName), ("Firma", .companyName),
    ("Notes", nil), ("", nil), ("---", nil), ("Email Opt Out", nil), ("Company Size", nil), ("名前", .fullName),
    ("Lead Source", nil), ("Email Status", nil),
  ] as [(String, LeadField?)])
func headers(header: String, field: LeadField?) { #expect(WellKnownHeaders.field(forHeader: header) == field) }

@Test("every lead field is recognised by its own name", arguments: LeadField.allCases)
func ownNames(field: LeadField) {
  #expect(WellKnownHeaders.field(forHeader: field.name) == field)
  #expect(WellKnownHeaders.field(forHeader: field.name.uppercased()) == field)
}

@Test(
  "a path is recognised as a whole, or by its end where that is unambiguous",
  arguments: [
    ("contact.id", .contactID), ("contact.name.given", .firstName), ("contact.name.family", .lastName),
    ("name.first", .firstName), ("contact.first_name", .firstName), ("data.attributes.email", .email),
    ("company.name", .companyName), ("person.company.name", .companyName), ("company.domain", .companyDomain),
    ("organisation.website", .website), ("address.country", .country), ("social.linkedinUrl", .linkedinURL),
    ("given", .firstName), ("event.id", nil), ("campaign.name", nil), ("page.title", nil), ("page.url", nil),
    ("utm.first", nil), ("owner.email", nil), ("manager.first_name", nil), ("lead.owner.email", nil),
    ("created_by.email", nil), ("device.language", nil), ("a.b.c", nil), (".", nil), ("email.", .email),
  ] as [(String, LeadField?)])
func paths(header: String, field: LeadField?) { #expect(WellKnownHeaders.field(forHeader: header) == field) }
