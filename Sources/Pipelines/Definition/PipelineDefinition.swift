package import PipelineModel

/// A component as a pipeline file uses it.
package struct ComponentUse: Sendable {
  /// Which component.
  package var spec: ComponentSpec
  /// Its own options and its section's shared ones, checked, standards filled in.
  package var options: ComponentOptions
  /// Where the file names it; without a line where the file leaves it to the standard.
  package var location: Diagnostic.Location

  /// The extractor that reads a source: what `format` names, else the component itself.
  var format: String { spec.takesFormatOptions ? options.text("format") ?? spec.name : spec.name }

  /// The program whose output it reads, with its arguments.
  var program: [String]? { spec.isProgram ? spec.options.first.flatMap { options.texts($0.name) } : nil }

  package init(spec: ComponentSpec, options: ComponentOptions, location: Diagnostic.Location) {
    self.spec = spec
    self.options = options
    self.location = location
  }
}

/// A pipeline file that was read without an error.
package struct PipelineDefinition: Sendable {
  /// The file, as it was given.
  package var file: String
  /// What the pipeline is called: `name`, else the file's name without its extension.
  package var name: String
  /// The file's folder, absolute; what relative paths are relative to.
  package var folder: String
  /// Where state lives, absolute.
  package var stateFolder: String
  /// The sources, at least one.
  package var extract: [ComponentUse]
  /// The transforms, in order.
  package var transforms: [ComponentUse]
  /// The loader, where one is asked for.
  package var load: ComponentUse?
  /// The outputs, at least one.
  package var outputs: [ComponentUse]
  /// The share of rejected rows, 0 to 1, above which a run ends with another exit code.
  package var allowRejects: Double
  /// How many rejected rows a run bears before it stops; nil: any number.
  package var maxRejects: MaxRejects?

  package init(
    file: String, name: String, folder: String, stateFolder: String, extract: [ComponentUse],
    transforms: [ComponentUse], load: ComponentUse?, outputs: [ComponentUse], allowRejects: Double,
    maxRejects: MaxRejects? = nil
  ) {
    self.file = file
    self.name = name
    self.folder = folder
    self.stateFolder = stateFolder
    self.extract = extract
    self.transforms = transforms
    self.load = load
    self.outputs = outputs
    self.allowRejects = allowRejects
    self.maxRejects = maxRejects
  }

  /// Where rejected rows go, absolute, with placeholders as they stand.
  var rejectsPath: String {
    absolute(Pipelines.rejectsPath(outputs: outputs.compactMap { $0.options.text("path") }, pipeline: name))
  }

  /// A path of the file as an absolute one, `.` and `..` taken out; `-` stays `-`.
  package func absolute(_ path: String) -> String { path == "-" ? path : absolutePath(path, in: folder) }
}

/// Rejected rows go beside the first output that is a file, else beside the pipeline.
func rejectsPath(outputs: [String], pipeline: String) -> String {
  guard let first = outputs.first(where: { $0 != "-" }) else { return "\(pipeline).rejects.csv" }
  let slash = first.lastIndex(of: "/").map { first.index(after: $0) } ?? first.startIndex
  let dot = first[slash...].lastIndex(of: ".").flatMap { $0 > slash ? $0 : nil } ?? first.endIndex
  return first[..<dot] + ".rejects.csv"
}

/// A path made absolute and freed of `.`, `..` and doubled slashes, by its text alone.
func absolutePath(_ path: String, in folder: String) -> String {
  var parts: [Substring] = []
  for part in (path.hasPrefix("/") ? path : folder + "/" + path).split(separator: "/") {
    switch part {
    case ".": continue
    case "..": _ = parts.popLast()
    default: parts.append(part)
    }
  }
  return "/" + parts.joined(separator: "/")
}
