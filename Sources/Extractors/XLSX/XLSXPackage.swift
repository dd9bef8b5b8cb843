internal import PipelineModel

/// The parts of a workbook beside its sheets: which sheets there are, how styles show numbers, the shared texts.
struct XLSXPackage {
  /// A sheet that holds cells.
  struct Sheet {
    var name: String
    /// The file in the archive.
    var part: String
    var isHidden: Bool
  }

  /// What a package of office documents is.
  enum Kind {
    case workbook, binaryWorkbook, openDocument

    init?(_ names: [String]) {
      let names = Set(names.map(XLSXPackage.key))
      if names.contains("xl/workbook.bin") {
        self = .binaryWorkbook
      } else if Self.isWorkbook(names) {
        self = .workbook
      } else if names.contains("mimetype"), names.contains("content.xml") {
        self = .openDocument
      } else {
        return nil
      }
    }

    /// By what every workbook has, one of which may be damaged: then it is missed by its name.
    private static func isWorkbook(_ names: Set<String>) -> Bool {
      let own = ["workbook.xml", "workbook.xml.rels"].count { end in names.contains { $0.hasSuffix(end) } }
      return own > 0 && own + ["[content_types].xml", "_rels/.rels"].count { names.contains($0) } > 1
    }
  }

  /// No part but sheets and shared texts is larger.
  private static let partLimit = 32 << 20

  private let archive: any ArchiveParts
  /// The names of parts by their keys.
  private let parts: [String: String]
  private let relations: [[String: String]]
  private let folder: String
  private let is1904: Bool
  /// In the workbook's order.
  let sheets: [Sheet]

  init(_ archive: any ArchiveParts) throws {
    switch Kind(archive.names) {
    case .workbook: break
    case .binaryWorkbook: throw XLSXWording.otherWorkbook("a binary Excel workbook (.xlsb)")
    case .openDocument: throw XLSXWording.otherWorkbook("an OpenDocument file (.ods)")
    case nil: throw XLSXWording.noWorkbook([])
    }
    self.archive = archive
    let parts = Dictionary(archive.names.map { (Self.key($0), $0) }, uniquingKeysWith: { first, _ in first })
    self.parts = parts
    let roots = try Self.table("_rels/.rels", ["/Relationships/Relationship"], of: archive, parts)
    let root = roots.first { $0["@Type"]?.hasSuffix("/officeDocument") == true }
    let book = Self.path(root?["@Target"] ?? "xl/workbook.xml", in: "")
    let slash = book.lastIndex(of: "/").map { book.index(after: $0) } ?? book.startIndex
    let (folder, file) = (String(book[..<slash]), String(book[slash...]))
    self.folder = folder
    let relations = try Self.table(
      folder + "_rels/" + file + ".rels", ["/Relationships/Relationship"], of: archive, parts)
    self.relations = relations
    let records = try Self.table(book, ["/workbook/workbookPr", "/workbook/sheets/sheet"], of: archive, parts)
    is1904 = records.contains { ["1", "true"].contains($0["@date1904"]) }
    sheets = records.compactMap { record in
      guard let name = record["@name"], let id = record["@id"],
        let relation = relations.first(where: { $0["@Id"] == id }),
        relation["@Type"]?.hasSuffix("/worksheet") == true, let target = relation["@Target"]
      else { return nil }
      return Sheet(
        name: name, part: Self.path(target, in: folder), isHidden: record["@state"].map { $0 != "visible" } ?? false)
    }
  }

  /// The sheet of a name, or the first that is to be seen.
  func sheet(named name: String?) throws -> Sheet {
    guard let name else {
      guard let first = sheets.first(where: { !$0.isHidden }) ?? sheets.first else { throw XLSXWording.noSheets }
      return try present(first)
    }
    let fitting = sheets.first { $0.name == name } ?? sheets.first { $0.name.lowercased() == name.lowercased() }
    guard let fitting else { throw XLSXWording.noSheet(name, among: sheets) }
    return try present(fitting)
  }

  private func present(_ sheet: Sheet) throws -> Sheet {
    guard let part = parts[Self.key(sheet.part)] else { throw XLSXWording.missingPart(sheet.part) }
    var sheet = sheet
    sheet.part = part
    return sheet
  }

  /// What the cells of its sheets need.
  func book() throws -> XLSXBook {
    var book = XLSXBook(is1904: is1904)
    if let styles = part("/styles") {
      let records = try Self.table(
        styles, ["/styleSheet/numFmts/numFmt", "/styleSheet/cellXfs/xf"], of: archive, parts)
      var codes: [Int: String] = [:]
      for record in records {
        let id = record["@numFmtId"].flatMap { Int($0) } ?? 0
        if let code = record["@formatCode"] {
          codes[id] = code
        } else {
          book.formats.append(XLSXFormats.format(id: id, code: codes[id]))
        }
      }
    }
    if let name = part("/sharedStrings"), let part = parts[Self.key(name)] {
      do {
        book.texts = try XLSXTexts(scratchFolder: archive.scratchFolder) { take in try archive.read(part, take) }
      } catch let error as ScanError {
        throw XLSXWording.damaged(part, error)
      }
    }
    return book
  }

  /// The part that the workbook has of a kind.
  private func part(_ kind: String) -> String? {
    relations.first { $0["@Type"]?.hasSuffix(kind) == true }?["@Target"].map { Self.path($0, in: folder) }
  }

  /// Names of parts are the same whatever their case; some programs write them with backslashes.
  private static func key(_ name: String) -> String { name.lowercased().replacing("\\", with: "/") }

  /// A target as a path from the archive's root.
  private static func path(_ target: String, in folder: String) -> String {
    let target = target.replacing("\\", with: "/")
    var steps: [Substring] = []
    for step in (target.hasPrefix("/") ? target : folder + target).split(separator: "/") where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }

  /// A small part's elements at paths, each with its attributes.
  private static func table(
    _ name: String, _ records: [String], of archive: any ArchiveParts, _ parts: [String: String]
  ) throws -> [[String: String]] {
    guard let name = parts[Self.key(name)] else { throw XLSXWording.missingPart(name) }
    var bytes: [UInt8] = []
    try archive.read(name) { piece, _ in
      guard bytes.count + piece.count <= partLimit else { throw XLSXWording.tooLarge(name, limit: partLimit) }
      bytes.append(copying: piece)
    }
    do {
      var batch = RecordBatch()
      let parser = XMLRecordParser(
        paths: try records.map { try XMLPath($0, option: "record", namespaces: nil) }, columns: [])
      try parser.read(bytes.span, isLast: true, into: &batch)
      return (0..<batch.count).map { record in
        var values: [String: String] = [:]
        for (column, name) in batch.columns.enumerated()
        where batch.slice(record: record, column: column).kind != .absent {
          let slice = batch.slice(record: record, column: column)
          values[name] = String(decoding: batch.bytes[Int(slice.start)..<Int(slice.end)], as: UTF8.self)
        }
        return values
      }
    } catch let error as ScanError {
      throw XLSXWording.damaged(name, error)
    }
  }
}
