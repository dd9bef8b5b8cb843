internal import PipelineModel
internal import Transport

/// The files that earlier runs of a pipeline have read and published, by their content: what `only_new` leaves out.
///
/// They stand in `inputs-HASH.txt` in the state folder, a line for each with hash, size and name; the name is for people.
/// A run adds its own once its outputs are in their places: one that is killed before has read nothing.
struct ReadInputs: Sendable {
  /// What a file holds.
  struct Content: Hashable, Sendable {
    var size: Int
    var hash: UInt128
  }

  private let path: String
  private var lines: [String] = []
  private var known: Set<Content> = []
  /// What is marked once this run has published.
  private var fresh: [(content: Content, name: String)] = []

  init(stateFolder: String, pipeline: String) throws {
    path = "\(stateFolder)/inputs-\(Self.hex(contentHash(Array(pipeline.utf8).span))).txt"
    guard let size = InputFile.size(of: path) else { return }
    var bytes: [UInt8] = []
    var file = try InputFile(path: path)
    _ = try file.read(into: &bytes, atMost: size)
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 2)
      guard parts.count >= 2, let hash = UInt128(parts[0], radix: 16), let size = Int(parts[1]) else { continue }
      known.insert(Content(size: size, hash: hash))
      lines.append(String(line))
    }
  }

  /// Whether a file is new; takes note of it, so that a copy beside it is not.
  mutating func isNew(_ path: String, name: String) throws -> Bool {
    let content = try Self.content(of: path)
    guard known.insert(content).inserted else { return false }
    fresh.append((content, name))
    return true
  }

  /// Marks what was new as read.
  func commit() throws {
    if fresh.isEmpty { return }
    var file = try OutputFile(path: path)
    let added = fresh.map { entry in
      let name = String(entry.name.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
      return "\(Self.hex(entry.content.hash)) \(entry.content.size) \(name)"
    }
    try file.write(Array((lines + added).map { $0 + "\n" }.joined().utf8))
    try file.commit()
  }

  static func hex(_ hash: UInt128) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }

  /// Pieces of 1 MiB, the hash of each with the hash before it.
  private static func content(of path: String) throws -> Content {
    var file = try InputFile(path: path)
    var content = Content(size: 0, hash: 0)
    var piece: [UInt8] = []
    while try file.read(into: &piece, atMost: 1 << 20) > 0 {
      content.size += piece.count
      withUnsafeBytes(of: content.hash.littleEndian) { piece.append(contentsOf: $0) }
      content.hash = contentHash(piece.span)
      piece.removeAll(keepingCapacity: true)
    }
    return content
  }
}

extension BuiltPipeline {
  /// Leaves out the files that are not new where only new ones are wanted; returns what is to be marked after the run,
  /// nil where nobody asks. Files that are no regular ones are always read.
  mutating func leaveOutRead(stateFolder: String, pipeline: String) throws -> ReadInputs? {
    guard asksForNew else { return nil }
    var read = try ReadInputs(stateFolder: stateFolder, pipeline: pipeline)
    files = try files.filter { file in
      guard file.onlyNew, let path = file.place.path, InputFile.size(of: path) != nil else { return true }
      return try read.isNew(path, name: file.name)
    }
    return read
  }
}

extension Diagnostic {
  /// - Parameter bookmark: the file that holds how far a source was read, where there is one.
  static func nothingNew(bookmark: String? = nil) -> Diagnostic {
    Diagnostic(
      .note, code: "nothing_new", "no input is new since this pipeline last published: outputs are left as they are",
      hint: bookmark.map { "without the bookmark \(quoted($0)) all is read again" }
        ?? "`only_new: false` reads all files again")
  }
}
