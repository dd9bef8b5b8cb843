/// How a table is to look.
package struct TableStyle: Sendable {
  /// Columns of the terminal.
  package var width: Int
  package var hasColours: Bool

  package init(width: Int, hasColours: Bool) {
    self.width = width
    self.hasColours = hasColours
  }

  /// A text in a colour, where there are colours.
  fileprivate func painted(_ text: String, _ code: String) -> String {
    hasColours && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension Preview {
  /// For people: each row's fields before and after side by side, what changed marked (`~`), what was empty filled (`+`),
  /// what was there emptied (`-`). Values are cut where the terminal ends, and show no control characters.
  package func table(_ style: TableStyle) -> String {
    let fields = rows.flatMap(\.fields)
    let heads = ["field", "before", "after"]
    var widths = heads.map(\.count)
    for field in fields {
      for (column, text) in [field.name, field.before, field.after].enumerated() {
        widths[column] = max(widths[column], terminalWidth(text.shownOnOneLine))
      }
    }
    widths[0] = min(widths[0], max(10, style.width / 3))
    // A mark and three gaps of two.
    let room = max(16, style.width - widths[0] - 7)
    if widths[1] + widths[2] > room {
      let half = room / 2
      if widths[1] <= half {
        widths[2] = room - widths[1]
      } else if widths[2] <= half {
        widths[1] = room - widths[2]
      } else {
        widths[1] = half
        widths[2] = room - half
      }
    }
    func line(_ mark: String, _ cells: [String], _ colour: String?) -> String {
      let texts = zip(cells, widths).map { $0.shownOnOneLine.fitted(to: $1) }
      let left = "\(mark) \(texts[0].padded(to: widths[0]))  "
      if texts[2].isEmpty { return left + texts[1] }
      return left + texts[1].padded(to: widths[1]) + "  " + (colour.map { style.painted(texts[2], $0) } ?? texts[2])
    }
    return rows.map { row in
      let remarks = (row.filtered ? ["left out by a filter"] : []) + (row.translate ? ["names to be translated"] : [])
      let head = "\(row.file):\(row.line)".shownOnOneLine
      var lines = [style.painted(head, "1") + (remarks.isEmpty ? "" : "  (\(remarks.joined(separator: "; ")))")]
      if row.fields.isEmpty { return lines[0] + "\n  no lead field has a value" }
      lines.append(style.painted(line(" ", heads, nil), "2"))
      for field in row.fields {
        let cells = [field.name, field.before, field.after]
        switch (field.before == field.after, field.before.isEmpty, field.after.isEmpty) {
        case (true, _, _): lines.append(line(" ", cells, "2"))
        case (_, true, _): lines.append(line("+", cells, "32"))
        case (_, _, true): lines.append(line("-", cells, nil))
        default: lines.append(line("~", cells, "33"))
        }
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }
}

extension String {
  /// As it may be shown on a terminal, on one line: what a terminal would obey, or turn the text around by, is a dot.
  var shownOnOneLine: String {
    if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
    return String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: "\u{B7}"
          // Joiners belong to letters and emoji; the rest of the kind changes direction or hides.
          case .format: scalar.value == 0x200C || scalar.value == 0x200D ? scalar : "\u{B7}"
          default: scalar
          }
        }))
  }
}
