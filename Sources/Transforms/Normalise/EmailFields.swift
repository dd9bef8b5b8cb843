internal import Canonical
internal import PipelineModel

/// E-mail addresses: the address alone in small letters, what kind it is, and what it may have been meant to be.
struct EmailFields {
  /// Whether addresses are those of their mailboxes.
  private let mailboxes: Bool
  private var scratch: [UInt8] = []

  init(mailboxes: Bool) { self.mailboxes = mailboxes }

  mutating func normalise(_ batch: inout LeadBatch) {
    if !batch.has(.email) { return }
    var kinds = FixedValues(count: 4)
    for record in 0..<batch.count where !batch.slice(.email, record: record).isEmpty {
      // Characters that nobody sees may hide an address.
      guard address(record, &batch) || batch.tidy(.email, record, with: &scratch) && address(record, &batch) else {
        invalid(record, &batch)
        if !batch.slice(.email, record: record).isEmpty { kinds.set(3, "invalid", .emailType, record, &batch) }
        continue
      }
      if mailboxes { mailbox(record, &batch) }
      let (domain, isFree, isRole) = read(batch.value(.email, record: record))
      suggest(domain, isFree, record, &batch)
      if isRole { batch.note(.emailRole, .email, record: record) }
      if isFree { batch.note(.emailFreeMail, .email, record: record) }
      switch (isRole, isFree) {
      case (true, _): kinds.set(1, "role", .emailType, record, &batch)
      case (_, true): kinds.set(2, "free_mail", .emailType, record, &batch)
      default: kinds.set(0, "work", .emailType, record, &batch)
      }
    }
  }

  /// Where the domain of an address stands, whether it is a mail provider's, and whether a function answers it.
  private func read(_ address: Span<UInt8>) -> (domain: Range<Int>, isFree: Bool, isRole: Bool) {
    let domain = EmailAddress.domain(of: address)
    return (
      domain, FreeMail.contains(address.extracting(domain)),
      RoleAccount.contains(address.extracting(0..<domain.lowerBound - 1))
    )
  }

  /// Brings a record's address into its form; false where there is none.
  private mutating func address(_ record: Int, _ batch: inout LeadBatch) -> Bool {
    scratch.empty()
    switch EmailAddress.append(batch.value(.email, record: record), into: &scratch) {
    case .same: return true
    case .changed:
      batch.set(.email, record: record, to: scratch.span)
      batch.note(.emailCanonical, .email, record: record)
      return true
    case .none: break
    }
    guard let first = EmailAddress.firstOfSeveral(batch.value(.email, record: record)) else { return false }
    appendForm(of: batch.value(.email, record: record).extracting(first))
    batch.set(.email, record: record, to: scratch.span)
    batch.note(.emailSeveral, .email, record: record)
    return true
  }

  /// Puts the form of an address into `scratch`; nothing where it is none.
  private mutating func appendForm(of value: Span<UInt8>) {
    scratch.empty()
    if EmailAddress.append(value, into: &scratch) == .same { scratch.append(copying: value) }
  }

  private mutating func mailbox(_ record: Int, _ batch: inout LeadBatch) {
    scratch.empty()
    guard case .changed = MailProvider.append(mailboxOf: batch.value(.email, record: record), into: &scratch) else {
      return
    }
    batch.set(.email, record: record, to: scratch.span)
    batch.note(.emailMailbox, .email, record: record)
  }

  private mutating func invalid(_ record: Int, _ batch: inout LeadBatch) {
    if batch.slice(.email, record: record).isEmpty { return }
    batch.note(.emailInvalid, .email, record: record)
    // A full stop behind it is the commonest slip that can be mended without guessing.
    let length = batch.slice(.email, record: record).count
    guard length > 2, batch.value(.email, record: record)[length - 1] == 0x2E else { return }
    appendForm(of: batch.value(.email, record: record).extracting(0..<length - 1))
    if !scratch.isEmpty { batch.set(.emailSuggestion, record: record, to: scratch.span) }
  }

  private mutating func suggest(_ domain: Range<Int>, _ isFree: Bool, _ record: Int, _ batch: inout LeadBatch) {
    if isFree { return }
    guard appendMeant(batch.value(.email, record: record), domain) else { return }
    batch.set(.emailSuggestion, record: record, to: scratch.span)
    batch.note(.emailTypo, .email, record: record)
  }

  private mutating func appendMeant(_ address: Span<UInt8>, _ domain: Range<Int>) -> Bool {
    guard MisspeltDomain.isLikely(address.extracting(domain)) else { return false }
    scratch.empty()
    scratch.append(copying: address.extracting(0..<domain.lowerBound))
    return MisspeltDomain.append(address.extracting(domain), into: &scratch)
  }
}
