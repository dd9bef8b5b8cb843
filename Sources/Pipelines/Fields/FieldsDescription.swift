internal import PipelineModel

/// What `sluice describe fields` prints: what `fields:` takes, every lead field with the column names that are
/// understood for it, by language, and every export with its columns.
package func describeFields() -> String {
  var text = """
    fields (of every extractor)
    Which column of a source holds which lead field.

      fields: auto                      the names below, in any language; the standard
      fields: hubspot                   the columns of an export; the exports stand at the end
      fields: {email: E-Mail, …: …}     the whole mapping

    Case, punctuation, accents and width of letters do not matter. Where two languages have one word for two
    things, the first language wins. With `auto`, an export that shows its product is read as that.


    """
  for field in LeadField.allCases {
    text += "\(field.name)\n"
    for language in HeaderTable.languages {
      let names = language.headers.filter { $0.field == field }.flatMap(\.names)
      if !names.isEmpty { text += row(language.name, names) }
    }
  }
  text += "\nThe whole name, or the part of it that has no other column\n"
  for language in HeaderTable.languages {
    let names = language.headers.filter { $0.field == nil }.flatMap(\.names)
    if !names.isEmpty { text += row(language.name, names) }
  }
  text += "\nExports; of several columns for a field the first that is there is taken\n"
  for preset in ExportPreset.all {
    text += "\n\(preset.name)\n  \(preset.product)\n  Source: \(preset.source)\n"
    for (field, columns) in preset.fields { text += row(field.name, columns) }
  }
  text.removeLast()
  return text
}

/// A heading and words, broken at a width that terminals have.
private func row(_ heading: String, _ words: [String]) -> String {
  let indent = 16
  var lines = ["  " + heading.padded(to: indent - 2)]
  var width = indent
  for (index, word) in words.enumerated() {
    let word = index + 1 < words.count ? word + "," : word
    let length = terminalWidth(word)
    if width > indent, width + 1 + length > 100 {
      lines.append(String(repeating: " ", count: indent))
      width = indent
    }
    lines[lines.count - 1] += (width > indent ? " " : "") + word
    width += length + (width > indent ? 1 : 0)
  }
  return lines.map { $0 + "\n" }.joined()
}
