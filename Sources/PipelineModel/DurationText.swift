/// A duration: a whole number and its unit, `ms`, `s`, `m`, `h` or `d`; at most 100 years.
package func duration(_ text: String) -> Duration? {
  let digits = text.prefix { $0.isASCII && $0.isNumber }
  guard let count = Int(digits) else { return nil }
  let milliseconds: Int? =
    switch text.dropFirst(digits.count) {
    case "ms": 1
    case "s": 1000
    case "m": 60 * 1000
    case "h": 3600 * 1000
    case "d": 86400 * 1000
    default: nil
    }
  guard let milliseconds else { return nil }
  let (total, overflows) = count.multipliedReportingOverflow(by: milliseconds)
  return overflows || total > 36525 * 86400 * 1000 ? nil : .milliseconds(total)
}
