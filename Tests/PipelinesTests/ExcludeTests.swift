import PipelineModel
import Synchronization
import Testing

@testable import Pipelines

@Suite("People to leave out") struct ExcludeTests {
  private static let rows = """
    first_name,last_name,email,linkedin_url
    Ada,Byron,ada@engines.example,linkedin.com/in/ada-byron
    Ada,Byron,ada@home.example,linkedin.com/in/ada-byron
    Grace,Hopper,grace@navy.example,
    Mary,Somerville,mary@royal.example,

    """

  private func run(_ exclude: String, output: String = "{csv: out.csv}") async throws -> (RunFolder, RunReport) {
    let folder = try RunFolder()
    try folder.write("in.csv", Self.rows)
    try folder.write("out-of-bounds.csv", exclude)
    let definition = try folder.definition(
      "extract: [{csv: in.csv}]\ntransform: [normalise, {dedupe: {exclude: out-of-bounds.csv}}]\noutput: [\(output)]\n")
    return (folder, try await PipelineRun(definition, environment: runEnvironment()).run())
  }

  @Test(
    "are in no output, with all their rows, and count as filtered",
    arguments: ["{csv: out.csv}", "{csv: out.csv, rows: people}"])
  func left(output: String) async throws {
    // Her other address is in none of the rows that the file could match; her profile joins them.
    let (folder, report) = try await run("Email\nADA@home.example\nnobody@x.example\n", output: output)
    let text = try folder.text("out.csv")
    #expect(!text.contains("Byron"))
    #expect(text.contains("Hopper") && text.contains("Somerville"))
    #expect(report.count(.filtered) == 2)
    #expect(report.count(.merged) == 2)
    #expect(report.people == 2)
    #expect(report.isBalanced)
  }

  @Test("may be nobody, or everybody")
  func bounds() async throws {
    let (_, nobody) = try await run("email\n")
    #expect(nobody.count(.filtered) == 0)
    let everybody = "email,linkedin\n,https://linkedin.com/in/ada-byron/\ngrace@navy.example,\nmary@royal.example,\n"
    let (folder, all) = try await run(everybody)
    #expect(all.count(.filtered) == 4)
    #expect(all.people == 0)
    #expect(try folder.text("out.csv").split(separator: "\n").count == 1)
  }

  @Test("whom no key tells stop the run: nobody is written by mistake")
  func unknown() async throws {
    await #expect {
      _ = try await run("who,why\nAda Byron,asked for it\n")
    } throws: { error in
      let diagnostic = error as? Diagnostic
      return diagnostic?.message == "nobody in it can be recognised"
        && diagnostic?.location?.file.hasSuffix("out-of-bounds.csv") == true
    }
  }

  @Test(
    "in a row that cannot be read stop the run: they would be written by mistake",
    arguments: [
      ("email,name\nada@home.example,Ada Byron, the first\n", 2, "row has 3 fields, the header has 2"),
      ("email,name\ngrace@navy.example,Grace\nada@home.example,\"Ada\n", 3, "quoted field is not closed"),
    ])
  func unreadable(_ file: String, _ line: Int, _ words: String) async throws {
    let error = await #expect(throws: Diagnostic.self) { _ = try await run(file) }
    #expect(error?.message == words + ": whoever it names would not be left out")
    #expect(error?.location?.line == line)
  }

  @Test("of whom a row does not tell enough are told")
  func strangers() async throws {
    let told = Mutex<[Diagnostic]>([])
    let folder = try RunFolder()
    try folder.write("in.csv", Self.rows)
    try folder.write("out-of-bounds.csv", "email,first_name\nada@home.example,\n,Grace\n,Mary\n")
    let definition = try folder.definition(
      "extract: [{csv: in.csv}]\ntransform: [{dedupe: {exclude: out-of-bounds.csv}}]\noutput: [{csv: out.csv}]\n")
    var environment = runEnvironment()
    environment.emit = { event in if case .diagnostic(let one) = event { told.withLock { $0.append(one) } } }
    let report = try await PipelineRun(definition, environment: environment).run()
    #expect(report.count(.filtered) == 2)
    let warning = told.withLock { $0 }.first { $0.code == "exclude" }
    #expect(
      warning?.message
        == "2 rows name nobody, this one first, who can be recognised: nobody is left out for them")
    #expect(warning?.location?.line == 3)
  }

  @Test("stand in a file that is there")
  func missing() async throws {
    let folder = try RunFolder()
    try folder.write("in.csv", Self.rows)
    let definition = try folder.definition(
      "extract: [{csv: in.csv}]\ntransform: [{dedupe: {exclude: gone.csv}}]\noutput: [{csv: out.csv}]\n")
    await #expect(throws: (any Error).self) {
      _ = try await PipelineRun(definition, environment: runEnvironment()).run()
    }
  }
}
