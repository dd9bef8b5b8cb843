/// A word of a full name and what its letters tell.
struct NameToken {
  /// Where it stands.
  var range: Range<Int>
  /// How many commas stand before it.
  var segment: Int
  var classes: NameWordClass = .none
  /// How many letters it has.
  var letters = 0
  var uppers = 0
  var hasLower = false
  var hasDigit = false
  /// A dot at its end, and one inside it.
  var endsInDot = false
  var hasInnerDot = false
  /// A mail or web address.
  var isAddress = false
  /// A particle hangs on it by a hyphen: `Heijdanus-De Boer`.
  var endsInParticle = false
  /// Stands in quotes or brackets.
  var isAside = false

  var isInitial: Bool { letters == 1 && !isAside }
  var isGeneration: Bool { classes.contains(.generation) }
  var hasUpper: Bool { uppers > 0 }
  var isCapitals: Bool { hasUpper && !hasLower }
  /// In capitals, or with some inside, as degrees are: MEng.
  var isLikeDegree: Bool { isCapitals || uppers > 1 }
  /// Whether it is a suffix wherever it stands.
  var isSuffix: Bool { classes.isAny(of: .suffix | .generation) }
  var isParticle: Bool { classes.contains(.particle) }
  /// Whether it is certain to be no part of a name; initials are.
  var isPlaceholder: Bool { classes.contains(.placeholder) && !endsInDot && !hasInnerDot }

  /// Whether it stands for a title, with `names` words after it.
  func isTitle(names: Int) -> Bool {
    if hasInnerDot && !classes.contains(.title) { return false }
    if classes.contains(.dotted) && endsInDot { return true }
    if classes.contains(.named) { return names >= 2 || classes.contains(.title) }
    return classes.contains(.title)
  }
}
