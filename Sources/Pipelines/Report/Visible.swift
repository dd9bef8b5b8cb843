extension String {
  /// As it may be shown on a terminal: control characters, which a terminal would obey, are dots.
  var harmless: String {
    String(unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{B7}" : Character($0) })
  }

  /// The same, cut where it is long.
  var excerpt: String {
    let shown = harmless
    return shown.count > 60 ? shown.prefix(59) + "…" : shown
  }
}
