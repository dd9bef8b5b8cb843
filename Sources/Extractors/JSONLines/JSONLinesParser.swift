internal import CSimdJSON
internal import PipelineModel
internal import Synchronization

/// The C parser of one source: it remembers the columns from chunk to chunk.
///
/// An extractor is a value that moves between tasks, and copies of it would share this parser: the lock, taken once per
/// chunk, makes even that safe.
final class JSONLinesParser: Sendable {
  private let handle = Mutex(Handle())

  /// Owns the C object; nil where memory ran out.
  private struct Handle: ~Copyable {
    let pointer = sluice_json_create()
    deinit { sluice_json_free(pointer) }
  }

  /// - Parameter columns: those that the pipeline names: paths into arrays are to become columns too.
  init(expecting columns: [String]) {
    handle.withLock { handle in
      guard let parser = handle.pointer else { return }
      for column in columns { sluice_json_expect(parser, column, column.utf8.count) }
    }
  }

  /// Reads whole lines into `batch`. `start` is where they stand in the source; it moves behind them. Returns the first
  /// record that gives a name twice (its offset is not told).
  @discardableResult
  func read(
    _ lines: Span<UInt8>, at start: inout RecordPosition, into batch: inout RecordBatch
  ) throws(ScanError) -> RecordPosition? {
    var repeated: RecordPosition?
    let base = batch.bytes.count
    batch.bytes.append(copying: lines)
    let fits = handle.withLock { handle in
      guard let parser = handle.pointer else { return false }
      var output = sluice_json_output()
      // C edge: the parser unescapes strings in the batch's own copy of the lines.
      let fits = batch.bytes.withUnsafeMutableBufferPointer { bytes in
        guard let first = bytes.baseAddress else { return true }
        return sluice_json_parse(parser, first + base, bytes.count - base, base, &output)
      }
      guard fits else { return false }
      batch.bytes.append(contentsOf: UnsafeBufferPointer(start: output.picked, count: output.picked_count))
      take(output, of: lines, at: start, into: &batch)
      for index in batch.columns.count..<max(batch.columns.count, output.column_count) {
        batch.columns.append(Self.column(index, of: parser))
      }
      if output.repeated_number > 0 {
        repeated = start.advanced(bytes: 0, lines: output.repeated_line, records: output.repeated_number - 1)
      }
      start.offset += UInt64(lines.count)
      start.line += UInt64(output.lines)
      start.number += UInt64(output.numbers)
      return true
    }
    guard fits else { throw JSONLinesWording.outOfMemory(at: start) }
    return repeated
  }

  /// Appends what the chunk held.
  private func take(
    _ output: sluice_json_output, of lines: Span<UInt8>, at start: RecordPosition, into batch: inout RecordBatch
  ) {
    let firstField = batch.fields.count
    // C edge: the arrays stand until the parser's next call.
    batch.fields.reserveCapacity(firstField + output.field_count)
    for field in UnsafeBufferPointer(start: output.fields, count: output.field_count) {
      let kind = FieldKind(rawValue: field.kind) ?? .text
      batch.fields.append(FieldSlice(start: field.start, end: field.end, kind: kind))
    }
    for record in UnsafeBufferPointer(start: output.records, count: output.record_count) {
      batch.recordEnds.append(UInt32(firstField) + record.field_end)
      batch.positions.append(start.advanced(bytes: record.start, lines: record.line, records: record.number))
    }
    for refusal in UnsafeBufferPointer(start: output.refusals, count: output.refusal_count) {
      let position = start.advanced(bytes: refusal.start, lines: refusal.line, records: refusal.number)
      let line = lines.extracting(Int(refusal.start)..<Int(refusal.end))
      batch.refuse(JSONLinesWording.refused(refusal, at: position), raw: JSONLinesWording.kept(line))
    }
  }

  private static func column(_ index: Int, of parser: OpaquePointer) -> String {
    var count = 0
    let name = sluice_json_column(parser, index, &count)
    // Keys were checked with their lines.
    return String(decoding: UnsafeBufferPointer(start: name, count: count), as: UTF8.self)
  }
}

extension RecordPosition {
  /// The place this much further on.
  fileprivate func advanced(bytes: UInt32, lines: UInt32, records: UInt32) -> RecordPosition {
    RecordPosition(offset: offset + UInt64(bytes), line: line + UInt64(lines), number: number + UInt64(records))
  }
}
