internal import PipelineModel

/// The first records, where they name the columns, and the lines before them.
extension CSVScanner {
  /// Drops lines before the first record, as far as they have come; returns where it got.
  mutating func skipLines(_ pass: Pass) -> Int {
    var at = 0
    while linesToSkip > 0, at < pass.count {
      guard let next = Self.afterLineEnd(pass.p, in: at..<pass.count, count: pass.count, dialect.terminator) else {
        // A line that is not whole is dropped all the same; its end comes later.
        return pass.isLast || pass.count - at > recordLimit ? pass.count : at
      }
      if pass.isHalfLineEnd(before: next) { return at }
      at = next
      line += 1
      linesToSkip -= 1
    }
    return at
  }

  /// Takes a header record; after the last of them the columns are known.
  mutating func endHeader(_ pass: inout Pass, next: Int, into batch: inout RecordBatch) throws(ScanError) {
    if !pass.isValid, let field = mend(&pass) {
      try refuse(.invalidUTF8, &pass, next: next, field: field, into: &batch)
    }
    if headerPlace == nil { headerPlace = (line, starts(pass)) }
    headerRows.append(words(pass))
    drop(&pass)
    line += Self.lineEnds(pass.p, pass.record..<next, dialect.terminator)
    headerLines -= 1
    guard headerLines == 0 else { return }
    number = 1
    width = headerRows.map(\.count).max() ?? 0
    batch.columns = Self.unique(
      (0..<width).map { column in
        headerRows.compactMap { $0.count > column && !$0[column].isEmpty ? $0[column] : nil }.joined(separator: " ")
      })
    headerRows = []
  }

  /// Where in the record's line its fields begin, in bytes from 1; nothing where quotes hold a line end.
  private func starts(_ pass: Pass) -> [UInt64] {
    if pass.holdsLineEnd { return [] }
    return (pass.recordField..<pass.fields.count).map {
      UInt64(Int(pass.fields[$0].start) - pass.shift - pass.record + 1)
    }
  }

  /// The fields of the record as text.
  private func words(_ pass: Pass) -> [String] {
    (pass.recordField..<pass.fields.count).map { index in
      let slice = pass.fields[index]
      var bytes = Array(
        UnsafeBufferPointer(start: pass.p + (Int(slice.start) - pass.shift), count: slice.count))
      var own = FieldSlice(start: 0, end: UInt32(bytes.count))
      for rewrite in pass.rewrites where rewrite.field == index {
        self.rewrite(&own, as: rewrite.kind, in: &bytes)
      }
      return String(decoding: bytes[Int(own.start)..<Int(own.end)], as: UTF8.self)
    }
  }

  /// The names of columns: empty ones get their number, repeated ones a number behind them.
  static func unique(_ texts: [String]) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    for text in texts {
      let name = free(text.isEmpty ? "column_\(names.count + 1)" : text, in: seen)
      seen.insert(name)
      names.append(name)
    }
    return names
  }

  /// A name that is not taken.
  static func free(_ base: String, in taken: Set<String>) -> String {
    var name = base
    var copy = 2
    while taken.contains(name) {
      name = "\(base)_\(copy)"
      copy += 1
    }
    return name
  }
}
