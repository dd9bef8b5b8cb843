import Extractors
import PipelineModel
import PipelineTesting
import Testing

@Suite("Encodings of JSON")
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

  @Test(
    "a document in UTF-16 or Windows-1252 is read, with positions of the file's own bytes", arguments: [true, false])
  func documents(isWide: Bool) {
    let text = "[{\"name\": \"Zoë\"},\n {\"name\": \"José\"}, {\"name\": 1,}, {\"name\": \"Ü\"}]\n"
    let bytes: [UInt8] =
      isWide
      ? ("\u{FEFF}" + text).utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      : text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let contract = ExtractorContract(JSONExtractor.self)
    let whole = contract.read(bytes)
    #expect(contract.read(bytes, chunk: { 1 }) == whole)
    #expect(whole.records.map { $0.fields.map(\.text) } == [["Zoë"], ["José"], ["Ü"]])
    let (mark, unit): (UInt64, UInt64) = isWide ? (2, 2) : (0, 1)
    #expect(whole.records.map(\.position.offset) == [1, 19, 51].map { mark + $0 * unit })
    #expect(whole.refused.map(\.position.offset) == [37 * unit + mark])
    #expect(whole.violations == [])
  }

  @Test("a record whose line is held back until its encoding is known reads the same in any pieces")
  func heldBack() {
    let bytes: [UInt8] = Array("{\"U\n\"\u{2}&\tooo\u{2}".utf8) + [0xDA, 0xAA] + Array("\nC}".utf8)
    var contract = ExtractorContract(JSONExtractor.self)
    contract.comparesRawBytes = false
    #expect(contract.violations(of: bytes) == [])
    #expect(contract.read(bytes).refused.map(\.code) == [.malformedJSON])
  }
}
