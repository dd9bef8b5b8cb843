internal import Foundation
internal import PipelineModel
internal import Transport

/// The rejects of a run as CSV: file, line, byte, record, code, field, reason, raw, and how raw is to
/// be read again (`source`). It appears only where there are any.
struct RejectsFile: ~Copyable {
  /// Where it will stand.
  let path: String
  private(set) var count = 0
  private var file: OutputFile?

  private static let header = "file,line,byte,record,code,field,reason,raw,source\n"

  init(path: String) { self.path = path }

  /// Appends the refused records of a batch.
  mutating func append(_ batch: RecordBatch, file name: String, source: String = "") throws {
    guard !batch.refused.isEmpty else { return }
    var out: [UInt8] = []
    if file == nil {
      file = try OutputFile(path: path)
      out.append(contentsOf: Self.header.utf8)
    }
    for refused in batch.refused {
      var raw = batch.refusedBytes[refused.raw]
      // The end of its line is none of the record.
      if raw.last == Byte.lf { raw = raw.dropLast() }
      if raw.last == Byte.cr { raw = raw.dropLast() }
      let field = refused.field.map { $0 < batch.columns.count ? batch.columns[$0] : String($0 + 1) } ?? ""
      var text = "base64:"
      if let valid = String(validating: raw, as: UTF8.self) {
        text = valid
      } else {
        text += Data(raw).base64EncodedString()
      }
      let values = [
        name, String(refused.position.line), String(refused.position.offset), String(refused.position.number),
        refused.code.rawValue, field,
        reason(refused), text, source,
      ]
      for (index, value) in values.enumerated() {
        if index > 0 { out.append(Byte.comma) }
        out.append(Byte.quote)
        if value.utf8.contains(Byte.quote) {
          for byte in value.utf8 {
            if byte == Byte.quote { out.append(byte) }
            out.append(byte)
          }
        } else {
          out.append(contentsOf: value.utf8)
        }
        out.append(Byte.quote)
      }
      out.append(Byte.lf)
    }
    count += batch.refused.count
    try file?.write(out)
  }

  private func reason(_ refused: RefusedRecord) -> String {
    let reason = refused.code.reason(found: refused.found, expected: refused.expected)
    return reason + (refused.column.map { " (column \($0))" } ?? "")
      + (refused.isCut ? "; only its first \(grouped(refused.raw.count)) bytes are kept" : "")
  }

  /// Sees to it that every byte is on the disk.
  mutating func synchronize() throws { try file?.synchronize() }

  /// Makes the file appear; without rejects, one that an earlier run left goes away, but no other file of that name.
  mutating func commit() throws {
    if let file = file.take() { return try file.commit() }
    var start: [UInt8] = []
    guard InputFile.size(of: path) != nil else { return }
    var existing = try InputFile(path: path)
    _ = try existing.read(into: &start, atMost: Self.header.utf8.count)
    // Also one that an earlier version wrote.
    let earlier = "file,line,record,code,field,reason,raw\n"
    if start.elementsEqual(Self.header.utf8) || start.starts(with: earlier.utf8) { try removeFile(path) }
  }
}
