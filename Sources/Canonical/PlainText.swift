internal import CICU
internal import PipelineModel

/// Text as likeness is measured on it: small plain letters and digits, words one blank apart.
package enum PlainText {
  /// Appends the words of a value in small letters without accents and strokes; what is no letter or digit parts words,
  /// but for apostrophes, which go. Letters of scripts without plain forms stay as they are. Appends nothing where no
  /// letter or digit is left.
  package static func append(_ value: Span<UInt8>, into out: inout [UInt8]) {
    let start = out.count
    var isApart = false
    var index = 0
    while index < value.count {
      let byte = value[index]
      if byte < 0x80 {
        index += 1
        if isASCIILetter(byte) || isASCIIDigit(byte) {
          if isApart && out.count > start { out.append(0x20) }
          isApart = false
          out.append(asciiLower(byte))
        } else if byte != 0x27 && byte != 0x60 {
          isApart = true
        }
        continue
      }
      let next = scalar(in: value, at: index)
      index += next.count
      switch next.value {
      case DecodedScalar.invalid, 0x2019, 0x2BC, 0x2018, 0xB4, 0x300...0x36F, 0xAD, 0x200B...0x200F: continue
      case 0xDF, 0x1E9E: appendLetters("ss", &isApart, start, &out)
      case 0xC6, 0xE6: appendLetters("ae", &isApart, start, &out)
      case 0x152, 0x153: appendLetters("oe", &isApart, start, &out)
      case 0xDE, 0xFE: appendLetters("th", &isApart, start, &out)
      default:
        // Numbers and letters of any script, and the marks that some cannot be without.
        guard (1...5).contains(sluice_kind(next.value)) else {
          isApart = true
          continue
        }
        if isApart && out.count > start { out.append(0x20) }
        isApart = false
        out.append(scalar: LetterCase.fold(sluice_base_letter(next.value)))
      }
    }
  }

  private static func appendLetters(_ letters: StaticString, _ isApart: inout Bool, _ start: Int, _ out: inout [UInt8])
  {
    if isApart && out.count > start { out.append(0x20) }
    isApart = false
    letters.withUTF8Buffer { out.append(contentsOf: $0) }
  }
}
