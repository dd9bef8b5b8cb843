internal import Canonical
internal import PipelineModel

/// The fields of a person's name: they lean on each other, so they are brought into form record by record.
struct NameFields {
  // Bytes on their way from one form to the next; reused for every record.
  private var tidy: [UInt8] = []
  private var cased: [UInt8] = []
  private var affix: [UInt8] = []
  private var fullName = FullName()

  mutating func normalise(_ batch: inout LeadBatch) {
    let present = LeadField.allCases.filter(batch.has)
    let names = Set(present).intersection([.fullName, .firstName, .middleName, .lastName, .nickname])
    let affixes = Set(present).intersection([.salutation, .suffix])
    if names.isEmpty && affixes.isEmpty { return }
    let hasFull = names.contains(.fullName)
    let hasMiddle = hasFull || names.contains(.middleName)
    let hasNickname = names.contains(.nickname)
    let hasSalutation = affixes.contains(.salutation)
    let hasSuffix = affixes.contains(.suffix)
    for record in 0..<batch.count {
      if hasSalutation { normalise(affix: .salutation, record, &batch) }
      if hasSuffix { normalise(affix: .suffix, record, &batch) }
      let turkic = isTurkic(record, &batch)
      normaliseParts(turkic, hasMiddle: hasMiddle, record, &batch)
      if hasFull {
        // What is there is in form before the full name is compared with it, so that the answer stays the same.
        if fillFromFullName(record, &batch) { normaliseParts(turkic, hasMiddle: hasMiddle, record, &batch) }
        normalise(.fullName, as: .full, turkic, record, &batch)
      }
      if hasNickname { normalise(.nickname, as: .given, turkic, record, &batch) }
    }
  }

  private mutating func normaliseParts(_ turkic: Bool, hasMiddle: Bool, _ record: Int, _ batch: inout LeadBatch) {
    normalise(.firstName, as: .given, turkic, record, &batch)
    if hasMiddle { normalise(.middleName, as: .given, turkic, record, &batch) }
    normalise(.lastName, as: .family, turkic, record, &batch)
  }

  /// Whether the record says that i is a Turkic i: by its country, its language or another of its names.
  private func isTurkic(_ record: Int, _ batch: inout LeadBatch) -> Bool {
    batch.value(.country, record: record).isCode("tr") || batch.value(.country, record: record).isCode("az")
      || batch.value(.language, record: record).isCode("tr")
      || NameCase.isTurkic(batch.value(.firstName, record: record))
      || NameCase.isTurkic(batch.value(.lastName, record: record))
      || NameCase.isTurkic(batch.value(.fullName, record: record))
  }

  private mutating func normalise(
    _ field: LeadField, as part: NamePart, _ turkic: Bool, _ record: Int, _ batch: inout LeadBatch
  ) {
    let isTidy = tidy(field, record, &batch)
    if tidy.isEmpty && isTidy {
      // Most values: tidy already, no affixes, mixed case. Nothing is copied.
      if isFinished(batch.value(field, record: record), field, part, turkic) { return }
      tidy.append(copying: batch.value(field, record: record))
    }
    let start = field == .firstName ? NameParts.nameStart(in: tidy.span) : 0
    if start > 0 { move(0..<start - 1, to: .salutation, record, &batch) }
    let (end, suffix) = field == .lastName ? NameParts.nameEnd(in: tidy.span) : (tidy.count, tidy.count)
    if suffix < tidy.count { move(suffix..<tidy.count, to: .suffix, record, &batch) }

    if tidy.isEmpty {
      batch.clear(field, record)
      return
    }
    var out = NameFields.emptied(&cased)
    if NameCase.append(tidy.span.extracting(start..<end), as: part, in: NameContext(turkic: turkic), into: &out) == .changed {
      batch.set(field, record: record, to: out.span)
    } else {
      batch.set(field, record: record, to: tidy.span.extracting(start..<end))
    }
    cased = out
  }

  /// Puts a value's tidy form into `tidy`, nothing where it is tidy as it stands, and tells whether it is.
  private mutating func tidy(_ field: LeadField, _ record: Int, _ batch: inout LeadBatch) -> Bool {
    tidy.empty()
    let value = batch.value(field, record: record)
    return value.isEmpty || CleanText.append(value, into: &tidy) == .same
  }

  private mutating func isFinished(
    _ value: Span<UInt8>, _ field: LeadField, _ part: NamePart, _ turkic: Bool
  ) -> Bool {
    if value.isEmpty { return true }
    if field == .firstName && NameParts.nameStart(in: value) > 0 { return false }
    if field == .lastName && NameParts.nameEnd(in: value).end < value.count { return false }
    cased.empty()
    return NameCase.append(value, as: part, in: NameContext(turkic: turkic), into: &cased) == .same
  }

  // MARK: Honorifics and suffixes

  private mutating func normalise(affix field: LeadField, _ record: Int, _ batch: inout LeadBatch) {
    let isTidy = tidy(field, record, &batch)
    let isEmpty = tidy.isEmpty && (!isTidy || batch.value(field, record: record).isEmpty)
    if isEmpty {
      batch.clear(field, record)
      return
    }
    if isTidy { tidy.append(copying: batch.value(field, record: record)) }
    if appendAffix(0..<tidy.count, field) || !isTidy { batch.set(field, record: record, to: affix.span) }
  }

