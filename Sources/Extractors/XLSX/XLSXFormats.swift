internal import CLibXML2

/// What a number format makes of a number (ECMA-376, part 1, 18.8.30 and 18.8.31): only whether it is a date or a time,
/// or has zeros in front.
enum XLSXFormats {
  /// As the C parser reads it.
  static func format(id: Int, code: String?) -> UInt8 {
    if let code { return format(code) }
    return switch id {
    case 14...17, 27...31, 36, 50...58, 71...74, 81: UInt8(sluice_number_date)
    case 18...21, 32...35, 45, 47, 75, 76, 78, 80: UInt8(sluice_number_time)
    case 22, 77: UInt8(sluice_number_date_time)
    case 46, 79: UInt8(sluice_number_elapsed)
    default: UInt8(sluice_number_plain)
    }
  }

  /// By its first section: what holds for positive numbers.
  static func format(_ code: String) -> UInt8 {
    let signs = bare(code)
    if signs.allSatisfy({ $0 == "0" }), (2...60).contains(signs.count) {
      return UInt8(Int(sluice_number_padded) + signs.count)
    }
    if signs.contains("H") { return UInt8(sluice_number_elapsed) }
    let letters = signs.filter { "ymdhsb".contains($0) }
    var hasDate = letters.contains("y") || letters.contains("d") || letters.contains("b")
    let hasTime = letters.contains("h") || letters.contains("s")
    for (index, letter) in letters.enumerated() where letter == "m" && !hasDate {
      // Minutes stand beside hours or seconds, months do not.
      let before = letters[..<index].last { $0 != "m" }
      let after = letters[index...].first { $0 != "m" }
      if before != "h", after != "s" { hasDate = true }
    }
    return switch (hasDate, hasTime) {
    case (true, true): UInt8(sluice_number_date_time)
    case (true, false): UInt8(sluice_number_date)
    case (false, true): UInt8(sluice_number_time)
    case (false, false): UInt8(sluice_number_plain)
    }
  }

  /// The signs of the first section that are no texts, fillers or colours, in lower case; `H` for a time that goes
  /// beyond a day, such as `[h]`.
  private static func bare(_ code: String) -> [Character] {
    var signs: [Character] = []
    var rest = code[...]
    while let sign = rest.popFirst() {
      switch sign {
      case ";": return signs
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      case "\\", "_", "*": rest = rest.dropFirst()
      case "[":
        let inner = rest.prefix { $0 != "]" }.lowercased()
        if let first = inner.first, "hms".contains(first), inner.allSatisfy({ $0 == first }) { signs.append("H") }
        rest = rest.drop { $0 != "]" }.dropFirst()
      default: signs.append(contentsOf: sign.lowercased())
      }
    }
    return signs
  }
}
