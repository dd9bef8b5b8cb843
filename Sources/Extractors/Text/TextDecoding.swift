internal import CBytes
internal import PipelineModel

/// Takes whole records off the front of UTF-8 text.
protocol TextScanner {
  /// As `StreamExtractor.extract`.
  mutating func scan(_ bytes: Span<UInt8>, isLast: Bool, into batch: inout RecordBatch) throws(ScanError) -> Int
  /// Moves over bytes that are no text (a byte order mark).
  mutating func advance(over count: Int)
}

/// Shows a source to a scanner as UTF-8, whatever it is written in.
///
/// UTF-8 goes through untouched and costs nothing. The encoding is decided by the first bytes that are no ASCII,
/// wherever they stand: by those and the 64 KiB that follow from the begin of their line on, so that the pieces a source
/// comes in do not matter. Offsets of records are those of the source's own bytes; columns, and the raw bytes of refused
/// records, are those of the decoded text.
struct TextDecoding: Sendable {
  /// What the source turned out to be.
  private(set) var encoding: TextEncoding?
  /// How sure that is, from 0 to 1.
  private(set) var confidence = 1.0
  /// Whether it was decided by looking at bytes, not by a mark or an option.
  private(set) var isDetected = false

  private let given: TextEncoding?
  private var isAtStart = true
  private var mark = 0
  /// Whether control characters among the ASCII are known to mean nothing.
  private var controlsArePlain = false
  /// Bytes of the source and of the scanner's text that have been consumed.
  private var rawOffset: UInt64 = 0
  private var textOffset: UInt64 = 0
  private var text: [UInt8] = []

  /// Whether it finds out what neither an option nor a mark says; else that is UTF-8.
  private let guesses: Bool

  init(_ options: ComponentOptions, guesses: Bool = true) throws(OptionProblem) {
    given = try TextEncoding.given(in: options)
    self.guesses = guesses
  }

  /// One that finds out.
  init() {
    given = nil
    guesses = true
  }

  /// As `StreamExtractor.extract`, of a source in any encoding.
  mutating func read(
    _ bytes: Span<UInt8>, isLast: Bool, with scanner: inout some TextScanner, into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    if isAtStart {
      if bytes.count < 4 && !isLast { return 0 }
      try refuseOtherFormats(bytes)
      begin(bytes)
      scanner.advance(over: mark)
      isAtStart = false
    }
    let skipped = mark
    mark = 0
    let rest = bytes.extracting(skipped...)
    var count = 0
    if encoding == nil, let start = try decide(rest, isLast: isLast) {
      // What is not decided yet begins there; the lines before are ASCII.
      count = start > 0 ? try scanner.scan(rest.extracting(..<start), isLast: false, into: &batch) : 0
      textOffset += UInt64(count)
    } else if let encoding, encoding != .utf8 {
      count = try convert(rest, isLast: isLast, from: encoding, with: &scanner, into: &batch)
    } else {
      count = try scanner.scan(rest, isLast: isLast, into: &batch)
      textOffset += UInt64(count)
    }
    rawOffset += UInt64(count)
    return skipped + count
  }

  private mutating func begin(_ bytes: Span<UInt8>) {
    let found = TextEncoding.mark(bytes)
    encoding = given ?? found?.encoding ?? (guesses ? nil : .utf8)
    if let found, found.encoding == encoding { mark = found.length }
    rawOffset = UInt64(mark)
    textOffset = rawOffset
  }

