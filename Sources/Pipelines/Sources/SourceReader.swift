internal import Extractors
internal import PipelineModel
internal import Transport

/// A batch on its way from a source: what the run must know beside the records.
struct SourceBatch: Sendable {
  var records: RecordBatch
  /// The file as messages name it.
  var file: String
  /// Column indices by `LeadField.index`.
  var mapping: [Int?]
  /// The places of the batch's columns in the union of all sources.
  var places: [Int]
  /// How its refused records are to be read again; empty where there are none, or it cannot be said.
  var rawSource = ""
}

/// Reads the files of all sources in their order, a batch at a time.
struct SourceReader: ~Copyable {
  /// Bytes taken from a file at once; also about the size of a batch.
  private static let chunk = 1 << 20

  /// What is still to be read, the next last.
  private var pending: [SourceFile]
  private let emit: @Sendable (RunEvent) -> Void
  private var open: OpenSource?

  /// What makes, renames or drops columns, in order.
  private let shaping: [any ColumnMaking]

  /// All sources' columns so far, as they are after the transforms.
  private(set) var union = ColumnUnion()
  /// As above, as the sources have them; kept where that is not the same.
  private var sourceColumns = ColumnUnion()
  var sourceNames: [String] { shaping.isEmpty ? union.names : sourceColumns.names }
  /// All lead fields that some source has mapped so far.
  private(set) var sourceFields: Set<LeadField> = []
  /// All lead fields that have a column so far: mapped by a source, or made.
  var mapped: Set<LeadField> { shaping.reduce(sourceFields) { $1.leadFields(from: $0) } }
  /// Records read so far, the refused included.
  private(set) var recordsRead = 0
  /// Bytes read so far.
  private(set) var bytesRead = 0
  /// What sources that were read to their ends said of that.
  private(set) var bookmarks = Bookmarks()

  init(files: [SourceFile], transforms: [any Transform] = [], emit: @escaping @Sendable (RunEvent) -> Void) {
    pending = files.reversed()
    shaping = transforms.compactMap { $0 as? any ColumnMaking }
    self.emit = emit
  }

  /// The next batch, which may hold nothing but refused records; nil after the last.
  mutating func nextBatch() throws -> SourceBatch? {
    while true {
      if open == nil {
        guard let file = pending.popLast() else { return nil }
        try openNext(file)
        if open == nil { continue }
      }
      guard var source = open.take() else { return nil }
      let batch = try source.nextBatch(chunk: Self.chunk)
      guard let batch else {
        // A header without records still names columns.
        for remark in source.takeRemarks() { emit(.diagnostic(remark)) }
        for note in try source.map(source.columns) { emit(.diagnostic(note)) }
        _ = places(of: source)
        for diagnostic in source.closingRemarks() { emit(.diagnostic(diagnostic)) }
        if let bookmark = source.bookmark { bookmarks.entries.append(bookmark) }
        continue
      }
      bytesRead += source.takeBytesRead()
      for remark in source.takeRemarks() { emit(.diagnostic(remark)) }
      for note in try source.map(batch.columns) { emit(.diagnostic(note)) }
      let places = places(of: source, batch.columns)
      recordsRead += batch.count + batch.refused.count
      let result = SourceBatch(
        records: batch, file: source.file.name, mapping: source.mapping.places, places: places,
        rawSource: batch.refused.isEmpty ? "" : source.rawSource)
      open = consume source
      return result
    }
  }

  /// Takes note of a source's columns; returns the places of those of a batch of it after the transforms.
  private mutating func places(of source: borrowing OpenSource, _ columns: [String]? = nil) -> [Int] {
    let columns = columns ?? source.columns
    sourceFields.formUnion(source.mapping.mapped)
    if shaping.isEmpty { return union.places(of: columns) }
    _ = sourceColumns.places(of: columns)
    return union.places(of: shaping.reduce(columns) { $1.columns(from: $0) })
  }

  /// Opens a file; the files of an archive take its place, unless the archive is what the extractor reads. One of many
  /// that is of another format is left out.
  private mutating func openNext(_ file: SourceFile) throws {
    switch try OpenedInput.open(file.place, name: file.name) {
    case .archive(let archive):
      if try openDocument(archive, of: file) { return }
      let members = file.members(of: archive)
      if members.isEmpty { emit(.diagnostic(.emptyArchive(file.name))) }
      pending += members.reversed()
    case .bytes(let source):
      let isDocument = file.extractor is any ArchiveExtractor
      guard file.isOneOfMany || isDocument else {
        open = OpenSource(file, source)
        return
      }
      var head: [UInt8] = []
      _ = try source.fill(&head, atMost: ContentForm.headSize)
      guard ContentForm(head).fits(file.format) || isDocument && !file.isOneOfMany else {
        emit(.diagnostic(.leftOut(file.name, format: file.format)))
        return
      }
      let whole = PeekedSource(head: head, rest: source)
      if isDocument, !head.isEmpty {
        // A document inside an archive, or one that was compressed.
        guard Compression(head) == .zip else { throw refusal(of: head, file) }
        let spooled = try SeekableFile(spooling: whole, name: file.name, in: temporaryFolder())
        guard try openDocument(ZipArchive(spooled), of: file) else { throw refusal(of: [], file) }
      } else {
        open = OpenSource(file, whole)
      }
    }
  }

  /// Opens an archive that is one document; false where it is none. A document that the extractor does not read is told,
  /// or left out as one of many.
  private mutating func openDocument(_ archive: ZipArchive, of file: SourceFile) throws -> Bool {
    let types = Extractors.all.compactMap { $0 as? any ArchiveExtractor.Type }
    guard let type = types.first(where: { $0.recognises(archive.names) }) else { return false }
    guard type.spec.name == file.format, var extractor = file.extractor as? any ArchiveExtractor else {
      if !file.isOneOfMany { throw Diagnostic.otherDocument(file.name, format: type.spec.name) }
      emit(.diagnostic(.leftOut(file.name, format: file.format)))
      return true
    }
    do {
      let name = try extractor.open(archive)
      guard let entry = try archive.part(name),
        case .bytes(let source) = try OpenedInput.open(.member(archive, entry), name: file.name)
      else { return false }
      var file = file
      file.extractor = extractor
      open = OpenSource(file, source)
      return true
    } catch let diagnostic as Diagnostic {
      throw diagnostic.located(in: file.name)
    }
  }

  private func refusal(of head: [UInt8], _ file: SourceFile) -> Diagnostic {
    let refusal = (file.extractor as? any ArchiveExtractor).map { type(of: $0).refusal(of: head) }
    return (refusal ?? .otherDocument(file.name, format: file.format)).located(in: file.name)
  }
}
