import PipelineModel
import PipelineTesting
import Testing

@testable import Extractors

/// Text in an encoding, made by ICU's other direction through Python would need a process: these bytes are written out.
@Suite("Encodings")
struct EncodingTests {
  private func read(
    _ bytes: [UInt8], _ options: [String: OptionValue] = [:], chunks: [Int] = [1, 7, 4096]
  ) throws -> ExtractorDriver.Reading {
    let contract = ExtractorContract(CSVExtractor.self, options: ComponentOptions(options))
    let whole = contract.read(bytes)
    for chunk in chunks where bytes.count / chunk < 20_000 {
      #expect(contract.read(bytes, chunk: { chunk }) == whole, "in pieces of \(chunk)")
    }
    return whole
  }

  private func rows(_ reading: ExtractorDriver.Reading) -> [[String]] { reading.records.map { $0.fields.map(\.text) } }

  private static let people = "name,city\r\nZoë,Köln\r\nÉmile,\"Saint-\r\nÉtienne\"\r\nJosé,Málaga\r\n"

  private static func wide(_ text: String, unit: Int, isLittleEndian: Bool, mark: Bool) -> [UInt8] {
    let units: [UInt32] = unit == 2 ? text.utf16.map(UInt32.init) : text.unicodeScalars.map(\.value)
    return ((mark ? [0xFEFF] : []) + units).flatMap { value -> [UInt8] in
      let bytes = (0..<unit).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
      return isLittleEndian ? bytes : bytes.reversed()
    }
  }

