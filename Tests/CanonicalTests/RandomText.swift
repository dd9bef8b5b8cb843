/// Texts that look for trouble, the same for the same seed.
struct RandomText: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  // SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  private static let pieces: [String] = [
    "a", "B", "i", "I", "x", "ij", "IJ", "mc", "MAC", "O'", "d’", "-", "-", ".", ",", " ", " ", "  ", "van", "DER",
    "de la",
    "y", "e", "Jr.", "PhD", "III", "Dr.", "mr", "al-", "'t", "(", "\"", "3", "@", "@", ".com", "www.", "https://",
    "/in/",
    "linkedin.com", "mailto:", "<", ">", "%C3%A9", "%", "?q=1", "#", ":80", "gmail.com", "é", "E\u{301}", "ß", "ẞ", "İ",
    "ı", "ğ", "Σ", "ς", "σ", "Ñ", "ж", "Ж", "ЮРИЙ", "’", "ʼ", "ŉ", "ǆ", "Ǆ", "ﬁ", "ﬀ", "Å", "K", "\u{200B}", "\u{200D}",
    "\u{200C}", "\u{FEFF}", "\u{AD}", "\u{A0}", "\u{3000}", "\t", "\n", "\u{202E}", "\u{301}", "\u{327}", "\u{345}",
    "\u{0}",
    "\u{7F}", "한", "\u{1112}\u{1161}\u{11AB}", "山", "か\u{3099}", "ก\u{E48}\u{E38}", "क\u{93C}", "ش\u{200C}ش", "ნ",
    "👩\u{200D}💻",
    "ⅷ", "Ⓐ", "ᾳ", "ΐ", "\u{1C90}",
  ]

  /// Up to 12 pieces, now and then any scalars of Unicode.
  mutating func text() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...12, using: &self) {
      if Int.random(in: 0..<8, using: &self) == 0 {
        if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &self)) {
          text.unicodeScalars.append(scalar)
        }
      } else if Int.random(in: 0..<10, using: &self) == 0 {
        if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x2FFF, using: &self)) {
          text.unicodeScalars.append(scalar)
        }
      } else {
        text += Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &self)]
      }
    }
    switch Int.random(in: 0..<4, using: &self) {
    case 0: return text.uppercased()
    case 1: return text.lowercased()
    default: return text
    }
  }

  /// Up to 40 bytes, mostly no UTF-8.
  mutating func bytes() -> [UInt8] {
    (0..<Int.random(in: 0...40, using: &self)).map { _ in
      Bool.random(using: &self) ? UInt8.random(in: 0...255, using: &self) : UInt8.random(in: 0x20...0x7F, using: &self)
    }
  }
}
