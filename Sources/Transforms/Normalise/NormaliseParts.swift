internal import PipelineModel

/// The parts of normalisation that can be switched off one by one, and what can be asked for besides.
struct NormaliseParts: OptionSet {
  let rawValue: UInt16

  static let names = NormaliseParts(rawValue: 1)
  static let companies = NormaliseParts(rawValue: 2)
  static let emails = NormaliseParts(rawValue: 4)
  static let phones = NormaliseParts(rawValue: 8)
  static let domains = NormaliseParts(rawValue: 16)
  static let linkedin = NormaliseParts(rawValue: 32)
  static let countries = NormaliseParts(rawValue: 64)
  static let repair = NormaliseParts(rawValue: 128)
  static let mailboxes = NormaliseParts(rawValue: 256)

  /// Each part's option and what it does.
  private static let table: [(part: NormaliseParts, name: String, summary: String)] = [
    (.names, "names", "names: recased, their parts told apart"),
    (.companies, "companies", "companies: the legal form split off"),
    (.emails, "emails", "e-mail addresses: the address alone, checked"),
    (.phones, "phones", "telephone numbers: E.164"),
    (.domains, "domains", "company domains: the registrable domain, filled from website and e-mail address"),
    (.linkedin, "linkedin", "LinkedIn addresses: the profile's canonical one"),
    (.countries, "countries", "countries: ISO 3166 codes"),
    (.repair, "repair", "all texts: mojibake, HTML's references, wide and styled letters, where that is certain"),
  ]

  /// What is only done where it is asked for.
  private static let extras: [(part: NormaliseParts, name: String, summary: String)] = [
    (
      .mailboxes, "mailboxes",
      "e-mail addresses as their provider delivers them: without dots and tags that it ignores"
    )
  ]

  /// An option for each part.
  static let options: [OptionSpec] =
    table.map { OptionSpec($0.name, .boolean, $0.summary, standard: "true") }
    + extras.map { OptionSpec($0.name, .boolean, $0.summary, standard: "false") }

  /// All parts but those that are switched off, and what is asked for.
  init(options: ComponentOptions) {
    var parts: NormaliseParts = []
    for row in Self.table where options.boolean(row.name) ?? true { parts.insert(row.part) }
    for row in Self.extras where options.boolean(row.name) ?? false { parts.insert(row.part) }
    self = parts
  }

  /// All parts.
  static let all = NormaliseParts(table.map(\.part))

  init(rawValue: UInt16) { self.rawValue = rawValue }
}
