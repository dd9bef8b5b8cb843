/// How a field of two rows is compared: what levels of agreement there are, from 0 (different) to the last (equal).
enum ComparisonKind: UInt8, Sendable, CaseIterable {
  case firstName, lastName, employer, email, phone, profile, date, code, text

  /// What each level is called, from 0.
  var levels: [String] {
    switch self {
    case .firstName, .lastName: ["different", "alike", "part or initial", "one letter off", "short form", "equal"]
    case .employer: ["different", "alike", "one differs", "company or domain", "company and domain"]
    case .email: ["different", "same local part", "almost equal", "equal"]
    case .phone: ["different", "one digit off", "equal"]
    case .profile: ["different", "one letter off", "equal"]
    case .date:
      ["different", "within ten years", "within a year", "two parts or a month", "one digit off or turned", "equal"]
    case .code: ["different", "two off", "one off", "equal"]
    case .text: ["different", "alike", "much alike", "almost equal", "equal"]
    }
  }

  /// The shares of the levels that are expected among pairs of one person, before any data is seen.
  var priorOne: [Double] {
    switch self {
    case .firstName: [0.04, 0.03, 0.05, 0.08, 0.05, 0.75]
    case .lastName: [0.05, 0.03, 0.04, 0.08, 0.01, 0.79]
    case .employer: [0.12, 0.07, 0.06, 0.25, 0.5]
    case .email: [0.25, 0.07, 0.05, 0.63]
    case .phone: [0.25, 0.04, 0.71]
    case .profile: [0.05, 0.02, 0.93]
    case .date: [0.02, 0.03, 0.04, 0.05, 0.08, 0.78]
    case .code: [0.08, 0.04, 0.1, 0.78]
    case .text: [0.1, 0.05, 0.07, 0.13, 0.65]
    }
  }

  /// The same among related people (a household, colleagues), where the field is one that they may share; nil where they
  /// are as strangers.
  var priorRelated: [Double]? {
    switch self {
    case .firstName, .email, .profile, .date: nil
    case .lastName: [0.5, 0.02, 0.02, 0.03, 0.01, 0.42]
    case .employer: [0.45, 0.03, 0.04, 0.13, 0.35]
    case .phone: [0.7, 0.05, 0.25]
    case .code: [0.5, 0.05, 0.05, 0.4]
    case .text: [0.45, 0.03, 0.03, 0.05, 0.44]
    }
  }

  /// The same among strangers.
  var priorStrangers: [Double] {
    switch self {
    case .firstName: [0.93, 0.04, 0.008, 0.005, 0.007, 0.01]
    case .lastName: [0.95, 0.03, 0.006, 0.003, 0.001, 0.01]
    case .employer: [0.95, 0.025, 0.005, 0.005, 0.015]
    case .email: [0.997, 0.001, 0.001, 0.001]
    case .phone: [0.997, 0.001, 0.002]
    case .profile: [0.999, 0.0005, 0.0005]
    case .date: [0.7, 0.22, 0.03, 0.03, 0.01, 0.01]
    case .code: [0.9, 0.05, 0.03, 0.02]
    case .text: [0.85, 0.08, 0.03, 0.01, 0.03]
    }
  }

  /// The level of equal values.
  var top: UInt8 { UInt8(levels.count - 1) }
}

/// A comparison's level where one of two rows has no value.
let missingLevel: UInt8 = 7
