internal import PipelineModel

/// The names of a source's columns in messages. A file without a header has its first row in their place, and a JSON
/// object may have people's data as keys: what may be somebody's data is not shown.
struct ColumnNames {
  private static let limit = 20

  private let names: [String]
  /// Whether they may well be data: the first row of a file of which nothing speaks for a header.
  private let mayBeData: Bool

  /// - Parameters:
  ///   - isFirstRow: whether they were read from the first row of a file.
  ///   - mapping: what the pipeline maps.
  init(_ names: [String], isFirstRow: Bool, mapping: FieldsChoice = .auto) {
    self.names = names
    let isNumbered = names == (1...max(1, names.count)).map(String.init)
    let known = Set(mapping.columns)
    mayBeData =
      isFirstRow && !isNumbered
      && (names.contains { !Self.isName($0) }
        || !names.contains { known.contains($0) || $0.contains("_") || WellKnownHeaders.field(forHeader: $0) != nil })
  }

  /// What to do about a column that is not there.
  func hint(for missing: String) -> String {
    if mayBeData {
      return "if the first row is data and no header, write `dialect: {header: false}`: columns are 1, 2, …"
    }
    let shown = names.filter(Self.isName)
    if let near = suggestion(for: missing, among: shown) { return "did you mean \(quoted(near))?" }
    if shown.isEmpty { return "no column has a name that can be shown; `sluice preview` shows rows" }
    let rest = names.count - min(shown.count, Self.limit)
    let list = shown.prefix(Self.limit).joined(separator: ", ")
    return "the columns are: \(list)" + (rest > 0 ? " and \(grouped(rest)) more" : "")
  }

  /// What to do where the export is not the one that `fields:` names.
  var hintForOtherExport: String {
    if let shown = ExportPreset.shown(by: names) { return "it looks like \(quoted(shown.name))" }
    if mayBeData { return hint(for: "") }
    return "`fields: auto` goes by well-known names, and `sluice init` writes a mapping; \(hint(for: ""))"
  }

  /// Whether a text looks like a column's name and not like a value: short, on one line, no address, not mostly digits.
  static func isName(_ text: String) -> Bool {
    let digits = text.unicodeScalars.count { $0.properties.numericType != nil }
    let isNumber = Int(text) != nil && text.count < 5
    return !text.isEmpty && text.count <= 40 && !text.contains("@") && !text.contains("://")
      && (isNumber || digits * 2 <= text.unicodeScalars.count)
      && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}
