/// What transforms say about their options.
enum TransformWording {
  static let noColumn = "expected a lead field or `source.NAME`"
  static let columnHint =
    "a lead field is named as in `fields:`; `source.NAME` is a column as the source has it"
  static let noCondition = "expected at least one condition"
  static let noConditionHint = "such as `email: not_empty`; `sluice describe filter` shows them all"
  static let noMoment = "expected a date or a duration"
  static let momentHint = "write `2026-01-31`, or `180d` for 180 days before the run"

  static let noStep = "expected something to do"
  static let noStepHint = "such as `drop: [source.Notes]`; `sluice describe map` shows what there is"
  static let noMark = "expected the text between the parts"
  static let noMarkHint = "such as `at: \", \"`"

  static func malformed(_ reason: String) -> String { "expected a regular expression; \(reason)" }
  static let patternHint = "the syntax is RE2's: https://github.com/google/re2/wiki/Syntax"
}
