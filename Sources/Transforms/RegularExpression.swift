internal import CRE2
internal import PipelineModel

/// A regular expression over bytes (RE2 syntax): matching takes time linear in the text, whatever the pattern.
final class RegularExpression: Sendable {
  // Not changed after `init`; RE2 objects may be used by several threads at once.
  private nonisolated(unsafe) let compiled: OpaquePointer

  /// Why a pattern cannot be used, in RE2's words.
  struct Malformed: Error { let reason: String }

  init(_ pattern: String) throws(Malformed) {
    var pattern = pattern
    // RE2 always answers with an object.
    guard let made = pattern.withUTF8({ sluice_re2_new($0.baseAddress, $0.count) }) else {
      throw Malformed(reason: "out of memory")
    }
    if let reason = sluice_re2_error(made) {
      let text = String(cString: reason)
      sluice_re2_free(made)
      throw Malformed(reason: text)
    }
    compiled = made
  }

  /// As above, telling what is wrong at an option.
  convenience init(_ pattern: String, option: String) throws(OptionProblem) {
    do throws(Malformed) {
      try self.init(pattern)
    } catch {
      throw OptionProblem(
        option: option, message: TransformWording.malformed(error.reason), hint: TransformWording.patternHint)
    }
  }

  deinit { sluice_re2_free(compiled) }

  /// Whether it matches anywhere in a text.
  func matches(_ text: Span<UInt8>) -> Bool {
    text.withUnsafeBufferPointer { sluice_re2_matches(compiled, $0.baseAddress, $0.count) }
  }

  /// Where the first group stands in the first match (without groups, the whole match); nil where it does not match.
  func capture(_ text: Span<UInt8>) -> Range<Int>? {
    var (start, end) = (0, 0)
    let found = text.withUnsafeBufferPointer { sluice_re2_capture(compiled, $0.baseAddress, $0.count, &start, &end) }
    return found ? start..<end : nil
  }
}
