/// A text as a scalar of a pipeline file: bare where that means the same, else in double quotes; `${` stays what it is.
func yamlScalar(_ text: String) -> String {
  if isPlain(text) { return text }
  let escaped = text.replacing("${", with: "$${").unicodeScalars.map { scalar in
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\t": "\\t"
    default:
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
        "\\U" + hex(scalar.value)
      default: String(scalar)
      }
    }
  }
  return "\"" + escaped.joined() + "\""
}

/// Whether YAML reads a bare text as that text, in maps between braces as well.
private func isPlain(_ text: String) -> Bool {
  guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
  let word = text.unicodeScalars.allSatisfy { scalar in
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || " _-./()@+&".unicodeScalars.contains(scalar)
  }
  let reserved: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
  return word && (first.properties.isAlphabetic || "./_".unicodeScalars.contains(first)) && last != " "
    && !text.contains("${")
    && !reserved.contains(text.lowercased())
}

private func hex(_ value: UInt32) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 8 - digits.count) + digits
}
