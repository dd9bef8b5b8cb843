internal import CLibXML2
internal import PipelineModel
internal import Synchronization

/// The C parser of one document: it remembers open elements and columns from chunk to chunk.
///
/// An extractor is a value that moves between tasks, and copies of it would share this parser: the lock, taken once per
/// chunk, makes even that safe.
final class XMLRecordParser: Sendable {
  private let handle: Mutex<Handle>

  /// Owns the C object; nil where memory ran out.
  private struct Handle: ~Copyable {
    let pointer: OpaquePointer?
    deinit { sluice_xml_free(pointer) }
  }

  /// Finds records at `paths`, and in them the columns that paths name.
  init(paths: [XMLPath], columns: [XMLColumnPath]) {
    var pointer = sluice_xml_create(paths.map(\.encoded).joined(separator: "\n"))
    if let parser = pointer, !columns.allSatisfy({ Self.add($0, to: parser) }) {
      sluice_xml_free(parser)
      pointer = nil
    }
    handle = Mutex(Handle(pointer: pointer))
  }

  /// False where memory ran out.
  private static func add(_ path: XMLColumnPath, to parser: OpaquePointer) -> Bool {
    var fits = sluice_xml_pick(parser, path.column)
    for step in path.steps {
      fits = fits && sluice_xml_pick_step(parser, step.name.local, step.name.uri, false)
      for condition in step.conditions { fits = fits && add(condition, to: parser) }
    }
    guard let attribute = path.attribute else { return fits }
    return fits && sluice_xml_pick_step(parser, attribute.local, attribute.uri, true)
  }

  private static func add(_ condition: XMLColumnPath.Condition, to parser: OpaquePointer) -> Bool {
    switch condition {
    case .place(let place): sluice_xml_pick_condition(parser, nil, nil, false, nil, UInt32(place))
    case .attribute(let name, let value): sluice_xml_pick_condition(parser, name.local, name.uri, true, value, 0)
    case .child(let name, let value): sluice_xml_pick_condition(parser, name.local, name.uri, false, value, 0)
    }
  }

  /// The first distinct paths of elements outside records.
  var seenPaths: [String] {
    handle.withLock { handle in
      guard let parser = handle.pointer else { return [] }
      return (0..<Int(sluice_xml_max_seen_paths)).compactMap { index in
        sluice_xml_seen_path(parser, index).map { String(cString: $0) }
      }
    }
  }

  /// Reads all of `bytes` and appends the records that they complete.
  func read(_ bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch) throws(ScanError) {
    let error: ScanError? = handle.withLock { handle in
      guard let parser = handle.pointer else { return XMLWording.outOfMemory }
      var output = sluice_xml_output()
      // C edge: the parser keeps none of it.
      bytes.withUnsafeBufferPointer {
        sluice_xml_parse(parser, $0.baseAddress, $0.count, isLast, batch.bytes.count, &output)
      }
      guard batch.bytes.count + output.byte_count <= Int(sluice_xml_max_chunk) else { return XMLWording.outOfMemory }
      take(output, into: &batch)
      for index in batch.columns.count..<max(batch.columns.count, output.column_count) {
        var count = 0
        let name = UnsafeRawPointer(sluice_xml_column(parser, index, &count))
        // libxml2 hands out nothing but UTF-8.
        batch.columns.append(String(decoding: UnsafeRawBufferPointer(start: name, count: count), as: UTF8.self))
      }
      return output.error.code == 0 ? nil : XMLWording.error(output.error)
    }
    if let error { throw error }
  }

  /// Appends what the chunk completed.
  private func take(_ output: sluice_xml_output, into batch: inout RecordBatch) {
    // C edge: the arrays stand until the parser's next call.
    batch.bytes.append(contentsOf: UnsafeBufferPointer(start: output.bytes, count: output.byte_count))
    let firstField = UInt32(batch.fields.count)
    batch.fields.reserveCapacity(batch.fields.count + output.field_count)
    for field in UnsafeBufferPointer(start: output.fields, count: output.field_count) {
      batch.fields.append(FieldSlice(start: field.start, end: field.end, kind: field.absent ? .absent : .text))
    }
    for record in UnsafeBufferPointer(start: output.records, count: output.record_count) {
      batch.recordEnds.append(firstField + record.field_end)
      batch.positions.append(RecordPosition(offset: record.offset, line: record.line, number: record.number))
    }
  }
}
