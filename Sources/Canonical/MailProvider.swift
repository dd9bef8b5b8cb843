internal import PipelineModel

/// How mail providers read the addresses they give out: which differences do not make another mailbox.
///
/// As the providers' help pages tell it: Gmail ignores dots and what stands behind a plus; Outlook, iCloud, Fastmail, Proton
/// and Yandex ignore what stands behind a plus; Yahoo's disposable addresses stand behind a hyphen. Some have several
/// domains for one mailbox.
package enum MailProvider {
  private struct Rule {
    /// Domains of the provider, the one that stands for all of them first where they are one mailbox's.
    let domains: WordSet
    let isOne: StaticString?
    let tag: UInt8
    let ignoresDots: Bool
  }

  private static let rules: [Rule] = [
    Rule(domains: WordSet("gmail.com googlemail.com"), isOne: "gmail.com", tag: 0x2B, ignoresDots: true),
    Rule(
      domains: WordSet(
        """
        outlook.com outlook.fr outlook.de outlook.es outlook.ie outlook.com.br hotmail.com hotmail.co.uk hotmail.fr \
        hotmail.de hotmail.it hotmail.es live.com live.co.uk live.fr live.nl msn.com icloud.com me.com mac.com \
        fastmail.com fastmail.fm zoho.com mail.ru
        """), isOne: nil, tag: 0x2B, ignoresDots: false),
    Rule(domains: WordSet("proton.me protonmail.com pm.me"), isOne: nil, tag: 0x2B, ignoresDots: true),
    Rule(
      domains: WordSet("yandex.ru yandex.com yandex.by yandex.kz yandex.ua ya.ru"), isOne: "yandex.ru", tag: 0x2B,
      ignoresDots: false),
    Rule(
      domains: WordSet(
        """
        yahoo.com yahoo.co.uk yahoo.ca yahoo.co.in yahoo.com.br yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.in \
        ymail.com rocketmail.com
        """), isOne: nil, tag: 0x2D, ignoresDots: false),
  ]

  /// Appends the address of the mailbox that a canonical address is delivered to; `same` where that is the address, or
  /// where its provider is not known. `none`: the value is no address.
  package static func append(mailboxOf address: Span<UInt8>, into out: inout [UInt8]) -> Form {
    let domain = EmailAddress.domain(of: address)
    guard domain.lowerBound > 1, !domain.isEmpty else { return .none }
    let word = PackedWord(address, domain)
    guard let rule = rules.first(where: { $0.domains.contains(word) }) else { return .same }

    let start = out.count
    let localEnd = domain.lowerBound - 1
    let tag = address.firstIndex(of: rule.tag, in: 1..<localEnd) ?? localEnd
    for index in 0..<tag where !(rule.ignoresDots && address[index] == 0x2E) { out.append(address[index]) }
    // What is left of `...@` would be nobody's.
    guard out.count > start, address[0] != 0x22 else {
      out.removeLast(out.count - start)
      return .same
    }
    out.append(0x40)
    if let one = rule.isOne {
      // A static string's own bytes, which live for ever.
      one.withUTF8Buffer { out.append(copying: $0.span) }
    } else {
      out.append(copying: address.extracting(domain))
    }
    if out.span.extracting(start..<out.count).equals(address) {
      out.removeLast(out.count - start)
      return .same
    }
    return .changed
  }
}
