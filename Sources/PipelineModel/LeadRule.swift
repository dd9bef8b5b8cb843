/// The rules that normalisation explains itself by: what it did to a value, or noticed in it.
///
/// The raw value is kept with the row, so rules are only ever added at the end; names are what people and reports see.
@usableFromInline package enum LeadRule: UInt8, Sendable, CaseIterable {
  // Text.
  case textTidied, textRepaired
  // Names.
  case nameRecased, namePartsFilled, nameAffixMoved, nameOrdered, nameNicknameMoved, namePlaceholder,
    nameForeignRemoved,
    nameDecorationRemoved
  // Companies.
  case companyLegalForm, companyTradingName, companyLocation, companyPlaceholder
  // E-mail addresses.
  case emailCanonical, emailInvalid, emailSeveral, emailRole, emailFreeMail, emailTypo
  // Telephone numbers.
  case phoneE164, phoneExtension, phoneInvalid, phoneUnparseable
  // Websites and domains.
  case domainRegistrable, domainDerived, domainInvalid, domainShared
  // LinkedIn.
  case linkedinCanonical, linkedinCompany, linkedinSalesNavigator, linkedinRecruiter, linkedinOldProfile, linkedinOther,
    notLinkedIn
  // Countries.
  case countryCode, countryUnknown
  // Romanisation.
  case latinForm
  // Mailboxes.
  case emailMailbox

  /// What pipeline reports call it.
  package var name: String { description.name }

  /// What it did or noticed, for people; no full stop.
  package var explanation: String { description.explanation }

  /// Whether it left the value as it was and only says something about it.
  package var isRemark: Bool {
    switch self {
    case .emailInvalid, .emailRole, .emailFreeMail, .emailTypo, .phoneInvalid, .phoneUnparseable, .linkedinCompany,
      .linkedinSalesNavigator, .linkedinRecruiter, .linkedinOldProfile, .linkedinOther, .notLinkedIn, .countryUnknown:
      true
    default: false
    }
  }

  private var description: (name: String, explanation: String) {
    switch self {
    case .textTidied: ("text-tidied", "blanks folded, invisible characters removed, letters composed")
    case .textRepaired: ("text-repaired", "text repaired that had been read in the wrong encoding or escaped")
    case .nameRecased: ("name-recased", "capitals put where names have them")
    case .namePartsFilled: ("name-parts-filled", "filled from the full name")
    case .nameAffixMoved: ("name-affix-moved", "an honorific or suffix moved to its own field")
    case .nameOrdered: ("name-ordered", "family name and given name told apart")
    case .nameNicknameMoved: ("name-nickname-moved", "a nickname moved to its own field")
    case .namePlaceholder: ("name-placeholder", "a placeholder removed: it names nobody")
    case .nameForeignRemoved: ("name-foreign-removed", "something that is no name removed")
    case .nameDecorationRemoved: ("name-decoration-removed", "decoration removed")
    case .companyLegalForm: ("company-legal-form", "the legal form split off")
    case .companyTradingName: ("company-trading-name", "the name that the company trades under taken")
    case .companyLocation: ("company-location", "a country or place behind the name removed")
    case .companyPlaceholder: ("company-placeholder", "a placeholder removed: it names no company")
    case .emailCanonical: ("email-canonical", "the address alone, in small letters")
    case .emailInvalid: ("email-invalid", "not an e-mail address (RFC 5321, RFC 5322)")
    case .emailSeveral: ("email-several", "several addresses: the first valid one taken")
    case .emailRole: ("email-role", "an address that a function answers, not a person")
    case .emailFreeMail: ("email-free-mail", "a mail provider's domain: it says nothing about the company")
    case .emailTypo: ("email-typo", "the domain looks like a misspelt mail provider")
    case .phoneE164: ("phone-e164", "written as E.164")
    case .phoneExtension: ("phone-extension", "the extension split off")
    case .phoneInvalid: ("phone-invalid", "a number that its country's numbering plan does not have")
    case .phoneUnparseable: ("phone-unparseable", "not a telephone number, or a national one without its country")
    case .domainRegistrable: ("domain-registrable", "the registrable domain (Public Suffix List)")
    case .domainDerived: ("domain-derived", "taken from the website or the e-mail address")
    case .domainInvalid: ("domain-invalid", "not a domain")
    case .domainShared: ("domain-shared", "a mail provider's or a shared site's domain, which is no company's")
    case .linkedinCanonical: ("linkedin-canonical", "the profile's canonical address")
    case .linkedinCompany: ("linkedin-company", "a company page: it identifies no person")
    case .linkedinSalesNavigator:
      ("linkedin-sales-navigator", "a Sales Navigator link: it identifies no person outside it")
    case .linkedinRecruiter: ("linkedin-recruiter", "a Recruiter link: it identifies no person outside it")
    case .linkedinOldProfile: ("linkedin-old-profile", "an old profile link that names no profile of today")
    case .linkedinOther: ("linkedin-other", "a page on LinkedIn that is no profile")
    case .notLinkedIn: ("not-linkedin", "not an address on LinkedIn")
    case .countryCode: ("country-code", "the country's ISO 3166 code")
    case .countryUnknown: ("country-unknown", "no country that is known by this name")
    case .latinForm: ("latin-form", "written in Latin letters")
    case .emailMailbox: ("email-mailbox", "the mailbox that its provider delivers to: dots and tags left out")
    }
  }
}

/// That a rule did something to a record's value, or noticed something in it: 8 bytes, no text.
@usableFromInline package struct LeadNote: Sendable, Equatable, BitwiseCopyable {
  /// The record's place in its batch.
  @usableFromInline package let record: UInt32
  private let fieldIndex: UInt8
  private let ruleIndex: UInt8

  package init(_ rule: LeadRule, _ field: LeadField, record: Int) {
    self.record = UInt32(truncatingIfNeeded: record)
    fieldIndex = UInt8(truncatingIfNeeded: field.rawValue)
    ruleIndex = rule.rawValue
  }

  /// The field that it is about.
  package var field: LeadField { LeadField(rawValue: Int(fieldIndex)) ?? .contactID }
  /// The rule.
  package var rule: LeadRule { LeadRule(rawValue: ruleIndex) ?? .textTidied }
}

extension LeadBatch {
  /// Keeps that a rule did something to a record's value of a field, or noticed something in it.
  package mutating func note(_ rule: LeadRule, _ field: LeadField, record: Int) {
    notes.append(LeadNote(rule, field, record: record))
  }

  /// How often each rule took part, by the rule's raw value.
  package var ruleCounts: [Int] {
    var counts = [Int](repeating: 0, count: LeadRule.allCases.count)
    for note in notes { counts[Int(note.rule.rawValue)] += 1 }
    return counts
  }
}
