internal import Foundation
package import PipelineModel

/// Reads a rejects file back once its column `raw` was corrected: each record in the format, dialect and columns that it
/// was refused in, which its column `source` tells.
///
/// A record that is refused again keeps its `raw` and `source`, so that the new rejects file can be corrected in turn.
package struct RejectsExtractor: StreamExtractor {
  package static let spec = ComponentSpec(
    name: "rejects", kind: .extractor,
    summary: "The rejects file of an earlier run, corrected in its column `raw`: CSV and JSON records are read again",
    example: "- rejects: corrected.rejects.csv",
    sample: sample)

  private static let sample = #"""
    file,line,byte,record,code,field,reason,raw,source
    a.csv,2,9,1,ragged_row,,"row has 3 fields, the header has 2","Ada,Lovelace","{""columns"":[""first_name"",""last_name""],""csv"":{""delimiter"":"",""}}"
    b.jsonl,1,0,1,malformed_json,,line is not valid JSON,"{""first_name"":""Grace""}","{""jsonl"":{}}"

    """#

  package static let keepsRawBytes = false

  private var file: CSVExtractor
  /// A row of it; its columns stay.
  private var row = RecordBatch()
  /// The columns of all records so far.
  private var columns: [String] = []
  private var places: [String: Int] = [:]
  /// How the records of the batch that was filled last are read.
  private var source = ""
  /// A fresh extractor for them; nil where `source` does not say how.
  private var fresh: (any StreamExtractor)?

  package init(options: ComponentOptions) throws(OptionProblem) {
    file = try CSVExtractor(options: ComponentOptions(["dialect": .text("rfc4180"), "encoding": .text("utf-8")]))
    row.limits.records = 1
    row.limits.refused = 1
  }

  /// A batch holds records of one source: whoever keeps what is refused asks for `rawSource` once a batch.
  package mutating func extract(
    from bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    batch.columns = columns
    var consumed = 0
    while consumed < bytes.count, !batch.isFull {
      // As it was before the row, which is read again where it begins the next batch.
      let before = file
      row.removeAll()
      let count = try file.extract(from: bytes.extracting(consumed..<bytes.count), isLast: isLast, into: &row)
      if row.count == 0 && row.refused.isEmpty {
        if count == 0 { break }
        consumed += count
        continue
      }
      guard let raw = row.columns.firstIndex(of: "raw"), let source = row.columns.firstIndex(of: "source") else {
        throw RejectsWording.noRejectsFile
      }
      let json = row.count == 0 ? "" : text(row.value(record: 0, column: source))
      if json != self.source {
        if batch.count > 0 || !batch.refused.isEmpty {
          file = before
          batch.isClosed = true
          break
        }
        self.source = json
        fresh = try? RawSource(json: json)?.extractor()
      }
      consumed += count
      // A row of the rejects file that is broken itself has no record to read.
      for refused in row.refused { batch.refuse(refused, raw: row.refusedBytes.span.extracting(refused.raw)) }
      if row.count > 0 {
        read(rawBytes(row.value(record: 0, column: raw)), at: row.positions[0], into: &batch)
      }
    }
    return consumed
  }

  /// Reads one record again; it is refused where it is not exactly one.
  private mutating func read(_ raw: [UInt8], at position: RecordPosition, into batch: inout RecordBatch) {
    var again = RecordBatch()
    guard var extractor = fresh,
      let _ = try? extractor.extract(from: (raw + [Byte.lf]).span, isLast: true, into: &again)
    else {
      return batch.refuse(RefusedRecord(code: .notRereadable, position: position), raw: raw.span)
    }
    if again.count == 1 && again.refused.isEmpty { return take(again, at: position, into: &batch) }
    var refused: RefusedRecord
    if again.count == 0, let first = again.refused.first {
      refused = first
      refused.position = position
    } else {
      refused = RefusedRecord(code: .notOneRecord, position: position, found: again.count + again.refused.count)
    }
    batch.refuse(refused, raw: raw.span)
  }

  /// Appends the one record of another batch, its columns where they stand among all.
  private mutating func take(_ again: RecordBatch, at position: RecordPosition, into batch: inout RecordBatch) {
    for name in again.columns where places[name] == nil {
      places[name] = columns.count
      columns.append(name)
    }
    batch.columns = columns
    var fields = [FieldSlice](repeating: .absent, count: columns.count)
    for (column, name) in again.columns.enumerated() {
      let slice = again.slice(record: 0, column: column)
      guard slice.kind != .absent, let place = places[name] else { continue }
      let start = batch.bytes.count
      batch.bytes.append(copying: again.value(record: 0, column: column))
      fields[place] = FieldSlice(start: UInt32(start), end: UInt32(batch.bytes.count), kind: slice.kind)
    }
    batch.fields += fields
    batch.recordEnds.append(UInt32(batch.fields.count))
    batch.positions.append(position)
  }

  private func text(_ value: Span<UInt8>) -> String {
    value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  /// As it was before it was written down: base64 where it was no UTF-8. A JSON record stands on one line.
  private func rawBytes(_ value: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(copying: value)
    let mark = Array("base64:".utf8)
    if bytes.starts(with: mark), let data = Data(base64Encoded: Data(bytes.dropFirst(mark.count))) {
      bytes = Array(data)
    }
    while let last = bytes.last, last == Byte.lf || last == Byte.cr { bytes.removeLast() }
    if fresh is JSONLinesExtractor { bytes = bytes.map { $0 == Byte.lf || $0 == Byte.cr ? Byte.space : $0 } }
    return bytes
  }
}

extension RejectsExtractor: RawRereading {
  package func rawSource(columns: [String]) -> String? { source.isEmpty ? nil : source }
}

/// What it says.
private enum RejectsWording {
  static let noRejectsFile = ScanError(
    .wrongFormat, offset: 0, line: 1, column: 1,
    detail: "this is no rejects file: it has no columns `raw` and `source`",
    hint: "name the file that a run has written; of its columns only `raw` is to be changed")
}
