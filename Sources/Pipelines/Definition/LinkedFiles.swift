internal import PipelineModel
internal import Transport

extension PipelineDefinition {
  /// The outputs that would replace a file which the run reads or keeps: names tell nothing of links, so files are
  /// looked at as they stand on the disk now.
  ///
  /// - Parameter filledIn: an output's path with its placeholders filled in.
  func linkedFiles(inputs: [String], filledIn: (String) -> String = { $0 }) -> [Diagnostic] {
    var taken: [FilePlace: String] = [:]
    func take(_ path: String, as what: String) {
      if let place = FilePlace(of: path), taken[place] == nil { taken[place] = what }
    }
    for path in inputs { take(path, as: "the input \(quoted(shown(path)))") }
    take(file, as: "the pipeline file")
    for name in ["", "-wal", "-shm"] { take(stateFolder + "/ledger.sqlite" + name, as: "the ledger") }
    take(stateFolder + "/sandbox.jsonl", as: "the sandbox's jobs")
    var problems: [Diagnostic] = []
    for use in outputs {
      let path = filledIn(absolute(use.options.text("path") ?? "-"))
      guard let place = FilePlace(of: path) else { continue }
      if let what = taken[place] { problems.append(.linkedOutput(what, at: use.location)) }
      taken[place] = taken[place] ?? "another output"
    }
    for use in transforms {
      guard let pairs = use.options.object("match")?.text("pairs"), let place = FilePlace(of: absolute(pairs)) else {
        continue
      }
      let decisions = use.options.text("decisions").flatMap { FilePlace(of: absolute($0)) }
      if let what = taken[place] ?? (place == decisions ? "the decisions" : nil) {
        problems.append(.linkedPairs(what, at: use.location))
      }
    }
    if let place = FilePlace(of: filledIn(rejectsPath)), let what = taken[place] {
      problems.append(.linkedRejects(what, at: outputs.first?.location))
    }
    return problems
  }

  /// The files that the sources name now; nothing for those that cannot be listed.
  var inputsNow: [String] {
    extract.flatMap { use -> [String] in
      ((try? Pipelines.inputs(of: use, in: self)) ?? []).compactMap(\.place.path)
    }
  }

  /// Inputs without what the run before refused: a pattern in the folder of the outputs would read it back.
  func readableInputs(_ paths: [String]) -> [String] {
    let rejects = rejectsPath.replacing("{date}", with: "*").replacing("{run}", with: "*")
    return paths.filter { !matches($0, pattern: rejects) }
  }
}

extension Diagnostic {
  fileprivate static func linkedOutput(_ what: String, at location: Location) -> Diagnostic {
    Diagnostic(
      code: "output_is_input", at: location, "the output would replace \(what)",
      hint: "the two paths lead to one file: a link is in one of them; give the output a name of its own")
  }

  fileprivate static func linkedPairs(_ what: String, at location: Location) -> Diagnostic {
    Diagnostic(
      code: "pairs_path", at: location, "the pairs to review would replace \(what)",
      hint: "give `pairs` a file of its own; what was filled in goes to `decisions`")
  }

  fileprivate static func linkedRejects(_ what: String, at location: Location?) -> Diagnostic {
    Diagnostic(
      code: "rejects_path", at: location, "the rejects file would replace \(what)",
      hint:
        "it stands beside the first output that is a file, and a link leads from there: name that output differently")
  }
}
