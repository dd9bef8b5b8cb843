internal import PipelineModel

/// What a person is told of a source's encoding.
enum TextWording {
  /// Nothing where it is UTF-8, was given, or stands in a byte order mark.
  static func remark(_ decoding: TextDecoding) -> Diagnostic? {
    guard decoding.isDetected, let encoding = decoding.encoding, encoding != .utf8 else { return nil }
    let percent = Int((decoding.confidence * 100).rounded())
    return Diagnostic(
      decoding.confidence < leastConfidence ? .warning : .note, code: "detected_encoding",
      "read as \(encoding.name), as the text looks (\(percent) % sure)",
      hint: "`encoding: \(encoding.name)` in the pipeline settles it; if it is wrong, write what is so")
  }

  /// Below this a person should look.
  private static let leastConfidence = 0.75
}
