internal import CSimdJSON
internal import PipelineModel

/// What JSON Lines says when something is wrong.
enum JSONLinesWording {
  /// The longest line that is read, in bytes.
  static let lineLimit = Int(sluice_json_max_line)

  /// How much of a line that is too large is kept for the rejects file.
  private static let keptOfLargeLine = 64 << 10

  /// The bytes of a refused line that are kept: all of them, or as much of a line that is too large as memory may cost.
  @_lifetime(copy line)
  static func kept(_ line: Span<UInt8>) -> Span<UInt8> {
    guard line.count > lineLimit else { return line }
    var end = keptOfLargeLine
    // Not in the middle of a character.
    while end > keptOfLargeLine - 4, line[end] & 0xC0 == 0x80 { end -= 1 }
    return line.extracting(first: end)
  }

  /// A refusal as the batch keeps it.
  static func refused(_ refusal: sluice_json_refusal, at position: RecordPosition) -> RefusedRecord {
    let column = refusal.column == 0 ? nil : UInt64(refusal.column)
    return switch Int(refusal.code) {
    case sluice_json_invalid_utf8: RefusedRecord(code: .invalidUTF8, position: position, column: column)
    case sluice_json_not_an_object: RefusedRecord(code: .notAnObject, position: position, column: column)
    case sluice_json_duplicate_name: RefusedRecord(code: .duplicateName, position: position, column: column)
    case sluice_json_lone_surrogate: RefusedRecord(code: .loneSurrogate, position: position, column: column)
    case sluice_json_too_deep:
      RefusedRecord(code: .tooDeep, position: position, column: column, expected: Int(sluice_json_max_depth))
    case sluice_json_too_large: tooLarge(at: position)
    case sluice_json_too_many_columns:
      RefusedRecord(
        code: .tooManyColumns, position: position, column: column, expected: Int(sluice_json_max_columns))
    default: RefusedRecord(code: .malformedJSON, position: position, column: column)
    }
  }

  /// A line longer than the limit.
  static func tooLarge(at position: RecordPosition) -> RefusedRecord {
    RefusedRecord(code: .recordTooLarge, position: position, expected: lineLimit)
  }

  /// Memory ran out, or the batch cannot address what is in it.
  static func outOfMemory(at position: RecordPosition) -> ScanError {
    ScanError(
      .tooLarge, offset: position.offset, line: position.line,
      detail: "the batch does not fit in memory", hint: "present the input in smaller pieces")
  }

  /// A record gives a name twice; told once a source.
  static func repeated(_ position: RecordPosition) -> Diagnostic {
    Diagnostic(
      .warning, code: "repeated_name", at: Diagnostic.Location(file: "", line: Int(position.line)),
      "record \(position.number) gives one name two values; the last one is taken, here and in records that follow",
      hint: "give each name once in an object; two objects of one name are rejected")
  }
}
