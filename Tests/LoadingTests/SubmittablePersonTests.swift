@testable import Loading
import PipelineModel
import Testing

@Suite("submittable people")
struct SubmittablePersonTests {
  @Test(
    "a profile goes alone, else names with the domain, else with the company",
    arguments: [
      (
        person(
          linkedIn: "https://www.linkedin.com/in/ada-l", first: "Ada", last: "Lovelace", company: "AE", domain: "ae.com"
        ),
        #""linkedinUrl":"https://www.linkedin.com/in/ada-l""#, "https://www.linkedin.com/in/ada-l"
      ),
      (
        person(first: "Ada", last: "Lovelace", company: "Analytical Engines", domain: "ae.com"),
        #""firstName":"Ada","lastName":"Lovelace","companyDomain":"ae.com""#, "Ada|Lovelace|ae.com"
      ),
      (
        person(first: "Zoë", last: "O'Brien", company: "\"Ω\" \\ GmbH|KG"),
        #""firstName":"Zoë","lastName":"O'Brien","companyName":"\"Ω\" \\ GmbH|KG""#, #"Zoë|O'Brien|"Ω" \\ GmbH\|KG"#
      ),
      (
        person(linkedIn: "https://www.linkedin.com/company/ae", first: "A", last: "L", company: "a\tb\u{1}"),
        #""firstName":"A","lastName":"L","companyName":"a\u0009b\u0001""#, "A|L|a\tb\u{1}"
      ),
    ])
  func forms(person: SubmittablePerson?, members: String, key: String) throws {
    let person = try #require(person)
    var out: [UInt8] = []
    person.appendMembers(to: &out)
    #expect(text(out) == members)
    #expect(person.key == SubmissionKey(text: key))
  }

  @Test(
    "what is not enough is not submittable",
    arguments: [
      person(), person(first: "Ada", last: "Lovelace"), person(first: "Ada", company: "AE", domain: "ae.com"),
      person(last: "Lovelace", company: "AE"), person(first: " ", last: "Lovelace", company: "AE"),
      person(linkedIn: "https://www.linkedin.com/in/"), person(linkedIn: "https://www.linkedin.com/in/a/b"),
      person(linkedIn: "https://www.linkedin.com/in/a?x=1"), person(linkedIn: "linkedin.com/in/ada"),
      person(linkedIn: "https://www.linkedin.com/company/ae"),
    ])
  func notSubmittable(person: SubmittablePerson?) {
    #expect(person == nil)
  }

  @Test("a bar in a name never makes two people one")
  func separators() throws {
    let a = try #require(person(first: "a|b", last: "c", company: "d"))
    let b = try #require(person(first: "a", last: "b|c", company: "d"))
    let c = try #require(person(first: "a\\", last: "b|c", company: "d"))
    #expect(Set([a.key, b.key, c.key]).count == 3)
  }
}