  /// Latin letters as Windows-1252 has them where ISO 8859-1 has the same.
  private static func latin(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  @Test("control characters stay what they are in code pages", arguments: ["ibm850", "ibm437", "ibm866", "shift_jis"])
  func controls(name: String) throws {
    let reading = try read(
      Array("a,b\n\u{1A},\u{1C}\u{7F}\n".utf8), ["encoding": .text(name), "dialect": .text("rfc4180")])
    #expect(rows(reading) == [["\u{1A}", "\u{1C}\u{7F}"]])
  }

  @Test("ICU has a converter for every encoding", arguments: TextEncoding.all.map(\.name))
  func converters(name: String) throws {
    let encoding = try #require(TextEncoding(named: name))
    var text: [UInt8] = []
    let ascii = Self.wide("a,b\n", unit: encoding.unit, isLittleEndian: encoding.isLittleEndian, mark: false)
    // Without a converter bytes come back as they are, invalid ones too.
    #expect(encoding.decode((ascii + ascii).span, isLast: true, into: &text) == 2 * ascii.count)
    #expect(text == Array("a,b\na,b\n".utf8))
    #expect(encoding.encodedLength(ascii.span, of: 2) == 2 * encoding.unit)
  }

  @Test(
    "UTF-16 and UTF-32 are read with and without a mark, with positions of the file's own bytes",
    arguments: [2, 4], [true, false])
  func wide(unit: Int, isLittleEndian: Bool) throws {
    for mark in [true, false] {
      let bytes = Self.wide(Self.people, unit: unit, isLittleEndian: isLittleEndian, mark: mark)
      let reading = try read(bytes)
      #expect(reading.columns == ["name", "city"])
      #expect(rows(reading) == [["Zoë", "Köln"], ["Émile", "Saint-\r\nÉtienne"], ["José", "Málaga"]])
      #expect(reading.violations == [])
      let start = mark ? unit : 0
      #expect(reading.records.map(\.position.offset) == [11, 21, 46].map { UInt64(start + $0 * unit) })
      #expect(reading.records.map(\.position.line) == [2, 3, 5])
    }
  }

  @Test(
    "legacy encodings are told by their letters",
    arguments: [
      ("windows-1252", [0x5A, 0x6F, 0xEB, 0x2C, 0x46, 0x72, 0x61, 0x6E, 0xE7, 0x6F, 0x69, 0x73], "Zoë,François"),
      ("macintosh", [0x46, 0x72, 0x61, 0x6E, 0x8D, 0x6F, 0x69, 0x73, 0x2C, 0x52, 0x65, 0x6E, 0x8E], "François,René"),
      (
        "windows-1250", [0xA3, 0x75, 0x6B, 0x61, 0x73, 0x7A, 0x2C, 0x57, 0xB3, 0x6F, 0xB6 &- 0x1A, 0x65, 0x6B],
        "Łukasz,Włośek"
      ),
      ("windows-1251", [0xC8, 0xE2, 0xE0, 0xED, 0x2C, 0xCF, 0xE5, 0xF2, 0xF0, 0xEE, 0xE2], "Иван,Петров"),
      ("koi8-r", [0xE9, 0xD7, 0xC1, 0xCE, 0x2C, 0xF0, 0xC5, 0xD4, 0xD2, 0xCF, 0xD7], "Иван,Петров"),
      ("ibm866", [0x88, 0xA2, 0xA0, 0xAD, 0x2C, 0x8F, 0xA5, 0xE2, 0xE0, 0xAE, 0xA2], "Иван,Петров"),
      (
        "windows-1253", [0xC3, 0xE9, 0xFE, 0xF1, 0xE3, 0xEF, 0xF2, 0x2C, 0xCC, 0xE1, 0xF1, 0xDF, 0xE1], "Γιώργος,Μαρία"
      ),
      ("windows-1254", [0xDE, 0xFC, 0x6B, 0x72, 0xFC, 0x2C, 0x59, 0xFD, 0x6C, 0x64, 0xFD, 0x7A], "Şükrü,Yıldız"),
      ("windows-1255", [0xE3, 0xE5, 0xE3, 0x2C, 0xEB, 0xE4, 0xEF], "דוד,כהן"),
      ("shift_jis", [0x8E, 0x52, 0x93, 0x63, 0x2C, 0x91, 0xBE, 0x98, 0x59], "山田,太郎"),
      ("gb18030", [0xCD, 0xF5, 0x2C, 0xD0, 0xA1, 0xC3, 0xF7], "王,小明"),
      ("big5", [0xB3, 0xAF, 0x2C, 0xAB, 0xD8, 0xA9, 0xFA], "陳,建明"),
      ("euc-kr", [0xB1, 0xE8, 0x2C, 0xBF, 0xB5, 0xC8, 0xF1], "김,영희"),
      ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x3B, 0x33, 0x45, 0x44, 0x1B, 0x28, 0x42, 0x2C, 0x41], "山田,A"),
    ] as [(String, [UInt8], String)])
  func detected(name: String, line: [UInt8], expected: String) throws {
    let bytes = Array("given,family\n".utf8) + line + [Byte.lf] + line + Array("\nAda,Lovelace\n".utf8)
    let reading = try read(bytes)
    let values = expected.split(separator: ",").map(String.init)
    #expect(rows(reading) == [values, values, ["Ada", "Lovelace"]])
    #expect(reading.violations == [])
    let start = UInt64(13 + line.count + 1)
    #expect(reading.records.map(\.position.offset) == [13, start, start + UInt64(line.count + 1)])
    var extractor = try CSVExtractor(options: ComponentOptions())
    _ = ExtractorDriver.read(&extractor, bytes: bytes)
    let message = try #require(extractor.takeRemarks().first?.message)
    #expect(message.hasPrefix("read as \(name), as the text looks ("))
    #expect(extractor.takeRemarks().isEmpty)
    // Given, it is not guessed and not told.
    var told = try CSVExtractor(options: ComponentOptions(["encoding": .text(name)]))
    #expect(ExtractorDriver.read(&told, bytes: bytes).records == reading.records)
    #expect(told.takeRemarks().isEmpty)
  }

  @Test("an encoding is decided where it first shows, were it in the millionth row")
  func late() throws {
    let ascii = String(repeating: "Ada,Lovelace,ada@example.com\r\n", count: 60_000)
    let bytes = Array("a,b,c\r\n".utf8) + Array(ascii.utf8) + Self.latin("Zoë,\"Mül\r\nler\",x\r\nÉmile,Zola,y\r\n")
    let reading = try read(bytes, chunks: [100_000])
    #expect(reading.records.count == 60_002)
    #expect(rows(reading).suffix(2) == [["Zoë", "Mül\r\nler", "x"], ["Émile", "Zola", "y"]])
    #expect(
      reading.records.last?.position
        == RecordPosition(
          offset: UInt64(7 + ascii.utf8.count + 18), line: 60_004, number: 60_002))
    #expect(reading.refused.isEmpty)
  }

  @Test(
    "a few stray bytes do not make UTF-8 another encoding: their fields are decided by policy",
    arguments: [
      ("reject", nil), ("replace", "Z\u{FFFD}x"), ("windows-1252", "Zëx"),
    ] as [(String, String?)])
  func policy(invalid: String, value: String?) throws {
    let bytes = Array("näme,b\nJosé,1\nZ".utf8) + [0xEB] + Array("x,\"q\"\"é\"\nÜ,3\n".utf8)
    let reading = try read(bytes, ["invalid": .text(invalid)])
    let mended = value.map { [[$0, "q\"é"]] } ?? []
    #expect(rows(reading) == [["José", "1"]] + mended + [["Ü", "3"]])
    #expect(reading.refused.map(\.code) == (value == nil ? [.invalidUTF8] : []))
    #expect(reading.refused.map(\.field) == (value == nil ? [0] : []))
    #expect(reading.violations == [])
  }

  @Test(
    "bytes that are no text are read in no other encoding, whatever they look like",
    arguments: 1...5 as ClosedRange<UInt64>)
  func noise(seed: UInt64) {
    var state = seed
    let bytes = (0..<40_000).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    let verdict = EncodingDetector.detect(bytes.span, isWhole: true, isStart: true)
    #expect(verdict.encoding == .utf8)
    // One control character among many letters of another encoding means nothing.
    let text = Self.latin(Self.people) + [0x01] + Array(repeating: Self.latin("Zoë Müller,Köln\n"), count: 50).joined()
    #expect(EncodingDetector.detect(text.span, isWhole: true, isStart: true).encoding != .utf8)
  }

  @Test("bytes that an encoding does not have are decided by the same policy")
  func undecodable() throws {
    let bytes = Array("a,b\n".utf8) + [0x8E, 0x52, 0x2C, 0x85] + Array("\nx,y\n".utf8)
    let options: [String: OptionValue] = ["encoding": .text("shift_jis")]
    #expect(rows(try read(bytes, options)) == [["x", "y"]])
    #expect(try read(bytes, options).refused.map(\.field) == [1])
    let mended = try read(bytes, options.merging(["invalid": .text("windows-1252")]) { $1 })
    #expect(rows(mended) == [["山", "…"], ["x", "y"]])
  }

  @Test("text in any encoding reads the same in any pieces, cut anywhere", arguments: 1...60 as ClosedRange<UInt64>)
  func pieces(seed: UInt64) {
    var generator = SplitMix(seed: seed)
    let alphabets: [[UInt8]] = [
      Array("ab,\"\r\n".utf8) + [0xE9, 0xC3, 0xA9], Array("a,\n".utf8) + [0x8E, 0x52, 0x93, 0x63, 0x81],
      [0x61, 0, 0x2C, 0, 0x0A, 0, 0xE9, 0, 0, 0xD8], Array("a,\n\u{1B}$B(".utf8) + [0x30, 0x42],
      [0xFF, 0xFE, 0, 0x61, 0x0A],
    ]
    let alphabet = alphabets.randomElement(using: &generator) ?? []
    let count = Int.random(in: 1...60, using: &generator)
    let input = (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
    let contract = ExtractorContract(CSVExtractor.self)
    let whole = contract.read(input)
    for chunk in 1...9 { #expect(contract.read(input, chunk: { chunk }) == whole, "\(input)") }
    #expect(whole.violations == [], "\(input)")
    #expect(whole.records.allSatisfy { $0.position.offset < UInt64(input.count) }, "\(input)")
  }
}
