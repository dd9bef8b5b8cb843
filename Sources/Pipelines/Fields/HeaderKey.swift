internal import Foundation

/// A column name without what people write one way or another: case, punctuation, accents, width. `Prénom`, `PRENOM` and
/// `prenom ` are one.
func headerKey(_ header: String) -> String {
  if header.utf8.allSatisfy({ $0 < 0x80 }) {
    var key = ""
    for byte in header.utf8 where byte.isLetterOrDigit {
      key.unicodeScalars.append(UnicodeScalar(byte | ((0x41...0x5A).contains(byte) ? 0x20 : 0)))
    }
    return key
  }
  let spelled = header.precomposedStringWithCompatibilityMapping.decomposedStringWithCanonicalMapping.lowercased()
  let letters = spelled.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
  // Who types without a Turkish keyboard writes an i with its dot.
  return String(String.UnicodeScalarView(letters.map { $0 == "\u{131}" ? "i" : $0 }))
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
