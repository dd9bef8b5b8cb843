/// A text in a message: on one line, and no longer than a line bears.
package func quoted(_ text: String) -> String {
  let shown = text.unicodeScalars.prefix(60).map { scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: scalar == "\n" || scalar == "\t" ? " " : "\u{FFFD}"
    default: String(scalar)
    }
  }
  return "`" + shown.joined() + (text.unicodeScalars.count > 60 ? "…" : "") + "`"
}
