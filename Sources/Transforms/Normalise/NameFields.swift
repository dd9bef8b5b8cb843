internal import Canonical
internal import PipelineModel

/// The fields of a person's name: they lean on each other, so they are brought into form record by record.
///
/// Each step leaves what the next one reads, and what comes out is left alone by all of them.
struct NameFields {
  let lexicon: NameLexicon
  // Bytes on their way from one form to the next; reused for every record.
  var tidy: [UInt8] = []
  var clean: [UInt8] = []
  var cased: [UInt8] = []
  var affix: [UInt8] = []
  var noise = NameNoise()
  var fullName: FullName

  /// The fields that hold names, and what each is.
  private static let names: [(field: LeadField, part: NamePart)] = [
    (.fullName, .full), (.firstName, .given), (.middleName, .given), (.lastName, .family), (.nickname, .given),
  ]
  private static let affixes: [LeadField] = [.salutation, .suffix]

  init(lexicon: NameLexicon = .standard) {
    self.lexicon = lexicon
    fullName = FullName(lexicon: lexicon)
  }

  mutating func normalise(_ batch: inout LeadBatch) {
    var names = NameFields.names.filter { batch.has($0.field) }
    let affixes = NameFields.affixes.filter(batch.has)
    if names.isEmpty && affixes.isEmpty { return }
    let hasFull = batch.has(.fullName)
    if hasFull { names = NameFields.names }
    for record in 0..<batch.count {
      for field in affixes { normalise(affix: field, record, &batch) }
      for (field, _) in names { tidy(field, record, &batch) }
      settle(record, &batch)
      // What is there is in form before the full name is compared with it, so that the answer stays the same.
      if hasFull, fillFromFullName(record, &batch) {
        for (field, _) in names where field != .fullName { tidy(field, record, &batch) }
        for field in NameFields.affixes { normalise(affix: field, record, &batch) }
        settle(record, &batch, isFilled: true)
      }
      recase(names, record, &batch)
    }
  }

  /// Moves what stands around the names to its own fields, and empties what names nobody.
  private mutating func settle(_ record: Int, _ batch: inout LeadBatch, isFilled: Bool = false) {
    moveAffixes(record, &batch)
    clearNobody(record, &batch, isFilled)
  }

  // MARK: Text

  /// Tidies a name and takes what is no name out of it, until nothing is left to take: noise may stand in noise.
  mutating func tidy(_ field: LeadField, _ record: Int, _ batch: inout LeadBatch) {
    if NameNoise.isPlain(batch.value(field, record: record)) { return }
    var found: NameNoise.Found = []
    var passes = 0
    while passes < 8, !batch.slice(field, record: record).isEmpty {
      passes += 1
      tidy.empty()
      let form = CleanText.append(batch.value(field, record: record), into: &tidy)
      if form == .none {
        batch.clear(field, record)
        break
      }
      clean.empty()
      let more =
        form == .same
        ? noise.append(batch.value(field, record: record), into: &clean)
        : NameFields.append(&noise, tidy, into: &clean)
      if form == .changed && more.isEmpty { batch.set(field, record: record, to: tidy.span) }
      if form == .changed && found.isEmpty && more.isEmpty { batch.note(.textTidied, field, record: record) }
      if more.isEmpty { break }
      found.formUnion(more)
      if clean.isEmpty { batch.clear(field, record) } else { batch.set(field, record: record, to: clean.span) }
      if more.contains(.foreign) {
        give(noise.email, to: .email, record, &batch)
        give(noise.phone, to: .phone, record, &batch)
      }
    }
    if found.contains(.decoration) {
      // Nothing but decoration stood for a name.
      let isNobody = !found.contains(.foreign) && batch.slice(field, record: record).isEmpty
      batch.note(isNobody ? .namePlaceholder : .nameDecorationRemoved, field, record: record)
    }
    if found.contains(.foreign) { batch.note(.nameForeignRemoved, field, record: record) }
  }

  private static func append(_ noise: inout NameNoise, _ name: [UInt8], into out: inout [UInt8]) -> NameNoise.Found {
    noise.append(name.span, into: &out)
  }

  /// Gives something found in a name to its own field where the source has that field and it is empty.
  func give(_ value: [UInt8], to field: LeadField, _ record: Int, _ batch: inout LeadBatch) {
    guard !value.isEmpty, batch.has(field), batch.slice(field, record: record).isEmpty else { return }
    batch.set(field, record: record, to: value.span)
  }

