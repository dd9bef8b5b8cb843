internal import CICU

/// Single-byte code pages that UTF-8 is read as by mistake: which byte a character stood for.
struct Codepage: Sendable {
  /// Where the code pages stand in `all`, each with a bit of its own in `Codepages`.
  enum Name: Int, CaseIterable {
    case windows1252, windows1251, windows1250, latin2, macRoman, cp437, windows1253, windows1254, windows1257
  }

  /// The byte of each scalar below 0x2600; 0 where it has none.
  private var bytes: [UInt8]

  /// The byte that a scalar beyond ASCII stands for; nil where the code page does not have it.
  func byte(_ scalar: UInt32) -> UInt8? {
    guard scalar < UInt32(Codepage.reach), bytes[Int(scalar)] != 0 else { return nil }
    return bytes[Int(scalar)]
  }

  /// No character of these code pages that can be part of a broken letter lies beyond.
  static let reach = 0x2600

  /// By ICU's name; with `controls`, C1 controls stand for their own bytes: programs that take a code page for ISO 8859
  /// leave them so.
  fileprivate init(icu name: String, controls: Bool) {
    bytes = Array(repeating: 0, count: Codepage.reach)
    if controls { for c in 0x80...0x9F { bytes[c] = UInt8(c) } }
    for (byte, scalar) in Codepage.upperHalf(icu: name) where scalar < Codepage.reach && scalar >= 0x80 {
      bytes[Int(scalar)] = byte
      // Two code points have these looks, and converters disagree.
      switch scalar {
      case 0xB5: bytes[0x3BC] = byte
      case 0x3BC: bytes[0xB5] = byte
      case 0xDF where name == "ibm-437": bytes[0x3B2] = byte
      case 0x3A9: bytes[0x2126] = byte
      case 0x2126: bytes[0x3A9] = byte
      default: break
      }
    }
  }

  /// What the bytes from 0x80 on mean.
  private static func upperHalf(icu name: String) -> [(byte: UInt8, scalar: UInt32)] {
    guard let converter = sluice_converter_open(name) else { return [] }
    defer { sluice_converter_close(converter) }
    return (0x80...0xFF).compactMap { byte in
      var decoded: [UInt8] = Array(repeating: 0, count: 24)
      let from = [UInt8(byte)]
      var consumed = 0
      let count = sluice_decode(converter, from, 1, 1, &decoded, &consumed)
      guard count > 0 else { return nil }
      let scalar = scalar(in: decoded.span.extracting(0..<count), at: 0)
      return scalar.value == DecodedScalar.invalid ? nil : (UInt8(byte), scalar.value)
    }
  }

  fileprivate static let all: [Codepage] = Name.allCases.map {
    switch $0 {
    case .windows1252: Codepage(icu: "windows-1252", controls: true)
    case .windows1251: Codepage(icu: "windows-1251", controls: false)
    case .windows1250: Codepage(icu: "windows-1250", controls: false)
    case .latin2: Codepage(icu: "ISO-8859-2", controls: true)
    case .macRoman: Codepage(icu: "macintosh", controls: false)
    case .cp437: Codepage(icu: "ibm-437", controls: false)
    case .windows1253: Codepage(icu: "windows-1253", controls: false)
    case .windows1254: Codepage(icu: "windows-1254", controls: false)
    case .windows1257: Codepage(icu: "windows-1257", controls: false)
    }
  }
}

/// All code pages at once: a bit each.
struct Codepages: Sendable {
  static let shared = Codepages()

  private var leads: [UInt16]
  private var trails: [UInt16]

  private init() {
    leads = Array(repeating: 0, count: Codepage.reach)
    trails = Array(repeating: 0, count: Codepage.reach)
    for name in Codepage.Name.allCases {
      for scalar in 0x80..<Codepage.reach {
        switch self[name].byte(UInt32(scalar)) {
        case .some(0xC2...0xF4): leads[scalar] |= 1 << UInt16(name.rawValue)
        case .some(0x80...0xBF): trails[scalar] |= 1 << UInt16(name.rawValue)
        default: break
        }
      }
    }
  }

  subscript(_ name: Codepage.Name) -> Codepage { Codepage.all[name.rawValue] }

  /// The code pages in which a scalar stands for a byte that begins a character of UTF-8.
  @inline(__always)
  func leading(_ scalar: UInt32) -> UInt16 { scalar < UInt32(Codepage.reach) ? leads[Int(scalar)] : 0 }

  /// The code pages in which a scalar stands for a byte that continues one.
  @inline(__always)
  func trailing(_ scalar: UInt32) -> UInt16 {
    scalar < UInt32(Codepage.reach) ? trails[Int(scalar)] : scalar == 0xFFFD ? .max : 0
  }
}
