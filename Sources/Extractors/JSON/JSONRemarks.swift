internal import PipelineModel

/// What JSON turned out to hold that a person may want to know, each told once.
struct JSONRemarks: Sendable {
  private var hasToldEncoding = false
  private var repeated: RecordPosition?
  private var hasToldRepeated = false

  /// Takes note of a record that gives a name twice.
  mutating func note(_ record: RecordPosition?) { repeated = repeated ?? record }

  /// What was found since the last call.
  mutating func take(_ decoding: TextDecoding) -> [Diagnostic] {
    var remarks: [Diagnostic] = []
    if !hasToldEncoding, let remark = TextWording.remark(decoding) {
      hasToldEncoding = true
      remarks.append(remark)
    }
    if !hasToldRepeated, let repeated {
      hasToldRepeated = true
      remarks.append(JSONLinesWording.repeated(repeated))
    }
    return remarks
  }
}
