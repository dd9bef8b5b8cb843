package import PipelineModel

/// Reads a whole input the way the run does: in pieces, with the rest presented again in front of what follows.
package enum ExtractorDriver {
  /// What came out of an input.
  package struct Reading: Sendable, Equatable {
    /// Column names, in first-seen order.
    package var columns: [String] = []
    /// The records, in order.
    package var records: [Record] = []
    /// The refused records, in order; `raw` counts in `refusedBytes`.
    package var refused: [RefusedRecord] = []
    /// Their raw bytes.
    package var refusedBytes: [[UInt8]] = []
    /// What ended the source, if something did.
    package var error: ScanError?
    /// Calls that broke the extractor's contract, in words.
    package var violations: [String] = []

    package init() {}
  }

  /// One record, with its fields as text.
  package struct Record: Sendable, Equatable {
    package var position: RecordPosition
    package var fields: [Field]

    /// The fields that are there, by column name.
    package func values(_ columns: [String]) -> [String: String] {
      Dictionary(
        zip(columns, fields).filter { $1.kind != .absent }.map { ($0, $1.text) },
        uniquingKeysWith: { first, _ in first })
    }
  }

  /// One field.
  package struct Field: Sendable, Equatable {
    package var kind: FieldKind
    package var text: String

    package init(kind: FieldKind = .text, text: String) {
      self.kind = kind
      self.text = text
    }
  }

  /// Reads `bytes` in pieces whose sizes `chunk` tells, into batches of a size.
  package static func read(
    _ extractor: inout some StreamExtractor, bytes: [UInt8], chunk: () -> Int = { .max },
    limits: BatchLimits = BatchLimits()
  ) -> Reading {
    var reading = Reading()
    var batch = RecordBatch()
    batch.limits = limits
    var start = 0
    var end = 0
    repeat {
      if !batch.isFull { end += min(max(1, chunk()), bytes.count - end) }
      let isLast = end == bytes.count
      batch.removeAll()
      var consumed = 0
      do throws(ScanError) {
        consumed = try extractor.extract(from: bytes.span.extracting(start..<end), isLast: isLast, into: &batch)
      } catch {
        reading.error = error
      }
      reading.take(batch)
      if reading.error != nil { return reading }
      if !(0...(end - start)).contains(consumed) {
        reading.violations.append("consumed \(consumed) of \(end - start) bytes")
        return reading
      }
      start += consumed
      // A full batch is no end: the rest is presented again.
      if isLast, start != bytes.count, consumed == 0 || !batch.isFull {
        reading.violations.append("left \(bytes.count - start) bytes over at the end")
        return reading
      }
    } while end < bytes.count || start < bytes.count
    return reading
  }
}

extension ExtractorDriver.Reading {
  /// Adds a batch, and notes where it does not hold together.
  fileprivate mutating func take(_ batch: RecordBatch) {
    if !batch.columns.starts(with: columns) { violations.append("columns changed from \(columns) to \(batch.columns)") }
    columns = batch.columns
    if batch.positions.count != batch.count {
      violations.append("\(batch.positions.count) positions, \(batch.count) records")
    }
    if Int(batch.recordEnds.last ?? 0) != batch.fields.count { violations.append("fields after the last record") }
    for record in 0..<min(batch.count, batch.positions.count) {
      let range = batch.firstField(of: record)..<Int(batch.recordEnds[record])
      if range.count > columns.count { violations.append("record \(record) has more fields than there are columns") }
      let fields = batch.fields[range].map { slice in
        guard slice.start <= slice.end, Int(slice.end) <= batch.bytes.count else {
          violations.append("a field of record \(record) is not inside the bytes")
          return ExtractorDriver.Field(kind: slice.kind, text: "")
        }
        let bytes = batch.bytes[Int(slice.start)..<Int(slice.end)]
        if String(validating: bytes, as: UTF8.self) == nil {
          violations.append("a field of record \(record) is not UTF-8")
        }
        if slice.kind == .absent || slice.kind == .null, !bytes.isEmpty {
          violations.append("a field of record \(record) is \(slice.kind) and has bytes")
        }
        return ExtractorDriver.Field(kind: slice.kind, text: String(decoding: bytes, as: UTF8.self))
      }
      records.append(ExtractorDriver.Record(position: batch.positions[record], fields: fields))
    }
    for refusal in batch.refused {
      refusedBytes.append(Array(batch.refusedBytes[refusal.raw]))
      var refusal = refusal
      // Where the raw bytes stand depends on the batch, and they are kept beside it.
      refusal.raw = 0..<refusal.raw.count
      refused.append(refusal)
    }
  }
}
