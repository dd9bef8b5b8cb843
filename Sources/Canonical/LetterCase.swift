internal import CICU
internal import PipelineModel

/// Simple case mappings, ASCII at once and the rest from ICU.
enum LetterCase {
  enum Kind { case none, lower, upper }

  /// Whether a letter is upper or lower case. Only scripts whose names are written with capitals count: Georgian and
  /// Cherokee have two cases and no capitals in names.
  @inline(__always)
  static func kind(_ c: UInt32) -> Kind {
    if c < 0x80 {
      if c &- 0x61 < 26 { return .lower }
      return c &- 0x41 < 26 ? .upper : .none
    }
    return otherKind(c)
  }

  private static func otherKind(_ c: UInt32) -> Kind {
    switch c {
    case 0xAA, 0xBA, 0x2B0...0x36F: return .none
    case 0xB5...0x587, 0x1C80...0x1C8F, 0x1E00...0x1FFF, 0x2C60...0x2C7F, 0xA640...0xA69F, 0xA720...0xA7FF,
      0xFF21...0xFF5A:
      return switch sluice_case(c) {
      case 0: .none
      case 1: .lower
      default: .upper
      }
    default: return .none
    }
  }

  /// Whether a scalar is a letter of any script.
  @inline(__always)
  static func isLetter(_ c: UInt32) -> Bool {
    if c < 0x80 { return (c | 0x20) &- 0x61 < 26 }
    return c != DecodedScalar.invalid && sluice_is_letter(c) != 0
  }

  /// Lower case; Turkic languages pair I with ı and İ with i.
  @inline(__always)
  static func lower(_ c: UInt32, turkic: Bool = false) -> UInt32 {
    if c < 0x80 {
      if c &- 0x41 >= 26 { return c }
      return turkic && c == 0x49 ? 0x131 : c | 0x20
    }
    return c == DecodedScalar.invalid ? c : sluice_to_lower(c)
  }

  /// Title case; Turkic languages pair I with ı and İ with i.
  @inline(__always)
  static func title(_ c: UInt32, turkic: Bool = false) -> UInt32 {
    if c < 0x80 {
      if c &- 0x61 >= 26 { return c }
      return turkic && c == 0x69 ? 0x130 : c & ~0x20
    }
    return c == DecodedScalar.invalid ? c : sluice_to_title(c)
  }

  /// Simple case folding, with the final sigma and the dotted capital I taken to their plain letters.
  static func fold(_ c: UInt32) -> UInt32 {
    if c < 0x80 { return c &- 0x41 < 26 ? c | 0x20 : c }
    if c == 0x130 { return 0x69 }
    return c == DecodedScalar.invalid ? c : sluice_fold(c)
  }
}

extension LetterCase {
  /// Appends text in small letters and composed; stray bytes stay as they are.
  static func appendLower(_ text: Span<UInt8>, into out: inout [UInt8]) {
    if text.isASCII { return out.append(lowerASCII: text) }
    let start = out.count
    out.append(copying: text)
    var bytes = out.mutableSpan
    var index = start
    while index < bytes.count, bytes[index] < 0x80 {
      bytes[index] = asciiLower(bytes[index])
      index += 1
    }
    if index < out.count { relower(text, from: index - start, into: &out) }
  }

  /// Replaces what was appended of a text by small letters, from its first byte beyond ASCII on.
  private static func relower(_ text: Span<UInt8>, from first: Int, into out: inout [UInt8]) {
    out.removeLast(text.count - first)
    let start = out.count - first
    var mayCompose = false
    var index = first
    while index < text.count {
      let next = scalar(in: text, at: index)
      if next.value == DecodedScalar.invalid {
        out.append(text[index])
      } else {
        let lowered = lower(next.value)
        mayCompose = mayCompose || Composition.mayCompose(lowered)
        out.append(scalar: lowered)
      }
      index += next.count
    }
    if mayCompose { Composition.compose(&out, from: start) }
  }
}
