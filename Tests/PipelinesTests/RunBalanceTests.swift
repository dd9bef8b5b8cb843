import PipelineModel
import Testing

@testable import Pipelines

/// Every row that was read must end in exactly one class; a run in which one does not stops and says which.
@Suite("A run that does not balance") struct RunBalanceTests {
  /// A transform with a defect: a row is gone without being marked.
  private struct Losing: Transform {
    static let spec = ComponentSpec(name: "losing", kind: .transform, summary: "loses a row", example: "- losing")
    init() {}
    init(options: ComponentOptions) throws(OptionProblem) {}
    func transform(_ batch: inout LeadBatch) { batch.keep(Array(1..<batch.count)) }
    func fields(from mapped: Set<LeadField>) -> Set<LeadField> { mapped }
  }

  @Test("stops, with the file, the records and both counts", arguments: [false, true])
  func losing(dedupes: Bool) async throws {
    let folder = try RunFolder()
    try folder.write("in.csv", "id,first_name\n1,Ada\n2,Grace\n3,Jean\n")
    let definition = try folder.definition(
      "extract: [{csv: in.csv}]\ntransform: [\(dedupes ? "dedupe" : "")]\noutput: [{csv: out.csv}]\n")
    let run = PipelineRun(definition, environment: runEnvironment())
    var built = try BuiltPipeline(definition, at: 0)
    built.transforms = [Losing()]
    var state = RunState(
      report: RunReport(run: "r1", pipeline: "p"), rejects: nil, inputBytes: nil, emit: { _ in })
    var failure: Diagnostic?
    do {
      if dedupes {
        _ = try await run.collectPeople(built, ledger: nil, state: &state)
      } else {
        try await run.stream(built, into: [], state: &state)
      }
    } catch { failure = error as? Diagnostic }
    #expect(failure?.code == "unbalanced")
    #expect(
      failure?.message
        == "the rows do not balance: of records 1 to 3, 3 were read, and 2 came out of the transforms")
    #expect(failure?.location?.file.hasSuffix("in.csv") == true)
  }
}
