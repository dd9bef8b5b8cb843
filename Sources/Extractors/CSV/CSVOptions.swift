internal import PipelineModel

/// What a pipeline says of a CSV file's dialect; what it does not say is sniffed.
struct CSVOptions: Sendable {
  /// What is given, over RFC 4180.
  var dialect = CSVDialect()
  /// The keys that are given.
  var given: Set<String> = []
  /// Whether the file is sniffed.
  var isSniffed = true

  private static let byte = OptionType.either(.choice(["none"]), .character)

  static let specs = [
    OptionSpec("delimiter", .text, "between fields: `,`, `;`, `tab`, or up to eight bytes"),
    OptionSpec(
      "quote", byte, "the byte around fields that hold delimiters or line ends, or `none`"),
    OptionSpec("escape", byte, "the byte before one that means itself, or `none`: a quote is doubled"),
    OptionSpec("comment", byte, "the byte that begins a line that is no record, or `none`"),
    OptionSpec(
      "header", .either(.either(.boolean, .integer(0...20)), .list(.text)),
      "whether the first record names the columns, how many do, or the names where none does; without names they are "
        + "1, 2, …"),
    OptionSpec("skip", .integer(0...1000), "lines before the first record"),
    OptionSpec(
      "ragged", .choice(CSVDialect.Ragged.allCases.map(\.rawValue)),
      "a row of another length is rejected, or padded (a long one brings columns), or loses empty fields at its end"),
    OptionSpec("spaces", .choice(["keep", "skip"]), "spaces after a delimiter: part of the field or not"),
    OptionSpec(
      "split", .choice(["quoted", "lines"]), "whether a quoted field may hold line ends, or each line is a record"),
    OptionSpec(
      "lenient", .boolean, "whether a quote that breaks the rules is a character, where its line reads well that way"),
    OptionSpec("base", .choice(["auto", "rfc4180"]), "what holds for the keys that are left out", standard: "auto"),
    OptionSpec("terminator", byte, "the byte that ends a record, where it is no line end"),
  ]

  static let spec = OptionSpec(
    "dialect", .either(.choice(["auto", "rfc4180"]), .object(specs)),
    "how the file is written; what is left out is sniffed", standard: "auto")

  init(_ options: ComponentOptions) throws(OptionProblem) {
    if options.text("dialect") == "rfc4180" { isSniffed = false }
    guard let options = options.object("dialect") else { return }
    isSniffed = options.text("base") != "rfc4180"
    given = Set(options.values.keys)
    if let text = options.text("delimiter") { dialect.delimiter = Self.delimiter(text) }
    dialect.quote = try Self.byte("quote", options) ?? (given.contains("quote") ? nil : dialect.quote)
    dialect.escape = try Self.byte("escape", options)
    if dialect.escape == dialect.quote { dialect.escape = nil }
    dialect.comment = try Self.byte("comment", options)
    dialect.terminator = try Self.byte("terminator", options)
    if let isThere = options.boolean("header") { dialect.header = isThere ? .lines(1) : .none }
    if let lines = options.integer("header") { dialect.header = lines > 0 ? .lines(lines) : .none }
    if let names = options.texts("header") { dialect.header = names.isEmpty ? .none : .names(names) }
    dialect.skip = options.integer("skip") ?? 0
    dialect.ragged = options.text("ragged").flatMap(CSVDialect.Ragged.init) ?? dialect.ragged
    dialect.skipsSpaces = options.text("spaces") == "skip"
    dialect.splitsLines = options.text("split") == "lines"
    dialect.isLenient = options.boolean("lenient") ?? false
    try check()
  }

  private func check() throws(OptionProblem) {
    guard (1...8).contains(dialect.delimiter.count) else {
      throw OptionProblem(
        option: "dialect.delimiter", message: "must be one to eight bytes", hint: "write `tab` for a tab")
    }
    let lineEnds: [UInt8] = dialect.terminator.map { [$0] } ?? [Byte.lf, Byte.cr]
    let others = [dialect.quote, dialect.escape, dialect.comment].compactMap { $0 }
    if dialect.delimiter.contains(where: { others.contains($0) || lineEnds.contains($0) })
      || others.contains(where: lineEnds.contains)
    {
      throw OptionProblem(
        option: "dialect", message: "delimiter and quote must be two different bytes and no line ends",
        hint: "for example {delimiter: ;, quote: '\"'}")
    }
  }

  private static func delimiter(_ text: String) -> [UInt8] {
    text == "tab" || text == "\\t" ? [Byte.tab] : Array(text.utf8)
  }

  private static func byte(_ key: String, _ options: ComponentOptions) throws(OptionProblem) -> UInt8? {
    guard let text = options.text(key), text != "none" else { return nil }
    let bytes = delimiter(text)
    guard let byte = bytes.first, bytes.count == 1, byte < 0x80 else {
      throw OptionProblem(
        option: "dialect.\(key)", message: "must be one ASCII byte, or `none`", hint: "write `tab` for a tab")
    }
    return byte
  }
}
