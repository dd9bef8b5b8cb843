import Extractors
import PipelineModel
import PipelineTesting
import Testing

@Suite("Encodings of JSON Lines")
struct EncodingJSONTests {
  private static let text = "{\"name\": \"Zoë\"}\n{\"name\": \"José\"}\n{\"name\": 1\n{\"name\": \"Ü\"}\n"

  @Test("UTF-16 and Windows-1252 are read, with positions of the file's own bytes", arguments: [true, false])
  func encodings(isWide: Bool) {
    let bytes: [UInt8] =
      isWide
      ? Self.text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      : Self.text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let contract = ExtractorContract(JSONLinesExtractor.self)
    let whole = contract.read(bytes)
    #expect(contract.read(bytes, chunk: { 1 }) == whole)
    #expect(whole.records.map { $0.fields.map(\.text) } == [["Zoë"], ["José"], ["Ü"]])
    let unit: UInt64 = isWide ? 2 : 1
    #expect(whole.records.map(\.position.offset) == [0, 16 * unit, 44 * unit])
    #expect(whole.refused.map(\.position.offset) == [33 * unit])
    #expect(whole.violations == [])
  }
}
