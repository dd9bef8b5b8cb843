import Extractors
import PipelineModel
import Testing

@testable import Pipelines

/// What one batch may hold, whatever the input.
@Suite("The batches of a source")
struct SourceReaderTests {
  private struct Sizes {
    var rows = 0
    var refused = 0
    var largest = 0
    var largestRaw = 0
    var numbers = 0
  }

  private func read(_ text: String, named name: String = "in.csv") throws -> Sizes {
    let folder = try RunFolder()
    try folder.write(name, text)
    let format = name.split(separator: ".")[1]
    let dialect = format == "csv" ? ", dialect: rfc4180" : ""
    try folder.write("p.yaml", "extract: [{\(format): \(name)\(dialect)}]\noutput: [{csv: out.csv}]\n")
    let definition = try #require(try PipelineDefinition.load(folder.path + "/p.yaml", environment: [:]).definition)
    var reader = SourceReader(files: try BuiltPipeline(definition, at: 0).files) { _ in }
    var sizes = Sizes()
    while let batch = try reader.nextBatch() {
      sizes.rows += batch.records.count
      sizes.refused += batch.records.refused.count
      sizes.largest = max(sizes.largest, batch.records.count, batch.records.refused.count)
      sizes.largestRaw = max(sizes.largestRaw, batch.records.refusedBytes.count)
      for refused in batch.records.refused { sizes.numbers = max(sizes.numbers, Int(refused.position.number)) }
    }
    return sizes
  }

  private let lines = 300_000

  @Test("hold few refused rows however small they are", arguments: ["a,b\n", "a,b\n1,\"2\n"])
  func ragged(head: String) throws {
    let sizes = try read(head + String(repeating: "x\n", count: lines))
    #expect(sizes.refused == lines + (head.contains("\"") ? 1 : 0))
    #expect(sizes.numbers == sizes.refused && sizes.rows == 0)
    #expect(sizes.largest <= BatchLimits().refused)
  }

  @Test("hold few rows however small they are")
  func tiny() throws {
    let sizes = try read("a\n" + String(repeating: "x\n", count: lines))
    #expect(sizes.rows == lines && sizes.refused == 0)
    #expect(sizes.largest <= BatchLimits().records)
  }

  @Test("hold few refused lines of JSON")
  func json() throws {
    let sizes = try read(String(repeating: "x\n", count: lines), named: "in.jsonl")
    #expect(sizes.refused == lines && sizes.numbers == lines)
    // A piece of lines is parsed whole.
    #expect(sizes.largest <= BatchLimits().refused + (64 << 10))
  }

  @Test("keep the first bytes of long refused records")
  func raw() throws {
    let row = String(repeating: "é", count: 1 << 20) + "\n"
    let sizes = try read("a,b\n" + String(repeating: row, count: 6))
    #expect(sizes.refused == 6)
    #expect(sizes.largestRaw <= BatchLimits().refusedBytes + BatchLimits().raw)
  }
}
