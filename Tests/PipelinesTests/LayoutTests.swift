import PipelineModel
import Testing

@testable import Pipelines

@Suite("The columns of an output")
struct LayoutTests {
  private func names(
    _ union: [String], mapped: Set<LeadField> = [], chosen: [String]? = nil, normalises: Bool = false,
    added: [AddedColumn] = []
  ) -> [String] {
    OutputLayout(chosen: chosen, normalises: normalises, added: added).columns(union: union, mapped: mapped).map(\.name)
  }

  @Test("are the source's as they were where nothing is added")
  func plain() {
    let layout = OutputLayout(chosen: nil, normalises: false, added: [])
    let columns = layout.columns(union: ["b", "a", "Email"], mapped: [.email])
    #expect(columns.map(\.name) == ["b", "a", "Email"])
    #expect(columns.map(\.column) == [.source(0), .source(1), .source(2)])
    #expect(names([]) == [])
  }

  @Test("with normalise have each mapped lead field again, in the fields' order")
  func normalised() {
    let layout = OutputLayout(chosen: nil, normalises: true, added: [])
    let columns = layout.columns(union: ["Mail", "First"], mapped: [.email, .firstName])
    #expect(columns.map(\.name) == ["Mail", "First", "clean_first_name", "clean_email"])
    #expect(columns.map(\.column) == [.source(0), .source(1), .lead(.firstName), .lead(.email)])
  }

  @Test("with dedupe or load have what the run adds, last")
  func added() {
    #expect(AddedColumn.added(identifies: false, loads: false) == [])
    #expect(AddedColumn.added(identifies: true, loads: false) == [.person])
    #expect(AddedColumn.added(identifies: false, loads: true) == AddedColumn.allCases)
    #expect(
      names(["a"], mapped: [.email], normalises: true, added: AddedColumn.added(identifies: true, loads: true)) == [
        "a", "clean_email", "sluice_person", "enrichEmail", "enrichPhone", "sluice_status", "sluice_reason",
        "sluice_enrichment_id",
      ])
    #expect(AddedColumn.allCases.map(\.index) == Array(0..<6))
  }

  @Test(
    "that are named like ours stand beside them as source.NAME",
    arguments: [
      ("clean_email", "source.clean_email"), ("sluice_person", "source.sluice_person"),
      ("source.clean_email", "source.source.clean_email"),
      ("source.source.sluice_person", "source.source.source.sluice_person"),
      // Not ours: no lead field, a column that this pipeline does not add, another case.
      ("clean_shoes", "clean_shoes"), ("enrichEmail", "enrichEmail"), ("source.email", "source.email"),
      ("Clean_email", "Clean_email"),
      ("clean_", "clean_"), ("source.", "source."), ("email", "email"),
    ])
  func collisions(name: String, heading: String) {
    #expect(names([name], mapped: [.email], normalises: true, added: [.person]).first == heading)
    // Rows may have been written before the lead field showed up, so the heading does not wait for it.
    #expect(names([name], mapped: [], normalises: true, added: [.person]).first == heading)
    #expect(names([name], mapped: [.email], normalises: false) == [name])
  }

  @Test("never have one heading twice")
  func distinct() {
    let ours = ["clean_email", "sluice_person", "email", "a"]
    let union = ours + ours.map { "source." + $0 } + ours.map { "source.source." + $0 }
    let all = names(union, mapped: [.email], normalises: true, added: [.person])
    #expect(Set(all).count == all.count)
    #expect(all.count == union.count + 2)
  }

  @Test("only ever get more as sources show more of theirs")
  func growth() {
    let union = ["clean_email", "Email", "x", "sluice_person", "First"]
    var before: [String] = []
    for count in 0...union.count {
      let mapped: Set<LeadField> = count < 2 ? [] : count < 5 ? [.email] : [.email, .firstName]
      let now = names(Array(union.prefix(count)), mapped: mapped, normalises: true, added: [.person])
      #expect(now.filter(before.contains) == before)
      before = now
    }
  }

  @Test("that were chosen are these alone, in that order")
  func chosen() {
    let layout = OutputLayout(
      chosen: ["source.Mail", "email", "sluice_person", "source.Late", "source.source.x"], normalises: true,
      added: [.person])
    let columns = layout.columns(union: ["a", "Mail"], mapped: [.email])
    #expect(columns.map(\.name) == ["Mail", "email", "sluice_person", "Late", "source.x"])
    #expect(columns.map(\.column) == [.source(1), .lead(.email), .added(.person), .source(-1), .source(-1)])
    #expect(layout.columns(union: ["a", "Mail", "Late"], mapped: []).map(\.column)[3] == .source(2))
  }

  @Test("that were chosen but are not filled by this pipeline are empty")
  func notFilled() {
    let layout = OutputLayout(chosen: ["sluice_status", "sluice_person"], normalises: false, added: [.person])
    let columns = OutputLayout.resolve(layout.columns(union: [], mapped: []), places: [])
    #expect(columns.map(\.origin) == [.missing, .extra(0)])
  }

  @Test("find their values where a batch keeps them")
  func resolved() {
    let columns: [(name: String, column: OutputLayout.Column)] = [
      ("a", .source(0)), ("b", .source(1)), ("c", .source(2)), ("d", .source(-1)), ("e", .lead(.email)),
      ("f", .added(.status)),
    ]
    let resolved = OutputLayout.resolve(columns, places: [2, 0])
    #expect(resolved.map(\.name) == ["a", "b", "c", "d", "e", "f"])
    #expect(resolved.map(\.origin) == [.source(1), .missing, .source(0), .missing, .lead(.email), .extra(3)])
  }

  @Test("of several sources are united in first-seen order")
  func union() {
    var union = ColumnUnion()
    #expect(union.places(of: ["a", "b"]) == [0, 1])
    #expect(union.places(of: ["c", "a"]) == [2, 0])
    #expect(union.places(of: []) == [])
    #expect(union.places(of: ["b", "d", "c"]) == [1, 3, 2])
    #expect(union.names == ["a", "b", "c", "d"])
  }
}
