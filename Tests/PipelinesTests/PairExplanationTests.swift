import PipelineModel
import Testing

@testable import Pipelines

@Suite("The explanation of a pair") struct PairExplanationTests {
  private static let rows = """
    first_name,last_name,company,email,dob
    William,Ashdown,Harbour Mills,william@harbourmills.example,1971-03-07
    Bill,Ashdown,Harbour Mills,,07/03/1971
    Ottilie,Marchbanks,Lagoon Works,ottilie@lagoon.example,1990-01-01
    Ottilie,Marchbanks,,ottilie@lagoon.example,

    """

  private func explain(_ dedupe: String, _ a: Int, _ b: Int) async throws -> PairExplanation? {
    let folder = try RunFolder()
    try folder.write("in.csv", Self.rows)
    let definition = try folder.definition(
      "extract: [{csv: in.csv}]\ntransform: [normalise, {dedupe: \(dedupe)}]\noutput: [{csv: out.csv}]\n")
    return try await PipelineRun(definition, environment: runEnvironment()).explainPair(a, b)
  }

  private static let match = "{match: {compare: [{field: dob, as: date}]}}"

  @Test("tells each comparison, its level and weight, and adds up to the probability")
  func evidence() async throws {
    let explanation = try #require(try await explain(Self.match, 2, 1))
    #expect(explanation.keys.isEmpty)
    #expect(explanation.isOnePerson)
    #expect(explanation.verdict == "one person: that is likely enough")
    let levels = explanation.evidence.map { "\($0.name) \($0.level)" }
    #expect(levels.contains("first_name short form"))
    #expect(levels.contains("last_name equal"))
    #expect(levels.contains("dob equal"))
    let bits = explanation.evidence.reduce(0) { $0 + $1.bits }
    let probability = try #require(explanation.probability)
    #expect(abs(bits - log2OfOdds(probability)) < 0.01)
    #expect(explanation.fields.contains(.init(name: "dob", a: "07/03/1971", b: "1971-03-07")))
    #expect(explanation.table.contains("exact keys in common: none"))
  }

  private func log2OfOdds(_ probability: Double) -> Double {
    var odds = probability / (1 - probability)
    var bits = 0.0
    while odds > 2 { (odds, bits) = (odds / 2, bits + 1) }
    // The rest by its series.
    var term = (odds - 1) / (odds + 1)
    let square = term * term
    var sum = 0.0
    for power in stride(from: 1.0, to: 60, by: 2) {
      sum += term / power
      term *= square
    }
    return bits + 2 * sum / 0.693147180559945
  }

  @Test("tells the exact keys that rows share, with and without `match`")
  func keys() async throws {
    let explanation = try #require(try await explain("{}", 3, 4))
    #expect(explanation.verdict == "one person: they share the e-mail address")
    #expect(explanation.evidence.isEmpty)
    #expect(try await explain("{}", 1, 2)?.verdict == "two people: they share no exact key")
    #expect(try await explain(Self.match, 1, 3)?.verdict == "two people: less likely to be one than the threshold asks")
  }

  @Test("there is none of rows that are not there", arguments: [5, 1000])
  func missing(row: Int) async throws {
    #expect(try await explain("{}", 1, row) == nil)
  }
}
