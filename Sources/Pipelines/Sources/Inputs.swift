internal import PipelineModel
internal import Transport

/// An input that a source names, as it stands on the disk now.
struct NamedInput {
  var place: InputPlace
  /// How messages name it.
  var name: String
  var isOneOfMany = false
}

/// The inputs of a source: the files that a path, a pattern or a folder stands for, a server's, a command's.
func inputs(of use: ComponentUse, in definition: PipelineDefinition) throws -> [NamedInput] {
  if let run = use.program, let program = run.first {
    return [NamedInput(place: .command(run, folder: definition.folder), name: program)]
  }
  let path = use.options.text("path") ?? "-"
  // An inbox that is empty has nothing new.
  let onlyNew = use.options.boolean("only_new") ?? false
  if isURL(path) { return [NamedInput(place: .url(path), name: HTTPSource.shown(path))] }
  let pattern = definition.absolute(path)
  if pattern == "-" { return [NamedInput(place: .file("-"), name: "stdin")] }
  if let listed = try files(inFolder: pattern) {
    let paths = definition.readableInputs(listed)
    if paths.isEmpty && !onlyNew {
      throw Diagnostic(
        code: "no_match", at: use.location, "the folder \(quoted(definition.shown(pattern))) holds no files",
        hint:
          "folders in it are not looked into: name them, or use a pattern such as \(quoted(definition.shown(pattern) + "/*/*"))"
      )
    }
    return paths.map { NamedInput(place: .file($0), name: definition.shown($0), isOneOfMany: true) }
  }
  guard isPattern(pattern) else { return [NamedInput(place: .file(pattern), name: definition.shown(pattern))] }
  let paths = definition.readableInputs(try glob(pattern: pattern))
  if paths.isEmpty && !onlyNew {
    throw Diagnostic(
      code: "no_match", at: use.location, "no file matches `\(definition.shown(pattern))`",
      hint: "relative paths are relative to the pipeline file")
  }
  return paths.map { NamedInput(place: .file($0), name: definition.shown($0)) }
}

/// Whether a path is the address of something on a server.
func isURL(_ path: String) -> Bool {
  let start = path.prefix(8).lowercased()
  return start.hasPrefix("http://") || start.hasPrefix("https://")
}

/// The size of a file that is read as it stands; nil for a packed one, whose unpacked size nobody knows.
func plainSize(_ path: String) -> Int? {
  guard let size = InputFile.size(of: path), var file = try? InputFile(path: path) else { return nil }
  var head: [UInt8] = []
  _ = try? file.read(into: &head, atMost: 4)
  return Compression(head) == nil ? size : nil
}

extension PipelineDefinition {
  /// A path as messages show it: relative to the pipeline's folder where it stands below it.
  func shown(_ path: String) -> String {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path == "-" ? "stdin" : path
  }
}
