internal import PipelineModel

/// What the Excel extractor says when something is wrong.
enum XLSXWording {
  private static let saveAgain = "open it in Excel and save it again, or export the sheet as CSV UTF-8"

  /// The `sheet:` option is empty.
  static var noSheetName: OptionProblem {
    OptionProblem(option: "sheet", message: "expected the name of a sheet", hint: "left out it is the first one")
  }

  /// Bytes that are no workbook.
  static func noWorkbook(_ head: [UInt8]) -> Diagnostic {
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      return Diagnostic(
        code: "wrong_format", "an old Excel workbook (.xls), or one that is protected by a password",
        hint: "open it in Excel and save it as .xlsx without a password")
    }
    let looksLikeText = !head.isEmpty && !head.contains { $0 < 0x09 }
    return Diagnostic(
      code: "wrong_format", "this is no Excel workbook (.xlsx)",
      hint: looksLikeText ? "it looks like text: read it with `csv:`, `json:` or `xml:`" : saveAgain)
  }

  /// A workbook in a format that is not read.
  static func otherWorkbook(_ what: String) -> Diagnostic {
    Diagnostic(code: "wrong_format", "this is \(what)", hint: "save it as .xlsx")
  }

  static var noSheets: Diagnostic {
    Diagnostic(code: "no_sheet", "the workbook has no sheet with cells", hint: saveAgain)
  }

  static func noSheet(_ name: String, among sheets: [XLSXPackage.Sheet]) -> Diagnostic {
    let names = sheets.map(\.name)
    let near = suggestion(for: name, among: names).map { "did you mean \(quoted($0))? " } ?? ""
    return Diagnostic(
      code: "no_sheet", "the workbook has no sheet \(quoted(name))",
      hint: near + "its sheets are: \(list(names))")
  }

  /// Which sheet is read, where it could be another.
  static func chosen(
    _ sheet: XLSXPackage.Sheet, among sheets: [XLSXPackage.Sheet], isNamed: Bool
  ) -> Diagnostic? {
    if isNamed || sheets.count < 2 { return nil }
    return Diagnostic(
      .note, code: "chosen_sheet", "the sheet \(quoted(sheet.name)) is read, and no other",
      hint: "`sheet:` names another: \(list(sheets.map(\.name).filter { $0 != sheet.name }))")
  }

  /// Cells that hold errors.
  static func errors(_ errors: XLSXTable.Errors) -> Diagnostic? {
    if errors.count == 0 { return nil }
    let place = "\(letters(errors.column))\(errors.row)"
    let message =
      errors.count == 1
      ? "cell \(place) holds an error such as #N/A: it is read as empty"
      : "\(grouped(errors.count)) cells hold errors such as #N/A: they are read as empty; the first is \(place)"
    return Diagnostic(
      .warning, code: "error_cells", at: Diagnostic.Location(file: "", line: errors.row), message,
      hint: "mend the formulas in the workbook")
  }

  /// A sheet that cannot be read on.
  static func damaged(_ error: ScanError, row: UInt32) -> ScanError {
    ScanError(
      error.code, offset: error.offset,
      detail: "the sheet is damaged" + (row > 0 ? " after row \(row - 1)" : "") + ": \(error.detail)", hint: saveAgain)
  }

  /// Another part that cannot be read.
  static func damaged(_ part: String, _ error: ScanError) -> Diagnostic {
    Diagnostic(
      code: error.code.rawValue,
      "its part \(quoted(part)) is damaged at byte \(grouped(Int(error.offset))): \(error.detail)",
      hint: saveAgain)
  }

  static func missingPart(_ part: String) -> Diagnostic {
    Diagnostic(code: "missing_part", "the workbook lacks its part \(quoted(part))", hint: saveAgain)
  }

  static func tooLarge(_ part: String, limit: Int) -> Diagnostic {
    Diagnostic(
      code: "too_large", "its part \(quoted(part)) is larger than the limit of \(grouped(limit)) bytes",
      hint: "export the sheet as CSV UTF-8")
  }

  static func tooManyColumns(_ limit: Int, offset: UInt64) -> ScanError {
    ScanError(
      .tooLarge, offset: offset, detail: "the rows use more than \(grouped(limit)) columns",
      hint: "take out the columns that are not needed")
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(20).map { quoted($0) }.joined(separator: ", ") + (names.count > 20 ? " and more" : "")
  }

  /// A column as Excel names it.
  private static func letters(_ column: Int) -> String {
    var (rest, text) = (column, "")
    while rest > 0 {
      text = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + text
      rest = (rest - 1) / 26
    }
    return text
  }
}
