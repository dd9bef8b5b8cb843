import PipelineModel
import Testing

@testable import Pipelines

@Suite("Which column holds which lead field")
struct RunMappingTests {
  private func places(_ mapping: LeadMapping) -> [LeadField: Int] {
    Dictionary(
      uniqueKeysWithValues: LeadField.allCases.compactMap { field in mapping.places[field.index].map { (field, $0) } })
  }

  @Test("is what `fields:` says and nothing else")
  func fields() {
    var mapping = LeadMapping(fields: .given([(.email, "Mail"), (.phone, "Late"), (.title, "Mail")]))
    #expect(mapping.update(columns: ["First Name", "Mail"]).isEmpty)
    #expect(places(mapping) == [.email: 1, .title: 1])
    #expect(mapping.mapped == [.email, .title])
    #expect(mapping.missing(in: ["First Name", "Mail"]).map(\.column) == ["Late"])
    #expect(mapping.update(columns: ["First Name", "Mail", "Late"]).isEmpty)
    #expect(places(mapping) == [.email: 1, .title: 1, .phone: 2])
    #expect(mapping.missing(in: ["First Name", "Mail", "Late"]).isEmpty)
  }

  @Test("names of `fields:` are taken to the letter", arguments: ["mail", "Mail ", "Ma il"])
  func exact(column: String) {
    var mapping = LeadMapping(fields: .given([(.email, "Mail")]))
    _ = mapping.update(columns: [column])
    #expect(mapping.mapped.isEmpty)
    #expect(mapping.missing(in: [column]).map(\.field) == [.email])
  }

  @Test("comes from well-known headers without `fields:`, and is told once")
  func wellKnown() {
    var mapping = LeadMapping(fields: .auto)
    let columns = ["First Name", "E-Mail", "Shoe Size", "Work Email"]
    let notes = mapping.update(columns: columns)
    #expect(places(mapping) == [.firstName: 0, .email: 1])
    #expect(notes.map(\.code) == ["ambiguous_header"])
    #expect(mapping.update(columns: columns).isEmpty)
    #expect(mapping.missing(in: columns).isEmpty)
    _ = mapping.update(columns: columns + ["surname"])
    #expect(places(mapping) == [.firstName: 0, .email: 1, .lastName: 4])
  }

  @Test("is nothing with an empty `fields:`")
  func empty() {
    var mapping = LeadMapping(fields: .given([]))
    #expect(mapping.update(columns: ["email"]).isEmpty)
    #expect(mapping.mapped.isEmpty)
  }
}
