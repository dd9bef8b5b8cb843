/// Local parts of e-mail addresses that a function answers, not a person (RFC 2142 and what companies use).
package enum RoleAccount {
  /// Whether a local part (small letters) belongs to a function.
  package static func contains(_ localPart: Span<UInt8>) -> Bool {
    words.contains(PackedWord(localPart, 0..<localPart.count))
  }

  private static let words = WordSet(
    """
    abuse accounting accounts admin administration administrator billing booking careers contact contato contacto \
    customerservice enquiries enquiry events finance hello help helpdesk hr hi info information inquiries invoices it \
    jobs kontakt legal mail marketing media newsletter no-reply noreply office orders postmaster press privacy purchasing \
    reception sales secretary security service support team vertrieb webmaster welcome
    """)
}
