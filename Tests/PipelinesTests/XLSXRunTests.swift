import Foundation
import PipelineModel
import Testing

@testable import Pipelines

/// A zip archive of stored files (APPNOTE 6.3.10).
struct StoredZip {
  private(set) var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// - Parameter size: what the directory says that the file unpacks to, where that is not so.
  mutating func add(_ name: String, _ content: [UInt8], size: Int? = nil) {
    let offset = bytes.count
    let numbers =
      little(Int(Self.checksum(content)), 4) + little(content.count, 4)
      + little(size ?? content.count, 4)
      + little(name.utf8.count, 2) + little(0, 2)
    bytes += [0x50, 0x4B, 3, 4] + little(20, 2) + little(0, 8) + numbers + Array(name.utf8) + content
    directory += [0x50, 0x4B, 1, 2] + little(20, 2) + little(20, 2) + little(0, 8) + numbers + little(0, 10)
    directory += little(offset, 4) + Array(name.utf8)
    count += 1
  }

  /// The archive.
  var whole: [UInt8] {
    bytes + directory + [0x50, 0x4B, 5, 6] + little(0, 4) + little(count, 2) + little(count, 2)
      + little(directory.count, 4) + little(bytes.count, 4) + little(0, 2)
  }

  private func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }

  /// CRC-32 of ISO 3309, bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
  }
}

/// A workbook of one sheet: `name` and a row for each of `names`.
private func workbook(_ names: [String] = ["Ada", "Bob"], size: Int? = nil, textSize: Int? = nil) -> [UInt8] {
  let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  var zip = StoredZip()
  zip.add("[Content_Types].xml", Array("<Types/>".utf8))
  zip.add(
    "_rels/.rels",
    Array(
      "<Relationships><Relationship Id='r' Type='\(kinds)/officeDocument' Target='xl/workbook.xml'/></Relationships>"
        .utf8))
  zip.add(
    "xl/workbook.xml",
    Array("<workbook xmlns:r='\(kinds)'><sheets><sheet name='S' sheetId='1' r:id='a'/></sheets></workbook>".utf8))
  zip.add(
    "xl/_rels/workbook.xml.rels",
    Array(
      "<Relationships><Relationship Id='a' Type='\(kinds)/worksheet' Target='s.xml'/><Relationship Id='b' Type='\(kinds)/sharedStrings' Target='t.xml'/></Relationships>"
        .utf8))
  let rows = ((-1)..<names.count).map { "<row><c t='s'><v>\($0 + 1)</v></c></row>" }
  zip.add("xl/s.xml", Array("<worksheet><sheetData>\(rows.joined())</sheetData></worksheet>".utf8), size: size)
  let texts = (["name"] + names).map { "<si><t>\($0)</t></si>" }
  zip.add("xl/t.xml", Array("<sst>\(texts.joined())</sst>".utf8), size: textSize)
  return zip.whole
}

@Suite("Workbooks among inputs")
struct XLSXRunTests {
  private func rows(_ folder: RunFolder, _ source: String, said: Said = Said()) async throws -> String {
    _ = try await folder.run("extract: [{\(source)}]\ntransform: []\noutput: [csv: out.csv]\n", said: said)
    return try folder.text("out.csv")
  }

  /// What the run says when it fails.
  private func failure(_ folder: RunFolder, _ source: String) async -> Diagnostic? {
    let error = await #expect(throws: (any Error).self) { _ = try await rows(folder, source) }
    return error.flatMap { Failure.from($0)?.diagnostic }
  }

