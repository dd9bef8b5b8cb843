internal import PipelineModel

/// Finds a CSV file's dialect from its first bytes: every dialect of a closed list is tried on them, and the one wins
/// whose rows are most alike and whose cells look most like values (after van den Burg, Nazábal, Sutton 2019).
///
/// Pure and bounded: time is in proportion to the sample. What the options give is not guessed.
package enum CSVSniffer {
  /// Bytes of UTF-8 that are looked at, from the first on.
  package static let sampleSize = 64 << 10

  /// - Parameters:
  ///   - sample: the file's first bytes as UTF-8, without a byte order mark; no more than `sampleSize` are looked at.
  ///   - isWhole: whether that is all of it.
  package static func sniff(_ sample: Span<UInt8>, isWhole: Bool) -> CSVSniffing {
    sniff(sample, isWhole: isWhole, given: CSVDialect(), keys: [])
  }

  static func sniff(_ sample: Span<UInt8>, isWhole: Bool, given: CSVDialect, keys: Set<String>) -> CSVSniffing {
    let isWhole = isWhole && sample.count <= sampleSize
    // A pointer, because the trial looks at every byte many times; it does not leave the closure.
    return sample.extracting(first: min(sample.count, sampleSize)).withUnsafeBufferPointer { bytes in
      var sniffing = CSVSniffing()
      sniffing.newline = newline(bytes)
      sniffing.dialect = given
      guard !bytes.isEmpty else { return sniffing }
      let candidates = CSVCandidates(bytes, given: given, keys: keys)
      let ratings = candidates.delimiters.flatMap { candidates.ratings(of: $0, bytes, isWhole: isWhole) }
      // The first of equals: candidates come in the order of how common they are.
      guard let first = ratings.first else { return sniffing }
      var best = first
      for rating in ratings.dropFirst() where rating.score > best.score { best = rating }
      let others = ratings.filter { $0.dialect.delimiter != best.dialect.delimiter }
      let second = others.map(\.score).max() ?? 0
      let isGiven = keys.contains("delimiter")
      sniffing.confidence = isGiven ? 1 : best.confidence(second: second)
      if sniffing.confidence < CSVSniffing.leastConfidence {
        sniffing.isFallback = best.dialect.delimiter != given.delimiter
        best = first
      } else if !isGiven || best.dialect != given {
        sniffing.dialect = best.dialect
      }
      let table = CSVTable(best.trial, best.dialect, bytes, skip: keys.contains("skip") ? given.skip : nil)
      // A lone cell is no table: quotes in it mean what RFC 4180 has them mean.
      if !keys.contains("lenient") {
        sniffing.dialect.isLenient = table.width > 1 && table.rows.count > 1 && !sniffing.isFallback
      }
      if !keys.contains("comment") { sniffing.dialect.comment = table.comment }
      if !keys.contains("skip") { sniffing.dialect.skip = table.skip }
      if !keys.contains("header") {
        let (header, skip) = table.header(isSkipGiven: keys.contains("skip"))
        sniffing.dialect.header = header
        if let skip { sniffing.dialect.skip = skip }
      }
      if !keys.contains("ragged") { sniffing.dialect.ragged = table.ragged(sniffing.dialect.header) }
      sniffing.columns = table.names(sniffing.dialect.header)
      return sniffing
    }
  }

  private static func newline(_ bytes: UnsafeBufferPointer<UInt8>) -> CSVSniffing.Newline {
    var lf = 0, crlf = 0, cr = 0
    for (index, byte) in bytes.enumerated() {
      if byte == Byte.lf {
        if index > 0 && bytes[index - 1] == Byte.cr { crlf += 1 } else { lf += 1 }
      } else if byte == Byte.cr {
        if index + 1 == bytes.count || bytes[index + 1] != Byte.lf { cr += 1 }
      }
    }
    switch (lf > 0, crlf > 0, cr > 0) {
    case (false, false, false): return .none
    case (true, false, false): return .lf
    case (false, true, false): return .crlf
    case (false, false, true): return .cr
    default: return .mixed
    }
  }
}
