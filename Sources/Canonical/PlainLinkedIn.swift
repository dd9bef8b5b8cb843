internal import PipelineModel

/// Addresses of profiles as nearly all are, seen in one pass; every other is taken apart piece by piece.
extension LinkedInProfile {
  /// The common case, seen without writing anything: ASCII letters, digits and hyphens after the prefix.
  static func isCanonical(_ value: Span<UInt8>) -> Bool {
    let length = prefix.utf8CodeUnitCount
    guard value.count > length else { return false }
    guard prefix.withUTF8Buffer({ value.extracting(0..<length).equals($0.span) }) else { return false }
    for index in length..<value.count {
      let byte = value[index]
      guard byte &- 0x61 < 26 || isASCIIDigit(byte) || byte == 0x2D else { return false }
    }
    return true
  }

  /// Where the slug stands in the addresses that nearly all are, perhaps with a scheme and `www.` or a country in front:
  /// `linkedin.com/in/` and letters, digits, hyphens and underscores up to the end or a delimiter.
  static func plainSlug(in value: Span<UInt8>) -> Range<Int>? {
    var start = 0
    if value.hasASCII("http", at: 0) {
      start = value.hasASCII("s", at: 4) ? 5 : 4
      guard value.hasASCII("://", at: start) else { return nil }
      start += 3
    }
    if value.hasASCII("www.", at: start) {
      start += 4
    } else if start + 2 < value.count, value[start + 2] == 0x2E, isASCIILetter(value[start]),
      isASCIILetter(value[start + 1])
    {
      start += 3
    }
    guard value.hasASCII("linkedin.com/in/", at: start) else { return nil }
    start += 16
    var end = start
    while end < value.count, isSlugByte(value[end]) { end += 1 }
    // A longer one may be the id of a member.
    guard end > start, end - start < 36, end == value.count || isSlugEnd(value[end]) else { return nil }
    return start..<end
  }
}