  /// Decides by the first bytes that are no ASCII, where there are any: nil once the encoding is known, or where all is
  /// ASCII so far. Else where the line begins on which more must come to decide.
  private mutating func decide(_ bytes: Span<UInt8>, isLast: Bool) throws(ScanError) -> Int? {
    while encoding == nil {
      let found = bytes.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { sluice_first_special($0, buffer.count, controlsArePlain ? 0 : 1) } ?? 0
      }
      if found == bytes.count { return nil }
      var start = found
      while start > 0, bytes[start - 1] != Byte.lf, bytes[start - 1] != Byte.cr { start -= 1 }
      // The first line end of UTF-16 is half of a unit.
      let isFirst = rawOffset == 0 && found < 4
      if isFirst { start = 0 }
      // A long line may hold it far from its begin.
      let from = max(start, found - EncodingDetector.mostBefore)
      guard isLast || bytes.count - from >= EncodingDetector.sampleSize else { return start }
      let end = min(bytes.count, from + EncodingDetector.sampleSize)
      let verdict = EncodingDetector.detect(
        bytes.extracting(from..<end), isWhole: isLast && end == bytes.count, isStart: isFirst)
      encoding = verdict.encoding
      confidence = verdict.confidence
      isDetected = true
      if encoding == nil {
        // Control characters that mean nothing: only bytes beyond ASCII decide.
        if controlsArePlain { encoding = .utf8 }
        controlsArePlain = true
      }
    }
    return nil
  }

  private mutating func convert(
    _ bytes: Span<UInt8>, isLast: Bool, from encoding: TextEncoding, with scanner: inout some TextScanner,
    into batch: inout RecordBatch
  ) throws(ScanError) -> Int {
    // The buffer is kept from one call to the next, and is this call's own while it runs.
    var text: [UInt8] = []
    swap(&text, &self.text)
    defer { swap(&text, &self.text) }
    let whole = encoding.decode(bytes, isLast: isLast, into: &text)
    let kept = (batch.positions.count, batch.refused.count)
    var count = 0
    var failure: ScanError?
    do throws(ScanError) {
      count = try scanner.scan(text.span, isLast: isLast, into: &batch)
    } catch {
      failure = error
    }
    // What came before an error has its place, too.
    var places = TextPlaces(bytes, text.span, encoding)
    for index in kept.0..<batch.positions.count {
      let place = Int(batch.positions[index].offset - textOffset)
      batch.positions[index].offset = rawOffset + UInt64(places.raw(of: place))
    }
    places.rewind()
    for index in kept.1..<batch.refused.count {
      let place = Int(batch.refused[index].position.offset - textOffset)
      batch.refused[index].position.offset = rawOffset + UInt64(places.raw(of: place))
    }
    places.rewind()
    if var failure {
      failure.offset = rawOffset + UInt64(places.raw(of: min(text.count, Int(failure.offset - textOffset))))
      throw failure
    }
    textOffset += UInt64(count)
    return count == text.count ? whole : places.raw(of: count)
  }
}

/// Finds where bytes of decoded text stand in what they were decoded from, for places that rise.
///
/// Line ends are line ends in both: every encoding writes them as ASCII does, in units of its own. So only what stands
/// between a line's begin and a place must be looked at character by character.
private struct TextPlaces: ~Escapable {
  private let raw: Span<UInt8>
  private let text: Span<UInt8>
  private let encoding: TextEncoding
  private var rawLine = 0
  private var textLine = 0

  @_lifetime(copy raw, copy text)
  init(_ raw: Span<UInt8>, _ text: Span<UInt8>, _ encoding: TextEncoding) {
    self.raw = raw
    self.text = text
    self.encoding = encoding
  }

  mutating func rewind() {
    rawLine = 0
    textLine = 0
  }

  mutating func raw(of place: Int) -> Int {
    var at = textLine
    while at < place {
      let byte = text[unchecked: at]
      at += 1
      guard byte == Byte.lf || byte == Byte.cr else { continue }
      rawLine = afterLineEnd(rawLine)
      textLine = at
    }
    if textLine == place { return rawLine }
    return rawLine + encoding.encodedLength(raw.extracting(rawLine...), of: place - textLine)
  }

  private func afterLineEnd(_ start: Int) -> Int {
    var at = start
    let unit = encoding.unit
    while at + unit <= raw.count {
      let last = at + (encoding.isLittleEndian ? 0 : unit - 1)
      let byte = raw[unchecked: last]
      at += unit
      guard byte == Byte.lf || byte == Byte.cr else { continue }
      var isLineEnd = true
      for index in at - unit..<at where index != last && raw[unchecked: index] != 0 { isLineEnd = false }
      if isLineEnd { return at }
    }
    return raw.count
  }
}
