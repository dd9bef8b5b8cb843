internal import CLibXML2
internal import PipelineModel

/// What XML says when something is wrong.
enum XMLWording {
  /// The C parser's trouble as an error; not being well-formed is told in libxml2's own words.
  static func error(_ error: sluice_xml_error) -> ScanError {
    let (code, hint): (ScanError.Code, String?) =
      switch Int(error.code) {
      case sluice_xml_truncated:
        (.truncated, "the file is cut off: fetch it again or export it again")
      case sluice_xml_entity_limit:
        (.entityLimit, "a lead export needs no entities of its own; take the document type declaration out")
      case sluice_xml_external_entity:
        (.externalEntity, "replace the entity by its text in the export")
      case sluice_xml_too_deep: (.tooDeep, nil)
      case sluice_xml_too_large:
        (.tooLarge, "look for an element that is not closed, or name a deeper `record:`")
      case sluice_xml_bad_encoding:
        (.badEncoding, "the XML declaration must name the encoding that the file is saved in")
      case sluice_xml_wrong_format: (.wrongFormat, "an XML document begins with `<`")
      default: (.notWellFormed, nil)
      }
    // A tuple of C chars has no other view.
    let detail = withUnsafeBytes(of: error.detail) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    // libxml2 speaks of a loop, whether there is one or not.
    let isBomb = code == .entityLimit && detail.hasPrefix("Detected an entity reference loop")
    return ScanError(
      code, offset: error.offset, line: max(1, error.line), column: max(1, error.column),
      detail: isBomb ? "entities refer to themselves, or expand to far more than the document" : detail,
      hint: hint ?? (detail.contains("EntityRef:") ? "write an ampersand in text as &amp;" : nil))
  }

  /// Memory ran out, or the batch cannot address what is in it.
  static var outOfMemory: ScanError {
    ScanError(
      .tooLarge, offset: 0, detail: "the batch does not fit in memory", hint: "present the input in smaller pieces")
  }

  /// The record path cannot be one.
  static func badPath(_ path: String, option: String) -> OptionProblem {
    let names = path.split(separator: "/").joined(separator: "/")
    return OptionProblem(
      option: option, message: "expected the path of an element", hint: "write it like /leads/lead",
      instead: names.isEmpty ? nil : "/\(names)")
  }

  /// A prefix of the record path stands for nothing.
  static func unknownPrefix(option: String) -> OptionProblem {
    OptionProblem(
      option: option, message: "expected prefixes that `namespaces` has",
      hint: "name each one there, such as namespaces: {c: urn:example:crm}")
  }

  /// A namespace that no document can have.
  static func badNamespace(_ prefix: String) -> OptionProblem {
    OptionProblem(
      option: "namespaces.\(prefix)", message: "expected the name of a namespace",
      hint: "it stands in the document as xmlns or xmlns:\(prefix.isEmpty ? "c" : prefix)")
  }

  /// There are none, or more than anybody means.
  static var tooManyPaths: OptionProblem {
    OptionProblem(option: "record", message: "expected 1 to \(XMLPath.limit) paths")
  }

  /// What a column's path lacks at a place.
  enum Expected: String {
    case name = "the name of a child element"
    case separator = "`/` and the next step, or another condition,"
    case end = "nothing after the attribute"
    case condition = "a condition such as [@type='work']"
    case bracket = "`]`"
    case place = "a place from 1"
    case quotes = "a value in quotes"
    case closingQuote = "a value whose quote is closed"
    case fewerSteps = "at most 16 steps"
    case fewerConditions = "at most 8 conditions"
  }

  /// A column's path cannot be one.
  static func badColumnPath(_ expected: Expected, at place: Int, option: String, instead: String?) -> OptionProblem {
    let hint =
      switch expected {
      case .name, .separator, .end, .fewerSteps:
        "a column's path begins under the record: phones/phone[@type='work'], phones/phone/@number"
      default: "a condition is [@type='work'], [@type], [kind='work'] or [kind] (a child element), or [1] (the first)"
      }
    return OptionProblem(
      option: option, message: "expected \(expected.rawValue) at character \(place)", hint: hint, instead: instead)
  }
}
