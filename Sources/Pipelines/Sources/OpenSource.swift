internal import PipelineModel
internal import Transport

/// A source that is being read.
struct OpenSource: ~Copyable {
  let file: SourceFile
  private var extractor: any StreamExtractor
  private let input: any ByteSource
  private var buffer: [UInt8] = []
  /// Bytes at the front of `buffer` that were consumed already.
  private var consumed = 0
  /// Bytes that the extractor is shown, where there are as many: more only once they held no whole record, so that giant
  /// records cost linear time and what follows one is not looked at again and again.
  private var window = 0
  private var isAtEnd = false
  private var isFinished = false
  private(set) var mapping: LeadMapping
  private(set) var columns: [String] = []
  private var records = 0
  private var bytes = 0
  private var bytesNotTold = 0

  init(_ file: SourceFile, _ input: any ByteSource) {
    self.file = file
    extractor = file.extractor
    mapping = LeadMapping(fields: file.fields)
    self.input = input
  }

  /// See `RawRereading`.
  var rawSource: String { (extractor as? any RawRereading)?.rawSource(columns: columns) ?? "" }

  /// See `BookmarkReading`.
  var bookmark: Bookmarks.Entry? {
    guard let path = file.bookmark, let content = (extractor as? any BookmarkReading)?.bookmark else { return nil }
    return Bookmarks.Entry(path: path, content: content)
  }

  mutating func takeBytesRead() -> Int {
    defer { bytesNotTold = 0 }
    return bytesNotTold
  }

  /// The next batch that holds something, were it only the columns of a source without records; nil at the end.
  mutating func nextBatch(chunk: Int) throws -> RecordBatch? {
    while !isFinished {
      window = max(window, chunk)
      try fill(chunk: chunk)
      var batch = RecordBatch()
      batch.columns = columns
      let available = buffer.count - consumed
      let shown = available > 2 * window ? window : available
      let isLast = isAtEnd && shown == available
      let count = try extract(shown, isLast: isLast, into: &batch)
      consumed += count
      window = count > 0 ? chunk : 2 * shown
      columns = batch.columns
      // One that takes nothing of the end and gives nothing for it never will.
      isFinished = isLast && (count == shown || count == 0 && batch.count == 0 && batch.refused.isEmpty)
      records += batch.count + batch.refused.count
      if batch.count > 0 || !batch.refused.isEmpty || (isFinished && records == 0 && !columns.isEmpty) { return batch }
    }
    return nil
  }

  /// Reads on where there is less than is to be shown.
  private mutating func fill(chunk: Int) throws {
    let available = buffer.count - consumed
    if isAtEnd || available >= window { return }
    buffer.removeSubrange(0..<consumed)
    consumed = 0
    let count = try input.fill(&buffer, atMost: max(chunk, window - available))
    bytes += count
    bytesNotTold += count
    isAtEnd = count == 0
  }

  private mutating func extract(_ count: Int, isLast: Bool, into batch: inout RecordBatch) throws -> Int {
    // A second hold on the buffer for the call: a span of `self` would overlap with the extractor's own access.
    let bytes = buffer
    do {
      return try extractor.extract(
        from: bytes.span.extracting(consumed..<consumed + count), isLast: isLast, into: &batch)
    } catch {
      throw Self.diagnostic(for: error, file: file.name)
    }
  }

  /// What the extractor found out about the source since it was last asked.
  mutating func takeRemarks() -> [Diagnostic] {
    guard var remarking = extractor as? any StreamExtractor & SourceRemarking else { return [] }
    let remarks = remarking.takeRemarks()
    extractor = remarking
    return remarks.map { $0.located(in: file.name) }
  }

  /// Brings the mapping up to date; what the pipeline maps must be there once all columns are known.
  mutating func map(_ columns: [String]) throws -> [Diagnostic] {
    let place = (extractor as? any HeaderPlacing)?.headerPlace
    let remarks = mapping.update(columns: columns) { column in
      let isPlaced = place.map { $0.columns.indices.contains(column) } ?? false
      return Diagnostic.Location(
        file: file.name, line: place.map { Int($0.line) },
        column: isPlaced ? place.map { Int($0.columns[column]) } : nil)
    }
    if extractor.columnsAreComplete {
      if let gone = mapping.missing(in: columns).first { throw missingColumn(gone, in: columns, severity: .error) }
      if let preset = mapping.presetWithoutColumns { throw otherExport(preset, in: columns, severity: .error) }
    }
    return remarks
  }

  private func otherExport(_ preset: ExportPreset, in columns: [String], severity: Diagnostic.Severity) -> Diagnostic {
    FieldsWording.otherExport(
      preset, columns: ColumnNames(columns, isFirstRow: extractor.columnsAreComplete), severity: severity,
      file: file.name)
  }

  private func missingColumn(
    _ gone: (field: LeadField, column: String), in columns: [String], severity: Diagnostic.Severity
  ) -> Diagnostic {
    Diagnostic(
      severity, code: "missing_column", at: .init(file: file.name),
      "no column `\(gone.column)`, which `fields:` maps to \(gone.field.name)",
      hint: ColumnNames(columns, isFirstRow: extractor.columnsAreComplete, mapping: file.fields).hint(for: gone.column))
  }

  /// What is worth a word once the source is read.
  func closingRemarks() -> [Diagnostic] {
    var remarks: [Diagnostic] = []
    if file.goesOn && records == 0 { return [] }
    if bytes == 0 {
      remarks.append(
        Diagnostic(
          .warning, code: "empty_input", at: .init(file: file.name), "the input is empty",
          hint: "outputs have no rows of it: if there should be some, look at the export"))
    } else if records == 0 {
      if let paths = (extractor as? any RecordPathReporting)?.seenPaths, !paths.isEmpty {
        remarks.append(
          Diagnostic(
            .warning, code: "no_match", at: .init(file: file.name), "the record path matches no element",
            hint: "the document has: \(paths.joined(separator: ", "))"))
      } else {
        remarks.append(
          Diagnostic(
            .warning, code: "no_records", at: .init(file: file.name), "the input holds no records",
            hint: "outputs have no rows of it: if there should be some, look at the export"))
      }
    } else {
      for gone in mapping.missing(in: columns) {
        remarks.append(missingColumn(gone, in: columns, severity: .warning))
      }
      if let preset = mapping.presetWithoutColumns {
        remarks.append(otherExport(preset, in: columns, severity: .warning))
      }
    }
    return remarks
  }

  private static func diagnostic(for error: ScanError, file: String) -> Diagnostic {
    Diagnostic(
      code: error.code.rawValue,
      at: .init(file: file, line: error.line.map { Int($0) }, column: error.column.map { Int($0) }),
      error.line == nil ? "\(error.detail) (byte \(error.offset))" : error.detail,
      hint: error.hint ?? "records before it were read; correct the file and run again")
  }
}
