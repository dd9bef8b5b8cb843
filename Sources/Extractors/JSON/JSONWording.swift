internal import PipelineModel

/// What a JSON document says when something is wrong with it.
enum JSONWording {
  /// A sign outside records that the grammar does not allow.
  static func unexpected(_ expected: String, at offset: UInt64, line: UInt64, column: UInt64) -> ScanError {
    ScanError(
      .notWellFormed, offset: offset, line: line, column: column, detail: "not JSON: expected \(expected)",
      hint: "look at the place and export again; for one object per line use `jsonl:`")
  }

  /// The source ends inside the document.
  static func truncated(at offset: UInt64, line: UInt64, isInRecord: Bool) -> ScanError {
    ScanError(
      .truncated, offset: offset, line: line,
      detail: isInRecord ? "the document ends inside a record" : "the document ends too early",
      hint: "the file is cut off: fetch it again or export it again")
  }

  /// Lists and objects around the records are nested too deeply.
  static func tooDeep(_ limit: Int, at offset: UInt64, line: UInt64) -> ScanError {
    ScanError(.tooDeep, offset: offset, line: line, detail: "records stand deeper than \(limit) levels")
  }

  /// The `records:` path cannot be one.
  static var badPath: OptionProblem {
    OptionProblem(option: "records", message: "expected names with dots between them", hint: "write it like data.items")
  }
}
