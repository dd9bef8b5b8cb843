import Foundation
import PipelineModel
import Testing

@testable import Transport

@Suite("Packed inputs")
struct PackedInputTests {
  fileprivate static let text = "first_name,last_name\nAda,Lovelace\n"
  fileprivate static let more = "Grace,Hopper\n"
  /// Two members, each a whole gzip file.
  static let gzip =
    "H4sIAAAAAAACA0vLLCouic9LzE3VyUmEsrgcUxJ1fPLLUnMSk1O5AApirA8iAAAAH4sIAAAAAAACA3MvSkxO1fHILyhILeICAAC2N7sNAAAA"
  /// Two frames with checksums, a skippable one between.
  static let zstd =
    "KLUv/QRYEQEAZmlyc3RfbmFtZSxsYXN0X25hbWUKQWRhLExvdmVsYWNlChrrg4lQKk0YAwAAAGFiYyi1L/0EWGkAAEdyYWNlLEhvcHBlcgpPr4Bp"
  /// `inner/a.csv` deflated, the folder `inner/`, `b.csv` stored.
  static let zip =
    "UEsDBBQAAAAIAAAAIVAKYqwPHgAAACIAAAALAAAAaW5uZXIvYS5jc3ZLyywqLonPS8xN1clJhLK4HFMSdXzyy1JzEpNTuQBQSwMEFAAAAAAAAAAhUAAAAAAAAAAAAAAAAAYAAABpbm5lci9QSwMEFAAAAAAAAAAhUAC2N7sNAAAADQAAAAUAAABiLmNzdkdyYWNlLEhvcHBlcgpQSwECFAMUAAAACAAAACFQCmKsDx4AAAAiAAAACwAAAAAAAAAAAAAAgAEAAAAAaW5uZXIvYS5jc3ZQSwECFAMUAAAAAAAAACFQAAAAAAAAAAAAAAAABgAAAAAAAAAAAAAAgAFHAAAAaW5uZXIvUEsBAhQDFAAAAAAAAAAhUAC2N7sNAAAADQAAAAUAAAAAAAAAAAAAAIABawAAAGIuY3N2UEsFBgAAAAADAAMAoAAAAJsAAAAAAA=="
  /// The same, with data descriptors behind the files.
  static let streamedZip =
    "UEsDBBQACAAIAAAAIVAAAAAAAAAAAAAAAAALAAAAaW5uZXIvYS5jc3ZLyywqLonPS8xN1clJhLK4HFMSdXzyy1JzEpNTuQBQSwcICmKsDx4AAAAiAAAAUEsDBBQACAAAAAAAIVAAAAAAAAAAAAAAAAAGAAAAaW5uZXIvUEsHCAAAAAAAAAAAAAAAAFBLAwQUAAgAAAAAACFQAAAAAAAAAAAAAAAABQAAAGIuY3N2R3JhY2UsSG9wcGVyClBLBwgAtje7DQAAAA0AAABQSwECFAMUAAgACAAAACFQCmKsDx4AAAAiAAAACwAAAAAAAAAAAAAAgAEAAAAAaW5uZXIvYS5jc3ZQSwECFAMUAAgAAAAAACFQAAAAAAAAAAAAAAAABgAAAAAAAAAAAAAAgAFXAAAAaW5uZXIvUEsBAhQDFAAIAAAAAAAhUAC2N7sNAAAADQAAAAUAAAAAAAAAAAAAAIABiwAAAGIuY3N2UEsFBgAAAAADAAMAoAAAAMsAAAAAAA=="
  /// `a.csv` stored, every number that can be in its zip64 place.
  static let zip64 =
    "UEsDBC0AAAAAAAAAAAAKYqwP//////////8FABQAYS5jc3YBABAAIgAAAAAAAAAiAAAAAAAAAGZpcnN0X25hbWUsbGFzdF9uYW1lCkFkYSxMb3ZlbGFjZQpQSwECLQAtAAAAAAAAAAAACmKsD///////////BQAcAAAAAAAAAAAAAAD/////YS5jc3YBABgAIgAAAAAAAAAiAAAAAAAAAAAAAAAAAAAAUEsGBiwAAAAAAAAALQAtAAAAAAAAAAAAAQAAAAAAAAABAAAAAAAAAE8AAAAAAAAAWQAAAAAAAABQSwYHAAAAAKgAAAAAAAAAAQAAAFBLBQb/////////////////////AAA="

