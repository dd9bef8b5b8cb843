internal import Canonical
internal import PipelineModel

private enum NameAffixes {
  /// More stray marks between honorifics than anybody types.
  static let most = 8
}

/// Honorifics and suffixes: their own fields, and those that stand in the fields of names.
extension NameFields {
  mutating func normalise(affix field: LeadField, _ record: Int, _ batch: inout LeadBatch) {
    tidy(field, record, &batch)
    if batch.slice(field, record: record).isEmpty { return }
    switch Nobody.verdict(batch.value(field, record: record), lexicon) {
    case .somebody: break
    case .doubtful, .nobody:
      batch.clear(field, record)
      batch.note(.namePlaceholder, field, record: record)
      return
    }
    tidy.empty()
    tidy.append(copying: batch.value(field, record: record))
    guard appendAffix(0..<tidy.count, field) else { return }
    batch.set(field, record: record, to: affix.span)
    batch.note(.nameRecased, field, record: record)
  }

  /// Moves honorifics off the front of the first name and suffixes off the end of the last name.
  mutating func moveAffixes(_ record: Int, _ batch: inout LeadBatch) {
    // What stood between an honorific and the name may be stray, and another honorific behind it.
    for _ in 0..<NameAffixes.most {
      let start = NameParts.nameStart(in: batch.value(.firstName, record: record), lexicon)
      if start == 0 { break }
      move(.firstName, 0..<start - 1, to: .salutation, record, &batch)
      batch.set(.firstName, record: record, to: tidy.span.extracting(start..<tidy.count))
      tidy(.firstName, record, &batch)
    }
    for _ in 0..<NameAffixes.most {
      let count = batch.slice(.lastName, record: record).count
      let (end, suffix) = NameParts.nameEnd(in: batch.value(.lastName, record: record), lexicon)
      if suffix == count { break }
      move(.lastName, suffix..<count, to: .suffix, record, &batch)
      batch.set(.lastName, record: record, to: tidy.span.extracting(0..<end))
      tidy(.lastName, record, &batch)
    }
  }

  /// Puts a field's value into `tidy` and adds a part of it to the salutation or the suffix unless it stands there.
  private mutating func move(
    _ source: LeadField, _ range: Range<Int>, to field: LeadField, _ record: Int, _ batch: inout LeadBatch
  ) {
    tidy.empty()
    tidy.append(copying: batch.value(source, record: record))
    _ = appendAffix(range, field)
    addAffix(to: field, record, &batch)
    batch.note(.nameAffixMoved, source, record: record)
  }

  /// Puts a part of `tidy` into `affix` with the capitals of an honorific or a suffix; tells whether they changed.
  private mutating func appendAffix(_ range: Range<Int>, _ field: LeadField) -> Bool {
    var out = NameFields.emptied(&affix)
    let changes = NameFields.appendAffix(tidy.span.extracting(range), field, into: &out)
    swap(&affix, &out)
    return changes
  }

  static func appendAffix(_ value: Span<UInt8>, _ field: LeadField, into out: inout [UInt8]) -> Bool {
    let form =
      field == .salutation ? Affix.append(honorific: value, into: &out) : Affix.append(suffix: value, into: &out)
    if form != .changed { out.append(copying: value) }
    return form == .changed
  }

  /// Takes a buffer out of its property, emptied but with its memory: one property's bytes can then be read while the
  /// other's are written.
  static func emptied(_ buffer: inout [UInt8]) -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &buffer)
    taken.empty()
    return taken
  }

  /// Adds `affix` to the salutation or the suffix unless it stands there already.
  mutating func addAffix(to field: LeadField, _ record: Int, _ batch: inout LeadBatch) {
    if NameParts.contains(batch.value(field, record: record), affix.span) { return }
    var joined = NameFields.emptied(&cased)
    joined.append(copying: batch.value(field, record: record))
    if !joined.isEmpty { joined.append(0x20) }
    joined.append(copying: affix.span)
    batch.set(field, record: record, to: joined.span)
    swap(&cased, &joined)
  }
}
