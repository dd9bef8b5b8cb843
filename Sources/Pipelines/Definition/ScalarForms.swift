/// A whole number as YAML writes it: digits, a sign, `_` between digits.
func wholeNumber(_ text: String) -> Int? {
  let digits = text.drop { $0 == "-" || $0 == "+" }
  guard text.count - digits.count <= 1, let first = digits.utf8.first, let last = digits.utf8.last,
    first != UInt8(ascii: "_"), last != UInt8(ascii: "_"),
    digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "_") })
  else { return nil }
  return Int(text.filter { $0 != "_" })
}

/// One ASCII character, or `tab` or `\t` for a tab.
func oneCharacter(_ text: String) -> String? {
  if text == "tab" || text == "\\t" { return "\t" }
  return text.utf8.count == 1 ? text : nil
}

/// A share of rows: `1%`, `0.5%` or a fraction with a decimal point, 0 to 1.
enum Share: Equatable {
  case share(Double)
  /// A bare number such as `1` or `5`: a percentage or a fraction, nobody can tell.
  case ambiguous
  case invalid

  init(_ text: String) {
    let isPercent = text.hasSuffix("%")
    var number = isPercent ? text.dropLast() : text[...]
    if isPercent, number.hasSuffix(" ") { number = number.dropLast() }
    // `Double` alone would take `nan`, `1e3` and `0x1p3`.
    let isDecimal = number.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    guard isDecimal, let value = Double(number) else {
      self = .invalid
      return
    }
    if isPercent {
      self = value <= 100 ? .share(value / 100) : .invalid
    } else if value == 0 || number.contains(".") {
      self = value <= 1 ? .share(value) : .invalid
    } else {
      self = .ambiguous
    }
  }
}
