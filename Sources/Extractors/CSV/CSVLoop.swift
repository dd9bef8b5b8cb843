internal import CBytes
internal import PipelineModel

/// The loop over what is special in the bytes, 64 of them at a time.
extension CSVScanner {
  /// Fields of a batch after which no other record is begun; 1 MiB has no more.
  private static let fieldsAtOnce = 1 << 21

  mutating func run(_ pass: inout Pass, into batch: inout RecordBatch) throws(ScanError) -> Int {
    dialect.isPlain
      ? try run(&pass, isPlain: true, into: &batch) : try run(&pass, isPlain: false, into: &batch)
  }

  /// The loop, once for plain dialects and once for the others: `isPlain` is a constant in each.
  @inline(__always)
  private mutating func run(
    _ pass: inout Pass, isPlain: Bool, into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    let p = pass.p
    let count = pass.count
    let delimiter = dialect.delimiter[0]
    // Where nothing is a quote or an escape, the delimiter stands for it and is looked at first.
    let quote = dialect.quote ?? delimiter
    let escape = isPlain ? delimiter : dialect.escape ?? delimiter
    let lf = isPlain ? Byte.lf : dialect.terminator ?? Byte.lf
    let cr = isPlain ? Byte.cr : dialect.terminator ?? Byte.cr
    if skipping != nil {
      pass.begin(at: skip(pass, from: pass.record))
      if skipping != nil { return pass.record }
    }
    if !isPlain { skipSpaces(&pass) }
    var block = pass.record
    /// Hits before it belong to something handled already.
    var handled = block
    while true {
      blocks: while block < count {
        var hits = Self.structure(p, at: block, count: count, delimiter, quote, lf, cr)
        if !isPlain && escape != delimiter {
          hits |= Self.structure(p, at: block, count: count, escape, escape, escape, escape)
        }
        while hits != 0 {
          let at = block &+ hits.trailingZeroBitCount
          hits &= hits &- 1
          if at < handled { continue }
          let byte = p[at]
          if !isPlain && byte != lf && byte != cr && isComment(pass) { continue }
          if byte == delimiter {
            if pass.quoting == .open { continue }
            if !isPlain && dialect.delimiter.count > 1 {
              guard let isDelimiter = delimiterStands(pass, at: at) else { return pass.record }
              if !isDelimiter { continue }
            }
            endField(&pass, at: at)
            if !isPlain {
              pass.field = at + dialect.delimiter.count
              skipSpaces(&pass)
              handled = pass.field
            }
            continue
          }
          if !isPlain && byte == escape {
            if at + 1 == count && !pass.isLast { return pass.record }  // the byte that is escaped
            pass.isEscaped = true
            if at + 1 < count && dialect.endsLine(p[at + 1]) && !pass.holdsLineEnd {
              pass.holdsLineEnd = true
              pass.spanningQuote = at
            }
            handled = at + 2
            continue
          }
          if byte == quote {
            if pass.ignoresQuotes || pass.quoting == .closed { continue }
            if pass.quoting == .open {
              if at + 1 == count && !pass.isLast { return pass.record }  // the next byte decides
              if at + 1 < count && p[at + 1] == quote {
                pass.isDoubled = true
                handled = at + 2
                continue
              }
              if dialect.isLenient && at + 1 < count && p[at + 1] != delimiter && p[at + 1] != lf && p[at + 1] != cr {
                switch closing(&pass, at: at) {
                case .closed: break
                case .literal: continue
                case .undecided:
                  if count &- pass.record > recordLimit { break blocks }
                  return pass.record
                case .neverOpened:
                  try giveUpQuote(&pass, into: &batch)
                  if isFull(pass, batch) { return pass.record }
                  block = pass.record
                  handled = block
                  continue blocks
                }
              }
              pass.quoting = .closed
              pass.closeQuote = at
            } else if at == pass.field {
              pass.quoting = .open
              pass.openQuote = at
            }
            continue
          }
          if pass.quoting == .open && (isPlain || !dialect.splitsLines) {
            if !pass.holdsLineEnd {
              pass.holdsLineEnd = true
              pass.spanningQuote = pass.openQuote
            }
            continue
          }
          if byte == cr && cr != lf {
            if at + 1 == count && !pass.isLast { return pass.record }  // perhaps half of a CRLF
            handled = at + 1 < count && p[at + 1] == lf ? at + 2 : at + 1
          } else {
            handled = at + 1
          }
          if at &- pass.record > recordLimit { break blocks }
          var next = handled
          if at > pass.record && (isPlain || !isComment(pass)) {
            if !isPlain && pass.quoting == .open {
              try refuse(.unclosedQuote, &pass, next: handled, at: pass.openQuote, into: &batch)
            } else {
              endField(&pass, at: at)
              next = try endRecord(&pass, next: handled, into: &batch)
            }
          } else {
            line += 1  // a blank line
          }
          pass.begin(at: next)
          if !isPlain { skipSpaces(&pass) }
          if isFull(pass, batch) { return pass.record }
          if next < handled {
            block = next
            handled = next
            continue blocks
          }
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
        try giveUpQuote(&pass, into: &batch)
        if isFull(pass, batch) { return pass.record }
        block = pass.record
        handled = block
      } else {
        guard pass.record < count else { return count }
        var next = count
        if isPlain || !isComment(pass) {
          endField(&pass, at: count)
          next = try endRecord(&pass, next: count, into: &batch)
        }
        pass.begin(at: next)
        if next == count { return count }
        if isFull(pass, batch) { return next }
        block = next
        handled = next
      }
    }
  }

  /// A bit for each of four bytes in the 64 bytes (or fewer) from `at`.
  @inline(__always)
  private static func structure(
    _ p: UnsafePointer<UInt8>, at: Int, count: Int, _ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8
  ) -> UInt64 {
    if count &- at >= 64 { return sluice_mask64(p + at, a, b, c, d) }
    var mask: UInt64 = 0
    for i in 0..<(count &- at) {
      let byte = p[at &+ i]
      if byte == a || byte == b || byte == c || byte == d { mask |= 1 << UInt64(i) }
    }
    return mask
  }

  @inline(__always)
  private func endField(_ pass: inout Pass, at end: Int) {
    var slice = FieldSlice(
      start: UInt32(truncatingIfNeeded: pass.field &+ pass.shift), end: UInt32(truncatingIfNeeded: end &+ pass.shift))
    if pass.quoting != .none || pass.isEscaped {
      if pass.isEscaped {
        let isQuoted = pass.quoting != .none
        pass.rewrites.append(Rewrite(field: pass.fields.count, kind: .escapes(isQuoted: isQuoted)))
      } else if pass.closeQuote &+ 1 == end && !pass.isDoubled && !pass.isLiteral {
        slice.start &+= 1
        slice.end &-= 1
      } else {
        let isLiteral = pass.isLiteral && pass.closeQuote &+ 1 == end
        pass.rewrites.append(Rewrite(field: pass.fields.count, kind: isLiteral ? .literalQuotes : .quotes))
      }
      pass.quoting = .none
      pass.isDoubled = false
      pass.isEscaped = false
      pass.isLiteral = false
    }
    pass.fields.append(slice)
    pass.field = end &+ 1
  }

  /// Whether the batch has enough; its fields are in the pass.
  @inline(__always)
  private func isFull(_ pass: Pass, _ batch: RecordBatch) -> Bool {
    batch.isFull || pass.fields.count >= Self.fieldsAtOnce
  }
}
