internal import Foundation
internal import PipelineModel

/// What a run says of rows that were refused.
extension Diagnostic {
  /// The first of a file's rows that were refused for one reason.
  static func refused(_ record: RefusedRecord, count: Int, file: String) -> Diagnostic {
    let location = Location(
      file: file, line: Int(record.position.line), column: record.column.map { Int($0) },
      record: Int(record.position.number))
    let reason = record.code.reason(found: record.found, expected: record.expected)
    let message =
      count == 1 ? "1 row was rejected: \(reason)" : "\(grouped(count)) rows were rejected; the first: \(reason)"
    return Diagnostic(.warning, code: record.code.rawValue, at: location, message, hint: record.code.hint)
  }

  /// Rows of files and reasons that are too many to name.
  static func refusedElsewhere(_ count: Int) -> Diagnostic {
    Diagnostic(
      .warning, code: "more_rejected", "\(grouped(count)) more rows were rejected",
      hint: "the rejects file holds each with its reason")
  }

  /// Why a run that is done ends with exit code 4.
  static func tooManyRejected(_ rejected: Int, of read: Int, allowed: Double, rejectsFile: String?) -> Diagnostic {
    let share = Double(rejected) / Double(read)
    // As many decimals as it takes to tell the two apart.
    let shown = (0...6).lazy.map { percent(share, $0) }.first { Double($0) ?? 0 > allowed * 100 } ?? percent(share, 6)
    let least = percent(min(1, (share * 100).rounded(.up) / 100), 0)
    return Diagnostic(
      .warning, code: "too_many_rejected",
      "\(shown) % of the rows were rejected, more than `allow_rejects` (\(percent(allowed, 6)) %)",
      hint: (rejectsFile.map { "\($0) holds them: " } ?? "")
        + "correct the export, or allow more with `allow_rejects: \(least)%`")
  }

  private static func percent(_ share: Double, _ decimals: Int) -> String {
    var text = String(format: "%.\(decimals)f", share * 100)
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text
  }
}
