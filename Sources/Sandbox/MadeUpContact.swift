private import PipelineModel

/// Contact details that belong to nobody, the same for the same seed and lead on every machine: an e-mail address for
/// about 70 % of all leads, a phone number for about 40 %.
///
/// Addresses are in the reserved domain `.example` (RFC 2606), numbers in 555-0100 … 555-0199, kept for fiction.
struct MadeUpContact {
  var email: String?
  var phone: String?

  /// What the service finds for a submission key.
  init(key: String, seed: UInt64) {
    let hash = contentHash(key.utf8.span, seed: seed)
    // Four independent draws from the parts of one hash.
    let (emailDraw, phoneDraw) = (UInt16(truncatingIfNeeded: hash), UInt16(truncatingIfNeeded: hash >> 16))
    let (areaDraw, lineDraw) = (UInt16(truncatingIfNeeded: hash >> 32), UInt16(truncatingIfNeeded: hash >> 48))
    if emailDraw % 100 < 70 {
      let tail = String(UInt32(truncatingIfNeeded: hash >> 64) & 0xFF_FFFF | 0x100_0000, radix: 16).dropFirst()
      let (user, company) = Self.words(key)
      email = "\(user).\(tail)@\(company).example"
    }
    if phoneDraw % 100 < 40 {
      let line = lineDraw % 100
      phone = "+1\(Self.areas[Int(areaDraw) % Self.areas.count])55501\(line < 10 ? "0" : "")\(line)"
    }
  }

  private static let areas = [
    202, 206, 212, 303, 305, 312, 404, 415, 503, 512, 602, 617, 702, 713, 808, 816,
  ]

  /// User and company: of `Ada|Lovelace|Engines Ltd` and of `https://www.linkedin.com/in/ada-lovelace`.
  private static func words(_ key: String) -> (user: String, company: String) {
    let parts = key.split(separator: "|", omittingEmptySubsequences: false)
    if parts.count >= 3, !key.hasPrefix("http") {
      return (slug(parts[0]) + "." + slug(parts[1]), slug(parts[2]))
    }
    return (slug(key.split(separator: "/").last ?? ""), "work")
  }

  /// ASCII letters and digits in lower case; `x` where there are none.
  private static func slug(_ text: Substring) -> String {
    let kept = text.utf8.lazy.prefix(24).compactMap { byte -> UInt8? in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      default: nil
      }
    }
    let slug = String(decoding: Array(kept), as: UTF8.self)
    return slug.isEmpty ? "x" : slug
  }
}
