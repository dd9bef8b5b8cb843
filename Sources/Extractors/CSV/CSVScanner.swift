internal import CBytes
internal import PipelineModel

/// Finds the fields of CSV records; allocates nothing per record and copies each byte once.
///
/// RFC 4180, read the way Python's `csv` reads what people really write: a quote inside an unquoted field is a
/// character, what follows a closing quote belongs to the field, CR, LF and CRLF all end a record, blank lines are no
/// records. A quote that is never closed costs the line it opened on: that line is refused and the next is read on its
/// own. `CSVOversize.swift` decides what a record larger than the limit is.
struct CSVScanner: Sendable {
  let dialect: CSVDialect
  /// A record larger than this is refused.
  let recordLimit: Int

  /// Where scanning stands in the source; records are numbered from 1, the header is record 0.
  private var offset: UInt64 = 0
  var line: UInt64 = 1
  private(set) var number: UInt64
  /// Fields of every record; 0 until the first record is known.
  private(set) var width = 0
  /// Inside a record that was refused for its size: everything up to its end is dropped.
  var skipping: CSVSkip?

  init(dialect: CSVDialect, recordLimit: Int = 16 << 20) {
    self.dialect = dialect
    self.recordLimit = recordLimit
    self.number = dialect.header ? 0 : 1
  }

  /// Fields of a batch after which no other record is begun; 1 MiB has no more.
  private static let fieldsAtOnce = 1 << 21

  /// Whether the first record has been read.
  var knowsColumns: Bool { width > 0 }

  /// Moves over bytes that are no record (a byte order mark).
  mutating func advance(over count: Int) { offset += UInt64(count) }

