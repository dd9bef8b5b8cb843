internal import CICU
internal import Foundation
internal import PipelineModel

/// Finds the encoding of text by decoding it in each of a closed list and asking which result reads most like text.
///
/// What is valid UTF-8 is UTF-8, and NUL bytes in the right places mean UTF-16 or UTF-32. For the others the likelihood of
/// the decoded letters, their case and their neighbours decides (`LetterModel`, `IdeographModel`).
package enum EncodingDetector {
  /// Bytes that are looked at, and those of them that may stand before the first that is no ASCII.
  static let sampleSize = 64 << 10
  static let mostBefore = 4 << 10
  /// Bytes of lines that hold more than ASCII which are decoded in every encoding.
  private static let excerptSize = 12 << 10
  /// Below this bytes are not taken for letters of another script.
  private static let leastConfidence = 0.6
  /// Nor for any letters, if that makes text nobody writes: logarithm of the likelihood for each byte.
  private static let leastLikely = -8.5

  /// What the bytes are, and how sure that is from 0 to 1; nil for plain ASCII.
  struct Verdict {
    var encoding: TextEncoding?
    var confidence = 1.0
  }

  /// - Parameters:
  ///   - isWhole: whether the sample ends where the text does.
  ///   - isStart: whether the sample begins where the text does.
  static func detect(_ sample: Span<UInt8>, isWhole: Bool, isStart: Bool) -> Verdict {
    var hasNul = false, hasEscape = false, hasHigh = false
    for index in sample.indices {
      let byte = sample[unchecked: index]
      hasNul = hasNul || byte == 0
      hasHigh = hasHigh || byte >= 0x80
      hasEscape = hasEscape || byte == 0x1B
    }
    let (characters, strays) = utf8(sample, isWhole: isWhole)
    // Text of ASCII letters in UTF-16 is UTF-8 with NUL between them, so there most characters must be such.
    if isStart && hasNul, let wide = wide(sample, leastASCII: strays == 0 ? 0.6 : 0.1) {
      return Verdict(encoding: wide)
    }
    if hasEscape && !hasHigh, holdsShift(sample) { return Verdict(encoding: TextEncoding(named: "iso-2022-jp")) }
    guard hasHigh else { return Verdict() }
    if strays == 0 || characters >= strays { return Verdict(encoding: .utf8) }
    // No text in any encoding, so no guess either: its rows fall under the policy for what is no UTF-8.
    if isBinary(sample) { return Verdict(encoding: .utf8) }
    return likeliest(excerpt(sample))
  }

  /// Whether more than one byte in twenty is a control character that text has no use for.
  private static func isBinary(_ sample: Span<UInt8>) -> Bool {
    var controls = 0
    for index in sample.indices {
      switch sample[unchecked: index] {
      case 0x09...0x0D, 0x1A, 0x1B: break
      case 0..<0x20, 0x7F: controls += 1
      default: break
      }
    }
    return controls * 20 > sample.count
  }

  /// Characters beyond ASCII in UTF-8, and runs of bytes that are part of none.
  private static func utf8(_ sample: Span<UInt8>, isWhole: Bool) -> (characters: Int, strays: Int) {
    var characters = 0, strays = 0
    sample.withUnsafeBufferPointer { bytes in
      var parser = Unicode.UTF8.ForwardParser()
      var rest = bytes.makeIterator()
      var at = 0
      var strayEnd = -1
      while true {
        switch parser.parseScalar(from: &rest) {
        case .valid(let scalar):
          at += scalar.count
          if scalar.count > 1 { characters += 1 }
        case .error(let length):
          // A character that is cut off at the end of the sample is none, and no stray either.
          // At the end of a text that is whole, a lone byte may as well be a letter of another encoding.
          let isCut =
            at + length == bytes.count && bytes[at] >= 0xC2 && (!isWhole || length > 1 || bytes[at] < 0xE0)
          if !isCut && at > strayEnd { strays += 1 }
          at += length
          strayEnd = at
        case .emptyInput: return
        }
      }
    }
    return (characters, strays)
  }

  /// UTF-16 or UTF-32 without a mark: one of them makes sense of NUL bytes, with ASCII among its characters.
  private static func wide(_ sample: Span<UInt8>, leastASCII: Double) -> TextEncoding? {
    var best: (encoding: TextEncoding, share: Double)?
    for encoding in [TextEncoding.utf32LE, .utf32BE, .utf16LE, .utf16BE] {
      let part = sample.extracting(first: sample.count / encoding.unit * encoding.unit)
      var text: [UInt8] = []
      _ = encoding.decode(part, isLast: true, into: &text)
      var characters = 0, ascii = 0, odd = 0
      eachScalar(text) { scalar in
        characters += 1
        guard let scalar else { return odd += 1 }
        switch scalar {
        case 0x20..<0x7F, 0x09, 0x0A, 0x0D: ascii += 1
        default: if sluice_kind(scalar) == 0 { odd += 1 }
        }
      }
      // The last unit of a sample may be half of a pair.
      guard characters > 3, odd * 200 <= characters else { continue }
      let share = Double(ascii) / Double(characters)
      if share > leastASCII, share > best?.share ?? 0 { best = (encoding, share) }
    }
    return best?.encoding
  }

  /// Whether ASCII holds the sequences that shift to Japanese (RFC 1468).
  private static func holdsShift(_ sample: Span<UInt8>) -> Bool {
    guard sample.count > 2 else { return false }
    for index in 0..<sample.count - 2 where sample[index] == 0x1B && sample[index + 1] == UInt8(ascii: "$") {
      if sample[index + 2] == UInt8(ascii: "B") || sample[index + 2] == UInt8(ascii: "@") { return true }
    }
    return false
  }

  /// The lines that hold more than ASCII, a bounded part of them.
  private static func excerpt(_ sample: Span<UInt8>) -> [UInt8] {
    var excerpt: [UInt8] = []
    var start = 0
    var isPlain = true
    for index in sample.indices {
      let byte = sample[unchecked: index]
      if byte >= 0x80 { isPlain = false }
      guard byte == Byte.lf || byte == Byte.cr || index + 1 == sample.count else { continue }
      if !isPlain {
        let room = excerptSize - excerpt.count
        excerpt.append(copying: sample.extracting(start..<min(index + 1, start + room)))
        if excerpt.count >= excerptSize { break }
      }
      start = index + 1
      isPlain = true
    }
    return excerpt
  }

  private static func likeliest(_ excerpt: [UInt8]) -> Verdict {
    var best: (encoding: TextEncoding, score: Double, text: [UInt8], isLatin: Bool)?
    var second = -Double.infinity
    for candidate in EncodingCandidate.all {
      guard let encoding = TextEncoding(named: candidate.name) else { continue }
      var text: [UInt8] = []
      _ = encoding.decode(excerpt.span, isLast: true, into: &text)
      let score = candidate.score(text, raw: excerpt)
      guard let leader = best else {
        best = (encoding, score, text, candidate.isLatin)
        continue
      }
      if score > leader.score {
        // The same text by another name is no rival.
        if text != leader.text { second = leader.score }
        best = (encoding, score, text, candidate.isLatin)
      } else if score > second, text != leader.text {
        second = score
      }
    }
    let confidence = 1 - 0.5 * exp(-((best?.score ?? 0) - second) / 4)
    let high = excerpt.count { $0 >= 0x80 }
    let isSure = confidence >= leastConfidence || best?.isLatin == true && high > 2
    guard let best, isSure, best.score > leastLikely * Double(high) else {
      // A few bytes that could be anything are decided by the policy for what is no UTF-8.
      return Verdict(encoding: .utf8, confidence: confidence)
    }
    return Verdict(encoding: best.encoding, confidence: confidence)
  }

  /// Calls with each code point, nil for bytes that are no UTF-8.
  static func eachScalar(_ text: [UInt8], _ body: (UInt32?) -> Void) {
    var parser = Unicode.UTF8.ForwardParser()
    var rest = text.makeIterator()
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let scalar): body(Unicode.UTF8.decode(scalar).value)
      case .error: body(nil)
      case .emptyInput: return
      }
    }
  }
}
