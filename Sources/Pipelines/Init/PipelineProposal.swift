package import PipelineModel
internal import Transport

/// A pipeline file for exports that were looked at: what `sluice init` writes.
package struct PipelineProposal {
  /// The pipeline's name.
  private let name: String
  private var sources: [SourceProposal] = []
  private let output: String

  /// Looks at files (`-` is standard input).
  ///
  /// Throws what a run would throw at a file; files of an archive, and files among others, of which nothing can be made
  /// are told and left out.
  ///
  /// - Parameters:
  ///   - path: where the pipeline file is to stand, which its paths are relative to; nil: in the current folder.
  ///   - currentFolder: absolute.
  package init(
    files: [String], path: String?, currentFolder: String, emit: (Diagnostic) -> Void
  ) throws {
    let folder = path.map { absolutePath($0 + "/..", in: currentFolder) } ?? currentFolder
    name = Self.name(path ?? files.first { $0 != "-" } ?? "leads")
    for file in files {
      do {
        let shown = file == "-" || isURL(file) ? file : Self.path(file, from: folder, currentFolder: currentFolder)
        sources += try Self.sources(of: file, path: shown, emit: emit)
      } catch let problem as Diagnostic where files.count > 1 && problem.code == "nothing_to_propose" {
        emit(problem.asWarning)
      }
    }
    if sources.isEmpty {
      throw Diagnostic(
        code: "nothing_to_propose", "nothing can be proposed for any of the files", hint: "see what was said of them")
    }
    // No output may replace an input, nor be read by the next run.
    let inputs = Set(sources.map { absolutePath($0.path, in: folder) })
    let free = ["out/\(name).csv", "out/\(name)-clean.csv", "out/\(name)-sluice.csv"]
    output = free.first { !inputs.contains(absolutePath($0, in: folder)) } ?? free[2]
    let written = absolutePath(output, in: folder)
    sources = Self.joined(sources, in: folder) { !matches(written, pattern: $0) }
  }

  /// Files that are read and mapped alike, as one source, where a pattern stands for them and for nothing else.
  private static func joined(
    _ sources: [SourceProposal], in folder: String, mayRead: (String) -> Bool
  ) -> [SourceProposal] {
    var joined: [SourceProposal] = []
    for source in sources {
      if joined.contains(where: { $0.members.contains(source.path) }) { continue }
      var source = source
      let alike = sources.filter { $0.isAlike(source) }.map(\.path)
      if alike.count > 1, let pattern = FilePattern.of(alike), mayRead(absolutePath(pattern, in: folder)) {
        let found = try? glob(pattern: absolutePath(pattern, in: folder))
        if found?.count == alike.count, Set(found ?? []) == Set(alike.map { absolutePath($0, in: folder) }) {
          source.path = pattern
          source.members = Set(alike)
        }
      }
      joined.append(source)
    }
    return joined
  }

  /// A source for a file, and for each format that an archive holds.
  private static func sources(
    of file: String, path: String, emit: (Diagnostic) -> Void
  ) throws -> [SourceProposal] {
    let samples = try InputSample.all(path: file, limit: SourceProposal.sampleSize)
    if samples.isEmpty { throw Diagnostic.nothingToPropose(file, "the archive holds no files") }
    let place = isURL(file) ? InputPlace.url(file) : .file(file)
    if samples.count == 1 { return [try SourceProposal(samples[0], at: place, path: path)] }
    var sources: [SourceProposal] = []
    for sample in samples {
      do {
        let source = try SourceProposal(sample, at: place, path: path)
        if !sources.contains(where: { $0.format == source.format }) { sources.append(source) }
      } catch let problem as Diagnostic where problem.code == "nothing_to_propose" {
        emit(problem.asWarning)
      }
    }
    if sources.isEmpty { throw Diagnostic.nothingToPropose(file, "nor can it for any file in it") }
    return sources
  }

  /// The pipeline file.
  package var text: String {
    var lines = [
      "# Proposed by `sluice init` from how the files look. `sluice preview FILE` shows rows before and after,",
      "# `sluice lint FILE` checks it, `sluice run FILE` runs it.",
      "name: \(yamlScalar(name))", "", "extract:",
    ]
    for source in sources { lines += item(source) }
    lines += [
      "", "# In order; `sluice describe normalise` and the like say what each can be told.", "transform:",
      "  - normalise            # {region: GB} reads telephone numbers that have no + as British ones",
      "  - translate: auto      # marks names that are not in Latin letters",
      "  - dedupe: {keep: most_complete}", "",
      "# Nothing is bought without `load`. The sandbox makes answers up and costs nothing: take the `# ` away to try it.",
      "# load:", "#   sandbox: {enrich: [emails, phones]}", "#   budget: {run: 100}", "", "output:",
      "  - csv: \(yamlScalar(output))", "    # rows: people       # one row for each person instead of every row",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private func item(_ source: SourceProposal) -> [String] {
    var lines = ["  - \(source.format): \(source.path == "-" ? "\"-\"" : yamlScalar(source.path))"]
    if source.members.count > 1 { lines[0] += "   # \(source.members.count) files, all alike" }
    if isURL(source.path), HTTPSource.shown(source.path) != source.path {
      lines.append("    # What is secret in the address belongs into an environment variable: `${NAME}`.")
    }
    lines += source.options.map { "    " + $0 }
    if source.isNumbered {
      lines.append("    # Nothing in it names the columns: they are 1, 2, …. Add `first_name: \"1\"` and the like.")
    }
    if source.fields.isEmpty {
      lines.append("    # No column goes by a name that is known; `sluice describe fields` shows those that are.")
      lines.append("    # fields: {email: NAME OF THE COLUMN}")
    } else {
      lines.append("    fields:")
      for (field, column, remark) in source.fields {
        lines.append("      \(field.name): \(yamlScalar(column))" + (remark.map { "   # \($0.commented)" } ?? ""))
      }
    }
    let rest = source.columns.indices.filter { !source.taken.contains($0) }.map { source.columns[$0] }
      .filter(ColumnNames.isName)
    if !rest.isEmpty, !source.isNumbered {
      let shown = rest.prefix(20).map(\.commented).joined(separator: ", ")
      lines.append("    # Carried through: \(shown)" + (rest.count > 20 ? " and \(rest.count - 20) more" : ""))
    }
    return lines
  }

  /// A file's name without its folder and endings.
  private static func name(_ path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    let stem = last.drop { $0 == "." }.split(separator: ".").first.map(String.init) ?? "leads"
    let plain = stem.unicodeScalars.map { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "-_".unicodeScalars.contains(scalar)
        ? Character(scalar) : "-"
    }
    return String(plain)
  }

  /// A path as a pipeline file in a folder names it.
  static func path(_ path: String, from folder: String, currentFolder: String) -> String {
    if path.hasPrefix("/") { return path }
    let target = absolutePath(path, in: currentFolder).split(separator: "/")
    let base = folder.split(separator: "/")
    let shared = zip(target, base).prefix { $0 == $1 }.count
    let steps = Array(repeating: "..", count: base.count - shared) + target[shared...].map(String.init)
    return steps.joined(separator: "/")
  }
}

extension Diagnostic {
  fileprivate var asWarning: Diagnostic {
    var warning = self
    warning.severity = .warning
    return warning
  }
}
