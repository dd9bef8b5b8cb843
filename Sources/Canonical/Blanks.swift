/// What takes room without being seen: white space, invisible characters, and joiners that some scripts need.
enum Blank {
  /// White space (the Unicode property, the ASCII separators, and fillers that people type as blanks).
  static func isSpace(_ c: UInt32) -> Bool {
    switch c {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x2800, 0x3000,
      0x3164, 0xFFA0:
      true
    default: false
    }
  }

  /// Characters that show nothing and separate nothing: controls, soft hyphen, zero width, bidi controls, BOM, tags.
  static func isInvisible(_ c: UInt32) -> Bool {
    switch c {
    case 0x00...0x08, 0x0E...0x1B, 0x7F...0x84, 0x86...0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F,
      0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }

  /// Zero width non-joiner and joiner.
  static func isJoiner(_ c: UInt32) -> Bool { c == 0x200C || c == 0x200D }

  /// Whether a joiner between two characters carries meaning: Arabic and Indic shaping, and emoji sequences.
  static func joins(_ before: UInt32, _ after: UInt32) -> Bool {
    (isShaped(before) && isShaped(after)) || (isPictograph(before) && isPictograph(after))
  }

  /// Letters of scripts whose letters change shape with their neighbours.
  private static func isShaped(_ c: UInt32) -> Bool {
    switch c {
    case 0x61C: false
    case 0x600...0x8FF, 0x900...0xDFF, 0x1000...0x109F, 0x1780...0x180D, 0x180F...0x18AF, 0xA980...0xA9FF,
      0xFB50...0xFDFF,
      0xFE70...0xFEFC:
      true
    default: false
    }
  }

  private static func isPictograph(_ c: UInt32) -> Bool {
    switch c {
    case 0x2190...0x27FF, 0x2900...0x2BFF, 0xFE0F, 0x1F000...0x1FAFF: true
    default: false
    }
  }
}
