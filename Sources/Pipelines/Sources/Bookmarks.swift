internal import PipelineModel
internal import Transport

/// Where sources that say so were read up to: each in a file of its own in the state folder, as the source wrote it.
///
/// A run gives a source the one of the last run that published, and puts a new one in its place once its own outputs are
/// in theirs: one that is killed before, or whose source fails, has read nothing.
struct Bookmarks: Sendable {
  /// A source's, by the file that it stands in.
  struct Entry: Sendable {
    var path: String
    var content: [UInt8]
  }

  /// The file of a source: as soon as it is told something else, it is another.
  static func path(stateFolder: String, pipeline: String, source: [String]) -> String {
    // Parts that no argument can hold stand between them.
    let key = ([pipeline] + source).joined(separator: "\0")
    return "\(stateFolder)/bookmark-\(ReadInputs.hex(contentHash(Array(key.utf8).span))).json"
  }

  /// Those that sources have said.
  var entries: [Entry] = []

  /// Puts them in their places.
  func commit() throws {
    for entry in entries {
      var file = try OutputFile(path: entry.path)
      try file.write(entry.content)
      try file.commit()
    }
  }
}

extension BuiltPipeline {
  /// Lets sources go on where the last published run has read up to.
  mutating func giveBookmarks() {
    for index in files.indices {
      guard let bookmark = files[index].bookmark, case .command(let run, let folder) = files[index].place,
        InputFile.size(of: bookmark) != nil
      else { continue }
      files[index].place = .command(run + ["--state", bookmark], folder: folder)
      files[index].goesOn = true
    }
  }

  /// Whether every input holds only what is new since the last published run.
  var isAllNews: Bool { files.allSatisfy { $0.onlyNew || $0.goesOn } }
}
