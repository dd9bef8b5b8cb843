internal import PipelineModel

/// Domains of e-mail addresses that look like slips of the finger: what they were meant to be is a guess.
package enum MisspeltDomain {
  /// Whether it is worth a closer look: most domains are not.
  package static func isLikely(_ domain: Span<UInt8>) -> Bool {
    guard domain.count >= 6, domain.count <= 63 else { return false }
    return suffix(of: domain) != nil || domain.count <= 15 && provider(near: domain) != nil
  }

  /// Appends the domain that was likely meant; false where none suggests itself.
  package static func append(_ domain: Span<UInt8>, into out: inout [UInt8]) -> Bool {
    if domain.count <= 15, let provider = provider(near: domain) {
      // A static string's own bytes, which live for ever.
      provider.withUTF8Buffer { out.append(copying: $0.span) }
      return true
    }
    guard let length = suffix(of: domain) else { return false }
    let start = out.count
    out.append(copying: domain.extracting(0..<domain.count - length))
    out.append(contentsOf: [0x63, 0x6F, 0x6D])
    let meant = provider(near: out.span.extracting(start..<out.count))
    if let provider = meant {
      out.removeLast(out.count - start)
      provider.withUTF8Buffer { out.append(copying: $0.span) }
    }
    return true
  }

  /// The providers whose names are mistyped most, as they are used most.
  private static let providers: [StaticString] = [
    "gmail.com", "hotmail.com", "yahoo.com", "outlook.com", "icloud.com", "googlemail.com", "protonmail.com",
  ]

  /// Last labels that do not exist and are a slip away from `com`.
  private static let suffixes: [StaticString] = [
    ".con", ".cmo", ".ocm", ".comm", ".coom", ".vom", ".xom", ".cpm", ".clm", ".cim", ".cok",
  ]

  /// The length of such a last label, the dot aside.
  private static func suffix(of domain: Span<UInt8>) -> Int? {
    for suffix in suffixes where domain.hasSuffix(suffix) { return suffix.utf8CodeUnitCount - 1 }
    return nil
  }

  /// The provider whose domain is one letter away: changed, added, left out, or two of them swapped (Damerau 1964).
  private static func provider(near domain: Span<UInt8>) -> StaticString? {
    for provider in providers where isNear(domain, provider) { return provider }
    return nil
  }

  private static func isNear(_ domain: Span<UInt8>, _ provider: StaticString) -> Bool {
    let length = provider.utf8CodeUnitCount
    guard abs(domain.count - length) <= 1 else { return false }
    // A static string's own bytes, which live for ever; the pointer does not leave the closure.
    return provider.withUTF8Buffer { wanted in
      let shorter = min(domain.count, length)
      var front = 0
      while front < shorter, domain[front] == wanted[front] { front += 1 }
      // Nearly all companies are told here: the first letters are seldom the slip.
      if front == 0 { return false }
      var back = 0
      while back < shorter - front, domain[domain.count - 1 - back] == wanted[length - 1 - back] { back += 1 }
      if domain.count != length { return front + back >= shorter }
      let different = length - front - back
      if different == 2 { return domain[front] == wanted[front + 1] && domain[front + 1] == wanted[front] }
      return different == 1
    }
  }
}