  /// Puts a part of `tidy` into `affix` with the capitals of an honorific or a suffix; tells whether they changed.
  private mutating func appendAffix(_ range: Range<Int>, _ field: LeadField) -> Bool {
    var out = NameFields.emptied(&affix)
    let changes = NameFields.appendAffix(tidy.span.extracting(range), field, into: &out)
    affix = out
    return changes
  }

  private static func appendAffix(_ value: Span<UInt8>, _ field: LeadField, into out: inout [UInt8]) -> Bool {
    let form =
      field == .salutation ? Affix.append(honorific: value, into: &out) : Affix.append(suffix: value, into: &out)
    if form != .changed { out.append(copying: value) }
    return form == .changed
  }

  /// Takes a buffer out of its property, emptied but with its memory: one property's bytes can then be read while the
  /// other's are written.
  private static func emptied(_ buffer: inout [UInt8]) -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &buffer)
    taken.empty()
    return taken
  }

  /// Adds a part of `tidy` to the salutation or the suffix unless it stands there already.
  private mutating func move(_ range: Range<Int>, to field: LeadField, _ record: Int, _ batch: inout LeadBatch) {
    _ = appendAffix(range, field)
    addAffix(to: field, record, &batch)
  }

  /// Adds `affix` to the salutation or the suffix unless it stands there already.
  private mutating func addAffix(to field: LeadField, _ record: Int, _ batch: inout LeadBatch) {
    if NameParts.contains(batch.value(field, record: record), affix.span) { return }
    var joined = NameFields.emptied(&cased)
    joined.append(copying: batch.value(field, record: record))
    if !joined.isEmpty { joined.append(0x20) }
    joined.append(copying: affix.span)
    batch.set(field, record: record, to: joined.span)
    cased = joined
  }

  // MARK: Full names

  /// Gives the parts of a full name to the fields that are empty: all of them where there is neither first nor last
  /// name, the missing one where the other agrees. Tells whether it gave any.
  private mutating func fillFromFullName(_ record: Int, _ batch: inout LeadBatch) -> Bool {
    let lacksFirst = batch.value(.firstName, record: record).isEmpty
    let lacksLast = batch.value(.lastName, record: record).isEmpty
    guard lacksFirst || lacksLast, !batch.value(.fullName, record: record).isEmpty else { return false }
    if tidy(.fullName, record, &batch) { tidy.append(copying: batch.value(.fullName, record: record)) }
    guard NameFields.read(tidy, into: &fullName) else { return false }
    if !lacksFirst && !agrees(.firstName, .given, record, &batch) { return false }
    if !lacksLast && !agrees(.lastName, .family, record, &batch) { return false }
    fill(.firstName, .given, record, &batch)
    fill(.lastName, .family, record, &batch)
    fill(.middleName, .middle, record, &batch)
    fill(.nickname, .nickname, record, &batch)
    add(.title, to: .salutation, record, &batch)
    add(.suffix, to: .suffix, record, &batch)
    return true
  }

  private static func read(_ name: [UInt8], into parts: inout FullName) -> Bool { parts.read(name.span) }

  private static func append(_ part: FullName.Part, _ parts: FullName, _ name: [UInt8], into out: inout [UInt8]) {
    parts.append(part, of: name.span, into: &out)
  }

  private mutating func fill(_ field: LeadField, _ part: FullName.Part, _ record: Int, _ batch: inout LeadBatch) {
    guard fullName.has(part), batch.value(field, record: record).isEmpty else { return }
    affix.empty()
    NameFields.append(part, fullName, tidy, into: &affix)
    batch.set(field, record: record, to: affix.span)
  }

  /// Adds a part of `tidy` to the salutation or the suffix unless it stands there already.
  private mutating func add(_ part: FullName.Part, to field: LeadField, _ record: Int, _ batch: inout LeadBatch) {
    guard fullName.has(part) else { return }
    var words = NameFields.emptied(&cased)
    fullName.append(part, of: tidy.span, into: &words)
    var out = NameFields.emptied(&affix)
    _ = NameFields.appendAffix(words.span, field, into: &out)
    affix = out
    cased = words
    addAffix(to: field, record, &batch)
  }

  /// Whether a field says what a part of `tidy` says, case aside.
  private mutating func agrees(
    _ field: LeadField, _ part: FullName.Part, _ record: Int, _ batch: inout LeadBatch
  ) -> Bool {
    cased.empty()
    _ = FoldedText.append(batch.value(field, record: record), into: &cased)
    var words: [UInt8] = []
    fullName.append(part, of: tidy.span, into: &words)
    var folded = NameFields.emptied(&affix)
    _ = FoldedText.append(words.span, into: &folded)
    affix = folded
    return !cased.isEmpty && cased == affix
  }
}

extension Span<UInt8> {
  /// Whether it is a two-letter code, given in small letters.
  fileprivate func isCode(_ code: StaticString) -> Bool {
    // A static string's own bytes, which live for ever.
    count == 2 && code.withUTF8Buffer { (self[0] | 0x20) == $0[0] && (self[1] | 0x20) == $0[1] }
  }
}
