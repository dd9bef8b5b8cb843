internal import CLibXML2
internal import PipelineModel
internal import Synchronization

/// What cells need to be understood: the workbook's shared texts, how each style shows numbers, its calendar.
struct XLSXBook: Sendable {
  var texts: XLSXTexts?
  var formats: [UInt8] = []
  var is1904 = false
}

/// The C parser of one sheet; see `XMLRecordParser` for the lock.
final class XLSXSheetParser: Sendable {
  private let handle: Mutex<Handle>
  /// The C parser refers to them.
  private let texts: XLSXTexts?

  /// Owns the C object; nil where memory ran out.
  private struct Handle: ~Copyable {
    let pointer: OpaquePointer?
    deinit { sluice_xml_free(pointer) }
  }

  init(_ book: XLSXBook) {
    texts = book.texts
    let pointer = sluice_sheet_create(book.texts?.pointer, book.formats, book.formats.count, book.is1904)
    handle = Mutex(Handle(pointer: pointer))
  }

  /// Reads all of `bytes` and appends the records that they complete.
  func read(
    _ bytes: Span<UInt8>, isLast: Bool, table: inout XLSXTable, into batch: inout RecordBatch
  ) throws(ScanError) {
    let error: ScanError? = handle.withLock { handle in
      guard let parser = handle.pointer else { return XMLWording.outOfMemory }
      var output = sluice_sheet_output()
      // C edge: the parser keeps none of it.
      bytes.withUnsafeBufferPointer {
        sluice_sheet_parse(parser, $0.baseAddress, $0.count, isLast, batch.bytes.count, &output)
      }
      guard batch.bytes.count + output.byte_count <= Int(sluice_xml_max_chunk) else { return XMLWording.outOfMemory }
      // C edge: the arrays stand until the parser's next call.
      batch.bytes.append(contentsOf: UnsafeBufferPointer(start: output.bytes, count: output.byte_count))
      do throws(ScanError) {
        try table.take(
          UnsafeBufferPointer(start: output.rows, count: output.row_count),
          UnsafeBufferPointer(start: output.cells, count: output.cell_count), into: &batch)
      } catch {
        return error
      }
      return output.error.code == 0 ? nil : XLSXWording.damaged(XMLWording.error(output.error), row: output.last_row)
    }
    if let error { throw error }
  }
}

/// A workbook's shared texts; once they are read nothing changes them.
final class XLSXTexts: Sendable {
  // C edge: written by `init` alone.
  nonisolated(unsafe) let pointer: OpaquePointer?

  /// Reads them all; `scratchFolder` takes what is too much for memory.
  init(scratchFolder: String, read: (_ take: (Span<UInt8>, Bool) throws -> Void) throws -> Void) throws {
    let pointer = sluice_texts_create(scratchFolder)
    self.pointer = pointer
    guard pointer != nil, let reader = sluice_texts_reader_create(pointer) else { throw XMLWording.outOfMemory }
    defer { sluice_xml_free(reader) }
    try read { piece, isLast in
      var output = sluice_sheet_output()
      piece.withUnsafeBufferPointer { sluice_sheet_parse(reader, $0.baseAddress, $0.count, isLast, 0, &output) }
      if output.error.code != 0 { throw XMLWording.error(output.error) }
    }
  }

  deinit { sluice_texts_free(pointer) }

  /// Bytes of the longest.
  var longest: Int { sluice_texts_longest(pointer) }
}