  /// Takes whole records off the front of `bytes` and returns how many bytes they were; a header that cannot be read
  /// is an error.
  mutating func scan(
    _ bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    let isValid = Self.isUTF8(bytes, isLast: isLast)
    // Measured hot loop: the pointer does not leave the closure, and every read is below `count`.
    return try bytes.withUnsafeBufferPointer { buffer throws(ScanError) -> Int in
      guard let base = buffer.baseAddress else { return 0 }
      var pass = Pass(p: base, count: buffer.count, isLast: isLast, isValid: isValid, shift: batch.bytes.count)
      swap(&pass.fields, &batch.fields)
      pass.recordField = pass.fields.count
      let consumed = try run(&pass, into: &batch)
      // Fields of a record that has not ended yet are found again.
      drop(&pass)
      swap(&pass.fields, &batch.fields)
      // What was seen of a record that is not whole yet is seen again with the rest of it.
      let whole = Int(batch.recordEnds.last ?? 0)
      batch.fields.removeLast(batch.fields.count - whole)
      batch.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[0..<pass.keptEnd]))
      for index in pass.rewrites where index < whole {
        Self.rewrite(&batch.fields[index], in: &batch.bytes, quote: dialect.quote)
      }
      offset += UInt64(consumed)
      return consumed
    }
  }

  /// One call's view of its bytes; offsets are into `p`.
  struct Pass {
    let p: UnsafePointer<UInt8>
    let count: Int
    let isLast: Bool
    /// Whether all bytes are known to be UTF-8, so that records need no look of their own.
    let isValid: Bool
    /// What brings an offset in `p` to its place in the batch's bytes.
    let shift: Int
    /// One past the last record that is kept: what follows need not be copied.
    var keptEnd = 0
    /// The batch's fields, held here while the loop runs.
    var fields: [FieldSlice] = []
    /// Fields (indices) that hold doubled quotes or something after the closing quote.
    var rewrites: [Int] = []

    /// Where the record began, and its first field.
    var record = 0
    var recordField = 0
    /// Where the field began.
    var field = 0
    var quoting = Quoting.none
    /// Where the quote opened and closed, and whether quotes are doubled between.
    var openQuote = 0
    var closeQuote = 0
    var isDoubled = false
    /// Whether a line end stood between quotes of the record.
    var holdsLineEnd = false

    mutating func begin(at position: Int) {
      record = position
      field = position
      recordField = fields.count
      quoting = .none
      isDoubled = false
      holdsLineEnd = false
    }

    /// Whether a line end is a CR at the end of what has come: perhaps half of a CRLF.
    func isHalfLineEnd(before next: Int) -> Bool { next == count && !isLast && p[next - 1] == Byte.cr }
  }

  enum Quoting { case none, open, closed }

  private mutating func run(_ pass: inout Pass, into batch: inout RecordBatch) throws(ScanError) -> Int {
    let p = pass.p
    let count = pass.count
    let delimiter = dialect.delimiter
    let quote = dialect.quote
    if skipping != nil {
      pass.begin(at: skip(pass, from: 0))
      if skipping != nil { return pass.record }
    }
    var block = pass.record
    /// Hits before it belong to something handled already.
    var handled = block
    while true {
      blocks: while block < count {
        var hits = Self.structure(p, at: block, count: count, delimiter, quote)
        while hits != 0 {
          let at = block &+ hits.trailingZeroBitCount
          hits &= hits &- 1
          if at < handled { continue }
          let byte = p[at]
          if byte == delimiter {
            if pass.quoting == .open { continue }
            endField(&pass, at: at)
            continue
          }
          if byte == quote {
            if pass.quoting == .open {
              if at + 1 == count && !pass.isLast { return pass.record }  // the next byte decides
              if at + 1 < count && p[at + 1] == quote {
                pass.isDoubled = true
                handled = at + 2
              } else {
                pass.quoting = .closed
                pass.closeQuote = at
              }
            } else if at == pass.field {
              pass.quoting = .open
              pass.openQuote = at
            }
            continue
          }
          if pass.quoting == .open {
            pass.holdsLineEnd = true
            continue
          }
          if byte == Byte.cr {
            if at + 1 == count && !pass.isLast { return pass.record }  // perhaps half of a CRLF
            handled = at + 1 < count && p[at + 1] == Byte.lf ? at + 2 : at + 1
          } else {
            handled = at + 1
          }
          if at &- pass.record > recordLimit { break blocks }
          if at > pass.record {
            endField(&pass, at: at)
            try endRecord(&pass, next: handled, into: &batch)
          } else {
            line += 1  // a blank line
          }
          pass.begin(at: handled)
          if isFull(pass, batch) { return pass.record }
        }
        block += 64
      }
      if count - pass.record > recordLimit {
        guard let next = try giveUp(&pass, into: &batch) else { return pass.record }
        pass.begin(at: next)
        if skipping != nil || isFull(pass, batch) { return next }
        block = next
        handled = next
      } else if !pass.isLast {
        return pass.record
      } else if pass.quoting == .open {
        // The line the quote opened on is refused; what follows it is read on its own.
        let next = Self.afterLineEnd(p, in: pass.openQuote..<count, count: count) ?? count
        try refuse(.unclosedQuote, &pass, next: next, at: pass.openQuote, into: &batch)
        pass.begin(at: next)
        if isFull(pass, batch) { return next }
        block = next
        handled = next
      } else {
        if pass.record < count {
          endField(&pass, at: count)
          try endRecord(&pass, next: count, into: &batch)
          pass.begin(at: count)
        }
        return count
      }
    }
  }

  /// A bit for each delimiter, quote and line end in the 64 bytes (or fewer) from `at`.
  @inline(__always)
  private static func structure(
    _ p: UnsafePointer<UInt8>, at: Int, count: Int, _ delimiter: UInt8, _ quote: UInt8
  ) -> UInt64 {
    if count &- at >= 64 { return sluice_mask64(p + at, delimiter, quote, Byte.lf, Byte.cr) }
    var mask: UInt64 = 0
    for i in 0..<(count &- at) {
      let byte = p[at &+ i]
      if byte == delimiter || byte == quote || byte == Byte.lf || byte == Byte.cr { mask |= 1 << UInt64(i) }
    }
    return mask
  }

  @inline(__always)
  private func endField(_ pass: inout Pass, at end: Int) {
    var slice = FieldSlice(
      start: UInt32(truncatingIfNeeded: pass.field &+ pass.shift), end: UInt32(truncatingIfNeeded: end &+ pass.shift))
    if pass.quoting != .none {
      if pass.closeQuote &+ 1 == end && !pass.isDoubled {
        slice.start &+= 1
        slice.end &-= 1
      } else {
        pass.rewrites.append(pass.fields.count)
      }
      pass.quoting = .none
      pass.isDoubled = false
    }
    pass.fields.append(slice)
    pass.field = end &+ 1
  }

  /// Keeps or refuses the record whose last field has ended; `next` is where the one after it begins.
  private mutating func endRecord(
    _ pass: inout Pass, next: Int, into batch: inout RecordBatch
  ) throws(ScanError) {
    let found = pass.fields.count - pass.recordField
    if width == 0 {
      if dialect.header, !pass.isValid, let field = invalidField(pass) {
        try refuse(.invalidUTF8, &pass, next: next, field: field, into: &batch)
      }
      width = found
      batch.columns = dialect.header ? columnNames(pass) : (1...width).map(String.init)
      if dialect.header {
        drop(&pass)
        line += Self.lineEnds(pass.p, pass.record..<next)
        number = 1
        return
      }
    }
    if found != width {
      try refuse(.raggedRow, &pass, next: next, found: found, expected: width, into: &batch)
    } else if !pass.isValid, let field = invalidField(pass) {
      try refuse(.invalidUTF8, &pass, next: next, field: field, into: &batch)
    } else {
      batch.recordEnds.append(UInt32(truncatingIfNeeded: pass.fields.count))
      batch.positions.append(RecordPosition(offset: offset + UInt64(pass.record), line: line, number: number))
      pass.keptEnd = next
      line += pass.holdsLineEnd ? Self.lineEnds(pass.p, pass.record..<next) : 1
      number += 1
    }
  }

  /// Whether the batch has enough; its fields are in the pass.
  @inline(__always)
  private func isFull(_ pass: Pass, _ batch: RecordBatch) -> Bool {
    batch.isFull || pass.fields.count >= Self.fieldsAtOnce
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
      let lineStart = raw[..<(column - pass.record)].lastIndex { $0 == Byte.lf || $0 == Byte.cr }
      columnInLine = UInt64(column - pass.record - (lineStart.map { $0 + 1 } ?? 0) + 1)
      where_.line += Self.lineEnds(pass.p, pass.record..<column)
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
    line += Self.lineEnds(pass.p, pass.record..<next)
    number += 1
  }

  /// Forgets the fields of the record.
  private func drop(_ pass: inout Pass) {
    pass.fields.removeLast(pass.fields.count - pass.recordField)
    while let last = pass.rewrites.last, last >= pass.recordField { pass.rewrites.removeLast() }
  }

  /// The header's names: empty ones get their number, repeated ones a number behind them.
  private func columnNames(_ pass: Pass) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    for index in pass.recordField..<pass.fields.count {
      var slice = pass.fields[index]
      let range = (Int(slice.start) - pass.shift)..<(Int(slice.end) - pass.shift)
      var bytes = Array(UnsafeBufferPointer(start: pass.p + range.lowerBound, count: range.count))
      slice = FieldSlice(start: 0, end: UInt32(bytes.count))
      if pass.rewrites.contains(index) { Self.rewrite(&slice, in: &bytes, quote: dialect.quote) }
      let text = String(decoding: bytes[..<Int(slice.end)], as: UTF8.self)
      let base = text.isEmpty ? "column_\(names.count + 1)" : text
      var name = base
      var copy = 2
      while !seen.insert(name).inserted {
        name = "\(base)_\(copy)"
        copy += 1
      }
      names.append(name)
    }
    return names
  }

  private func invalidField(_ pass: Pass) -> Int? {
    for index in pass.recordField..<pass.fields.count {
      let slice = pass.fields[index]
      let bytes = UnsafeBufferPointer(start: pass.p + (Int(slice.start) - pass.shift), count: slice.count)
      if !Self.isUTF8(bytes.span, isLast: true) { return index - pass.recordField }
    }
    return nil
  }
}
