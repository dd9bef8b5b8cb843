internal import CPhoneNumber
internal import PipelineModel

/// A telephone number in its international form (E.164), with what stands behind it.
package struct PhoneNumber {
  /// What a number is for, as its country's numbering plan tells.
  package enum Kind: Int32, Sendable {
    /// Its plan has no such number.
    case invalid
    case fixedLine, mobile, fixedLineOrMobile, tollFree, premiumRate, sharedCost, voip, personal, pager, uan, voicemail

    /// How many there are.
    package static let count = 12

    /// Its name in outputs.
    package var name: StaticString {
      switch self {
      case .invalid: "invalid"
      case .fixedLine: "fixed_line"
      case .mobile: "mobile"
      case .fixedLineOrMobile: "fixed_line_or_mobile"
      case .tollFree: "toll_free"
      case .premiumRate: "premium_rate"
      case .sharedCost: "shared_cost"
      case .voip: "voip"
      case .personal: "personal_number"
      case .pager: "pager"
      case .uan: "uan"
      case .voicemail: "voicemail"
      }
    }
  }

  private var parsed = sluice_phone()

  /// What the number is for.
  package var kind: Kind { Kind(rawValue: parsed.type) ?? .invalid }

  /// Reads a number as libphonenumber does; nil where it reads none. `region` is the two-letter code in capitals of the
  /// country that a number without a country code belongs to, or empty.
  ///
  /// Numbers written with their country code and plain separators are told by tables that were made from the library's
  /// own metadata and give the same answer; every other goes to the library.
  package init?(_ text: Span<UInt8>, region: Span<UInt8>) {
    guard text.count >= 2, text.count <= 250 else { return nil }
    let hasRegion = region.count == 2
    // The pointers do not leave the closures.
    let isRead = text.withUnsafeBufferPointer { bytes -> Bool in
      let code = hasRegion ? [region[0], region[1]] : [0, 0] as InlineArray<2, UInt8>
      return code.span.withUnsafeBufferPointer { code in
        guard let text = bytes.baseAddress, let code = code.baseAddress else { return false }
        if sluice_phone_plain(text, bytes.count, code, &parsed) != 0 { return true }
        // Something is dialled: a letter may stand for a digit, but not for all of them.
        guard bytes.contains(where: { isASCIIDigit($0) || $0 >= 0x80 }) else { return false }
        return sluice_phone_parse(text, bytes.count, code, &parsed) != 0
      }
    }
    guard isRead else { return nil }
  }

  /// Appends the number as E.164: a plus and digits.
  package func append(into out: inout [UInt8]) {
    withUnsafeBytes(of: parsed.e164) { out.append(contentsOf: $0.prefix(Int(parsed.e164_count))) }
  }

  /// Whether the number stands exactly so.
  package func equals(_ text: Span<UInt8>) -> Bool {
    guard text.count == Int(parsed.e164_count) else { return false }
    return withUnsafeBytes(of: parsed.e164) { digits in
      text.indices.allSatisfy { digits[$0] == text[$0] }
    }
  }

  /// Appends the digits of the extension; none where there is none.
  package func appendExtension(into out: inout [UInt8]) {
    withUnsafeBytes(of: parsed.extension) { out.append(contentsOf: $0.prefix(Int(parsed.extension_count))) }
  }

  /// Whether there is an extension.
  package var hasExtension: Bool { parsed.extension_count > 0 }
}
