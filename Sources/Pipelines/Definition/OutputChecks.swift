import PipelineModel
internal import Transport

extension DefinitionReader {
  /// Outputs and the rejects file do not overwrite each other or an input, and stdin is read once.
  mutating func checkPaths(
    extract: [PlacedUse], outputs: [PlacedUse], pipeline: (file: String, name: String, folder: String)
  ) {
    let folder = pipeline.folder
    let rejects = absolutePath(
      rejectsPath(outputs: outputs.compactMap { $0.use.options.text("path") }, pipeline: pipeline.name), in: folder)
    var inputs: [String: Place] = [:]
    var patterns: [(absolute: String, shown: String, place: Place)] = []
    for use in extract {
      if use.use.options.boolean("only_new") == true,
        use.use.options.text("path").map({ $0 == "-" || isURL($0) }) ?? true
      {
        findings.append(.onlyNewNeedsFiles(at: use.place(of: "only_new")))
      }
      guard let path = use.use.options.text("path") else { continue }
      let place = use.place(of: "path")
      if path == "-" {
        if let first = inputs["-"] {
          findings.append(.stdinTwice(first: first, at: place))
        } else if pipeline.file == "-" {
          findings.append(.stdinIsPipeline(at: place))
        }
        inputs["-"] = inputs["-"] ?? place
      } else if !isURL(path) {
        let absolute = absolutePath(path, in: folder)
        inputs[absolute] = inputs[absolute] ?? place
        if absolute == rejects { findings.append(.rejectsTakePlace(of: "input", at: place)) }
        if isPattern(path) {
          patterns.append((absolute, use.shown(path, of: "path"), place))
        }
      }
    }
    var written: [String: Place] = [:]
    for use in outputs {
      guard let path = use.use.options.text("path") else { continue }
      let place = use.place(of: "path")
      let absolute = path == "-" ? path : absolutePath(path, in: folder)
      let shown = use.shown(path, of: "path")
      if let first = written[absolute] { findings.append(.samePath(shown, first: first, at: place)) }
      written[absolute] = written[absolute] ?? place
      if absolute == rejects { findings.append(.rejectsTakePlace(of: "output", at: place)) }
      if path != "-", let input = inputs[absolute] {
        findings.append(.outputIsInput(shown, first: input, at: place))
      } else if path != "-" {
        for pattern in patterns where matches(absolute, pattern: pattern.absolute) {
          findings.append(.outputMatchesInput(shown, pattern.shown, first: pattern.place, at: place))
        }
      }
      for placeholder in placeholders(in: path) where placeholder != "{date}" && placeholder != "{run}" {
        let found = use.sources["path"] == nil ? placeholder : shown
        findings.append(.unknownPlaceholder(found, at: place))
      }
    }
  }

  /// Each of an output's `columns` is known, and no two have one heading.
  mutating func checkColumns(_ output: PlacedUse, hasLoad: Bool, hasPeople: Bool) {
    guard let columns = output.use.options.texts("columns") else { return }
    if columns.isEmpty { findings.append(.emptyList("columns", at: output.place(of: "columns"))) }
    var headings: [String: String] = [:]
    for (index, column) in columns.enumerated() {
      let place = output.place(of: "columns[\(index)]")
      let shown = output.shown(column, of: "columns[\(index)]")
      let heading = column.hasPrefix("source.") ? String(column.dropFirst("source.".count)) : column
      let added = AddedColumn(rawValue: column)
      guard column.hasPrefix("source.") && !heading.isEmpty || LeadField(name: column) != nil || added != nil else {
        findings.append(.unknownColumn(shown, at: place))
        continue
      }
      if let first = headings[heading] {
        findings.append(.sameHeading(shown, first: first, at: place))
      }
      headings[heading] = headings[heading] ?? shown
      if added == .person, !hasPeople {
        findings.append(.columnStaysEmpty(column, needs: "`dedupe` or `load`", at: place))
      } else if let added, added != .person, !hasLoad {
        findings.append(.columnStaysEmpty(column, needs: "`load`", at: place))
      }
    }
  }

  private func placeholders(in path: String) -> [String] {
    var found: [String] = []
    var rest = path[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      found.append(String(rest[open...close]))
      rest = rest[rest.index(after: close)...]
    }
    return found
  }
}
