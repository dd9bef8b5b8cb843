internal import Canonical
internal import PipelineModel

/// What a full name gives to the fields of its parts.
extension NameFields {
  /// Gives the parts of a full name to the fields that are empty: all of them where there is neither first nor last
  /// name, the missing one where the other agrees. Tells whether it gave any.
  mutating func fillFromFullName(_ record: Int, _ batch: inout LeadBatch) -> Bool {
    if batch.slice(.fullName, record: record).isEmpty { return false }
    let lacksFirst = batch.slice(.firstName, record: record).isEmpty
    let lacksLast = batch.slice(.lastName, record: record).isEmpty
    guard lacksFirst || lacksLast else { return false }
    tidy.empty()
    tidy.append(copying: batch.value(.fullName, record: record))
    guard NameFields.read(tidy, into: &fullName) else {
      if fullName.isCompany { takeCompany(record, &batch) }
      return false
    }
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

  /// A company in the field of a person's name goes to its own field where that is empty, and out of the name anyway.
  private mutating func takeCompany(_ record: Int, _ batch: inout LeadBatch) {
    give(tidy, to: .companyName, record, &batch)
    batch.clear(.fullName, record)
    batch.note(.nameForeignRemoved, .fullName, record: record)
  }

  private static func read(_ name: [UInt8], into parts: inout FullName) -> Bool { parts.read(name.span) }

  private mutating func fill(_ field: LeadField, _ part: FullName.Part, _ record: Int, _ batch: inout LeadBatch) {
    guard fullName.has(part), batch.slice(field, record: record).isEmpty else { return }
    affix.empty()
    NameFields.append(part, fullName, tidy, into: &affix)
    batch.set(field, record: record, to: affix.span)
    batch.note(.namePartsFilled, field, record: record)
  }

  private static func append(_ part: FullName.Part, _ parts: FullName, _ name: [UInt8], into out: inout [UInt8]) {
    parts.append(part, of: name.span, into: &out)
  }

  /// Adds a part of `tidy` to the salutation or the suffix unless it stands there already.
  private mutating func add(_ part: FullName.Part, to field: LeadField, _ record: Int, _ batch: inout LeadBatch) {
    guard fullName.has(part) else { return }
    var words = NameFields.emptied(&cased)
    fullName.append(part, of: tidy.span, into: &words)
    var out = NameFields.emptied(&affix)
    _ = NameFields.appendAffix(words.span, field, into: &out)
    swap(&affix, &out)
    swap(&cased, &words)
    addAffix(to: field, record, &batch)
    batch.note(.namePartsFilled, field, record: record)
  }

  /// Whether a field says what a part of `tidy` says, case aside.
  private mutating func agrees(
    _ field: LeadField, _ part: FullName.Part, _ record: Int, _ batch: inout LeadBatch
  ) -> Bool {
    cased.empty()
    _ = FoldedText.append(batch.value(field, record: record), into: &cased)
    clean.empty()
    NameFields.append(part, fullName, tidy, into: &clean)
    var folded = NameFields.emptied(&affix)
    _ = FoldedText.append(clean.span, into: &folded)
    swap(&affix, &folded)
    return !cased.isEmpty && cased == affix
  }
}
