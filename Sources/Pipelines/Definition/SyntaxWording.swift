internal import PipelineModel

/// The wording of findings about the YAML itself.
extension Finding {
  static func syntax(
    problem: String, context: String?, opened: Place?, at place: Place, _ source: SourceText
  ) -> Finding {
    let rest = source.rest(from: place)
    let before = source.line(of: place).unicodeScalars.prefix(place.column - 1)
    func finding(_ message: String, _ hint: String?) -> Finding {
      Finding("yaml_syntax", at: place, message, hint: hint)
    }
    func openedFinding(_ what: String, _ hint: String?) -> Finding {
      Finding("yaml_syntax", at: opened ?? place, what, hint: hint)
    }
    switch problem {
    case "found character that cannot start any token" where rest.hasPrefix("\t"),
      "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      return finding("found a tab where the line is indented", "YAML is indented with spaces")
    case "found character that cannot start any token":
      let character = rest.first.map { quoted(String($0)) } ?? "a character"
      return finding("\(character) cannot begin a value", "put the value in quotes")
    case "mapping values are not allowed in this context":
      return finding(
        "found `:` where no key can stand",
        "quote a value that holds `: `, or look for a wrong indent or a missing `:` on the line above")
    case "did not find expected ',' or '}'" where before.contains("$") || source.line(of: place).contains("${"),
      "did not find expected ',' or ']'" where before.contains("$") || source.line(of: place).contains("${"):
      return finding("`${` cannot stand inside `{…}` or `[…]` without quotes", "write \"${NAME}\", in double quotes")
    case "did not find expected ',' or '}'":
      return openedFinding("this `{` is not closed, or a `,` is missing in it", nil)
    case "did not find expected ',' or ']'":
      return openedFinding("this `[` is not closed, or a `,` is missing in it", nil)
    case "did not find expected '-' indicator":
      return finding("expected an item that begins with `- `", "indent the items of a list alike")
    case "did not find expected key":
      return finding("expected a key", "indent the keys of a map alike")
    case "found unexpected end of stream" where context == "while scanning a quoted scalar":
      return openedFinding("this quote is not closed", nil)
    case "found unexpected document indicator" where context == "while scanning a quoted scalar":
      return openedFinding("this quote is not closed", nil)
    case "could not find expected ':'":
      return openedFinding("expected `:` after this key", "write `key: value`, with a space after the colon")
    case "block sequence entries are not allowed in this context":
      return finding("found `- ` where no list can begin", "begin the list on a line of its own")
    case "found undefined alias":
      return finding("\(quoted(word(rest))) names an anchor that is not defined above it", "put a `*` text in quotes")
    case "found unknown escape character":
      return finding("unknown escape in a double-quoted text", "write `\\\\` for a backslash, or use single quotes")
    case "but found another document":
      return finding("found a second document", "a pipeline file holds one; take the `---` out")
    case "did not find expected <document start>":
      return finding("found text after the end of the pipeline", "indent everything at the top level alike")
    case "found undefined tag handle":
      return finding("found `!` before a value", "put the value in quotes")
    case let problem where problem.hasPrefix("Maximum nesting level"):
      return finding("the file is nested too deeply", nil)
    default:
      // The parser's own words, which name what it looked for.
      return finding(problem.isEmpty ? "this is not YAML" : "this is not YAML: \(problem)", nil)
    }
  }

  static func forbiddenCharacter(_ scalar: Unicode.Scalar, at place: Place) -> Finding {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return Finding(
      "yaml_syntax", at: place, "found the character \(code), which YAML does not allow",
      hint: "save the file as UTF-8 text; in double quotes, a control character is written as an escape")
  }

  static func notUTF8(at place: Place?) -> Finding {
    Finding("not_utf8", at: place, "the file is not valid UTF-8", hint: "save the file as UTF-8")
  }

  static func fileTooLarge(limit: Int) -> Finding {
    Finding(
      "file_too_large", at: nil, "the file is larger than \(limit) bytes, the limit of a pipeline file",
      hint: "is this a pipeline file?")
  }

  static func tooManyValues(limit: Int, depth: Int, at place: Place) -> Finding {
    Finding(
      "file_too_large", at: place,
      "the file has more than \(limit) values with its aliases, or is nested deeper than \(depth) levels")
  }

  static func keyIsNotText(at place: Place) -> Finding {
    Finding("wrong_type", at: place, "expected a key that is text, found a list or a map")
  }

  static func mergeIsNotMap(at place: Place) -> Finding {
    Finding("wrong_type", at: place, "`<<` expected a map or a list of maps", hint: "write `<<: *anchor`")
  }

  static func duplicateKey(_ key: String, first: Place?, at place: Place) -> Finding {
    Finding(
      "duplicate_key", at: place,
      "duplicate key \(quoted(key))" + (first.map { ", first given on line \($0.line)" } ?? ""))
  }

  private static func word(_ text: Substring) -> String { String(text.prefix { !$0.isWhitespace && $0 != "," }) }
}