  // MARK: Nobody

  private mutating func clearNobody(_ record: Int, _ batch: inout LeadBatch, _ isFilled: Bool) {
    let first = verdict(.firstName, record, &batch)
    let last = verdict(.lastName, record, &batch)
    switch (first, last) {
    case (.somebody, .somebody): break
    case (.doubtful, .somebody):
      if !isName(.firstName, beside: .lastName, record, &batch, isFilled) { clear(.firstName, record, &batch) }
    case (.somebody, .doubtful):
      if !isName(.lastName, beside: .firstName, record, &batch, isFilled) { clear(.lastName, record, &batch) }
    case (.somebody, .nobody): clear(.lastName, record, &batch)
    case (.nobody, .somebody): clear(.firstName, record, &batch)
    default:
      clear(.firstName, record, &batch)
      clear(.lastName, record, &batch)
    }
    // The full name is as it was when its parts were taken.
    for field in isFilled ? NameFields.filled : NameFields.others {
      if case .somebody = verdict(field, record, &batch) { continue }
      clear(field, record, &batch)
    }
  }

  private static let others: [LeadField] = [.fullName, .middleName, .nickname]
  private static let filled: [LeadField] = [.middleName, .nickname]

  private func verdict(_ field: LeadField, _ record: Int, _ batch: inout LeadBatch) -> Nobody.Verdict {
    if batch.slice(field, record: record).isEmpty { return .somebody }
    return Nobody.verdict(batch.value(field, record: record), lexicon)
  }

  /// Whether a doubtful value is a name: Jennifer Null is somebody, and null written unlike Jennifer is not. What the full
  /// name gave is written alike.
  private func isName(
    _ field: LeadField, beside other: LeadField, _ record: Int, _ batch: inout LeadBatch, _ isFilled: Bool
  ) -> Bool {
    if batch.slice(other, record: record).isEmpty { return false }
    return isFilled
      || Nobody.looksLikeName(batch.value(field, record: record), beside: batch.value(other, record: record))
  }

  private func clear(_ field: LeadField, _ record: Int, _ batch: inout LeadBatch) {
    if batch.slice(field, record: record).isEmpty { return }
    batch.clear(field, record)
    batch.note(.namePlaceholder, field, record: record)
  }

  // MARK: Capitals

  private mutating func recase(
    _ names: [(field: LeadField, part: NamePart)], _ record: Int, _ batch: inout LeadBatch
  ) {
    var context: NameContext?
    for (field, part) in names where recases(field, part, record, &batch) {
      let known = context ?? NameFields.context(lexicon, record, &batch)
      context = known
      cased.empty()
      let form = NameCase.append(
        batch.value(field, record: record), as: part, in: known, lexicon: lexicon, into: &cased)
      guard form == .changed else { continue }
      batch.set(field, record: record, to: cased.span)
      batch.note(.nameRecased, field, record: record)
    }
  }

  private func recases(_ field: LeadField, _ part: NamePart, _ record: Int, _ batch: inout LeadBatch) -> Bool {
    NameCase.recases(batch.value(field, record: record), as: part, lexicon: lexicon)
  }

  /// What a record tells of how its names are written: its country, its language, and its names among themselves.
  private static func context(_ lexicon: NameLexicon, _ record: Int, _ batch: inout LeadBatch) -> NameContext {
    var context = NameContext(
      turkic: batch.value(.country, record: record).isCode("tr") || batch.value(.country, record: record).isCode("az")
        || batch.value(.language, record: record).isCode("tr"))
    for field in [LeadField.fullName, .firstName, .lastName] {
      context.learn(letters: batch.value(field, record: record))
    }
    if batch.value(.fullName, record: record).isEmpty {
      context.learn(given: batch.value(.firstName, record: record), lexicon)
    } else {
      context.learn(full: batch.value(.fullName, record: record), lexicon)
    }
    return context
  }
}

extension Span<UInt8> {
  /// Whether it is a two-letter code, given in small letters.
  fileprivate func isCode(_ code: StaticString) -> Bool {
    // A static string's own bytes, which live for ever.
    count == 2 && code.withUTF8Buffer { (self[0] | 0x20) == $0[0] && (self[1] | 0x20) == $0[1] }
  }
}
