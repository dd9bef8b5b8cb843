internal import PipelineModel

/// What rows are compared by: the lead fields that tell people apart, and the columns that `compare:` adds.
package struct MatchPlan: Sendable {
  /// Where a column's values come from.
  enum Origin: Sendable, Equatable {
    case lead(LeadField)
    /// A column of the source by its name, or where there is none, the lead field of that name.
    case named(String)
  }

  /// A column of comparable values.
  struct Column: Sendable {
    var origin: Origin
    var form: MatchForm
    /// Values of columns with one realm are the same value where their bytes are.
    var realm: UInt64
  }

  /// A comparison, and the columns that it reads.
  struct Comparison: Sendable {
    var name: String
    var kind: ComparisonKind
    var columns: [Int]
  }

  /// The lead fields' columns by their places.
  static let first = 0
  static let last = 1
  static let company = 2
  static let domain = 3
  static let email = 4
  static let phone = 5
  static let profile = 6

  /// The lead fields in that order, and the forms that they are compared in.
  static let standard: [LeadField] = [
    .firstName, .lastName, .companyName, .companyDomain, .email, .phone, .linkedinURL,
  ]
  private static let forms: [MatchForm] = [.words, .words, .company, .domain, .email, .phone, .profile]

  /// The place of the comparison of e-mail addresses.
  static let emailComparison = 3

  /// The realm of first and last names.
  static let names: UInt64 = 1

  private(set) var columns: [Column] = []
  private(set) var comparisons: [Comparison] = []

  /// The columns that `compare:` names.
  package var compared: [String] {
    columns.compactMap { if case .named(let name) = $0.origin { name } else { nil } }
  }

  /// - Parameter compare: the columns beside the lead fields, by name.
  init(compare: [(name: String, kind: ComparisonKind)]) {
    for (index, field) in Self.standard.enumerated() {
      // Turned names are found because first and last names are of one realm.
      let realm = index == Self.last ? Self.names : UInt64(index + 1)
      columns.append(Column(origin: .lead(field), form: Self.forms[index], realm: realm))
    }
    comparisons = [
      Comparison(name: "first_name", kind: .firstName, columns: [Self.first]),
      Comparison(name: "last_name", kind: .lastName, columns: [Self.last]),
      Comparison(name: "company", kind: .employer, columns: [Self.company, Self.domain]),
      Comparison(name: "email", kind: .email, columns: [Self.email]),
      Comparison(name: "phone", kind: .phone, columns: [Self.phone]),
      Comparison(name: "linkedin_url", kind: .profile, columns: [Self.profile]),
    ]
    for one in compare {
      comparisons.append(Comparison(name: one.name, kind: one.kind, columns: [columns.count]))
      columns.append(
        Column(origin: .named(one.name), form: MatchForm(one.kind), realm: UInt64(columns.count + 1)))
    }
  }
}
