import PipelineModel
import PipelineTesting
import Testing

@testable import Extractors

@Test(
  "where the header names each column is known: its line, and the first byte of each name",
  arguments: [
    ("a,b\n1,2\n", 1, [1, 3]), ("\n\na;\"b\";Ünï;d\n1;2;3;4\n5;6;7;8\n", 3, [1, 4, 7, 13]),
    ("Report\n\nid,name,mail\n1,Ada,a@x.example\n2,Bo,b@x.example\n", 3, [1, 4, 9]),
    ("\u{FEFF}id,name\n1,Ada\n2,Bo\n", 1, [1, 4]), ("id,\"na\nme\",x\n1,2,3\n4,5,6\n", 1, []),
  ])
func headerPlace(text: String, line: UInt64, columns: [UInt64]) throws {
  var extractor = try CSVExtractor(options: ComponentOptions())
  #expect(extractor.headerPlace == nil)
  _ = ExtractorDriver.read(&extractor, bytes: Array(text.utf8), chunk: { .max }, limits: BatchLimits())
  #expect(extractor.headerPlace?.line == line && extractor.headerPlace?.columns ?? [] == columns)
}

@Test("columns without names have no place")
func noHeaderPlace() throws {
  var extractor = try CSVExtractor(
    options: ComponentOptions(["dialect": .map([.init(key: "header", value: .boolean(false))])]))
  _ = ExtractorDriver.read(&extractor, bytes: Array("a,b\n1,2\n".utf8), chunk: { .max }, limits: BatchLimits())
  #expect(extractor.headerPlace == nil)
}