  private func bytes(_ base64: String) throws -> [UInt8] { Array(try #require(Data(base64Encoded: base64))) }

  /// What an input holds: name and text of each file.
  private func read(_ bytes: [UInt8], fromFile: Bool = false) throws -> [String] {
    try withFolder { folder in
      try Data(bytes).write(to: URL(filePath: folder + "/in"))
      let place: InputPlace = fromFile ? .file(folder + "/in") : .bytes(bytes)
      switch try OpenedInput.open(place, name: "in", spoolFolder: folder) {
      case .bytes(let source): return [try text(source)]
      case .archive(let archive):
        return try archive.entries.map { entry in
          let opened = try OpenedInput.open(.member(archive, entry), name: "in/" + entry.name)
          guard case .bytes(let source) = opened else { return "" }
          return try entry.name + "|" + text(source)
        }
      }
    }
  }

  private func text(_ source: any ByteSource) throws -> String {
    var bytes: [UInt8] = []
    while try source.read(into: &bytes, atMost: 7) > 0 {}
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("are known by their content and read whole", arguments: [gzip, zstd])
  func compressed(base64: String) throws {
    #expect(try read(bytes(base64)) == [Self.text + Self.more])
    #expect(try read(bytes(base64), fromFile: true) == [Self.text + Self.more])
  }

  @Test(
    "that are archives hold files, from a file and from a pipe",
    arguments: [
      (zip, 2), (streamedZip, 2), (zip64, 1),
    ])
  func archives(base64: String, count: Int) throws {
    let files = count == 1 ? ["a.csv|" + Self.text] : ["inner/a.csv|" + Self.text, "b.csv|" + Self.more]
    #expect(try read(bytes(base64)) == files)
    #expect(try read(bytes(base64), fromFile: true) == files)
  }

  @Test("zeros behind gzip are padding, anything else is told")
  func trailing() throws {
    let whole = try bytes(Self.gzip)
    #expect(try read(whole + [0, 0, 0]) == [Self.text + Self.more])
    let error = #expect(throws: InputError.self) { try read(whole + [0x61]) }
    #expect(
      error?.diagnostic.description.hasPrefix(
        "in: error: what follows the gzip data at byte \(whole.count) is not gzip") == true)
  }

  @Test("that are cut off anywhere never pass for whole ones", arguments: [gzip, zstd, zip, streamedZip, zip64])
  func cut(base64: String) throws {
    let whole = try bytes(base64)
    let all = try read(whole)
    for count in 4..<whole.count {
      // Between two members or frames it is whole by what the format says.
      let got = try? read(Array(whole[..<count]))
      #expect(got != all, "cut at \(count)")
      if let got { #expect(all.joined().hasPrefix(got.joined()), "cut at \(count)") }
    }
  }

  @Test("that are damaged anywhere never crash, hang or give other bytes", arguments: [gzip, zstd, zip, zip64])
  func damaged(base64: String) throws {
    let whole = try bytes(base64)
    for index in 4..<whole.count {
      var other = whole
      other[index] ^= 0x55
      guard let got = try? read(other) else { continue }
      // Names, times and flags carry no checksum; what is unpacked does.
      for part in got where !part.isEmpty {
        let body = part.split(separator: "|", omittingEmptySubsequences: false).last.map(String.init) ?? part
        #expect([Self.text, Self.more, Self.text + Self.more, ""].contains(body), "byte \(index)")
      }
    }
  }

  @Test(
    "say what they are where they cannot be read",
    arguments: [
      (zip, 6, 1, "it is encrypted"), (zip, 8, 12, "it is packed by method 12 (bzip2)"),
      (zip, 8, 77, "it is packed by method 77"), (zip, 16, 9, "its checksum is wrong: the archive is damaged"),
    ])
  func refused(base64: String, offset: Int, value: UInt8, message: String) throws {
    var archive = try bytes(base64)
    // Offsets into a local header; the central one, which counts, has them two further on.
    let directory = try #require(archive.indices.first { archive[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    archive[directory + 2 + offset] = value
    if offset == 16 { archive[directory + 16] ^= 0x55 }
    let error = #expect(throws: InputError.self) { try read(archive) }
    #expect(error?.message == message && error?.input == "in/inner/a.csv")
  }

  @Test("of which nobody reads the end let go of their thread")
  func abandoned() throws {
    let member = try bytes(Self.gzip)
    let many = Array(repeatElement(member, count: 4_000).joined())
    for _ in 0..<20 {
      guard case .bytes(let source) = try OpenedInput.open(.bytes(many), name: "in") else { return }
      var some: [UInt8] = []
      #expect(try source.fill(&some, atMost: 100) == 100)
    }
  }
}
