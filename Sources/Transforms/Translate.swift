internal import Canonical
package import PipelineModel

/// Marks the records whose names are to be translated before enrichment.
package struct Translate: Transform {
  package static let spec = ComponentSpec(
    name: "translate", kind: .transform, summary: "mark names that are not in Latin letters for translation",
    options: [
      OptionSpec(
        "mode", .choice(["auto", "always", "never"]),
        "which names: those that hold letters of another script, all, none",
        standard: "auto")
    ],
    shorthand: "mode", example: "- translate: auto")

  private enum Mode: String { case auto, always, never }

  /// The name fields that decide, the likeliest first.
  private static let fields: [LeadField] = [.firstName, .lastName, .fullName, .middleName]

  private let mode: Mode

  package init(options: ComponentOptions) throws(OptionProblem) {
    let name = options.text("mode") ?? "auto"
    guard let mode = Mode(rawValue: name) else {
      throw OptionProblem(option: "mode", message: "expected auto, always or never")
    }
    self.mode = mode
  }

  package func transform(_ batch: inout LeadBatch) {
    let fields = Translate.fields.filter(batch.has)
    for record in 0..<batch.count {
      if isMarked(&batch, record, fields) {
        batch.flags[record].insert(.translate)
      } else {
        batch.flags[record].remove(.translate)
      }
    }
  }

  private func isMarked(_ batch: inout LeadBatch, _ record: Int, _ fields: [LeadField]) -> Bool {
    switch mode {
    case .always: return true
    case .never: return false
    case .auto:
      for field in fields where NameScript.holdsNonLatin(batch.value(field, record: record)) { return true }
      return false
    }
  }
}
