internal import PipelineModel

/// What becomes of a record whose end is found.
extension CSVScanner {
  /// Columns that `pad` may bring a source to.
  private static let mostColumns = 1 << 14

  /// Keeps or refuses the record whose last field has ended before `next`; returns where the one after it begins, which
  /// is before `next` where a stray quote has swallowed lines.
  @inline(__always)
  mutating func endRecord(_ pass: inout Pass, next: Int, into batch: inout RecordBatch) throws(ScanError) -> Int {
    let found = pass.fields.count - pass.recordField
    if width == 0 || headerLines > 0 || found != width || !pass.isValid {
      return try endUnusual(&pass, found: found, next: next, into: &batch)
    }
    keep(&pass, next: next, into: &batch)
    return next
  }

  @inline(__always)
  private mutating func keep(_ pass: inout Pass, next: Int, into batch: inout RecordBatch) {
    batch.recordEnds.append(UInt32(truncatingIfNeeded: pass.fields.count))
    batch.positions.append(RecordPosition(offset: offset + UInt64(pass.record), line: line, number: number))
    pass.keptEnd = next
    line += pass.holdsLineEnd ? Self.lineEnds(pass.p, pass.record..<next, dialect.terminator) : 1
    number += 1
  }

  /// Headers, records of another length, and those that may hold bytes that are no UTF-8.
  @inline(never)
  private mutating func endUnusual(
    _ pass: inout Pass, found: Int, next: Int, into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    if headerLines > 0 {
      try endHeader(&pass, next: next, into: &batch)
      return next
    }
    if width == 0 {
      width = found
      batch.columns = (1...width).map(String.init)
    }
    if found != width {
      if dialect.isLenient && pass.holdsLineEnd, let end = strayQuote(pass, next: next) {
        try refuse(.unclosedQuote, &pass, next: end, at: pass.spanningQuote, into: &batch)
        return end
      }
      guard fits(&pass, found: found, batch: &batch) else {
        try refuse(.raggedRow, &pass, next: next, found: found, expected: width, into: &batch)
        return next
      }
    }
    if !pass.isValid, let field = mend(&pass) {
      try refuse(.invalidUTF8, &pass, next: next, field: field, into: &batch)
      return next
    }
    keep(&pass, next: next, into: &batch)
    return next
  }

  /// Whether a record of another length is kept; makes columns for fields beyond the last, or forgets empty ones.
  private mutating func fits(_ pass: inout Pass, found: Int, batch: inout RecordBatch) -> Bool {
    switch dialect.ragged {
    case .reject: return false
    case .trim:
      guard found > width else { return false }
      let surplus = pass.recordField + width..<pass.fields.count
      guard pass.fields[surplus].allSatisfy({ $0.count == 0 }) else { return false }
      pass.fields.removeLast(surplus.count)
      return true
    case .pad:
      guard found > batch.columns.count else { return true }
      guard found <= Self.mostColumns else { return false }
      let isNumbered = dialect.header == .none
      while batch.columns.count < found {
        let number = batch.columns.count + 1
        batch.columns.append(isNumbered ? "\(number)" : Self.free("column_\(number)", in: Set(batch.columns)))
      }
      return true
    }
  }

  /// Notes the fields that are to be mended, or returns the first (of the record, from 0) that must not be.
  func mend(_ pass: inout Pass) -> Int? {
    for index in pass.recordField..<pass.fields.count {
      let slice = pass.fields[index]
      let bytes = UnsafeBufferPointer(start: pass.p + (Int(slice.start) - pass.shift), count: slice.count)
      if Self.isUTF8(bytes.span, isLast: true) { continue }
      if invalid == .reject { return index - pass.recordField }
      pass.rewrites.append(Rewrite(field: index, kind: .invalid))
    }
    return nil
  }

  mutating func refuse(
    _ code: RefusalCode, _ pass: inout Pass, next: Int, at column: Int? = nil, field: Int? = nil, found: Int? = nil,
    expected: Int? = nil, into batch: inout RecordBatch
  ) throws(ScanError) {
    let position = RecordPosition(offset: offset + UInt64(pass.record), line: line, number: number)
    let raw = UnsafeBufferPointer(start: pass.p + pass.record, count: next - pass.record)
    // The column counts from the start of the line the trouble stands on.
    var where_ = position
    var columnInLine: UInt64?
    if let column {
      let lineStart = raw[..<(column - pass.record)].lastIndex { dialect.endsLine($0) }
      columnInLine = UInt64(column - pass.record - (lineStart.map { $0 + 1 } ?? 0) + 1)
      where_.line += Self.lineEnds(pass.p, pass.record..<column, dialect.terminator)
    }
    if number == 0 {
      throw CSVWording.badHeader(
        code, offset: offset + UInt64(column ?? pass.record), line: where_.line, column: columnInLine, field: field,
        limit: recordLimit)
    }
    batch.refuse(
      RefusedRecord(
        code: code, position: where_, column: columnInLine, field: field, found: found, expected: expected),
      raw: raw.span)
    drop(&pass)
    line += Self.lineEnds(pass.p, pass.record..<next, dialect.terminator)
    number += 1
  }

  /// Forgets the fields of the record.
  func drop(_ pass: inout Pass) {
    pass.fields.removeLast(pass.fields.count - pass.recordField)
    while let last = pass.rewrites.last, last.field >= pass.recordField { pass.rewrites.removeLast() }
  }
}
