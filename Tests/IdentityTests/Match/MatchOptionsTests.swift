import PipelineModel
import Testing

@testable import Identity

@Suite struct MatchOptionsTests {
  private func problem(
    threshold: String? = nil, review: String? = nil, compare: [(field: String, as: String)] = []
  ) -> OptionProblem? {
    do {
      _ = try options(threshold: threshold, review: review, compare: compare)
      return nil
    } catch {
      return error as? OptionProblem
    }
  }

  @Test("left out, it is 0.95, 0.8 and nothing beside the lead fields; `match: {}` asks for it")
  func standard() throws {
    let dedupe = try Dedupe(options: ComponentOptions(["match": .map([])]))
    #expect(dedupe.match?.threshold == 0.95)
    #expect(dedupe.match?.review == 0.8)
    #expect(dedupe.match?.plan.comparisons.count == 6)
    #expect(try Dedupe(options: ComponentOptions()).match == nil)
  }

  @Test(
    "a probability is a number from 0.5 to 0.999999",
    arguments: ["", "x", "95", "95%", "1", "0.4999", "-0.9", "nan", "inf", "1e3"])
  func probability(text: String) {
    #expect(problem(threshold: text)?.option == "match.threshold")
    #expect(problem(review: text)?.option == "match.review")
    #expect(problem(threshold: text)?.message == "expected a probability from 0.5 to 0.999999")
  }

  @Test("`review` is no more than the threshold, and follows a low one")
  func order() throws {
    #expect(problem(threshold: "0.9", review: "0.95")?.message == "expected no more than the threshold (0.9)")
    #expect(try options(threshold: "0.6").review == 0.6)
    #expect(problem(threshold: "0.9", review: "0.9") == nil)
  }

  @Test("a column is compared once, and no lead field that is compared anyhow")
  func columns() {
    #expect(problem(compare: [("a", "text"), ("source.a", "code")])?.option == "match.compare[1].field")
    #expect(problem(compare: [("email", "email")])?.message == "expected a column that is not compared already")
    #expect(problem(compare: [("title", "text"), ("source.dob", "date")]) == nil)
    #expect(problem(compare: (0..<15).map { ("c\($0)", "text") })?.message == "expected at most 14 columns")
  }
}
