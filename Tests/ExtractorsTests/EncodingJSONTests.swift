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
    "a document in UTF-16 with its mark, or in the encoding that is given, is read, with positions of the file's own bytes",
    arguments: [true, false])
  func documents(isWide: Bool) {
    let text = "[{\"name\": \"Zoë\"},\n {\"name\": \"José\"}, {\"name\": 1,}, {\"name\": \"Ü\"}]\n"
    let bytes: [UInt8] =
      isWide
      ? ("\u{FEFF}" + text).utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      : text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let options: [String: OptionValue] = isWide ? [:] : ["encoding": .text("windows-1252")]
    let contract = ExtractorContract(JSONExtractor.self, options: ComponentOptions(options))
    let whole = contract.read(bytes)
    #expect(contract.read(bytes, chunk: { 1 }) == whole)
    #expect(whole.records.map { $0.fields.map(\.text) } == [["Zoë"], ["José"], ["Ü"]])
    let (mark, unit): (UInt64, UInt64) = isWide ? (2, 2) : (0, 1)
    #expect(whole.records.map(\.position.offset) == [1, 19, 51].map { mark + $0 * unit })
    #expect(whole.refused.map(\.position.offset) == [37 * unit + mark])
    #expect(whole.violations == [])
  }

  @Test("records before an error have the places of the file's own bytes")
  func beforeError() {
    let bytes = Array("[{\"a\": \"".utf8) + Array(repeating: 0xFC, count: 20) + Array("\"}, 1, {\"a\": \"".utf8)
    let reading = ExtractorContract(JSONExtractor.self, options: ComponentOptions(["encoding": .text("windows-1252")]))
      .read(bytes)
    #expect(reading.records.map { $0.fields.map(\.text) } == [[String(repeating: "ü", count: 20)]])
    #expect(reading.refused.map(\.position.offset) == [32])
    #expect(reading.error?.offset == UInt64(bytes.count))
  }
}
