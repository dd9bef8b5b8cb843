import PipelineModel
import Testing

@testable import Pipelines

@Suite("What `sluice sniff` shows")
struct SniffTests {
  private func text(_ bytes: [UInt8], isWhole: Bool = true) throws -> [String] {
    let sample = InputSample(name: "a.csv", bytes: bytes, isWhole: isWhole, packing: "gzip")
    return try Sniff(sample).text.split(separator: "\n").map { $0.drop { $0 == " " } }.map(String.init)
  }

  @Test("names the packing, then what is inside")
  func packed() throws {
    let lines = try text(Array("a;b\n1;2\n3;4\n".utf8))
    #expect(lines.prefix(4) == ["a.csv", "packed      gzip", "encoding    utf-8", "delimiter   ;"])
    #expect(
      Sniff.json([try Sniff(InputSample(name: "x", bytes: [0x61], isWhole: true, packing: "zstd"))]).contains(
        "\"packed\" : \"zstd\""))
  }

  @Test("has a word for what is no CSV")
  func other() throws {
    #expect(
      try text(Array("{\"a\": 1, \"b\": 2}\n".utf8)).last
        == "note        it begins as json does: `sluice init` says how to read that")
    #expect(try text(Array("<a><b>1</b></a>\n".utf8)).last?.contains("begins as xml") == true)
    #expect(try text(Array("a,b\n1,2\n".utf8)).last?.hasPrefix("confidence") == true)
  }
}
