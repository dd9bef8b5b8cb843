internal import Canonical
internal import PipelineModel

/// Words that a pipeline adds to the tables by which names are read.
enum ExtraWords {
  /// Each list's option, what it adds, and whether an entry may hold several words.
  private static let table: [(name: String, summary: String, takesPhrases: Bool)] = [
    ("titles", "honorifics to know besides those of the tables: one word each, dots and case aside", false),
    ("suffixes", "suffixes to know besides those of the tables: one word each, dots and case aside", false),
    ("particles", "words that begin family names and are written small, besides those of the tables", false),
    ("placeholders", "values to empty besides those of the tables: whole values, punctuation and case aside", true),
  ]

  /// An option for each list.
  static let options: [OptionSpec] = table.map { OptionSpec($0.name, .list(.text), $0.summary) }

  /// The tables with the words that the options add.
  static func lexicon(_ options: ComponentOptions) throws(OptionProblem) -> NameLexicon {
    var added: [String: [String]] = [:]
    for list in table {
      let words = options.texts(list.name) ?? []
      for (place, word) in words.enumerated() {
        let isEmpty = !word.unicodeScalars.contains { $0.properties.isAlphabetic }
        if isEmpty || !list.takesPhrases && word.contains(where: \.isWhitespace) || word.utf8.count > 64 {
          throw OptionProblem(
            option: "\(list.name)[\(place)]",
            message: list.takesPhrases
              ? "expected a value with a letter in it, of at most 64 bytes"
              : "expected one word with a letter in it, of at most 64 bytes",
            hint: list.takesPhrases ? nil : "give each word its own entry")
        }
      }
      added[list.name] = words
    }
    if added.values.allSatisfy(\.isEmpty) { return .standard }
    return NameLexicon.standard.adding(
      titles: added["titles"] ?? [], suffixes: added["suffixes"] ?? [], particles: added["particles"] ?? [],
      placeholders: added["placeholders"] ?? [])
  }
}
