internal import PipelineModel

/// What becomes of a field that holds bytes that are no UTF-8.
package enum InvalidText: String, Sendable, CaseIterable {
  /// Its record is refused.
  case reject
  /// Each run of such bytes (the longest that could have begun a character) becomes U+FFFD.
  case replace
  /// Each such byte is read as Windows-1252 has it.
  case windows1252 = "windows-1252"

  static let spec = OptionSpec(
    "invalid", .choice(allCases.map(\.rawValue)),
    "bytes that do not fit the encoding reject their row, become U+FFFD, or are read as Windows-1252",
    standard: "reject")

  init(_ options: ComponentOptions) { self = options.text("invalid").flatMap(Self.init) ?? .reject }

  /// Code points of the bytes 0x80 to 0x9F in Windows-1252 as browsers read them (encoding.spec.whatwg.org).
  private static let windows: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]

  /// Appends the bytes of a range as UTF-8.
  func mend(_ bytes: [UInt8], _ range: Range<Int>, into out: inout [UInt8]) {
    var decoder = Unicode.UTF8.ForwardParser()
    var rest = bytes[range].makeIterator()
    var at = range.lowerBound
    while true {
      switch decoder.parseScalar(from: &rest) {
      case .valid(let scalar):
        out.append(contentsOf: scalar)
        at += scalar.count
      case .error(let length):
        if self == .windows1252 {
          for byte in bytes[at..<at + length] { Self.append(Self.scalar(byte), to: &out) }
        } else {
          Self.append(0xFFFD, to: &out)
        }
        at += length
      case .emptyInput: return
      }
    }
  }

  private static func scalar(_ byte: UInt8) -> UInt32 {
    (0x80..<0xA0).contains(byte) ? windows[Int(byte) - 0x80] : UInt32(byte)
  }

  private static func append(_ scalar: UInt32, to out: inout [UInt8]) {
    guard let scalar = Unicode.Scalar(scalar) else { return }
    out.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
  }
}
