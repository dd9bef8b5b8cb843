internal import PipelineModel

/// Finds the fields of CSV records; allocates nothing per record and copies each byte once.
///
/// RFC 4180, read the way Python's `csv` reads what people really write: a quote inside an unquoted field is a
/// character, what follows a closing quote belongs to the field, CR, LF and CRLF all end a record, blank lines are no
/// records. A quote that is never closed costs the line it opened on: that line is refused and the next is read on its
/// own. `CSVOversize.swift` decides what a record larger than the limit is, `CSVDialect` what else may be different.
struct CSVScanner: Sendable {
  let dialect: CSVDialect
  /// What becomes of bytes that are no UTF-8.
  let invalid: InvalidText
  /// A record larger than this is refused.
  let recordLimit: Int

  /// Where scanning stands in the source; records are numbered from 1, the header is record 0.
  var offset: UInt64 = 0
  var line: UInt64 = 1
  var number: UInt64
  /// Lines that are still to be skipped, and header records that are still to come.
  var linesToSkip: Int
  var headerLines: Int
  /// The words of the header records so far.
  var headerRows: [[String]] = []
  /// The line of the first of them, and where in it each field begins, in bytes from 1.
  var headerPlace: (line: UInt64, columns: [UInt64])?
  /// Fields of every record; 0 until it is known.
  var width = 0
  /// Inside a record that was refused for its size: everything up to its end is dropped.
  var skipping: CSVSkip?

  init(dialect: CSVDialect, invalid: InvalidText = .reject, recordLimit: Int = 16 << 20) {
    self.dialect = dialect
    self.invalid = invalid
    self.recordLimit = recordLimit
    linesToSkip = dialect.skip
    headerLines = if case .lines(let count) = dialect.header { count } else { 0 }
    number = headerLines > 0 ? 0 : 1
  }

  /// Whether the columns are known; `pad` may add some.
  var knowsColumns: Bool { width > 0 }

  /// Moves over bytes that are no record (a byte order mark).
  mutating func advance(over count: Int) { offset += UInt64(count) }

  /// Takes whole records off the front of `bytes` and returns how many bytes they were; a header that cannot be read
  /// is an error.
  mutating func scan(
    _ bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    let isValid = Self.isUTF8(bytes, isLast: isLast)
    if case .names(let names) = dialect.header, width == 0 {
      batch.columns = Self.unique(names)
      width = names.count
    }
    // Measured hot loop: the pointer does not leave the closure, and every read is below `count`.
    return try bytes.withUnsafeBufferPointer { buffer throws(ScanError) -> Int in
      guard let base = buffer.baseAddress else { return 0 }
      var pass = Pass(p: base, count: buffer.count, isLast: isLast, isValid: isValid, shift: batch.bytes.count)
      let start = linesToSkip > 0 ? skipLines(pass) : 0
      swap(&pass.fields, &batch.fields)
      pass.begin(at: start)
      let consumed = linesToSkip > 0 ? start : try run(&pass, into: &batch)
      // Fields of a record that has not ended yet are found again.
      drop(&pass)
      swap(&pass.fields, &batch.fields)
      // What was seen of a record that is not whole yet is seen again with the rest of it.
      let whole = Int(batch.recordEnds.last ?? 0)
      batch.fields.removeLast(batch.fields.count - whole)
      batch.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[0..<pass.keptEnd]))
      for rewrite in pass.rewrites where rewrite.field < whole {
        self.rewrite(&batch.fields[rewrite.field], as: rewrite.kind, in: &batch.bytes)
      }
      offset += UInt64(consumed)
      return consumed
    }
  }
}
