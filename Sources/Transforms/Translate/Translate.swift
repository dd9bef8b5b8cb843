internal import Canonical
package import PipelineModel

/// Marks the records whose names are to be translated before enrichment, tells their script, and where asked their
/// language and a form of the name in Latin letters.
package struct Translate: Transform {
  package static let spec = ComponentSpec(
    name: "translate", kind: .transform, summary: "mark names that are not in Latin letters for translation",
    options: [
      OptionSpec(
        "mode", .choice(["auto", "always", "never"]),
        "which names: those that hold letters of another script, all, none",
        standard: "auto"),
      OptionSpec(
        "latin", .choice(["keep", "translate"]),
        "what `auto` does with Latin names that have letters beyond English: leave them, mark them as well",
        standard: "keep"),
      OptionSpec(
        "transliterate", .boolean, "fill `latin_name` with a Latin form of names in other scripts", standard: "false"),
      OptionSpec(
        "language", .boolean, "fill `language`, where it is empty, with the one that the name's letters tell",
        standard: "false"),
    ],
    shorthand: "mode", example: "- translate: auto")

  private enum Mode: String { case auto, always, never }

  /// The name fields that decide, the likeliest first.
  private static let fields: [LeadField] = [.firstName, .lastName, .fullName, .middleName]

  private let mode: Mode
  private let marksLatin: Bool
  private let transliterates: Bool
  private let tellsLanguage: Bool

  package init(options: ComponentOptions) throws(OptionProblem) {
    let name = options.text("mode") ?? "auto"
    guard let mode = Mode(rawValue: name) else {
      throw OptionProblem(option: "mode", message: "expected auto, always or never")
    }
    self.mode = mode
    marksLatin = options.text("latin") == "translate"
    transliterates = options.boolean("transliterate") ?? false
    tellsLanguage = options.boolean("language") ?? false
  }

  package func transform(_ batch: inout LeadBatch) {
    let fields = Translate.fields.filter(batch.has)
    var letters = NameTelling(language: tellsLanguage)
    var latin = LatinNames()
    for record in 0..<batch.count {
      if mode == .auto && letters.tellPlain(record, fields, &batch) {
        batch.flags[record].remove(.translate)
        continue
      }
      let isForeign = Translate.any(fields, record, batch) { !$0.isEmpty && NameScript.holdsNonLatin($0) }
      if isMarked(batch, record, fields, isForeign: isForeign) {
        batch.flags[record].insert(.translate)
      } else {
        batch.flags[record].remove(.translate)
      }
      letters.tell(record, fields, &batch)
      if transliterates && isForeign { latin.fill(record, &batch) }
    }
  }

  package func fields(from mapped: Set<LeadField>) -> Set<LeadField> {
    guard !mapped.isDisjoint(with: Translate.fields) else { return mapped }
    var fields = mapped.union([.script])
    if transliterates { fields.insert(.latinName) }
    if tellsLanguage { fields.insert(.language) }
    return fields
  }

  private func isMarked(_ batch: LeadBatch, _ record: Int, _ fields: [LeadField], isForeign: Bool) -> Bool {
    switch mode {
    case .always: true
    case .never: false
    case .auto: isForeign || marksLatin && Translate.any(fields, record, batch, NameScript.holdsForeignLatin)
    }
  }

  private static func any(
    _ fields: [LeadField], _ record: Int, _ batch: borrowing LeadBatch, _ holds: (Span<UInt8>) -> Bool
  ) -> Bool {
    for field in fields where holds(batch.value(field, record: record)) { return true }
    return false
  }
}
