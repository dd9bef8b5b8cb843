internal import PipelineModel

/// Text as people mean it: no blanks around it, single spaces in it, nothing invisible, composed (NFC).
package enum CleanText {
  /// What one look over a value tells.
  struct Survey: OptionSet {
    let rawValue: UInt8
    /// It holds blanks to fold or invisible characters to drop.
    static let untidy = Survey(rawValue: 1)
    /// It holds bytes beyond ASCII.
    static let nonASCII = Survey(rawValue: 2)
    /// It holds characters that NFC may change.
    static let mayCompose = Survey(rawValue: 4)
    /// It holds bytes that are no UTF-8.
    static let invalid = Survey(rawValue: 8)
  }

  /// Appends the value with white space trimmed and folded to single spaces, invisible characters dropped and, with
  /// `composing`, in NFC. `none`: nothing visible is left. A value that is not UTF-8 stays as it is.
  package static func append(_ value: Span<UInt8>, composing: Bool = true, into out: inout [UInt8]) -> Form {
    if value.isEmpty { return .none }
    if isTidyASCII(value) { return .same }
    let survey = survey(value)
    let composes = composing && survey.contains(.mayCompose)
    if survey.contains(.invalid) || !composes && !survey.contains(.untidy) { return .same }

    let start = out.count
    if survey.contains(.untidy) {
      appendTidy(value, into: &out)
    } else {
      out.append(copying: value)
    }
    if composes { Composition.compose(&out, from: start) }
    if out.count == start { return .none }
    if out.span.extracting(start..<out.count).equals(value) {
      out.removeLast(out.count - start)
      return .same
    }
    return .changed
  }

  /// Whether tidying and composing would leave a value as it is.
  static func isTidy(_ value: Span<UInt8>) -> Bool {
    var scratch: [UInt8] = []
    return append(value, into: &scratch) == .same
  }

  static func survey(_ value: Span<UInt8>) -> Survey {
    if isTidyASCII(value) { return [] }
    var survey: Survey = []
    var afterSpace = true
    var index = 0
    while index < value.count {
      let byte = value[index]
      if byte < 0x80 {
        if byte == 0x20 {
          if afterSpace { survey.insert(.untidy) }
          afterSpace = true
        } else {
          if byte < 0x20 || byte == 0x7F { survey.insert(.untidy) }
          afterSpace = false
        }
        index += 1
      } else {
        survey.insert(.nonASCII)
        afterSpace = false
        let next = scalar(in: value, at: index)
        if next.value >= 0x300 || next.value < 0xC0 { inspect(next.value, &survey) }
        index += next.count
      }
    }
    if afterSpace { survey.insert(.untidy) }
    return survey
  }

  private static func inspect(_ c: UInt32, _ survey: inout Survey) {
    if c == DecodedScalar.invalid {
      survey.insert(.invalid)
    } else if Blank.isSpace(c) || Blank.isInvisible(c) || Blank.isJoiner(c) {
      survey.insert(.untidy)
    } else if Composition.mayCompose(c) {
      survey.insert(.mayCompose)
    }
  }

  private static func appendTidy(_ value: Span<UInt8>, into out: inout [UInt8]) {
    let start = out.count
    var owesSpace = false
    var last: UInt32 = 0
    var index = 0
    while index < value.count {
      let next = scalar(in: value, at: index)
      let end = index + next.count
      if Blank.isSpace(next.value) {
        owesSpace = out.count > start
      } else if Blank.isInvisible(next.value) || (Blank.isJoiner(next.value) && !joins(last, value, end, owesSpace)) {
        // Dropped.
      } else {
        if owesSpace { out.append(0x20) }
        owesSpace = false
        for position in index..<end { out.append(value[position]) }
        if !Blank.isJoiner(next.value) { last = next.value }
      }
      index = end
    }
  }

  private static func joins(_ last: UInt32, _ value: Span<UInt8>, _ end: Int, _ owesSpace: Bool) -> Bool {
    !owesSpace && end < value.count && Blank.joins(last, scalar(in: value, at: end).value)
  }
}
