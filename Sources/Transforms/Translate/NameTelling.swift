internal import Canonical
internal import PipelineModel

/// The script and, where asked, the probable language of names: each value stands in the batch once.
struct NameTelling {
  private let language: Bool
  private var letters = NameLetters()
  private var scripts: [Int32: ValueSlice] = [:]
  private var languages: [UInt16: ValueSlice] = [:]
  private var latin = ValueSlice.empty
  private var scratch: [UInt8] = []

  init(language: Bool) { self.language = language }

  /// Tells the script of a name that has ASCII letters alone, as most have; false for any other.
  mutating func tellPlain(_ record: Int, _ fields: [LeadField], _ batch: inout LeadBatch) -> Bool {
    guard NameTelling.isPlain(fields, record, batch) else { return false }
    if latin.isEmpty {
      latin = slice(ofScript: NameLetters.latinScript, record, &batch)
    } else {
      batch.set(.script, record: record, to: latin)
    }
    return true
  }

  mutating func tell(_ record: Int, _ fields: [LeadField], _ batch: inout LeadBatch) {
    if tellPlain(record, fields, &batch) { return }
    letters.begin()
    for field in fields { letters.add(batch.value(field, record: record)) }
    guard let script = letters.script else { return }
    let slice = scripts[script] ?? slice(ofScript: script, record, &batch)
    scripts[script] = slice
    batch.set(.script, record: record, to: slice)
    if language, batch.value(.language, record: record).isEmpty { tellLanguage(record, &batch) }
  }

  private static func isPlain(_ fields: [LeadField], _ record: Int, _ batch: borrowing LeadBatch) -> Bool {
    var hasLetters = false
    for field in fields {
      let value = batch.value(field, record: record)
      if value.isEmpty { continue }
      if !NameScript.isPlain(value) { return false }
      hasLetters = true
    }
    return hasLetters
  }

  private mutating func slice(ofScript script: Int32, _ record: Int, _ batch: inout LeadBatch) -> ValueSlice {
    scratch.empty()
    NameScript.appendName(ofScript: script, into: &scratch)
    batch.set(.script, record: record, to: scratch.span)
    return batch.slice(.script, record: record)
  }

  private static func country(_ record: Int, _ batch: borrowing LeadBatch) -> UInt16 {
    let country = batch.value(.country, record: record)
    return country.count == 2 ? Romanisation.Hints.code(country[0], country[1]) : 0
  }

  private mutating func tellLanguage(_ record: Int, _ batch: inout LeadBatch) {
    let code = letters.probableLanguage(inCountry: NameTelling.country(record, batch))
    if code == 0 { return }
    if let slice = languages[code] { return batch.set(.language, record: record, to: slice) }
    scratch.empty()
    scratch.append(UInt8(code >> 8))
    scratch.append(UInt8(code & 0xFF))
    batch.set(.language, record: record, to: scratch.span)
    languages[code] = batch.slice(.language, record: record)
  }
}

/// Latin forms of names in other scripts.
struct LatinNames {
  private var scratch: [UInt8] = []

  /// Fills a record's Latin name from its first and last name, else from its full name, where it has none: given name
  /// first. Nothing where a part cannot be told.
  mutating func fill(_ record: Int, _ batch: inout LeadBatch) {
    if !batch.value(.latinName, record: record).isEmpty { return }
    var hints = Romanisation.Hints(language: LatinNames.language(record, batch))
    scratch.empty()
    let first = batch.value(.firstName, record: record).isEmpty
    let last = batch.value(.lastName, record: record).isEmpty
    if first || last, !batch.value(.fullName, record: record).isEmpty {
      hints.isFull = true
      guard append(.fullName, hints, record, batch) else { return }
    } else {
      guard append(.firstName, hints, record, batch) else { return }
      if !scratch.isEmpty && !last { scratch.append(0x20) }
      guard append(.lastName, hints, record, batch) else { return }
    }
    if scratch.isEmpty { return }
    batch.set(.latinName, record: record, to: scratch.span)
    batch.note(.latinForm, .latinName, record: record)
  }

  private mutating func append(
    _ field: LeadField, _ hints: Romanisation.Hints, _ record: Int, _ batch: borrowing LeadBatch
  ) -> Bool {
    let value = batch.value(field, record: record)
    switch Romanisation.append(value, hints, into: &scratch) {
    case .none: return false
    case .same: scratch.append(copying: value)
    case .changed: break
    }
    return true
  }

  /// The language of a record: its own, else the one of its country where that tells how letters are read.
  private static func language(_ record: Int, _ batch: borrowing LeadBatch) -> UInt16 {
    let language = batch.value(.language, record: record)
    if language.count >= 2, language.count == 2 || language[2] == 0x2D || language[2] == 0x5F {
      return Romanisation.Hints.code(language[0], language[1])
    }
    let country = batch.value(.country, record: record)
    guard country.count == 2 else { return 0 }
    return Romanisation.Hints.language(ofCountry: Romanisation.Hints.code(country[0], country[1]))
  }
}
