internal import PipelineModel
internal import Transport

/// An input that a pipeline reads, and how.
struct SourceFile: Sendable {
  /// Where its bytes are to be had.
  var place: InputPlace
  /// How messages name it.
  var name: String
  /// The name of the extractor.
  var format: String
  var extractor: any StreamExtractor
  var fields = FieldsChoice.auto
  /// Whether it was found in a folder or an archive with others: it is left out where its content is of another format.
  var isOneOfMany = false
  /// Whether it is left out where an earlier run has read and published it.
  var onlyNew = false
  /// The file that holds what the source said of how far it was read, where it is one that says so.
  var bookmark: String?
  /// Whether it was given that, and so holds only what is new.
  var goesOn = false

  /// The files of an archive as inputs.
  func members(of archive: ZipArchive) -> [SourceFile] {
    let entries = archive.contents
    return entries.map { entry in
      var member = self
      member.place = .member(archive, entry)
      member.name = name + "/" + entry.name
      member.isOneOfMany = entries.count > 1
      return member
    }
  }
}

extension ZipArchive {
  /// The files that somebody put into it; what a Mac puts beside them is none.
  var contents: [Entry] {
    entries.filter { entry in
      let parts = entry.name.split(separator: "/")
      return parts.first != "__MACOSX" && parts.last?.hasPrefix(".") == false
    }
  }
}

/// What the first bytes of a file say of its format.
enum ContentForm: Sendable {
  case json, xml, zip, text, binary, empty

  /// Bytes that are looked at.
  static let headSize = 1_024

  init(_ head: [UInt8]) {
    if Compression(head) == .zip {
      self = .zip
      return
    }
    let isWide = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
    let mark: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF]
    let text = head.drop { mark.contains($0) }
    guard let first = text.first(where: { !$0.isASCIIBlank && !(isWide && $0 == 0) }) else {
      self = .empty
      return
    }
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): self = .json
    case UInt8(ascii: "<"): self = .xml
    default: self = !isWide && text.contains(where: { $0 == 0 || $0 == 0x7F }) ? .binary : .text
    }
  }

  /// Whether an extractor of that name can make something of it. An empty file fits all: it is told of as one.
  func fits(_ format: String) -> Bool {
    switch (self, format) {
    case (.empty, _), (.text, "csv"), (.json, "json"), (.json, "jsonl"), (.xml, "xml"), (.zip, "xlsx"): true
    case (_, "csv"), (_, "json"), (_, "jsonl"), (_, "xml"), (_, "xlsx"): false
    default: true
    }
  }
}

extension UInt8 {
  fileprivate var isASCIIBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

extension Diagnostic {
  static func leftOut(_ file: String, format: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "left_out", at: Location(file: file), "its content is not \(format): it is left out",
      hint: "name files by a pattern, such as \(quoted("*." + format)), to say which are meant")
  }

  /// An archive that is one document, which another extractor reads.
  static func otherDocument(_ file: String, format: String) -> Diagnostic {
    Diagnostic(
      code: "wrong_format", at: Location(file: file), "its content is \(format)", hint: "read it with `\(format):`")
  }

  /// The same, in a file.
  func located(in file: String) -> Diagnostic {
    var located = self
    located.location = Location(file: file, line: location?.line, column: location?.column)
    return located
  }

  static func emptyArchive(_ file: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "empty_input", at: Location(file: file), "the archive holds no files",
      hint: "outputs have no rows of it: if there should be some, look at the export")
  }
}