  @Test("are read from a file, a compressed one, an archive with others, a folder, and a program")
  func places() async throws {
    let folder = try RunFolder()
    try folder.write("a.xlsx", workbook())
    var zip = StoredZip()
    zip.add("in/a.xlsx", workbook())
    zip.add("in/notes.txt", Array("no workbook".utf8))
    zip.add("__MACOSX/._a.xlsx", [0])
    zip.add("b.xlsx", workbook(["Cleo"]))
    try folder.write("all.zip", zip.whole)
    try FileManager.default.createDirectory(atPath: folder.path + "/in", withIntermediateDirectories: true)
    try folder.write("in/a.xlsx", workbook())
    try folder.write("in/a.csv", "name\nDora\n")
    try folder.write("in/b.xlsx", workbook(["Cleo"]))
    #expect(try await rows(folder, "xlsx: a.xlsx") == "name\nAda\nBob\n")
    #expect(try await rows(folder, "xlsx: a.xlsx, only_new: true") == "name\nAda\nBob\n")
    let said = Said()
    #expect(try await rows(folder, "xlsx: all.zip", said: said) == "name\nAda\nBob\nCleo\n")
    #expect(
      said.all.map { $0.prefix { $0 != "\n" } } == [
        "all.zip/in/notes.txt: warning: its content is not xlsx: it is left out"
      ])
    #expect(try await rows(folder, "xlsx: in") == "name\nAda\nBob\nCleo\n")
    #expect(try await rows(folder, "csv: in") == "name\nDora\n")
    #expect(try await rows(folder, "command: {run: [cat, a.xlsx], format: xlsx}") == "name\nAda\nBob\n")
    #expect(
      try await rows(folder, "command: {run: [gzip, -c, a.xlsx], format: xlsx, sheet: s}") == "name\nAda\nBob\n")
  }

  @Test("that are named to another extractor, and other files that are named to this one, are told")
  func mistaken() async throws {
    let folder = try RunFolder()
    try folder.write("a.xlsx", workbook())
    try folder.write("a.csv", "name\nDora\n")
    try folder.write("a.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    var zip = StoredZip()
    zip.add("a.csv", Array("name\nDora\n".utf8))
    try folder.write("a.zip", zip.whole)
    #expect(await failure(folder, "csv: a.xlsx")?.message == "its content is xlsx")
    #expect(await failure(folder, "csv: a.xlsx")?.hint == "read it with `xlsx:`")
    func says(_ source: String, _ start: String) async -> Bool {
      await failure(folder, source)?.description.hasPrefix(start) == true
    }
    #expect(await says("xlsx: a.csv", "a.csv: error: this is no Excel workbook"))
    #expect(await says("xlsx: a.zip", "a.zip/a.csv: error: this is no Excel workbook"))
    #expect(await failure(folder, "xlsx: a.xls")?.message.hasPrefix("an old Excel workbook (.xls)") == true)
    #expect(
      await failure(folder, "xlsx: a.xlsx, sheet: T")?.description.hasPrefix("a.xlsx: error: the workbook has no")
        == true)
    #expect(await failure(folder, "xlsx: a.xlsx, fields: {email: mail}")?.code == "missing_column")
    try folder.write("empty.xlsx", "")
    let said = Said()
    #expect(try await rows(folder, "xlsx: empty.xlsx", said: said) == "")
    #expect(said.all.map { $0.prefix { $0 != "\n" } } == ["empty.xlsx: warning: the input is empty"])
  }

  @Test("that are cut off or damaged anywhere end the run, or give the same rows")
  func damaged() async throws {
    let folder = try RunFolder()
    let whole = workbook()
    for place in stride(from: 4, to: whole.count, by: 37) {
      try folder.write("a.xlsx", Array(whole[..<place]))
      #expect(await failure(folder, "xlsx: a.xlsx")?.location?.file.hasPrefix("a.xlsx") == true)
      var other = whole
      other[place] ^= 0x55
      try folder.write("a.xlsx", other)
      if let rows = try? await rows(folder, "xlsx: a.xlsx") { #expect(rows == "name\nAda\nBob\n") }
    }
  }

  @Test("that are made to fill the memory are refused, and none unpacks to more than it says")
  func bombs() async throws {
    let folder = try RunFolder()
    try folder.write("a.xlsx", workbook(size: 500_000_000))
    let problem = await failure(folder, "xlsx: a.xlsx")
    #expect(problem?.message.hasPrefix("its file `xl/s.xml` unpacks to ") == true)
    #expect(problem?.message.hasSuffix(" times its size; the limit is 500") == true)
    try folder.write("a.xlsx", workbook(textSize: 500_000_000))
    #expect(await failure(folder, "xlsx: a.xlsx")?.message.hasPrefix("its file `xl/t.xml` unpacks to ") == true)
    try folder.write("a.xlsx", workbook(size: 20))
    #expect(await failure(folder, "xlsx: a.xlsx")?.message == "its checksum is wrong: the archive is damaged")
  }
}
