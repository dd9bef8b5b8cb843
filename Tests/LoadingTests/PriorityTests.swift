@testable import Loading
import PipelineModel
import Testing

@Suite("who goes first")
struct PriorityTests {
  private typealias Row = [LeadField: String]

  /// The places of rows in the order that criteria declare.
  private func order(_ criteria: [String], _ rows: [Row]) throws -> [Int] {
    let priorities = try criteria.map { text throws(OptionProblem) in try Priority(text) }
    let ranks = rows.map { row in Rank(priorities) { Array((row[$0] ?? "").utf8) } }
    return rows.indices.sorted { a, b in
      if ranks[a] < ranks[b] { return true }
      return ranks[b] < ranks[a] ? false : a < b
    }
  }

  @Test("people without a value go before those with one, or after")
  func lacking() throws {
    let rows: [Row] = [[.email: "a@x.example"], [:], [.email: "b@x.example"], [.email: ""]]
    #expect(try order(["has no email"], rows) == [1, 3, 0, 2])
    #expect(try order(["has email"], rows) == [0, 2, 1, 3])
  }

  @Test("dates go by themselves, rows without one last")
  func dates() throws {
    let rows: [Row] = [
      [.updatedAt: "2026-01-02"], [:], [.updatedAt: "2026-01-02T03:04:05Z"], [.updatedAt: "2025-12-31"],
      [.updatedAt: "last week"],
    ]
    #expect(try order(["newest"], rows) == [2, 0, 3, 1, 4])
    #expect(try order(["oldest"], rows) == [3, 0, 2, 1, 4])
  }

  @Test("later criteria decide between equals, and rows keep their order at last")
  func several() throws {
    let rows: [Row] = [
      [.country: "GB", .email: "a"], [.country: "DE"], [.country: "GB"], [:], [.country: "DE"],
    ]
    #expect(try order(["country", "has no email"], rows) == [1, 4, 2, 0, 3])
  }

  @Test(
    "what is no order is told, with what is",
    arguments: ["", "newer", "has", "has no", "has no mail", "has not email", "email desc", "has no email please"])
  func problems(text: String) {
    let problem = #expect(throws: OptionProblem.self) { try Priority(text) }
    #expect(problem?.option == "prioritise")
    #expect(problem?.message == "expected an order")
    #expect(problem?.hint?.contains("`has no FIELD`") == true)
  }

  @Test("a comparison is never both ways, whatever the values")
  func strict() throws {
    var random = SystemRandomNumberGenerator()
    let priorities = try ["has no email", "newest", "country"].map { text throws(OptionProblem) in try Priority(text) }
    func rank() -> Rank {
      Rank(priorities) { _ in Array("2026ab".utf8.prefix(Int.random(in: 0...6, using: &random))) }
    }
    for _ in 0..<500 {
      let (a, b) = (rank(), rank())
      #expect(!(a < b && b < a))
    }
  }
}
